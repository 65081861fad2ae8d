"""Addresses of static files that change when the file does, so that browsers may keep them for ever.

A file `site.css` of a folder is at `/static/DIGEST/site.css`. As that is a path, a front server can give the files of
several releases away from one folder. `static_files` lists what it needs for that.
"""

import hashlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPNotFound
from pyramid.path import AssetResolver
from pyramid.request import Request
from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.static import static_view

A_YEAR = 365 * 24 * 3600

FOLDERS = {"static": "microblog:site/static", "static/api": "microblog:api/static"}
"""Where the files of which folder are to be had."""


class ContentBuster:
    """Puts a digest of the file's content before its address."""

    def __call__(self, request: Request, subpath: str, kw: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        return f"{digest_of(Path(AssetResolver().resolve(kw['pathspec']).abspath()))}/{subpath}", kw


def add_static_files(config: Configurator, place: str) -> None:
    """Give away a folder's files, under names that change with them and under their own."""
    folder, route = FOLDERS[place], f"__{place}/named"
    config.add_route(route, f"/{place}/{{digest:[0-9a-f]{{10}}}}/*subpath")
    config.add_view(_file_of_that_digest(folder), route_name=route, permission=NO_PERMISSION_REQUIRED)
    config.add_static_view(place, folder, cache_max_age=A_YEAR)
    config.add_cache_buster(folder, ContentBuster())


def static_files() -> Iterator[tuple[str, Path]]:
    """List all files: where each is to be had, and where it lies."""
    for place, folder in FOLDERS.items():
        root = Path(AssetResolver().resolve(folder).abspath())
        for path in sorted(path for path in root.rglob("*") if path.is_file()):
            yield f"{place}/{digest_of(path)}/{path.relative_to(root)}", path


def digest_of(path: Path) -> str:
    """Digest a file, once for each version of it."""
    return _digest(path, path.stat().st_mtime_ns)


@cache
def _digest(path: Path, _changed: int) -> str:
    """Digest what is in a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:10]


def _file_of_that_digest(folder: str) -> Any:
    """Make a view that gives a file away only if it is that very version: it will be kept for a year."""
    root = Path(AssetResolver().resolve(folder).abspath())
    give = static_view(folder, cache_max_age=A_YEAR, use_subpath=True)

    def view(context: Any, request: Request) -> Response:
        parts = request.subpath
        path = root.joinpath(*parts)
        plain = parts and all(re.fullmatch(r"\w[\w.-]*", part, re.ASCII) for part in parts)
        if not plain or not path.is_file() or digest_of(path) != request.matchdict["digest"]:
            raise HTTPNotFound
        return give(context, request)

    return view
