"""Questions about letters."""

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from ..clock import now
from ..models import Account, Letter, LetterKind, LetterState, Post


def next_letter() -> Select[Letter]:
    """Find the letter that has been due for longest, leaving out those that another scheduler is just taking."""
    due = select(Letter).where(Letter.state == LetterState.WAITING, Letter.due_at <= now())
    return due.order_by(Letter.due_at, Letter.id).limit(1).with_for_update(skip_locked=True)


def waiting_letter(kind: LetterKind, account: Account) -> Select[Letter]:
    """Find a letter of one kind that is on its way to somebody."""
    waiting = select(Letter).where(Letter.account_id == account.id, Letter.kind == kind)
    return waiting.where(Letter.state == LetterState.WAITING).limit(1)


def letter_with_all(id: int) -> Select[Letter]:
    """Find a letter with everything that its words are made from."""
    post = joinedload(Letter.post)
    return (
        select(Letter)
        .where(Letter.id == id)
        .options(
            joinedload(Letter.account, innerjoin=True),
            post.joinedload(Post.author, innerjoin=True),
            post.joinedload(Post.parent).joinedload(Post.author, innerjoin=True),
        )
    )
