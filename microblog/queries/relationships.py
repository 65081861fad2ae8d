"""Questions about what people are to each other."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import ColumnElement, Select, and_, or_, select
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


def followers_of(account: Account) -> Select[Follow, Account]:
    """Those who follow somebody."""
    return (
        select(Follow, Account).join(Account, Follow.follower_id == Account.id).where(Follow.followed_id == account.id)
    )


def followed_by(account: Account) -> Select[Follow, Account]:
    """Those whom somebody follows."""
    return (
        select(Follow, Account).join(Account, Follow.followed_id == Account.id).where(Follow.follower_id == account.id)
    )


def read_follows(db: Session, follows: Select[Follow, Account], place: Place) -> Page[Account]:
    """Read one page of people, those who came last first."""
    return read_page(db, follows, Follow.id, place).column(1)


def mutes_by(muter: Account) -> Select[Mute]:
    """Whom somebody does not want to read at present."""
    return select(Mute).where(Mute.muter_id == muter.id, is_lasting())


def is_lasting() -> ColumnElement[bool]:
    """Limit mutes to those that have not ended by themselves."""
    return or_(Mute.expires_at.is_(None), Mute.expires_at > now())


def endorsed_by(account: Account) -> Select[int]:
    """The ids of those whom somebody recommends."""
    return select(Endorsement.endorsed_id).where(Endorsement.account_id == account.id)


def notes_by(writer: Account) -> Select[Note]:
    """What somebody wrote down about others."""
    return select(Note).where(Note.writer_id == writer.id)


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
