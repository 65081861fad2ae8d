"""Addresses of static files that change when the file does, so that browsers may keep them for ever.

A file `site.css` of a folder is at `/static/DIGEST/site.css`. As that is a path, a front server can give the files of
several releases away from one folder. `static_files` lists what it needs for that.

A page asks for few files: what is written in many, one for each purpose, is given away as one (`bundles.json`).
"""

import hashlib
import json
import mimetypes
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

BUNDLES = "bundles.json"
"""Lies beside a folder, and says which files of it are made of which others, in which order."""


class ContentBuster:
    """Puts a digest of the file's content before its address."""

    def __call__(self, request: Request, subpath: str, kw: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        root = _root(kw["pathspec"].removesuffix(subpath))
        return f"{digest_of(root, subpath)}/{subpath}", kw


def add_static_files(config: Configurator, place: str) -> None:
    """Give away a folder's files, under names that change with them and under their own."""
    folder, route = FOLDERS[place], f"__{place}/named"
    root = _root(folder)
    for name in bundles(root):
        config.add_route(f"__{place}/{name}", f"/{place}/{name}")
        config.add_view(_bundle(root, name), route_name=f"__{place}/{name}", permission=NO_PERMISSION_REQUIRED)
    config.add_route(route, f"/{place}/{{digest:[0-9a-f]{{10}}}}/*subpath")
    config.add_view(_file_of_that_digest(folder), route_name=route, permission=NO_PERMISSION_REQUIRED)
    config.add_static_view(place, folder, cache_max_age=A_YEAR)
    config.add_cache_buster(folder, ContentBuster())


def static_files() -> Iterator[tuple[str, bytes]]:
    """List all files: where each is to be had, and what is in it."""
    for place, folder in FOLDERS.items():
        root = _root(folder)
        names = {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}
        for name in sorted(names | bundles(root).keys()):
            yield f"{place}/{digest_of(root, name)}/{name}", content_of(root, name)


def bundles(root: Path) -> dict[str, list[str]]:
    """The files of a folder that are made of others: their names, and those of their parts."""
    list_ = root.with_name(BUNDLES)
    return _read(list_, list_.stat().st_mtime_ns) if list_.exists() else {}


def content_of(root: Path, name: str) -> bytes:
    """What is in a file of a folder; in one that is made of others, only what browsers read of them."""
    parts = (part.read_bytes() for part in _parts(root, name))
    return b"\n".join(map(_lean, parts) if name in bundles(root) else parts)


def _lean(text: bytes) -> bytes:
    """Leave out of a script or a style what indents it, and comments that are whole lines."""
    lines = (line.strip() for line in text.splitlines())
    said = (line for line in lines if line and not line.startswith(b"//"))
    return b"\n".join(line for line in said if not (line.startswith(b"/*") and line.endswith(b"*/")))


def digest_of(root: Path, name: str) -> str:
    """Digest a file of a folder, once for each version of it."""
    return _digest(root, name, tuple(part.stat().st_mtime_ns for part in _parts(root, name)))


def _parts(root: Path, name: str) -> list[Path]:
    """Where that lies of which a file is made: mostly itself."""
    return [root / part for part in bundles(root).get(name, [name])]


@cache
def _read(list_: Path, _changed: int) -> dict[str, list[str]]:
    """Read which files are made of which."""
    return dict(json.loads(list_.read_text(encoding="utf-8")))


@cache
def _digest(root: Path, name: str, _changed: tuple[int, ...]) -> str:
    """Digest what is in a file."""
    return hashlib.sha256(content_of(root, name)).hexdigest()[:10]


def _root(folder: str) -> Path:
    """Where a folder lies."""
    return Path(AssetResolver().resolve(folder).abspath())


def _bundle(root: Path, name: str) -> Any:
    """Make a view that gives away a file made of others."""

    def view(context: Any, request: Request) -> Response:
        kind, _ = mimetypes.guess_type(name)
        return Response(body=content_of(root, name), content_type=kind, charset="utf-8", cache_expires=A_YEAR)

    return view


def _file_of_that_digest(folder: str) -> Any:
    """Make a view that gives a file away only if it is that very version: it will be kept for a year."""
    root = _root(folder)
    give = static_view(folder, cache_max_age=A_YEAR, use_subpath=True)

    def view(context: Any, request: Request) -> Response:
        parts = request.subpath
        name = "/".join(parts)
        plain = parts and all(re.fullmatch(r"\w[\w.-]*", part, re.ASCII) for part in parts)
        there = plain and all(part.is_file() for part in _parts(root, name))
        if not there or digest_of(root, name) != request.matchdict["digest"]:
            raise HTTPNotFound
        return _bundle(root, name)(context, request) if name in bundles(root) else give(context, request)

    return view
