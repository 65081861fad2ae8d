"""Writing down, for oneself, what one thinks of somebody."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from ..errors import Invalid, NotFound
from ..i18n import _, ngettext
from ..models import Account, Note
from ..queries.accounts import locked_account
from ..text import says_nothing
from .inputs import Input, Words

LENGTH = 2000


class NoteDraft(Input):
    """What one thinks of somebody."""

    text: Words = ""


def write_note(db: Session, writer: Account, about: Account, draft: NoteDraft) -> None:
    """Write something down about somebody in place of what stood there; nothing at all removes it."""
    if about.hidden:
        raise NotFound(_("There is nobody of that name here."))
    if len(draft.text) > LENGTH:
        raise Invalid(comment=ngettext("Say it in ${n} character.", "Say it in ${n} characters.", LENGTH))

    db.execute(locked_account(writer))
    if says_nothing(draft.text):
        db.execute(delete(Note).where(Note.writer_id == writer.id, Note.about_id == about.id))
    else:
        db.merge(Note(writer_id=writer.id, about_id=about.id, text=draft.text))
        db.flush()
