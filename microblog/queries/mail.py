"""Questions about letters."""

from datetime import datetime

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload

from ..clock import now
from ..models import Account, Letter, LetterKind, LetterState, Post, Reason


def next_letter() -> Select[Letter]:
    """Find the letter that has been due for longest, leaving out those that another scheduler is just taking."""
    due = select(Letter).where(Letter.state == LetterState.WAITING, Letter.due_at <= now())
    return due.order_by(Letter.due_at, Letter.id).limit(1).with_for_update(skip_locked=True)


def recent_letter(kind: LetterKind, account: Account, since: datetime) -> Select[Letter]:
    """Find a letter of one kind that is on its way to somebody, or was promised since a moment."""
    letters = select(Letter).where(Letter.account_id == account.id, Letter.kind == kind)
    return letters.where(or_(Letter.state == LetterState.WAITING, Letter.created_at > since)).limit(1)


def reasons_in(letter: Letter) -> Select[Reason]:
    """What a letter tells, the oldest first, with the posts, who wrote them, and what they answer."""
    post = joinedload(Reason.post)
    told = select(Reason).where(Reason.letter_id == letter.id).order_by(Reason.id)
    return told.options(
        joinedload(Reason.by, innerjoin=True),
        post.joinedload(Post.author),
        post.joinedload(Post.parent).joinedload(Post.author),
    )


def letter_with_account(id: int) -> Select[Letter]:
    """Find a letter, with who gets it."""
    return select(Letter).where(Letter.id == id).options(joinedload(Letter.account, innerjoin=True))
