"""Asking questions, and choosing from the answers."""

from datetime import timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from ..clock import now
from ..errors import Invalid
from ..models import LONGEST_POLL, MAX_OPTIONS, OPTION_LENGTH, SHORTEST_POLL, Ballot, Poll, Post
from ..queries.polls import poll_of
from ..text import length, says_nothing
from .inputs import Input, Line


class PollWish(Input):
    """A question that a post is to ask."""

    options: list[Line]
    expires_in: int
    """How long one may vote, in seconds."""
    multiple: bool = False
    hide_totals: bool = False


def make_poll(db: Session, post: Post, wish: PollWish) -> Poll:
    """Let a post ask a question."""
    check_poll(wish)

    poll = Poll(post=post, options=wish.options, multiple=wish.multiple, hide_totals=wish.hide_totals)
    poll.expires_at = now() + timedelta(seconds=wish.expires_in)
    db.add(poll)
    db.flush()
    return poll


def change_poll(db: Session, post: Post, wish: PollWish | None) -> Poll | None:
    """Let a post ask something else, or nothing any more. Once there is another choice, all votes are forgotten."""
    poll = db.scalar(poll_of(post))
    if wish is None:
        if poll is not None:
            db.delete(poll)
        return None
    if poll is None:
        return make_poll(db, post, wish)
    check_poll(wish)

    if (poll.options, poll.multiple) != (wish.options, wish.multiple):
        db.execute(delete(Ballot).where(Ballot.poll_id == poll.id))
    poll.options, poll.multiple, poll.hide_totals = wish.options, wish.multiple, wish.hide_totals
    poll.expires_at, poll.announced_at = now() + timedelta(seconds=wish.expires_in), None
    return poll


def check_poll(wish: PollWish) -> None:
    """Refuse a question that cannot be asked."""
    if not 2 <= len(wish.options) <= MAX_OPTIONS:
        raise Invalid(poll=f"A poll needs 2 to {MAX_OPTIONS} options.")
    if any(says_nothing(option) for option in wish.options):
        raise Invalid(poll="Each option of a poll needs words.")
    if any(len(option) > OPTION_LENGTH * 10 or length(option) > OPTION_LENGTH for option in wish.options):
        raise Invalid(poll=f"Say each option of a poll in {OPTION_LENGTH} characters.")
    if len(set(wish.options)) < len(wish.options):
        raise Invalid(poll="No two options of a poll may be the same.")
    if wish.expires_in < SHORTEST_POLL:
        raise Invalid(poll=f"A poll lasts {SHORTEST_POLL // 60} minutes at least.")
    if wish.expires_in > LONGEST_POLL:
        raise Invalid(poll=f"A poll lasts {LONGEST_POLL // 86_400} days at most.")
