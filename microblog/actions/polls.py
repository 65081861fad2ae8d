"""Asking questions, and choosing from the answers."""

from collections.abc import Collection
from datetime import timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from ..clock import now
from ..errors import Invalid, NotFound
from ..i18n import _, ngettext
from ..models import (
    LONGEST_POLL,
    MAX_OPTIONS,
    OPTION_LENGTH,
    SHORTEST_POLL,
    Account,
    Ballot,
    Event,
    Poll,
    Post,
    Vote,
)
from ..queries.polls import ballot_of, ended_poll, held_poll, poll_of, voters_in
from ..text import length, says_nothing
from .inputs import Input, Line
from .notifications import notify, notify_all
from .once import keep_once

TOLD_AT_ONCE = 500
"""How many people are told in one question to the database."""

VOTED = _("You have already voted on this poll.")


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
    poll = db.scalar(poll_of(post).with_for_update())
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


def vote(db: Session, by: Account, poll: Poll, choices: Collection[int]) -> None:
    """Choose from the answers, once and for all."""
    held = db.scalar(held_poll(poll.id))  # it does not change while somebody votes
    if held is None:
        raise NotFound(_("This poll does not exist, or it was deleted."))
    _check_vote(by, held, choices)
    if db.scalar(ballot_of(by, held)) is not None:
        raise Invalid(choices=VOTED)

    ballot = Ballot(poll_id=held.id, account_id=by.id)
    if not keep_once(db, ballot, "uq_ballots_poll_id_account_id"):
        raise Invalid(choices=VOTED)
    db.add_all(Vote(ballot_id=ballot.id, choice=choice) for choice in sorted(set(choices)))
    db.flush()


def announce_next(db: Session) -> Poll | None:
    """Tell those who voted in a poll that has ended, and whoever asked; None if there is none, or others do so now."""
    poll = db.scalar(ended_poll())
    if poll is None:
        return None
    poll.announced_at = now()
    after = 0
    while people := db.execute(voters_in(poll, after=after, limit=TOLD_AT_ONCE)).all():
        notify_all(db, [account for _, account in people], Event.POLL, by=poll.post.author, post=poll.post)
        after = people[-1][0].id
    notify(db, poll.post.author, Event.POLL, by=poll.post.author, post=poll.post)
    return poll


def check_poll(wish: PollWish) -> None:
    """Refuse a question that cannot be asked."""
    if not 2 <= len(wish.options) <= MAX_OPTIONS:
        raise Invalid(poll=_("A poll needs 2 to ${most} options.", mapping={"most": MAX_OPTIONS}))
    if any(says_nothing(option) for option in wish.options):
        raise Invalid(poll=_("Each option of a poll needs words."))
    if any(len(option) > OPTION_LENGTH * 10 or length(option) > OPTION_LENGTH for option in wish.options):
        raise Invalid(
            poll=ngettext(
                "Say each option of a poll in ${n} character.",
                "Say each option of a poll in ${n} characters.",
                OPTION_LENGTH,
            )
        )
    if len(set(wish.options)) < len(wish.options):
        raise Invalid(poll=_("No two options of a poll may be the same."))
    if wish.expires_in < SHORTEST_POLL:
        raise Invalid(
            poll=ngettext(
                "A poll lasts ${n} minute at least.", "A poll lasts ${n} minutes at least.", SHORTEST_POLL // 60
            )
        )
    if wish.expires_in > LONGEST_POLL:
        raise Invalid(
            poll=ngettext("A poll lasts ${n} day at most.", "A poll lasts ${n} days at most.", LONGEST_POLL // 86_400)
        )


def _check_vote(by: Account, poll: Poll, choices: Collection[int]) -> None:
    """Refuse what is no vote; in the words that applications know."""
    if poll.expired:
        raise Invalid(choices=_("The poll has already ended."))
    if poll.post.author_id == by.id:
        raise Invalid(choices=_("You cannot vote in your own polls."))
    if not choices:
        raise Invalid(choices=_("Choose one of the options."))
    if any(not 0 <= choice < len(poll.options) for choice in choices):
        raise Invalid(choices=_("The chosen vote option does not exist."))
    if len(set(choices)) > 1 and not poll.multiple:
        raise Invalid(choices=VOTED)
