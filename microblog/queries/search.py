"""Finding what somebody half remembers. No index helps with words yet: a search reads posts from new to old."""

from sqlalchemy import ColumnElement, Select, and_, false, or_

from ..models import Account, Post, Tag, Visibility
from ..text import tag_key
from .posts import posts, visible_to, wanted_by
from .tags import tags_used

MAX_WORDS = 10


def posts_saying(words: str, reader: Account | None) -> Select[Post]:
    """The posts that say all of some words, in whatever order and case.

    Only what `reader` may see, and of that their own and what is public by people who may be found.
    """
    said = [_says(word) for word in words.split()[:MAX_WORDS]]
    author = posts().join(Account, Account.id == Post.author_id)
    return author.where(visible_to(reader), Post.boosted_id.is_(None), _may_be_found_by(reader), *said or [false()])


def tags_beginning(name: str, reader: Account | None) -> Select[Tag]:
    """The hashtags that begin in a way, ordered by name; only those used where `reader` sees it."""
    key = tag_key(name)
    begins = Tag.key.startswith(key, autoescape=True) if key else false()
    return tags_used(reader).where(begins).order_by(Tag.key)


def _says(word: str) -> ColumnElement[bool]:
    """Whether a post says a word. Not every database knows the cases of all letters, so it is offered them."""
    cases = {word} if word.isascii() else {word, word.lower(), word.upper(), word.capitalize()}
    texts = (Post.text, Post.warning)
    return or_(*(text.icontains(case, autoescape=True) for text in texts for case in sorted(cases)))


def _may_be_found_by(reader: Account | None) -> ColumnElement[bool]:
    """Limit to what a search may show: one's own, and what the authors leave to be found, unless one avoids them."""
    found = and_(Post.visibility == Visibility.PUBLIC, Account.indexable, wanted_by(reader))
    return found if reader is None else or_(found, Post.author_id == reader.id)
