"""Questions about people whom one does not know yet: of those who may be recommended."""

from sqlalchemy import ColumnElement, Select, func, select, true
from sqlalchemy.orm import Session

from ..models import Account, Block, Follow, Mute, Post
from .paging import Page, Place, page_onwards, read_page
from .posts import OPEN
from .relationships import is_lasting, met_by

LATELY = 5000
"""How many of the last posts tell who is active: so it costs the same, however many people there are."""


def read_active(db: Session, reader: Account | None, place: Place) -> Page[Account]:
    """Read one page of those who wrote something lately, who wrote last first; `place` tells posts."""
    found = latest_words(before=place.before).subquery()
    rows = recommended(reader).join(found, found.c.author_id == Account.id).add_columns(found.c.last)
    read = db.execute(rows.order_by(found.c.last.desc()).limit(place.size + 1)).all()
    shown = read[: place.size]
    return Page([account for account, _ in shown], older=shown[-1][1] if len(read) > place.size else None)


def read_newest(db: Session, reader: Account | None, place: Place) -> Page[Account]:
    """Read one page of those who may be recommended, who came last first."""
    return read_page(db, recommended(reader), Account.id, place).column(0)


def read_by_name(db: Session, reader: Account | None, place: Place, letter: str = "") -> Page[Account]:
    """Read one page of those who may be recommended by their usernames, perhaps those of one letter."""
    found = recommended(reader).where(Account.username.startswith(letter, autoescape=True) if letter else true())
    if place.before is not None:
        last = select(Account.username).where(Account.id == place.before).correlate(None).scalar_subquery()
        found = found.where(Account.username > last)
    return page_onwards(db.scalars(found.order_by(Account.username).limit(place.size + 1)).all(), place)


def latest_words(*, before: int | None = None) -> Select[int, int]:
    """Who wrote something lately, and the `last` thing that they wrote, if that came `before` some post."""
    said = select(Post.id, Post.author_id).where(
        Post.deleted_at.is_(None), Post.boosted_id.is_(None), Post.visibility.in_(OPEN)
    )
    latest = said.order_by(Post.id.desc()).limit(LATELY).subquery()
    last = func.max(latest.c.id)
    writers = select(latest.c.author_id, last.label("last")).group_by(latest.c.author_id)
    return writers if before is None else writers.having(last < before)


def recommended(reader: Account | None, *, unknown: bool = False) -> Select[Account]:
    """Those whom we may point out to a reader, who is not among them; with `unknown`, whom they do not follow yet."""
    found = select(Account).where(Account.discoverable, Account.email_confirmed_at.is_not(None), *met_by(reader))
    if reader is None:
        return found
    found = found.where(Account.id != reader.id, *_not_avoided_by(reader))
    follows = select(Follow.followed_id).where(Follow.follower_id == reader.id)
    return found.where(Account.id.not_in(follows)) if unknown else found


def _not_avoided_by(reader: Account) -> list[ColumnElement[bool]]:
    """Limit to those whom a reader neither blocks nor mutes at present."""
    blocked = select(Block.blocked_id).where(Block.blocker_id == reader.id)
    muted = select(Mute.muted_id).where(Mute.muter_id == reader.id, is_lasting())
    return [Account.id.not_in(blocked), Account.id.not_in(muted)]
