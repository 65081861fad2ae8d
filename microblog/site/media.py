"""Files that come in with a form: they are put away at once, whatever becomes of the rest of the form."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from pyramid.request import Request

from ..actions.media import About, Received, add_media, receive
from ..database import transaction_of_its_own
from ..errors import Invalid
from ..i18n import _
from ..media import Workshop
from ..models import MAX_ATTACHMENTS, Account
from ..rates import spend


def take_files(request: Request, name: str, *, room: int) -> tuple[list[int], Invalid | None]:
    """Put away the files of a field and write them down, for good.

    The answer is the ids of what was made of them, in order, and what is wrong with one that was refused. All that
    takes seconds, during which this request holds no transaction. What else it had done before is undone.
    """
    files = [one for one in request.POST.getall(name) if getattr(one, "file", None) is not None]
    if not files:
        return [], None
    if len(files) > room:
        raise Invalid({name: _("Attach at most ${most} pictures.", mapping={"most": MAX_ATTACHMENTS})})
    for _file in files:
        spend(request, "uploads")
    owner_id = request.account.id
    with _letting_others_write(request):
        received, refusal = _received(request, name, files)
        with transaction_of_its_own(request.registry) as db:
            owner = db.get_one(Account, owner_id)
            return [add_media(db, owner, one, About()).id for one in received], refusal


def _received(request: Request, name: str, files: Sequence[Any]) -> tuple[list[Received], Invalid | None]:
    """Look at the files and put them away; what is wrong with the first that is refused is said of the field."""
    workshop = Workshop.of(request.registry.settings["microblog"].media)
    received, refusal = [], None
    for one in files:
        try:
            received.append(receive(one.file, workshop=workshop))
        except Invalid as why:
            refusal = refusal or Invalid({name: next(iter(why.sentences.values()))})
    return received, refusal


@contextmanager
def _letting_others_write(request: Request) -> Iterator[None]:
    """Hold no transaction for what takes seconds: on SQLite nobody else could write. What was loaded is kept."""
    loaded = list(request.db)
    request.db.expunge_all()
    request.tm.abort()
    try:
        yield
    finally:
        request.tm.begin()
        request.db.add_all(loaded)
