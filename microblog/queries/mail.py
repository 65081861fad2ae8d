"""Questions about letters."""

from datetime import datetime

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload

from ..clock import now
from ..models import Account, Letter, LetterKind, LetterState, Post


def next_letter() -> Select[Letter]:
    """Find the letter that has been due for longest, leaving out those that another scheduler is just taking."""
    due = select(Letter).where(Letter.state == LetterState.WAITING, Letter.due_at <= now())
    return due.order_by(Letter.due_at, Letter.id).limit(1).with_for_update(skip_locked=True)


def recent_letter(kind: LetterKind, account: Account, since: datetime) -> Select[Letter]:
    """Find a letter of one kind that is on its way to somebody, or was promised since a moment."""
    letters = select(Letter).where(Letter.account_id == account.id, Letter.kind == kind)
    return letters.where(or_(Letter.state == LetterState.WAITING, Letter.created_at > since)).limit(1)


def letters_about(post: Post, kind: LetterKind) -> Select[Letter]:
    """The letters of one kind about a post, whatever became of them."""
    return select(Letter).where(Letter.post_id == post.id, Letter.kind == kind)


def letter_with_all(id: int) -> Select[Letter]:
    """Find a letter with everything that its words are made from."""
    post = joinedload(Letter.post)
    return (
        select(Letter)
        .where(Letter.id == id)
        .options(
            joinedload(Letter.account, innerjoin=True),
            post.joinedload(Post.author),
            post.joinedload(Post.parent).joinedload(Post.author),
        )
    )
