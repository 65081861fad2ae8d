"""Questions about people."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Case, ColumnElement, Select, and_, case, false, func, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from ..models import Account, Follow, Post, moment_of
from ..text.handles import local_username
from .paging import Page, Place, page_onwards
from .posts import OPEN, visible_to
from .relationships import is_living, met_by


def account_named(username: str) -> Select[Account]:
    """Find somebody by their name, however it is spelt."""
    return select(Account).where(Account.username == username.lower())


def accounts_named(usernames: list[str]) -> Select[Account]:
    """Find those of `usernames` who exist."""
    return select(Account).where(Account.username.in_(usernames))


def account_with_email(email: str) -> Select[Account]:
    """Find somebody by their address."""
    return select(Account).where(Account.email == email.lower())


def locked_account(*accounts: Account) -> Select[int]:
    """Find somebody and hold on to them: of two that look what they have in order to change it, one waits.

    Several are held in one order for everybody, so that nobody waits for somebody who waits for them.
    """
    held = select(Account.id).where(Account.id.in_(account.id for account in accounts)).order_by(Account.id)
    return held.with_for_update(key_share=True)


def accounts_with_ids(ids: Collection[int], *, suspended: bool = False) -> Select[Account]:
    """Find those of some people who are here; those who are shut out only if they are asked for."""
    return select(Account).where(Account.id.in_(ids), true() if suspended else is_living())


def people_called(words: str, reader: Account | None, *, site: str, following: bool = False) -> Select[Account]:
    """Those of whose names some words are a part: first whose username it is, then whose username begins with it.

    `site` is the host (and port) that handles end in here. With `following`, only those whom the reader follows.
    """
    username, words = local_username(words, site), words.strip().removeprefix("@")
    if not username or not words:
        return select(Account).where(false())
    begins = Account.username.startswith(username, autoescape=True)
    named = or_(Account.username.contains(username, autoescape=True), *_is_said(Account.display_name, words))
    found = select(Account).where(begins if "@" in words else named, *met_by(reader))
    found = found.order_by(_distance(username), Account.id)
    if not following:
        return found
    return found.where(Account.id.in_(select(Follow.followed_id).where(Follow.follower_id == _id(reader))))


def people_to_name(beginning: str, reader: Account) -> Select[Account]:
    """Those whom `reader` may mean who has begun to write a name: first whom they follow, also by their other name.

    It is asked at each letter, so of those who are not followed only the beginnings of usernames count.
    """
    begins = Account.username.startswith(beginning.lower(), autoescape=True)
    followed = select(Follow.followed_id).where(Follow.follower_id == reader.id)
    named = and_(Account.id.in_(followed), or_(*_begins(Account.display_name, beginning)))
    found = select(Account).where(or_(begins, named), Account.id != reader.id, *met_by(reader))
    return found.order_by(case((Account.id.in_(followed), 0), else_=1), func.length(Account.username), Account.username)


def read_people_called(db: Session, words: str, reader: Account | None, place: Place, *, site: str) -> Page[Account]:
    """Read one page of those who are called so, from the one after `place.before` on."""
    found = people_called(words, reader, site=site)
    if place.before is not None:
        distance = _distance(local_username(words, site) or "")
        last = select(distance).where(Account.id == place.before).correlate(None).scalar_subquery()
        found = found.where(or_(distance > last, and_(distance == last, Account.id > place.before)))
    return page_onwards(db.scalars(found.limit(place.size + 1)).all(), place)


def _distance(username: str) -> Case[int]:
    """How far from a username somebody's is."""
    begins = Account.username.startswith(username, autoescape=True)
    return case((Account.username == username, 0), (begins, 1), else_=2)


@dataclass(frozen=True)
class Figures:
    """What a profile counts."""

    posts: int
    followers: int
    following: int
    last_post_on: date | None = None
    """The day on which they last wrote or boosted something."""


