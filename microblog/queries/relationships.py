"""Questions about what people are to each other."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, and_, bindparam, false, func, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from ..clock import now
from ..models import Account, Block, Endorsement, Follow, FollowRequest, Mute, Note
from .paging import Page, Place, read_page

Fact = TypeVar("Fact", Follow, FollowRequest, Block)


@dataclass(frozen=True)
class Relationship:
    """What somebody is to a reader, and the reader to them."""

    id: int
    """Theirs."""
    following: bool
    """The reader follows them, `requested` to, or neither; what follows is then what the reader wants, or wanted."""
    boosts: bool
    notifying: bool
    languages: list[str] | None
    """None is all."""
    followed_by: bool
    blocking: bool
    blocked_by: bool
    muting: bool
    muting_notifications: bool
    muting_expires_at: datetime | None
    requested: bool
    requested_by: bool
    endorsed: bool
    note: str


def relationships_of(db: Session, reader: Account, accounts: Iterable[Account]) -> dict[int, Relationship]:
    """Tell what some people are to a reader, in six queries however many they are."""
    ids = {account.id for account in accounts}
    if not ids:
        return {}
    follows, followers = _both_ways(db, reader, ids, Follow, Follow.follower_id, Follow.followed_id)
    wishes, wishing = _both_ways(db, reader, ids, FollowRequest, FollowRequest.follower_id, FollowRequest.followed_id)
    blocks, blockers = _both_ways(db, reader, ids, Block, Block.blocker_id, Block.blocked_id)
    mutes = {mute.muted_id: mute for mute in db.scalars(mutes_by(reader).where(Mute.muted_id.in_(ids)))}
    endorsed = set(db.scalars(endorsed_by(reader).where(Endorsement.endorsed_id.in_(ids))))
    notes = {note.about_id: note.text for note in db.scalars(notes_by(reader).where(Note.about_id.in_(ids)))}
    return {
        id: Relationship(
            id=id,
            following=id in follows,
            boosts=bool(wish and wish.boosts),
            notifying=bool(wish and wish.notify),
            languages=wish.languages if wish else None,
            followed_by=id in followers,
            blocking=id in blocks,
            blocked_by=id in blockers,
            muting=mute is not None,
            muting_notifications=bool(mute and mute.notifications),
            muting_expires_at=mute.expires_at if mute else None,
            requested=id in wishes and id not in follows,
            requested_by=id in wishing,
            endorsed=id in endorsed,
            note=notes.get(id, ""),
        )
        for id, wish, mute in ((id, follows.get(id) or wishes.get(id), mutes.get(id)) for id in ids)
    }


def follow_of(follower: Account, followed: Account) -> Select[Follow]:
    """Find the fact that one follows the other."""
    return select(Follow).where(Follow.follower_id == follower.id, Follow.followed_id == followed.id)


def follow_request_of(follower: Account, followed: Account) -> Select[FollowRequest]:
    """Find the fact that one asks to follow the other."""
    return select(FollowRequest).where(
        FollowRequest.follower_id == follower.id, FollowRequest.followed_id == followed.id
    )


def block_of(blocker: Account, blocked: Account) -> Select[Block]:
    """Find the fact that one blocks the other."""
    return select(Block).where(Block.blocker_id == blocker.id, Block.blocked_id == blocked.id)


def blocks_between(one: Account, other: Account) -> Select[Block]:
    """Find the facts that one of two blocks the other."""
    pair = (one.id, other.id)
    return select(Block).where(Block.blocker_id.in_(pair), Block.blocked_id.in_(pair)).limit(1)


def mute_of(muter: Account, muted: Account) -> Select[Mute]:
    """Find the fact that one muted the other, whether or not that has ended."""
    return select(Mute).where(Mute.muter_id == muter.id, Mute.muted_id == muted.id)


def mutes_by(muter: Account) -> Select[Mute]:
    """Whom somebody does not want to read at present."""
    return select(Mute).where(Mute.muter_id == muter.id, is_lasting())


def is_lasting() -> ColumnElement[bool]:
    """Limit mutes to those that have not ended by themselves at the moment at which the question is asked."""
    moment = bindparam(None, callable_=now, type_=Mute.expires_at.type)
    return or_(Mute.expires_at.is_(None), Mute.expires_at > moment)


def endorsed_by(account: Account) -> Select[int]:
    """The ids of those whom somebody recommends."""
    return select(Endorsement.endorsed_id).where(Endorsement.account_id == account.id)


def notes_by(writer: Account) -> Select[Note]:
    """What somebody wrote down about others."""
    return select(Note).where(Note.writer_id == writer.id)


def followers_of(account: Account, reader: Account | None) -> Select[Follow, Account]:
    """Those who follow somebody, as far as `reader` may know."""
    follows = select(Follow, Account).join(Account, Follow.follower_id == Account.id)
    return follows.where(Follow.followed_id == account.id, *met_by(reader), tells(account, reader))


def followed_by(account: Account, reader: Account | None) -> Select[Follow, Account]:
    """Those whom somebody follows, as far as `reader` may know."""
    follows = select(Follow, Account).join(Account, Follow.followed_id == Account.id)
    return follows.where(Follow.follower_id == account.id, *met_by(reader), tells(account, reader))


def endorsements_of(account: Account, reader: Account | None) -> Select[Endorsement, Account]:
    """Those whom somebody recommends, as far as `reader` may know."""
    recommended = select(Endorsement, Account).join(Account, Endorsement.endorsed_id == Account.id)
    return recommended.where(Endorsement.account_id == account.id, *met_by(reader))


def follow_requests_to(account: Account) -> Select[FollowRequest, Account]:
    """Those who ask to follow somebody."""
    requests = select(FollowRequest, Account).join(Account, FollowRequest.follower_id == Account.id)
    return requests.where(FollowRequest.followed_id == account.id, is_living())


def blocks_by(blocker: Account) -> Select[Block, Account]:
    """Those whom somebody blocks."""
    blocks = select(Block, Account).join(Account, Block.blocked_id == Account.id)
    return blocks.where(Block.blocker_id == blocker.id, is_living())


def muted_by(muter: Account) -> Select[Mute, Account]:
    """Those whom somebody does not want to read at present, and the fact each time."""
    return mutes_by(muter).join(Account, Mute.muted_id == Account.id).add_columns(Account).where(is_living())


def request_count(db: Session, account: Account) -> int:
    """Count those who ask to follow somebody."""
    return db.scalar(select(func.count()).select_from(follow_requests_to(account).subquery())) or 0


def read_people(db: Session, facts: Select[*tuple[Any, ...]], place: Place) -> Page[Account]:
    """Read one page of people, those who came last first: of rows (fact, account), ordered by the facts."""
    fact = facts.column_descriptions[0]["entity"]
    return read_page(db, facts, fact.id, place).column(1)


def familiar_followers(db: Session, reader: Account, accounts: Iterable[Account]) -> dict[int, list[Account]]:
    """Of those whom `reader` follows, who follows each of some people, in one query; who hides that is left out."""
    wanted = {account.id: account for account in accounts}
    found: dict[int, list[Account]] = {id: [] for id in wanted}
    known = select(Follow.followed_id).where(Follow.follower_id == reader.id)
    rows = select(Follow.followed_id, Account).join(Account, Follow.follower_id == Account.id)
    rows = rows.where(
        Follow.followed_id.in_([id for id, account in wanted.items() if not account.hide_collections]),
        Follow.follower_id.in_(known),
        ~Account.hide_collections,
        *met_by(reader),
    )
    for id, follower in db.execute(rows.order_by(Follow.id.desc())):
        found[id].append(follower)
    return found


def tells(account: Account, reader: Account | None) -> ColumnElement[bool]:
    """Whether `reader` may know whom somebody follows and who follows them."""
    if reader is not None and reader.id == account.id:
        return true()
    if account.hide_collections:
        return false()
    return true() if reader is None else ~block_of(account, reader).exists()


def is_living() -> ColumnElement[bool]:
    """Limit people to those who are not shut out."""
    return Account.suspended_at.is_(None)


def met_by(reader: Account | None) -> list[ColumnElement[bool]]:
    """Limit people to those whom `reader` meets in lists of others: who blocks the reader is not among them."""
    if reader is None:
        return [is_living()]
    blocks = select(Block.id).where(Block.blocker_id == Account.id, Block.blocked_id == reader.id)
    return [is_living(), ~blocks.exists()]


def _both_ways(
    db: Session,
    reader: Account,
    ids: set[int],
    fact: type[Fact],
    by: InstrumentedAttribute[int],
    to: InstrumentedAttribute[int],
) -> tuple[dict[int, Fact], dict[int, Fact]]:
    """Find the facts from a reader to some people, and those from them to the reader; each under the other's id."""
    rows = db.execute(
        select(by, to, fact).where(or_(and_(by == reader.id, to.in_(ids)), and_(to == reader.id, by.in_(ids))))
    )
    there: dict[int, Fact] = {}
    back: dict[int, Fact] = {}
    for by_id, to_id, one in rows:
        if by_id == reader.id:
            there[to_id] = one
        else:
            back[by_id] = one
    return there, back
