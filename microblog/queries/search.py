"""Finding what somebody half remembers: posts by their words and by what is known of them, hashtags by their names.

Posts are found by an index of words: PostgreSQL's of a `tsvector`, SQLite's FTS5. What a word is, `text/words.py`
decides for both, so that both find the same.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, and_, false, literal, or_, select, true
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import NULLTYPE

from ..errors import Invalid
from ..i18n import _
from ..models import Account, Poll, Post, Tag, Tagging, Visibility, id_on
from ..text import LINK, NotUnderstood, Phrase, Terms, Wanted, read_search, tag_key
from .paging import Page, Place, page_onwards
from .posts import posts, visible_to, wanted_by
from .tags import tags_used
from .timelines import with_media

ME = "me"
A_DAY = timedelta(days=1)

HINTS = {
    "from": _("After from: stands a name, as in from:ann, or from:me."),
    "has": _("After has: stands media, poll or link."),
    "is": _("After is: stands reply or sensitive."),
    "lang": _("After lang: stands a language's code, as in lang:en."),
    "language": _("After language: stands a language's code, as in language:en."),
    "before": _("After before: stands a day, as in before:2026-01-31."),
    "after": _("After after: stands a day, as in after:2026-01-31."),
    "terms": _("That is too much at once: look for 20 words at most."),
    "minus": _("Of days there is no opposite: say before: in place of -after:, or the other way round."),
}
"""What to say where an operator was not understood."""


def posts_saying(words: str, reader: Account | None) -> Select[Post]:
    """The posts that are as somebody wants them (`text/search.py`); Invalid if that cannot be understood.

    Only what `reader` may see, and of that their own and what is public by people who may be found.
    """
    wish = _read(words, reader)
    author = posts().join(Account, Account.id == Post.author_id)
    found = author.where(visible_to(reader), Post.boosted_id.is_(None), _may_be_found_by(reader))
    return found.where(*_as_wished(wish, reader)) if wish else found.where(false())


def tags_beginning(name: str, reader: Account | None) -> Select[Tag]:
    """The hashtags that begin in a way, ordered by name; only those used where `reader` sees it."""
    key = tag_key(name)
    begins = Tag.key.startswith(key, autoescape=True) if key else false()
    return tags_used(reader).where(begins).order_by(Tag.key)


def read_tags_beginning(db: Session, name: str, reader: Account | None, place: Place) -> Page[Tag]:
    """Read one page of the hashtags that begin in a way, from the one after `place.before` on."""
    found = tags_beginning(name, reader)
    if place.before is not None:
        found = found.where(Tag.key > select(Tag.key).where(Tag.id == place.before).correlate(None).scalar_subquery())
    return page_onwards(db.scalars(found.limit(place.size + 1)).all(), place)


def wordless_posts() -> Select[int]:
    """The ids of posts whose words were not written down yet, the newest first."""
    return select(Post.id).where(Post.words.is_(None)).order_by(Post.id.desc())


def _read(words: str, reader: Account | None) -> Wanted:
    """Understand what somebody looks for."""
    try:
        wish = read_search(words)
    except NotUnderstood as error:
        raise Invalid(q=HINTS[error.operator]) from None
    if reader is None and ME in wish.wanted.authors | wish.unwanted.authors:
        raise Invalid(q=_("Log in to search what you wrote yourself."))
    return wish


def _as_wished(wish: Wanted, reader: Account | None) -> Iterator[ColumnElement[bool]]:
    """Limit posts to all that is wanted and none of what is not."""
    yield from _each(wish.wanted, reader)
    for unwanted in _each(wish.unwanted, reader, apart=True):
        yield unwanted.is_not(true())
    if wish.before:
        yield Post.id < _start_of(wish.before)
    if wish.after:
        yield Post.id >= _start_of(wish.after + A_DAY)


def _each(terms: Terms, reader: Account | None, *, apart: bool = False) -> Iterator[ColumnElement[bool]]:
    """Turn terms into limits; all words are one, unless they are to be `apart`."""
    phrases = (*terms.phrases, Phrase((LINK,))) if "link" in terms.has else terms.phrases
    for some in ([one] for one in phrases) if apart else [phrases] if phrases else ():
        yield _says(some)
    for key in sorted(terms.tags):
        tagged = select(Tagging.post_id).join(Tag, Tag.id == Tagging.tag_id).where(Tag.key == key)
        yield Post.id.in_(tagged)
    if terms.authors:
        yield Account.username.in_(reader.username if reader and one == ME else one for one in sorted(terms.authors))
    if terms.languages:
        yield Post.language.in_(sorted(terms.languages))
    if "media" in terms.has:
        yield with_media()
    if "poll" in terms.has:
        yield select(Poll.id).where(Poll.post_id == Post.id).exists()
    if "reply" in terms.kinds:
        yield Post.parent_id.is_not(None)
    if "sensitive" in terms.kinds:
        yield Post.sensitive.is_(True)


class _found(FunctionElement[bool]):
    """Whether a post says all of some phrases: its words and id, and the question in both databases' languages."""

    inherit_cache = True
    # Of a boolean SQLAlchemy says on SQLite that it equals 1, which would keep the index out of it.
    type = NULLTYPE  # type: ignore[assignment]


@compiles(_found)
def _in_table(element: _found, compiler: SQLCompiler, **how: object) -> str:
    """Ask SQLite's table of words."""
    _words, id, _tsquery, match = (compiler.process(one, **how) for one in element.clauses)
    return f"({id} IN (SELECT rowid FROM post_words WHERE post_words MATCH {match}))"  # noqa: S608 - placeholders


@compiles(_found, "postgresql")
def _in_column(element: _found, compiler: SQLCompiler, **how: object) -> str:
    """Ask PostgreSQL's column of words."""
    words, _id, tsquery, _match = (compiler.process(one, **how) for one in element.clauses)
    return f"({words} @@ CAST({tsquery} AS tsquery))"


def _says(phrases: Iterable[Phrase]) -> ColumnElement[bool]:
    """Limit to posts that say all of some phrases. Words are letters and digits: they need no quoting."""
    tsquery = " & ".join(" <-> ".join(one.words) + (":*" if one.open_ended else "") for one in phrases)
    match = " AND ".join(f'"{" ".join(one.words)}"' + (" *" if one.open_ended else "") for one in phrases)
    return _found(Post.words, Post.id, literal(tsquery), literal(match))


def _start_of(day: date) -> int:
    """Give the smallest id of a day; of one before there were any, none is smaller."""
    return max(id_on(day), 0)


def _may_be_found_by(reader: Account | None) -> ColumnElement[bool]:
    """Limit to what a search may show: one's own, and what the authors leave to be found, unless one avoids them."""
    found = and_(Post.visibility == Visibility.PUBLIC, Account.indexable, wanted_by(reader))
    return found if reader is None else or_(found, Post.author_id == reader.id)
