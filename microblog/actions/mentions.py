"""Naming people: they are told, and get a letter."""

from collections.abc import Collection

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from ..clock import now
from ..models import Account, Event, Letter, LetterKind, LetterState, Mention, Notification, Post
from ..queries.mail import letters_about
from ..queries.posts import named_in
from .notifications import notify_all


def name_people(db: Session, post: Post, named: Collection[Account]) -> None:
    """Note down whom a post names, and tell those whom it did not name before; whom it names no more is forgotten."""
    before = set(db.scalars(named_in(post)))
    _forget(db, post, before - {account.id for account in named})
    fresh = [account for account in named if account.id not in before]
    db.add_all(Mention(post_id=post.id, account=account) for account in fresh)
    db.flush()

    told = notify_all(db, fresh, Event.MENTION, by=post.author, post=post)
    _promise_letters(db, post, [account for account in told if account.confirmed])


def drop_letters_about(db: Session, post: Post, to: Collection[int] | None = None) -> None:
    """Drop the letters about a post that are not sent yet; only those `to` some, if they are given."""
    unsent = update(Letter).where(Letter.post_id == post.id, Letter.state == LetterState.WAITING)
    unsent = unsent if to is None else unsent.where(Letter.account_id.in_(to))
    db.execute(unsent.values(state=LetterState.DROPPED))


def _forget(db: Session, post: Post, account_ids: Collection[int]) -> None:
    """Take it back that a post names some people."""
    if not account_ids:
        return
    for trace in (Mention, Notification):
        gone = delete(trace).where(trace.post_id == post.id, trace.account_id.in_(account_ids))
        db.execute(gone if trace is Mention else gone.where(Notification.event == Event.MENTION))
    drop_letters_about(db, post, account_ids)


def _promise_letters(db: Session, post: Post, accounts: list[Account]) -> None:
    """Promise each a letter; one that was dropped, as they were not named any more, is taken up again."""
    known = {letter.account_id: letter for letter in db.scalars(letters_about(post, LetterKind.MENTION))}
    for account in accounts:
        letter = known.get(account.id)
        if letter is None:
            db.add(Letter(kind=LetterKind.MENTION, account_id=account.id, post_id=post.id))
        elif letter.state == LetterState.DROPPED:
            letter.state, letter.due_at = LetterState.WAITING, now()