def figures_of(db: Session, account: Account, reader: Account | None) -> Figures:
    """Count what a profile shows, in one query."""
    counts = counts_of(account, reader)
    row = db.execute(select(*(count.label(kind) for kind, count in counts.items()))).one()
    return Figures(**row._mapping)


def counts_of(account: Account, reader: Account | None) -> dict[str, ColumnElement[int]]:
    """What to ask for what a profile shows, by the names of the Figures."""
    follows = {"followers": Follow.followed_id, "following": Follow.follower_id}
    living = {"followers": Follow.follower_id, "following": Follow.followed_id}
    return {
        "posts": _count(select(Post.id).where(Post.author_id == account.id, visible_to(reader))),
        **{
            kind: _count(select(Follow.id).where(key == account.id, living[kind].not_in(_shut_out())))
            for kind, key in follows.items()
        },
    }


def figures_of_many(db: Session, accounts: Iterable[Account]) -> dict[int, Figures]:
    """Count what the profiles of some people tell everybody, in three queries however many they are.

    Everybody is told the same: the posts and boosts that are for everybody. The rest would show by being counted.
    """
    ids = {account.id for account in accounts}
    if not ids:
        return {}
    posts = _posts(db, ids)
    followers, following = _follows(db, Follow.followed_id, ids), _follows(db, Follow.follower_id, ids)
    return {
        id: Figures(
            posts=posts[id][0] if id in posts else 0,
            followers=followers.get(id, 0),
            following=following.get(id, 0),
            last_post_on=moment_of(posts[id][1]).date() if id in posts else None,
        )
        for id in ids
    }


def _id(reader: Account | None) -> int:
    """Whose facts to look for; a stranger has none."""
    return reader.id if reader else 0


def _is_said(column: InstrumentedAttribute[str], words: str) -> list[ColumnElement[bool]]:
    """Say in which forms some words may stand in a text. Not every database knows the cases of all letters."""
    forms = {words} if words.isascii() else {words, words.lower(), words.upper(), words.capitalize(), words.title()}
    return [column.icontains(form, autoescape=True) for form in sorted(forms)]


def _begins(column: InstrumentedAttribute[str], words: str) -> list[ColumnElement[bool]]:
    """Say in which forms a text, or a word of it, may begin."""
    forms = {words} if words.isascii() else {words, words.lower(), words.upper(), words.capitalize()}
    return [
        like
        for form in sorted(forms)
        for like in (column.istartswith(form, autoescape=True), column.icontains(f" {form}", autoescape=True))
    ]


def _posts(db: Session, ids: set[int]) -> dict[int, tuple[int, int]]:
    """How many posts for everybody each has written, and the id of the last one: the rest is nobody else's business."""
    original = aliased(Post)  # of one that was deleted, the boosts are there for as long as that may be taken back
    gone = select(original.id).where(original.id == Post.boosted_id, original.deleted_at.is_not(None))
    rows = select(Post.author_id, func.count(), func.max(Post.id)).where(
        Post.author_id.in_(ids),
        Post.deleted_at.is_(None),
        Post.visibility.in_(OPEN),
        or_(Post.boosted_id.is_(None), ~gone.exists()),
    )
    return {id: (count, last) for id, count, last in db.execute(rows.group_by(Post.author_id))}


def _follows(db: Session, key: InstrumentedAttribute[int], ids: set[int]) -> dict[int, int]:
    """How many follow each, or are followed; those who are shut out do not count."""
    other = Follow.follower_id if key is Follow.followed_id else Follow.followed_id
    rows = select(key, func.count()).where(key.in_(ids), other.not_in(_shut_out())).group_by(key)
    return dict(db.execute(rows).all())


def _shut_out() -> Select[int]:
    """The ids of those who are suspended."""
    return select(Account.id).where(Account.hidden)


def _count(rows: Select[int]):  # type: ignore[no-untyped-def]
    """Count the rows of a question, as a part of a larger one."""
    return select(func.count()).select_from(rows.subquery()).scalar_subquery()
