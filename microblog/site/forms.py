"""Forms: read once, refused beside the field, with what was typed still in them."""

from collections.abc import Callable, Collection, Mapping
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response

from ..actions.inputs import Input
from ..errors import Invalid
from ..i18n import _, translated
from ..queries.paging import MAX_ID, Place
from .sentences import say

T = TypeVar("T", bound=Input)

BOTH_WAYS = _("This page's address is not whole: it goes both ways at once. Start again from the top.")
NO_NUMBER = _("This page's address is not whole: it should end in a number. Start again from the top.")


class Form(Generic[T]):
    """A form of one kind of input.

    Use it as a context around what is done with its value: a refusal inside ends up in `problems`, the answer gets
    status 422 (which undoes the transaction), and the view goes on to show the form again.
    """

    def __init__(
        self,
        request: Request,
        input: type[T],
        initial: Mapping[str, str] | None = None,
        *,
        many: Collection[str] = (),
    ) -> None:
        self.request = request
        self.input = input
        self.initial = initial or {}
        self.many = many
        self.problems: dict[str, str] = {}

    @property
    def sent(self) -> bool:
        """Whether somebody pressed the button."""
        return self.request.method == "POST"

    @property
    def value(self) -> T:
        """What was given; Invalid if that cannot be."""
        return self.input.read(self._fields() | {name: self.chosen(name) for name in self.many})

    def typed(self, name: str) -> str:
        """What stands in a field: what was typed, or what it began with."""
        if self.sent:
            return self._fields().get(name, "")
        return self.initial.get(name, "")

    def chosen(self, name: str) -> list[str]:
        """What was chosen of several."""
        return [value for value in self.request.POST.getall(name) if isinstance(value, str)] if self.sent else []

    def upload(self, name: str) -> bytes:
        """The content of a file; empty if none was chosen."""
        file = getattr(self.request.POST.get(name), "file", None)
        if file is None:
            return b""
        file.seek(0)  # somebody may have read it before
        content: bytes = file.read()
        return content

    def _fields(self) -> dict[str, Any]:
        """The fields that hold text."""
        return {name: value for name, value in self.request.POST.items() if isinstance(value, str)}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        """Keep a refusal for the page."""
        if not isinstance(error, Invalid):
            return False
        self.problems = {name: translated(self.request.localizer, one) for name, one in error.sentences.items()}
        self.request.response.status = error.status
        return True


def settled(form: Form[Any], act: Callable[[], object], sentence: str, route: str, **place: Any) -> Response | None:
    """Once a form is sent: do what it is for, say so, and lead on. None while it is not, or if it is refused."""
    if form.sent:
        with form:
            act()
            say(form.request, sentence)
            return HTTPSeeOther(form.request.route_url(route, **place))
    return None


def place_of(request: Request) -> Place:
    """Read from a page's address where in a list it stands."""
    place = Place(before=_key(request, "before"), after=_key(request, "after"))
    if None not in (place.before, place.after):
        raise Invalid(before=BOTH_WAYS)
    return place


def _key(request: Request, name: str) -> int | None:
    """Read one key."""
    value = request.GET.get(name)
    if value is None:
        return None
    if not (value.isascii() and value.isdigit() and len(value) <= 19 and int(value) <= MAX_ID):
        raise Invalid({name: NO_NUMBER})
    return int(value)


def word(request: Request, name: str) -> str:
    """Read something that stands in the address or in a form; empty if there is none, or a file in its place."""
    value = request.params.get(name, "")
    return value if isinstance(value, str) else ""


def local_path(address: str, otherwise: str) -> str:
    """Give back an address if it is a path on this site, so that nobody is led elsewhere after logging in."""
    if not address.startswith("/") or address.startswith(("//", "/\\")):
        return otherwise
    if any(character < " " or character == "\\" for character in address) or not address.isascii():
        return otherwise
    return address
