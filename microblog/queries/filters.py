"""Questions about what somebody does not want to read."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Integer, Select, Text, case, cast, literal, or_, select
from sqlalchemy.orm import Session, selectinload

from ..clock import now
from ..models import Account, Filter, FilterAction, FilterContext, FilterKeyword, FilterPost, Media, Poll, Post
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


@dataclass(frozen=True)
class Verdict:
    """What becomes of a post that somebody does not want to read, and the names of the filters that say so."""

    action: FilterAction
    titles: list[str]


@dataclass(frozen=True)
class Sieve:
    """All that somebody does not want to read in one place, as far as it may matter for some posts."""

    filters: Mapping[int, tuple[FilterAction, str]] = field(default_factory=dict)
    """Filter → what it does, and its name."""
    keywords: Mapping[int, list[tuple[str, bool]]] = field(default_factory=dict)
    """Filter → its words, and whether each must not be a part of another."""
    named: Collection[tuple[int, int]] = ()
    """(post, filter): whom a filter names."""

    def verdict(self, post: Post, more: Iterable[str]) -> Verdict | None:
        """Judge a post by what it says, and by what `more` hangs on it."""
        words = "\n\n".join([post.warning, post.unmarked, *more])
        found = [self.filters[id] for id in self.filters if self._matches(id, post, words)]
        if not found:
            return None
        strongest = min((action for action, _ in found), key=STRENGTH.index)
        return Verdict(strongest, [title for action, title in found if action is strongest])

    def _matches(self, id: int, post: Post, words: str) -> bool:
        """Whether one filter matches."""
        keywords = self.keywords.get(id, ())
        return (post.id, id) in self.named or any(says(words, word, whole_word=whole) for word, whole in keywords)


STRENGTH = (FilterAction.HIDE, FilterAction.WARN, FilterAction.BLUR)
"""What counts where several filters match: the first."""


def filter_facts(
    reader: Account | None, ids: Collection[int], context: FilterContext | None
) -> list[Select[str, int, int, str]]:
    """Ask for what `reader` does not want to read in a context, as rows for `sieve_of`: (kind, id, number, word)."""
    if reader is None or context is None:
        return []
    works = (
        Filter.account_id == reader.id,
        or_(Filter.expires_at.is_(None), Filter.expires_at > now()),
        cast(Filter.contexts, Text).contains(f'"{context}"'),
    )
    strength = case(*((Filter.action == action, number) for number, action in enumerate(STRENGTH)))
    filters = select(literal("filter"), Filter.id, strength, Filter.title)
    keywords = select(
        literal("keyword"), FilterKeyword.filter_id, cast(FilterKeyword.whole_word, Integer), FilterKeyword.keyword
    )
    named = select(literal("filtered"), FilterPost.post_id, FilterPost.filter_id, literal(""))
    return [
        filters.where(*works),
        keywords.join(Filter, Filter.id == FilterKeyword.filter_id).where(*works),
        named.join(Filter, Filter.id == FilterPost.filter_id).where(*works, FilterPost.post_id.in_(ids)),
    ]


def sieve_of(rows: Mapping[str, Iterable[tuple[int, int, str]]]) -> Sieve:
    """Put together what `filter_facts` asked for: kind → (id, number, word)."""
    keywords = defaultdict(list)
    for id, whole_word, keyword in rows.get("keyword", ()):
        keywords[id].append((keyword, bool(whole_word)))
    filters = {id: (STRENGTH[number], title) for id, number, title in sorted(rows.get("filter", ()))}
    return Sieve(filters, keywords, {(post_id, filter_id) for post_id, filter_id, _ in rows.get("filtered", ())})


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


def posts_named_by(one: Filter, reader: Account) -> Select[FilterPost, Post]:
    """The posts that a filter names, each with that fact, the oldest fact first; as far as `reader` may see them."""
    named = select(FilterPost, Post).join(Post, Post.id == FilterPost.post_id)
    return named.where(FilterPost.filter_id == one.id, visible_to(reader)).order_by(FilterPost.id)


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
        said[post.id] = [post.warning, post.unmarked]
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
