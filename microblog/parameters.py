"""What a request of an application says: JSON, forms of both kinds and the address, read into one dictionary.

Names nest as they do in Rails, whose conventions the clients of this protocol follow: `a[]=1&a[]=2` is a list,
`a[b]=x` a dictionary, `a[0][b]=x` a list by numbers, `a[][b]=x` a list of dictionaries that begins a new one when a
name comes again. What stands in the body stands above what stands in the address.
"""

import json
import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Any
from urllib.parse import unquote_to_bytes

from pyramid.config import Configurator
from pyramid.request import Request

APPLICATIONS = ("/api/", "/oauth/token", "/oauth/revoke", "/oauth/userinfo", "/.well-known/", "/nodeinfo/", "/health")
"""Addresses that are for applications."""

MOST_NAMES = 1000
DEEPEST = 8
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
NAME = re.compile(r"([^\[\]]+)((?:\[[^\[\]]*\])*)")
BRACKETS = re.compile(r"\[([^\[\]]*)\]")

Given = dict[str, Any]


class Unreadable(ValueError):
    """What was sent cannot be understood; says why."""


def for_applications(request: Request) -> bool:
    """Whether a request is for applications: they show a key, no cookie counts, and every answer is JSON."""
    return str(request.environ.get("PATH_INFO", "")).startswith(APPLICATIONS)


def read_parameters(request: Request) -> Given:
    """Read everything that a request gives, nulls left out; Unreadable if it cannot be understood."""
    given = nest(_query(request.environ.get("QUERY_STRING", "")))
    return {**given, **_without_nulls(_body(request))}


def methods_of(request: Request) -> set[str]:
    """Ask Pyramid which methods the views of the matched route take."""
    route = getattr(request, "matched_route", None)
    methods: set[str] = set()
    for view in request.registry.introspector.get_category("views") if route else ():
        facts = view["introspectable"]
        if facts.get("route_name") == route.name:
            given = facts.get("request_methods") or ()
            methods |= {given} if isinstance(given, str) else set(given)
    return methods | {"HEAD"} if "GET" in methods else methods


def includeme(config: Configurator) -> None:
    """Give every request `request.parameters`, and let views be for applications alone."""
    config.add_request_method(read_parameters, "parameters", reify=True)
    config.add_view_predicate("for_applications", _ForApplications)


class _ForApplications:
    """The predicate of views: `for_applications=True`."""

    def __init__(self, wanted: bool, _info: Any) -> None:
        self.wanted = wanted

    def text(self) -> str:
        """Name it in errors."""
        return f"for_applications = {self.wanted}"

    phash = text

    def __call__(self, context: Any, request: Request) -> bool:
        return for_applications(request) is self.wanted


def nest(pairs: Iterable[tuple[str, Any]]) -> Given:
    """Put flat names with brackets into the lists and dictionaries that they stand for."""
    root: Given = {}
    for count, (name, value) in enumerate(pairs):
        match = NAME.fullmatch(name)
        if count >= MOST_NAMES:
            raise Unreadable("There are too many parameters.")
        if match is None:
            continue  # names that nobody can mean
        path = [match[1], *BRACKETS.findall(match[2])]
        if len(path) > DEEPEST:
            raise Unreadable("The parameters are nested too deeply.")
        _put(root, path, value)
    return {name: _lists(value) for name, value in root.items()}


def _query(query: str) -> list[tuple[str, str]]:
    """Read the address; brackets and the like may stand in it unencoded."""
    return _pairs(query.encode("latin-1"))


def _body(request: Request) -> Given:
    """Read the body by its type; one of another type, or without a type, gives nothing."""
    kind = request.content_type
    if kind == "application/json" or kind.endswith("+json"):
        return _json(request.body)
    if kind == "multipart/form-data":
        return nest(_parts(request))
    if kind in FORMS:
        return nest(_pairs(request.body))
    return {}


def _parts(request: Request) -> list[tuple[str, Any]]:
    """Read a form of parts; files are WebOb's FieldStorage."""
    if _count_parts(request) > MOST_NAMES:
        raise Unreadable("There are too many parameters.")
    try:
        return [(name, value) for name, value in request.POST.items() if isinstance(name, str)]
    except Exception:  # the parser raises almost anything on what is broken
        raise Unreadable("The body is not multipart/form-data, or it was cut off.") from None


def _count_parts(request: Request) -> int:
    """Count the parts of a form, roughly, piece by piece: a film need not stand in memory as a whole."""
    request.make_body_seekable()
    body, count, end = request.body_file_raw, 0, b""
    body.seek(0)
    while piece := body.read(1 << 20):
        count += (end + piece).count(b"\n--")
        end = (end + piece)[-2:]
    body.seek(0)
    return count


def _json(body: bytes) -> Given:
    """Read JSON: an object, or nothing at all."""
    if not body.strip():
        return {}
    try:
        value = json.loads(body, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise Unreadable("The body is not JSON.") from None
    if not isinstance(value, dict):
        raise Unreadable("The body must be a JSON object.")
    return value


def _no_number(name: str) -> float:
    """Refuse what JavaScript knows and JSON does not."""
    raise ValueError(f"{name} is no JSON")


def _pairs(encoded: bytes) -> list[tuple[str, str]]:
    """Read a query or a form, whose parts must be UTF-8."""
    parts = [part.partition(b"=") for part in encoded.split(b"&") if part]
    try:
        return [(_decoded(name), _decoded(value)) for name, _, value in parts]
    except UnicodeDecodeError:
        raise Unreadable("The parameters are not UTF-8.") from None


def _decoded(part: bytes) -> str:
    """Decode a name or a value."""
    return unquote_to_bytes(part.replace(b"+", b" ")).decode()


def _put(root: Given, path: list[str], value: Any) -> None:
    """Put a value where its path leads. Lists are kept as dictionaries by number until all is read."""
    at: Any = root
    for here, below in pairwise(path):
        key = _key(at, here, below)
        if not isinstance(at.get(key), dict):
            at[key] = {}
        at = at[key]
    last = path[-1]
    if last == "":
        at[len(at)] = value
    elif len(path) == 1 and last in at:  # a=1&a=2, as some write lists
        at[last] = _Repeated([*(at[last] if isinstance(at[last], _Repeated) else [at[last]]), value])
    else:
        at[last] = value


def _key(at: Given, here: str, below: str) -> Any:
    """Name the place of one step; within `a[][b]`, a new one where `b` is there already."""
    if here != "":
        return here
    newest = at.get(len(at) - 1)
    return len(at) - 1 if isinstance(newest, dict) and below != "" and below not in newest else len(at)


class _Repeated(list[Any]):
    """The values of a name that came more than once."""


def _lists(value: Any) -> Any:
    """Turn dictionaries whose names are all numbers into lists, in the order of those."""
    if not isinstance(value, dict):
        return value
    inner = {name: _lists(part) for name, part in value.items()}
    if inner and all(isinstance(name, int) or (name.isascii() and name.isdigit() and len(name) < 10) for name in inner):
        return [inner[name] for name in sorted(inner, key=int)]
    return inner


def _without_nulls(given: Given) -> Given:
    """Leave out what is null: to these clients that is as good as absent."""
    return {name: value for name, value in given.items() if value is not None}
