"""The files of a release that a front server gives away."""

import gzip
import hashlib
import json
from pathlib import Path

STATIC = {"static": "microblog/site/static", "static/api": "microblog/api/static"}
"""Where the files of which folder are to be had; tests/ansible compare it with microblog/assets.py."""
WORTH_PRESSING = (".css", ".js", ".svg", ".json", ".txt", ".html", ".ico")


def static_files(code: Path) -> dict[str, bytes]:
    """Collect what the front server gives away, each under the digest of what is in it, some pressed as well."""
    found: dict[str, bytes] = {}
    for place, folder in STATIC.items():
        for name, data in _files(code / folder).items():
            address = f"{place}/{hashlib.sha256(data).hexdigest()[:10]}/{name}"
            found[address] = data
            if name.endswith(WORTH_PRESSING):
                found[f"{address}.gz"] = pressed(data)
    return found


def _files(folder: Path) -> dict[str, bytes]:
    """What is in the files of a folder, and in those that are made of them (see microblog/assets.py)."""
    files = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    made = folder.with_name("bundles.json")
    bundles = json.loads(made.read_text(encoding="utf-8")) if made.exists() else {}
    return files | {name: b"\n".join(lean(files[part]) for part in parts) for name, parts in bundles.items()}


def lean(text: bytes) -> bytes:
    """Leave out of a script or a style what indents it, and comments that are whole lines, as the application does."""
    lines = (line.strip() for line in text.splitlines())
    said = (line for line in lines if line and not line.startswith(b"//"))
    return b"\n".join(line for line in said if not (line.startswith(b"/*") and line.endswith(b"*/")))


def pressed(data: bytes) -> bytes:
    """Compress data, the same to the same bytes."""
    return gzip.compress(data, 9, mtime=0)
