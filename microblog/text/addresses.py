"""E-mail addresses as they are written."""


def mailbox_of(address: str) -> str:
    """Name the mailbox that an address leads to, however it is spelt: in lower case, without a +tag.

    Not every host knows tags (RFC 5233 §1 only names the habit), but one that does not has no mailbox of the longer
    name, either, or hardly ever. Dots are left alone: to most hosts they make another name.
    """
    local, _, host = address.strip().lower().rpartition("@")
    return f"{local.partition('+')[0] or local}@{host}"
