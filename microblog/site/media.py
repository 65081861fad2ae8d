"""Files that come in with a form: they are put away at once, whatever becomes of the rest of the form."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import BinaryIO

from pyramid.request import Request

from ..actions.media import About, Received, add_media, receive
from ..database import transaction_of_its_own
from ..errors import Invalid
from ..i18n import _
from ..media import Workshop
from ..models import MAX_ATTACHMENTS, Account
from ..rates import spend


def take_files(request: Request, name: str, *, room: int) -> list[int]:
    """Put away the files of a field and write them down, for good; the ids of what was made of them, in order.

    That takes seconds, during which this request holds no transaction. What else it had done before is undone.
    """
    files = [one.file for one in request.POST.getall(name) if getattr(one, "file", None) is not None]
    if not files:
        return []
    if len(files) > room:
        raise Invalid({name: _("Attach at most ${most} pictures.", mapping={"most": MAX_ATTACHMENTS})})
    for _file in files:
        spend(request, "uploads")
    owner_id = request.account.id
    with _letting_others_write(request):
        received = _received(request, name, files)
        with transaction_of_its_own(request.registry) as db:
            owner = db.get_one(Account, owner_id)
            return [add_media(db, owner, one, About()).id for one in received]


def _received(request: Request, name: str, files: Sequence[BinaryIO]) -> list[Received]:
    """Look at the files and put them away; what is wrong with one of them is said of the field."""
    workshop = Workshop.of(request.registry.settings["microblog"].media)
    try:
        return [receive(file, workshop=workshop) for file in files]
    except Invalid as refusal:
        raise Invalid({name: next(iter(refusal.sentences.values()))}) from None


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
