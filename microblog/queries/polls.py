"""Questions about polls."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, joinedload

from ..clock import now
from ..models import Account, Ballot, Poll, Post, Vote
from .posts import visible_to


@dataclass(frozen=True)
class PollView:
    """A poll as one reader sees it."""

    poll: Poll
    counts: list[int] | None
    """How many chose each option; None while nobody is to know."""
    votes: int
    """How many choices there are in all."""
    voters: int
    """How many people voted."""
    voted: bool
    """Whether the reader voted, or is the one who asks."""
    choices: list[int] = field(default_factory=list)
    """What the reader chose."""


def poll_of(post: Post) -> Select[Poll]:
    """Find the question that a post asks."""
    return select(Poll).where(Poll.post_id == post.id)


def visible_poll(id: int, reader: Account | None) -> Select[Poll]:
    """Find a poll, if `reader` may see the post that asks."""
    return select(Poll).join(Poll.post).where(Poll.id == id, visible_to(reader)).options(joinedload(Poll.post))


def held_poll(id: int) -> Select[Poll]:
    """Find a poll and hold on to it, together with others who do: nobody changes it meanwhile."""
    held = select(Poll).where(Poll.id == id).options(joinedload(Poll.post, innerjoin=True))
    return held.with_for_update(read=True, of=Poll).execution_options(populate_existing=True)


def ballot_of(voter: Account, poll: Poll) -> Select[Ballot]:
    """Find the fact that somebody voted."""
    return select(Ballot).where(Ballot.poll_id == poll.id, Ballot.account_id == voter.id)


def ended_polls() -> Select[int]:
    """The ids of polls that have ended and were not announced, the one that ended first first."""
    ended = select(Poll.id).where(Poll.expires_at <= now(), Poll.announced_at.is_(None))
    return ended.order_by(Poll.expires_at, Poll.id)


def ended_poll() -> Select[Poll]:
    """Find a poll that has ended and was not announced, leaving out those that another scheduler is just announcing."""
    return ended_polls().with_only_columns(Poll).limit(1).with_for_update(skip_locked=True)


def voters_in(poll: Poll, *, after: int, limit: int) -> Select[Ballot, Account]:
    """Some of those who voted: whose ballots come `after` one."""
    voters = select(Ballot, Account).join(Account, Account.id == Ballot.account_id).where(Ballot.poll_id == poll.id)
    return voters.where(Ballot.id > after).order_by(Ballot.id).limit(limit)


def polls_of(db: Session, posts: Iterable[Post], reader: Account | None) -> dict[int, PollView]:
    """Take `reader`'s view of the polls of some posts, in four queries however many they are; post → view.

    Of a boost, look for it under `post.original.id`.
    """
    ids = {post.original.id for post in posts}
    polls = list(db.scalars(select(Poll).where(Poll.post_id.in_(ids)).options(joinedload(Poll.post)))) if ids else []
    return {view.poll.post_id: view for view in views_of(db, polls, reader)}


def views_of(db: Session, polls: Collection[Poll], reader: Account | None) -> list[PollView]:
    """Take `reader`'s view of some polls. The votes of those who are shut out do not count."""
    if not polls:
        return []
    ids = [poll.id for poll in polls]
    counts, voters, chosen = _counts(db, ids), _voters(db, ids), _chosen(db, ids, reader)
    return [_view(poll, counts[poll.id], voters[poll.id], chosen.get(poll.id), reader) for poll in polls]


def _view(poll: Poll, counts: Counter[int], voters: int, chosen: list[int] | None, reader: Account | None) -> PollView:
    """Put together what is known of a poll."""
    hidden = poll.hide_totals and not poll.expired
    asks = reader is not None and reader.id == poll.post.author_id
    return PollView(
        poll=poll,
        counts=None if hidden else [counts[number] for number in range(len(poll.options))],
        votes=counts.total(),
        voters=voters,
        voted=asks or chosen is not None,
        choices=chosen or [],
    )


def _counts(db: Session, ids: list[int]) -> dict[int, Counter[int]]:
    """How often each option of each poll was chosen."""
    rows = select(Ballot.poll_id, Vote.choice, func.count()).join(Vote, Vote.ballot_id == Ballot.id)
    counts: dict[int, Counter[int]] = defaultdict(Counter)
    for poll_id, choice, count in db.execute(rows.where(_counting(ids)).group_by(Ballot.poll_id, Vote.choice)):
        counts[poll_id][choice] = count
    return counts


def _voters(db: Session, ids: list[int]) -> Counter[int]:
    """How many voted in each poll."""
    rows = select(Ballot.poll_id, func.count()).where(_counting(ids)).group_by(Ballot.poll_id)
    return Counter(dict(db.execute(rows).all()))


def _chosen(db: Session, ids: list[int], reader: Account | None) -> dict[int, list[int]]:
    """What the reader chose in each poll in which they voted."""
    if reader is None:
        return {}
    rows = select(Ballot.poll_id, Vote.choice).join(Vote, Vote.ballot_id == Ballot.id)
    chosen: dict[int, list[int]] = defaultdict(list)
    own = rows.where(Ballot.poll_id.in_(ids), Ballot.account_id == reader.id)
    for poll_id, choice in db.execute(own.order_by(Vote.choice)):
        chosen[poll_id].append(choice)
    return chosen


def _counting(ids: list[int]) -> ColumnElement[bool]:
    """Limit ballots to those that count."""
    shut_out = select(Account.id).where(Account.suspended_at.is_not(None))
    return Ballot.poll_id.in_(ids) & Ballot.account_id.not_in(shut_out)
