"""What posts quote, as far as a reader may see it; who may quote a post, and who may answer it."""

import enum
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, case, or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from ..models import Account, Block, Follow, Mention, Mute, Post, QuotePolicy, ReplyPolicy, Visibility
from .posts import OPEN, posts, visible_to
from .relationships import is_lasting


class QuoteState(enum.StrEnum):
    """What a reader is told of a quote; the names are those of the API."""

    ACCEPTED = "accepted"
    REVOKED = "revoked"
    """The author of what is quoted does not want it to be shown there."""
    DELETED = "deleted"
    UNAUTHORIZED = "unauthorized"
    """The reader may not see it."""
    BLOCKED = "blocked_account"
    """The reader blocks its author."""
    MUTED = "muted_account"

    @property
    def there(self) -> bool:
        """Whether the reader may see what is quoted, if they want to."""
        return self in (QuoteState.ACCEPTED, QuoteState.BLOCKED, QuoteState.MUTED)


@dataclass(frozen=True)
class Quote:
    """What a post quotes, as one reader sees it."""

    state: QuoteState
    post: Post | None = None
    """What is quoted, where its state says that it is there; of all else nothing is told."""


def quotes_in(db: Session, reader: Account | None, quoting: Iterable[Post]) -> tuple[dict[int, Quote], list[Post]]:
    """What some posts quote, and what that quotes: post → quote. Beside it stand the posts that are to be shown.

    That takes one query, and none where nothing is quoted.
    """
    wanted = {post.id: post for post in quoting if post.quoted_id is not None}
    if not wanted:
        return {}, []
    inner = aliased(Post)
    rows = select(Post, _state(reader, Post), inner, _state(reader, inner)).outerjoin(inner, inner.id == Post.quoted_id)
    rows = rows.options(joinedload(Post.author, innerjoin=True), joinedload(inner.author))
    ids = {post.quoted_id for post in wanted.values() if post.quote_revoked_at is None}
    found: dict[int | None, Quote] = {}
    within: dict[int, Quote] = {}
    for post, state, deeper, state_of_deeper in db.execute(rows.where(Post.id.in_(ids))) if ids else ():
        found[post.id] = _quote(state, post)
        if post.quoted_id is not None:
            within[post.id] = _told(post, _quote(state_of_deeper, deeper) if deeper is not None else None)
    outer = {id: _told(post, found.get(post.quoted_id)) for id, post in wanted.items()}
    return within | outer, [quote.post for quote in outer.values() if quote.post is not None]


def quotes_of(post: Post, reader: Account | None) -> Select[Post]:
    """The posts that quote a post and that `reader` may see; where that was revoked, they do so no more."""
    return posts().where(Post.quoted_id == post.id, Post.quote_revoked_at.is_(None), visible_to(reader))


def quote_of(post: Post, id: int, reader: Account) -> Select[Post]:
    """Find one of the posts that quote a post, whether or not that was revoked."""
    return posts().where(Post.id == id, Post.quoted_id == post.id, visible_to(reader))


def last_quotes_of(post: Post, limit: int) -> Select[Post]:
    """The last posts that quote a post, whoever may see them."""
    quotes = posts().where(Post.quoted_id == post.id, Post.quote_revoked_at.is_(None), Post.deleted_at.is_(None))
    return quotes.order_by(Post.id.desc()).limit(limit)


def may_quote(reader: Account, post: type[Post] = Post) -> ColumnElement[bool]:
    """Limit posts that `reader` may see to those that they may quote: its author lets them, and they block nobody."""
    own = and_(post.author_id == reader.id, post.visibility != Visibility.DIRECT)
    follower = and_(post.quote_policy == QuotePolicy.FOLLOWERS, _follows(reader, post))
    allowed = or_(post.quote_policy == QuotePolicy.EVERYBODY, follower)
    return or_(own, and_(post.visibility.in_(OPEN), allowed, ~_blocks(reader, post)))


def may_answer(reader: Account, post: type[Post] = Post) -> ColumnElement[bool]:
    """Limit posts that `reader` may see to those that they may answer.

    Whoever wrote a post or is named in it may. Others must be let by it, and by what began its conversation: else an
    answer of somebody who may would be a way around.
    """
    beginning = aliased(Post)
    closed = select(beginning.id).where(
        beginning.id == post.thread_id, beginning.deleted_at.is_(None), ~_lets(reader, beginning)
    )
    return or_(_concerns(reader, post), and_(_lets(reader, post), ~closed.correlate_except(beginning).exists()))


def _state(reader: Account | None, post: type[Post]) -> ColumnElement[str]:
    """What a reader is told of a quote of a post, unless it was revoked."""
    known: list[tuple[ColumnElement[bool], str]] = [
        (post.deleted_at.is_not(None), QuoteState.DELETED.value),
        (~visible_to(reader, post), QuoteState.UNAUTHORIZED.value),
    ]
    if reader is not None:
        muted = select(Mute.id).where(Mute.muter_id == reader.id, Mute.muted_id == post.author_id, is_lasting())
        known += [
            (_blocks(reader, post), QuoteState.BLOCKED.value),
            (muted.correlate_except(Mute).exists(), QuoteState.MUTED.value),
        ]
    return case(*known, else_=QuoteState.ACCEPTED.value)


def _quote(word: str, post: Post) -> Quote:
    """Tell of a post that was found as much as its state allows."""
    state = QuoteState(word)
    return Quote(state, post if state.there else None)


def _told(quoting: Post, quote: Quote | None) -> Quote:
    """What is told of what a post quotes: what was revoked is that, and what is not found was deleted."""
    if quoting.quote_revoked_at is not None:
        return Quote(QuoteState.REVOKED)
    return quote or Quote(QuoteState.DELETED)


def _lets(reader: Account, post: type[Post]) -> ColumnElement[bool]:
    """Whether a post itself lets `reader` answer."""
    follower = and_(post.reply_policy == ReplyPolicy.FOLLOWERS, _follows(reader, post))
    return or_(post.reply_policy == ReplyPolicy.EVERYBODY, _concerns(reader, post), follower)


def _concerns(reader: Account, post: type[Post]) -> ColumnElement[bool]:
    """Whether `reader` wrote a post, or is named in it."""
    named = select(Mention.post_id).where(Mention.account_id == reader.id, Mention.post_id == post.id)
    return or_(post.author_id == reader.id, named.correlate_except(Mention).exists())


def _follows(reader: Account, post: type[Post]) -> ColumnElement[bool]:
    """Whether `reader` follows the author of a post."""
    follows = select(Follow.id).where(Follow.follower_id == reader.id, Follow.followed_id == post.author_id)
    return follows.correlate_except(Follow).exists()


def _blocks(reader: Account, post: type[Post]) -> ColumnElement[bool]:
    """Whether `reader` blocks the author of a post."""
    blocks = select(Block.id).where(Block.blocker_id == reader.id, Block.blocked_id == post.author_id)
    return blocks.correlate_except(Block).exists()
