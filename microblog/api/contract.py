"""What a view promises, and how the promise is kept.

A view of the API says on its decorator who may use it, what it takes, what it returns and how it may refuse. The
deriver below does all of that around the view; `openapi.py` reads the same promises back through Pyramid's
introspector. So what the document says is what happens.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, Generic, TypeVar, get_args, get_origin

import venusian
from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.viewderivers import VIEW

from ..database import SAFE_METHODS
from ..queries.paging import Page
from .access import Access, authorise
from .api_calls import note_call
from .entities.base import Entity
from .given import Given
from .paging import add_links, add_offset_links

T = TypeVar("T")
View = Callable[..., Any]


class Paged(Generic[T]):
    """A list of entities of which a request gets one page; `Link` headers lead to its neighbours."""


class Cursored(Generic[T]):
    """The same of a list that has an end, such as who follows somebody: the last page leads to none after it."""


class Counted(Generic[T]):
    """A list of which a request gets a page by offset, as searches do."""


class Ranked(Generic[T]):
    """The same with `Link` headers that lead to its neighbours; it takes a `limit` and an `offset`."""


PAGES = (Paged, Cursored)
LINKED = (*PAGES, Ranked)
LISTS = (list, *LINKED, Counted)


@dataclass(frozen=True)
class Contract:
    """Everything that a view promises."""

    access: Access
    takes: type[Given] | None
    returns: dict[int, Any]
    refuses: frozenset[int]
    about: Callable[[Request], Any] | None
    limit: str
    summary: str = ""
    notes: str = ""
    deprecated: date | None = None

    def read(self, request: Request) -> Given | None:
        """Read what the view takes. Unreadable and Invalid become answers of their own."""
        given = request.parameters
        return self.takes.read(given) if self.takes else None

    def answer(self, request: Request, result: Any) -> Response:
        """Turn what a view returned into JSON; a response stays what it is."""
        response = result if isinstance(result, Response) else self._written(request, result)
        if request.method in SAFE_METHODS and response.status_int == 200:
            response.etag = (hashlib.sha256(response.body).hexdigest()[:32], False)
            response.conditional_response = True
        if self.deprecated:  # RFC 9745
            response.headers["Deprecation"] = f"@{datetime.combine(self.deprecated, time(), UTC).timestamp():.0f}"
        return response

    def _written(self, request: Request, result: Any) -> Response:
        """Write what a view returned as JSON."""
        response = request.response
        promised = self.returns[response.status_int]
        if isinstance(result, Page) and get_origin(promised) in PAGES:
            add_links(request, result, endless=get_origin(promised) is Paged)
        elif get_origin(promised) is Ranked:
            add_offset_links(request, len(result))
        response.content_type, response.charset = media_type_of(promised), "utf-8"
        response.body = _json(request, promised, result)
        return response


def api_view(
    route: str,
    method: str | tuple[str, ...],
    *,
    permission: str | tuple[str, ...],
    public: bool = False,
    takes: type[Given] | None = None,
    returns: Any,
    refuses: tuple[int, ...] = (),
    about: Callable[[Request], Any] | None = None,
    limit: str = "",
    deprecated: date | None = None,
) -> Callable[[View], View]:
    """Make a function a view of the route `api.<route>`.

    `permission` is "public" (anybody), "application" (any key; beside a scope: any that holds it, an application's own
    too), a scope that a person's key must hold, or several scopes of which one is enough. With `public`, strangers may
    come too, but a key that is shown must hold the scope.
    `returns` is an entity, a list of one, `Paged[…]` or its like, or {status: one of these}. `refuses` adds statuses
    to those that follow from the rest (401, 403, 422, 429 and the like). With `about`, a function of the request that
    finds the thing an address names, the view is called with (thing, request), else with (request). `deprecated` is
    the day since which clients should use something else.
    """

    def decorate(view: View) -> View:
        summary, _, notes = (view.__doc__ or "").strip().partition("\n")
        contract = Contract(
            access=Access(permission if isinstance(permission, tuple) else (permission,), public),
            takes=takes,
            returns=returns if isinstance(returns, dict) else {200: returns},
            refuses=frozenset(refuses),
            about=about,
            limit=limit,
            summary=summary,
            notes=notes.strip(),
            deprecated=deprecated,
        )

        _register(view, f"api.{route}", method, contract)
        return view

    return decorate


def keep_promise(view: View, info: Any) -> View:
    """Do what the view's contract says around the view. Views without one are left alone."""
    contract: Contract | None = info.options.get("contract")
    if contract is None:
        return view

    def kept(context: Any, request: Request) -> Response:
        authorise(request, contract.access, contract.limit)
        note_call(request)
        request.given = contract.read(request)
        thing = contract.about(request) if contract.about else context
        return contract.answer(request, view(thing, request))

    return kept


keep_promise.options = ("contract",)  # type: ignore[attr-defined]


def media_type_of(promised: Any) -> str:
    """Tell what the JSON of a promise is called; lists and choices have no names of their own."""
    return promised.media_type if isinstance(promised, type) and issubclass(promised, Entity) else Entity.media_type


def _register(view: View, route: str, method: str | tuple[str, ...], contract: Contract) -> None:
    """Have a view added when the package is scanned."""

    def add(scanner: Any, name: str, wrapped: View) -> None:
        scanner.config.with_package(info.module).add_view(
            wrapped,
            route_name=route,
            request_method=method,
            permission=NO_PERMISSION_REQUIRED,
            require_csrf=False,
            contract=contract,
        )

    info = venusian.attach(view, add, depth=2, category="pyramid")


def _json(request: Request, promised: Any, result: Any) -> bytes:
    """Write what was promised as JSON."""
    inner = get_args(promised)[0] if get_origin(promised) in LISTS else None
    if inner is None:
        return _dumped(_shown(request, promised, [result])[0])
    return b"[" + b",".join(map(_dumped, _shown(request, inner, list(result)))) + b"]"


def _shown(request: Request, entity: Any, things: list[Any]) -> list[Any]:
    """Turn things into entities, unless they are that already."""
    if not (isinstance(entity, type) and issubclass(entity, Entity)):
        return things
    if all(isinstance(thing, Entity) for thing in things):
        return things
    return entity.show(request, things)


def _dumped(thing: Any) -> bytes:
    """Write one thing."""
    return (
        thing.model_dump_json().encode()
        if isinstance(thing, Entity)
        else json.dumps(thing, ensure_ascii=False).encode()
    )


def includeme(config: Configurator) -> None:
    """Keep the promises of all views that make some."""
    config.add_view_deriver(keep_promise, name="contract", under="rendered_view", over=VIEW)
