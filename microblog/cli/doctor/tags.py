"""Records that are lists of tags, as those of DKIM and DMARC: `v=DKIM1; k=rsa; p=…` (RFC 6376 §3.2)."""

import re

TAG = re.compile(r"\s*([A-Za-z]\w*)\s*=\s*([^;]*?)\s*", re.ASCII)


def tags_of(record: str) -> dict[str, str]:
    """Read a record's tags, in order; ValueError if it is no such list, or says something twice."""
    tags: dict[str, str] = {}
    for part in record.removesuffix(";").rstrip().removesuffix(";").split(";"):
        found = TAG.fullmatch(part)
        if found is None:
            raise ValueError(f"nobody understands {part.strip()!r}")
        if found[1] in tags:
            raise ValueError(f"it says {found[1]}= twice")
        tags[found[1]] = found[2]
    return tags
