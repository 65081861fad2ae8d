"""Addresses of static files that change when the file does, so that browsers may keep them for ever."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from pyramid.path import AssetResolver
from pyramid.request import Request


class ContentBuster:
    """Adds a digest of the file's content to its address."""

    def __call__(self, request: Request, subpath: str, kw: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        path = Path(AssetResolver().resolve(kw["pathspec"]).abspath())
        return subpath, {**kw, "_query": {"v": _digest(path, path.stat().st_mtime_ns)}}


@cache
def _digest(path: Path, _changed: int) -> str:
    """Digest a file, once for each version of it."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:10]
