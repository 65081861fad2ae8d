"""Questions about what people are to each other."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, bindparam, false, func, or_, select, true
from sqlalchemy.orm import Session, aliased

from ..clock import now
from ..models import Account, Block, Endorsement, Follow, FollowRequest, Mute, Note
from .paging import Page, Place, read_page


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
    """Tell what some people are to a reader, in one query however many they are."""
    ids = {account.id for account in accounts}
    rows = db.execute(_facts_about(reader).where(Account.id.in_(ids))) if ids else ()
    return {row[0]: _relationship(*row) for row in rows}


def relationship_of(db: Session, reader: Account | None, account: Account) -> Relationship | None:
    """Tell what somebody is to a reader; None to a stranger, and to themselves."""
    if reader is None or reader.id == account.id:
        return None
    return relationships_of(db, reader, [account])[account.id]


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
    return db.scalar(select(requests_to(account))) or 0


def requests_to(account: Account) -> ScalarSelect[int]:
    """How many ask to follow somebody."""
    return select(func.count()).select_from(follow_requests_to(account).subquery()).scalar_subquery()


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
    return ~Account.hidden


def met_by(reader: Account | None) -> list[ColumnElement[bool]]:
    """Limit people to those whom `reader` meets in lists of others: who blocks the reader is not among them."""
    if reader is None:
        return [is_living()]
    blocks = select(Block.id).where(Block.blocker_id == Account.id, Block.blocked_id == reader.id)
    return [is_living(), ~blocks.exists()]


def _facts_about(reader: Account) -> Select[*tuple[Any, ...]]:
    """Ask for all facts between a reader and people, a row for each of them: there is at most one fact of each kind."""
    follow, follower = aliased(Follow), aliased(Follow)
    wish, wisher = aliased(FollowRequest), aliased(FollowRequest)
    block, blocker = aliased(Block), aliased(Block)
    kinds: list[tuple[Any, Any, Any]] = [
        (follow, follow.follower_id, follow.followed_id),
        (wish, wish.follower_id, wish.followed_id),
        (block, block.blocker_id, block.blocked_id),
        (Endorsement, Endorsement.account_id, Endorsement.endorsed_id),
        (Note, Note.writer_id, Note.about_id),
        (follower, follower.followed_id, follower.follower_id),
        (wisher, wisher.followed_id, wisher.follower_id),
        (blocker, blocker.blocked_id, blocker.blocker_id),
    ]
    rows = select(
        *(Account.id, follow, wish, Mute, follower.id, wisher.id, block.id, blocker.id, Endorsement.id, Note.text)
    ).select_from(Account)
    for fact, readers, theirs in kinds:
        rows = rows.outerjoin(fact, and_(readers == reader.id, theirs == Account.id))
    return rows.outerjoin(Mute, and_(Mute.muter_id == reader.id, Mute.muted_id == Account.id, is_lasting()))


def _relationship(
    id: int,
    follow: Follow | None,
    wish: FollowRequest | None,
    mute: Mute | None,
    followed_by: int | None,
    requested_by: int | None,
    blocking: int | None,
    blocked_by: int | None,
    endorsed: int | None,
    note: str | None,
) -> Relationship:
    """Put together what was found between a reader and somebody."""
    wanted = follow or wish
    return Relationship(
        id=id,
        following=follow is not None,
        boosts=bool(wanted and wanted.boosts),
        notifying=bool(wanted and wanted.notify),
        languages=wanted.languages if wanted else None,
        followed_by=followed_by is not None,
        blocking=blocking is not None,
        blocked_by=blocked_by is not None,
        muting=mute is not None,
        muting_notifications=bool(mute and mute.notifications),
        muting_expires_at=mute.expires_at if mute else None,
        requested=wish is not None and follow is None,
        requested_by=requested_by is not None,
        endorsed=endorsed is not None,
        note=note or "",
    )
