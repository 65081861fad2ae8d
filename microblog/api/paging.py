"""Pages of the API: `max_id`, `since_id` and `min_id` in the address, and the neighbours in the `Link` header."""

from typing import Annotated, Any
from urllib.parse import urlencode

from pydantic import AfterValidator, BeforeValidator, Field
from pyramid.request import Request

from ..errors import Refusal
from ..queries.paging import Page, Place
from .given import Given, Key, Number


class BadPlace(Refusal):
    """A place in a list that cannot be."""

    status = 400

    def __init__(self) -> None:
        super().__init__("Pagination values for `offset` and `limit` must be positive")


def _positive(value: int) -> int:
    """Refuse to count backwards."""
    if value < 0:
        raise BadPlace
    return value


def limit_of(default: int, *, most: int | None = None, zero: int | None = None) -> Any:
    """Declare a `limit`: `default` where none is given, at most `most` (twice the default); 0 stands for `zero`, or is
    as good as none.
    """
    most = most or default * 2

    def bounded(value: Any) -> Any:
        return min(_positive(int(value)), most) or zero or default if _is_number(value) else default

    schema = {"minimum": 0 if zero else 1, "maximum": most, "default": default}
    return Annotated[int, BeforeValidator(bounded), Field(json_schema_extra=schema)]


def _is_number(value: Any) -> bool:
    """Whether something is a whole number or is written as one."""
    word = str(value).strip().removeprefix("-")
    return not isinstance(value, bool) and word.isascii() and word.isdigit() and len(word) < 19


Offset = Annotated[Number, AfterValidator(_positive), Field(json_schema_extra={"minimum": 0})]
"""How many things to leave out at the beginning of a list."""


class Paging(Given):
    """Where in a list to read."""

    max_id: Key | None = None
    """Only what is older than this."""
    since_id: Key | None = None
    """Only what is newer than this, the newest first."""
    min_id: Key | None = None
    """The page just newer than this."""
    limit: limit_of(20) = 20  # type: ignore[valid-type]
    """How many at most."""

    @property
    def place(self) -> Place:
        """Where that is."""
        return Place(before=self.max_id, after=self.min_id, since=self.since_id, size=self.limit)


class LongPaging(Paging):
    """Where in a list to read of which more fits on a page."""

    limit: limit_of(40) = 40  # type: ignore[valid-type]
    """How many at most."""


LEFT_OUT = frozenset({"max_id", "since_id", "min_id", "access_token"})
"""What a `Link` does not repeat: places in the list, and a key, which is not for whoever keeps headers."""


def add_links(request: Request, page: Page[Any], *, endless: bool = True) -> None:
    """Lead to the pages before and after, with all else that stands in the address; an empty page leads nowhere.

    Of a list that is not `endless`, the last page leads to none after it: clients tell by that that they have it all.
    """
    if page.first is None:
        return
    here = request.registry.settings["microblog"].site.url + request.path
    kept = [(name, value) for name, value in request.GET.items() if name not in LEFT_OUT]
    links = [("next", "max_id", page.last), ("prev", "min_id", page.first)]
    if page.older is None and not endless:
        del links[0]
    request.response.headers["Link"] = ", ".join(
        f'<{here}?{urlencode(sorted([*kept, (name, str(key))]))}>; rel="{rel}"' for rel, name, key in links
    )


def add_offset_links(request: Request, found: int) -> None:
    """Lead to the pages before and after one that was asked for by `limit` and `offset`; only a full one leads on."""
    wish = request.given
    here = request.registry.settings["microblog"].site.url + request.path
    left_out = {*LEFT_OUT, "limit", "offset"}
    kept = [(name, value) for name, value in request.GET.items() if name not in left_out]
    offsets = {"next": wish.offset + wish.limit} if found == wish.limit else {}
    if wish.offset:
        offsets["prev"] = max(wish.offset - wish.limit, 0)
    links = [
        f'<{here}?{urlencode(sorted([*kept, ("limit", str(wish.limit)), ("offset", str(offset))]))}>; rel="{rel}"'
        for rel, offset in offsets.items()
    ]
    if links:
        request.response.headers["Link"] = ", ".join(links)
