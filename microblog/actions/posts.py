"""Writing and taking back."""

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from ..clock import now
from ..errors import Forbidden, Invalid
from ..models import (
    MAX_LENGTH,
    Account,
    Event,
    Letter,
    LetterKind,
    LetterState,
    Mention,
    Notification,
    Post,
    Tagging,
)
from ..queries.accounts import accounts_named
from ..queries.posts import visible_post
from ..text import hashtags, length, mentions, says_nothing
from .inputs import Input, Words
from .notifications import notify
from .tags import tag_post

MAX_POINTS = 10_000
"""A character may be made of many code points, and a link counts 23 however long: this bounds what is stored."""


MAX_MENTIONS = 20
"""Each of them gets a letter."""


class Draft(Input):
    """A post that is not yet published."""

    text: Words = ""
    reply_to: int | None = None


def publish_post(db: Session, author: Account, draft: Draft) -> Post:
    """Publish a draft, and tell those whom it concerns: here at once, and by a letter that is promised with it."""
    if not author.confirmed:
        raise Forbidden("Confirm your e-mail address first: follow the link in the letter that we sent you.")
    _check(draft.text)
    parent = _parent(db, author, draft)

    post = Post(author=author, text=draft.text)
    if parent is not None:
        post.parent, post.answered_id, post.thread_id = parent, parent.author_id, parent.thread_id
    db.add(post)
    db.flush()

    tag_post(db, post, hashtags(post.text))
    named = _name(db, post)
    _tell(db, post, named)
    return post


def delete_post(db: Session, by: Account, post: Post) -> None:
    """Take a post back: its words and everything that was said because of them. Its answers stay."""
    if not post.may_be_deleted_by(by):
        raise Forbidden("Only its author can delete a post.")

    post.text = ""
    post.deleted_at = now()
    for trace in (Mention, Tagging, Notification):
        db.execute(delete(trace).where(trace.post_id == post.id))
    unsent = update(Letter).where(Letter.post_id == post.id, Letter.state == LetterState.WAITING)
    db.execute(unsent.values(state=LetterState.DROPPED))


def _check(text: str) -> None:
    """Refuse what is no post."""
    if says_nothing(text):
        raise Invalid(text="Say something.")
    if len(text) > MAX_POINTS or length(text) > MAX_LENGTH:
        raise Invalid(text=f"Say it in {MAX_LENGTH} characters.")
    if len(mentions(text)) > MAX_MENTIONS:
        raise Invalid(text=f"Name at most {MAX_MENTIONS} people.")


def _parent(db: Session, author: Account, draft: Draft) -> Post | None:
    """Find the post that is answered."""
    if draft.reply_to is None:
        return None
    parent = db.scalar(visible_post(draft.reply_to, author)) if 0 < draft.reply_to < 2**63 else None
    if parent is None:
        raise Invalid(reply_to="The post that you answer is gone.")
    return parent


def _name(db: Session, post: Post) -> list[Account]:
    """Note down whom the text names, and return those."""
    named = list(db.scalars(accounts_named(mentions(post.text))))
    db.add_all(Mention(post_id=post.id, account=account) for account in named)
    return named


def _tell(db: Session, post: Post, named: list[Account]) -> None:
    """Tell those who are named, by letter too, and the one who is answered."""
    for account in named:
        if account.id != post.author_id:
            notify(db, account, Event.MENTION, by=post.author, post=post)
            if account.confirmed:
                db.add(Letter(kind=LetterKind.MENTION, account_id=account.id, post_id=post.id))

    if post.parent is not None and post.parent.author not in [post.author, *named]:
        notify(db, post.parent.author, Event.REPLY, by=post.author, post=post)
