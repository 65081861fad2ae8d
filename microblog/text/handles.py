"""Names of people as they are written: @ann, ann, or ann@example.org."""


def local_username(handle: str, site: str) -> str | None:
    """Give the username in a handle, in lower case; None if it is not of `site` (a host, or host:port)."""
    username, at, host = handle.strip().removeprefix("@").partition("@")
    here = {site.lower(), site.lower().partition(":")[0]}
    return username.lower() if not at or host.lower() in here else None
