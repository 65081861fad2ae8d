"""Questions about polls."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, Select, func, literal, select, union_all
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
    removed = select(Post.id).where(Post.restorable_until.is_not(None))  # should they come back, it is announced then
    ended = select(Poll.id).where(Poll.expires_at <= now(), Poll.announced_at.is_(None), Poll.post_id.not_in(removed))
    return ended.order_by(Poll.expires_at, Poll.id)


def ended_poll() -> Select[Poll]:
    """Find a poll that has ended and was not announced, leaving out those that another scheduler is just announcing."""
    return ended_polls().with_only_columns(Poll).limit(1).with_for_update(skip_locked=True)


def voters_in(poll: Poll, *, after: int, limit: int) -> Select[Ballot, Account]:
    """Some of those who voted: whose ballots come `after` one."""
    voters = select(Ballot, Account).join(Account, Account.id == Ballot.account_id).where(Ballot.poll_id == poll.id)
    return voters.where(Ballot.id > after).order_by(Ballot.id).limit(limit)


def polls_of(db: Session, posts: Iterable[Post], reader: Account | None) -> dict[int, PollView]:
    """Take `reader`'s view of the polls of some posts, in two queries however many they are; post → view.

    Of a boost, look for it under `post.original.id`.
    """
    ids = {post.original.id for post in posts}
    polls = list(db.scalars(select(Poll).where(Poll.post_id.in_(ids)).options(joinedload(Poll.post)))) if ids else []
    return {view.poll.post_id: view for view in views_of(db, polls, reader)}


def views_of(db: Session, polls: Collection[Poll], reader: Account | None) -> list[PollView]:
    """Take `reader`'s view of some polls. The votes of those who are shut out do not count."""
    if not polls:
        return []
    votes = _votes(db, [poll.id for poll in polls], reader)
    return [_view(poll, votes[poll.id], reader) for poll in polls]


@dataclass
class _Votes:
    """How it stands with one poll."""

    counts: Counter[int] = field(default_factory=Counter)
    """How often each option was chosen."""
    voters: int = 0
    chosen: list[int] = field(default_factory=list)
    """What the reader chose."""


def _view(poll: Poll, votes: _Votes, reader: Account | None) -> PollView:
    """Put together what is known of a poll."""
    hidden = poll.hide_totals and not poll.expired
    asks = reader is not None and reader.id == poll.post.author_id
    return PollView(
        poll=poll,
        counts=None if hidden else [votes.counts[number] for number in range(len(poll.options))],
        votes=votes.counts.total(),
        voters=votes.voters,
        voted=asks or bool(votes.chosen),
        choices=votes.chosen,
    )


def _votes(db: Session, ids: list[int], reader: Account | None) -> dict[int, _Votes]:
    """Ask of all polls at once how often each option was chosen, by how many people, and what the reader chose."""
    choices = Ballot.__table__.join(Vote, Vote.ballot_id == Ballot.id)
    counts = select(literal("counts"), Ballot.poll_id, Vote.choice, func.count()).select_from(choices)
    voters = select(literal("voters"), Ballot.poll_id, literal(0), func.count())
    chosen = select(literal("chosen"), Ballot.poll_id, Vote.choice, literal(1)).select_from(choices)
    questions: list[Select[str, int, int, int]] = [
        counts.where(_counting(ids)).group_by(Ballot.poll_id, Vote.choice),
        voters.where(_counting(ids)).group_by(Ballot.poll_id),
    ]
    if reader is not None:
        questions.append(chosen.where(Ballot.poll_id.in_(ids), Ballot.account_id == reader.id))

    votes: dict[int, _Votes] = defaultdict(_Votes)
    for kind, poll_id, choice, number in sorted(db.execute(union_all(*questions)).all()):
        match kind:
            case "counts":
                votes[poll_id].counts[choice] = number
            case "voters":
                votes[poll_id].voters = number
            case _:
                votes[poll_id].chosen.append(choice)
    return votes


def _counting(ids: list[int]) -> ColumnElement[bool]:
    """Limit ballots to those that count."""
    shut_out = select(Account.id).where(Account.hidden)
    return Ballot.poll_id.in_(ids) & Ballot.account_id.not_in(shut_out)
