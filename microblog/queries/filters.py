"""Questions about what somebody does not want to read."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, selectinload

from ..clock import now
from ..models import Account, Filter, FilterContext, FilterKeyword, FilterPost, Media, Poll, Post
from ..text import says
from .posts import visible_to


@dataclass(frozen=True)
class FilterMatch:
    """Why a post is what somebody does not want to read."""

    filter: Filter
    keywords: list[str]
    """The words of the filter that it says."""
    posts: list[int]
    """Its own id, if the filter names it."""


def filters_of(account: Account) -> Select[Filter]:
    """Somebody's filters with their words and posts, the oldest first; those that have ended among them."""
    whole = selectinload(Filter.keywords), selectinload(Filter.posts)
    return select(Filter).where(Filter.account_id == account.id).options(*whole).order_by(Filter.id)


def filter_of(account: Account, id: int) -> Select[Filter]:
    """Find one of somebody's filters."""
    return filters_of(account).where(Filter.id == id)


def keywords_of(account: Account) -> Select[FilterKeyword, Filter]:
    """The words of all of somebody's filters, each with its filter, the oldest first."""
    words = select(FilterKeyword, Filter).join(Filter, FilterKeyword.filter_id == Filter.id)
    return words.where(Filter.account_id == account.id).order_by(FilterKeyword.id)


def filtered_posts_of(account: Account) -> Select[FilterPost]:
    """The posts that somebody's filters name, the oldest fact first; what they may not see any more is left out."""
    named = select(FilterPost).join(Filter, FilterPost.filter_id == Filter.id).join(Post, Post.id == FilterPost.post_id)
    return named.where(Filter.account_id == account.id, visible_to(account)).order_by(FilterPost.id)


def matches_of(
    db: Session, reader: Account | None, posts: Iterable[Post], context: FilterContext | None = None
) -> dict[int, list[FilterMatch]]:
    """Tell of each post which of `reader`'s filters match it, and why; `context` limits it to those that work there.

    Of a boost, its original is judged, and found in the answer under its own id, too. At most five queries, however
    many the posts are.
    """
    originals = {post.id: post.original for post in posts}
    originals |= {post.id: post for post in originals.values()}
    filters = _working(db, reader, context) if reader and originals else []
    if not filters:
        return {id: [] for id in originals}

    named = _named(db, filters, originals)
    words = _words(db, {post.id: post for post in originals.values()})
    return {id: _matches(filters, post, words[post.id], named) for id, post in originals.items()}


def _working(db: Session, reader: Account, context: FilterContext | None) -> list[Filter]:
    """The filters that have not ended and work in a context."""
    lasting = or_(Filter.expires_at.is_(None), Filter.expires_at > now())
    own = select(Filter).where(Filter.account_id == reader.id, lasting).order_by(Filter.id)
    filters = db.scalars(own.options(selectinload(Filter.keywords)))
    return [one for one in filters if context is None or context in one.contexts]


def _named(db: Session, filters: list[Filter], originals: Iterable[int]) -> set[tuple[int, int]]:
    """Which filter names which of these posts."""
    rows = select(FilterPost.filter_id, FilterPost.post_id).where(
        FilterPost.filter_id.in_([one.id for one in filters]), FilterPost.post_id.in_(originals)
    )
    return {(filter_id, post_id) for filter_id, post_id in db.execute(rows)}


def _words(db: Session, posts: dict[int, Post]) -> dict[int, str]:
    """All that each post says: its warning, its text, the options of its poll, and what its pictures show."""
    said = defaultdict(list)
    for post in posts.values():
        said[post.id] = [post.warning, post.text]
    for post_id, options in db.execute(select(Poll.post_id, Poll.options).where(Poll.post_id.in_(posts))):
        said[post_id] += options
    for media in db.scalars(select(Media).where(Media.post_id.in_(posts))):
        said[media.post_id or 0].append(media.description)
    return {post_id: "\n\n".join(words) for post_id, words in said.items()}


def _matches(filters: list[Filter], post: Post, words: str, named: set[tuple[int, int]]) -> list[FilterMatch]:
    """Which filters match one post."""
    found = []
    for one in filters:
        keywords = [word.keyword for word in one.keywords if says(words, word.keyword, whole_word=word.whole_word)]
        posts = [post.id] if (one.id, post.id) in named else []
        if keywords or posts:
            found.append(FilterMatch(one, keywords, posts))
    return found
