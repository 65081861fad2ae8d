"""What a page of posts needs to know beyond the posts: loaded once for the whole page, never for a row.

Facts are those of originals: of a boost, look for them under `post.original.id`.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, Text, cast, func, literal, or_, select, union_all
from sqlalchemy.orm import Session, aliased

from ..models import (
    Account,
    Bookmark,
    Card,
    Favourite,
    FilterAction,
    FilterContext,
    Media,
    Mention,
    Pin,
    Poll,
    Post,
    PostLink,
    Preview,
    Tag,
    Tagging,
    ThreadMute,
)
from .filters import Verdict, filter_facts, sieve_of
from .polls import PollView, views_of
from .posts import visible_to
from .quotes import Quote, may_answer, may_quote, quotes_in

T = TypeVar("T")


@dataclass(frozen=True)
class Viewpoint:
    """A page of posts as one reader sees it."""

    reader: Account | None
    named: dict[int, frozenset[str]] = field(default_factory=dict)
    """Post → the usernames in its text that are somebody's."""
    replies: dict[int, int] = field(default_factory=dict)
    """Post → how many answers to it the reader may see."""
    boosts: dict[int, int] = field(default_factory=dict)
    """Post → how many boosts of it the reader may see."""
    favourites: dict[int, int] = field(default_factory=dict)
    """Post → how many like it."""
    quotes: dict[int, int] = field(default_factory=dict)
    """Post → how many posts that quote it the reader may see."""
    quoted: dict[int, Quote] = field(default_factory=dict)
    """Post → what it quotes, as the reader sees that; also of what is quoted."""
    shown: list[Post] = field(default_factory=list)
    """The posts that are to be shown as quotes."""
    answered: dict[int, str] = field(default_factory=dict)
    """Post → the username of the author it answers."""
    favourited: frozenset[int] = frozenset()
    """The posts that the reader likes."""
    boosted: frozenset[int] = frozenset()
    """The posts that the reader boosted."""
    bookmarked: frozenset[int] = frozenset()
    """The posts that the reader keeps."""
    pinned: frozenset[int] = frozenset()
    """The posts that the reader pinned."""
    muted: frozenset[int] = frozenset()
    """The posts of conversations of which the reader wants to hear no more."""
    closed: frozenset[int] = frozenset()
    """The posts that the reader may not answer."""
    unquotable: frozenset[int] = frozenset()
    """The posts that the reader may not quote."""
    media: dict[int, list[Media]] = field(default_factory=dict)
    """Post → what is attached to it, in order."""
    cards: dict[int, Card] = field(default_factory=dict)
    """Post → what the page says of itself to which its first link leads."""
    polls: dict[int, PollView] = field(default_factory=dict)
    """Post → the question that it asks."""
    filtered: dict[int, Verdict] = field(default_factory=dict)
    """Post → why the reader does not want to read it in this place, and what becomes of it."""
    also: dict[str, int] = field(default_factory=dict)
    """Numbers that were asked for besides, by their kind."""
    known: frozenset[str] = frozenset()
    """Of the usernames that were asked for besides, those that are somebody's."""

    def hides(self, post: Post) -> bool:
        """Whether a post is not shown at all, as the reader wants it."""
        verdict = self.filtered.get(post.original.id)
        return verdict is not None and verdict.action is FilterAction.HIDE


@dataclass(frozen=True)
class FullViewpoint(Viewpoint):
    """A page of posts with all that an application is told of them; but for polls, of which it is told more."""

    parents: dict[int, int] = field(default_factory=dict)
    """Post → the post that it answers, if the reader may see that. `answered` is not asked for."""
    mentioned: dict[int, list[Account]] = field(default_factory=dict)
    """Post → whom it names, those who joined first first."""
    tags: dict[int, list[str]] = field(default_factory=dict)
    """Post → its hashtags, each as it was first written by anybody."""


def viewpoint_of(
    db: Session,
    reader: Account | None,
    posts: Iterable[Post],
    context: FilterContext | None = None,
    also: Mapping[str, ColumnElement[int]] | None = None,
    names: Collection[str] = (),
) -> Viewpoint:
    """Take `reader`'s view of some posts, in two queries however many they are.

    There is one more where something is asked, and one where something is quoted; of what is quoted, all is known that
    is known of the posts.

    Where a `context` is named, it tells of each post whether the reader's filters let it through there. Other numbers
    that the page needs may be asked for in the same breath: `also` names them; and whether usernames are somebody's.
    """
    originals = {post.original.id: post.original for post in posts}
    if not (originals or also):
        return Viewpoint(reader)
    quoted, shown = quotes_in(db, reader, originals.values())
    originals |= {post.id: post for post in shown}
    ids = originals.keys()
    questions = [*_counted(ids, reader), *_done(ids, reader), *filter_facts(reader, ids, context)]
    besides = [_fact(kind, literal(0), number) for kind, number in (also or {}).items()]
    besides += [_fact("known", Account.id, word=Account.username).where(Account.username.in_(names))] if names else []
    facts = _facts(db, *questions, *besides, _named(ids), _answered(ids), _cards(ids))
    media, asked = _hanging(db, ids)
    polls = {view.poll.post_id: view for view in views_of(db, asked, reader)}
    sieve = sieve_of(facts.rows)
    said = {id: [*_options(polls, id), *(one.description for one in media.get(id, ()))] for id in ids}
    verdicts = {id: sieve.verdict(post, said[id]) for id, post in originals.items() if not _is_by(post, reader)}
    return Viewpoint(
        reader,
        quoted=quoted,
        shown=shown,
        named={id: frozenset(words) for id, words in facts.words("named").items()},
        answered={id: words[0] for id, words in facts.words("answered").items()},
        media=media,
        cards=facts.cards(),
        polls=polls,
        filtered={id: verdict for id, verdict in verdicts.items() if verdict is not None},
        also={kind: number for kind in also or {} for _, number, _ in facts.rows[kind]},
        known=frozenset(name for _, _, name in facts.rows.get("known", ())),
        **facts.counts(),
        **facts.deeds(),
    )


def full_viewpoint_of(db: Session, reader: Account | None, posts: Iterable[Post]) -> FullViewpoint:
    """Take `reader`'s view of some posts with everything, in five queries however many they are.

    There is one more where something is quoted; of what is quoted, all is known that is known of the posts.
    """
    originals = {post.original.id: post.original for post in posts}
    if not originals:
        return FullViewpoint(reader)
    quoted, shown = quotes_in(db, reader, originals.values())
    originals |= {post.id: post for post in shown}
    ids = originals.keys()
    mentioned = _mentioned(db, ids)
    facts = _facts(db, *_counted(ids, reader), *_done(ids, reader), _cards(ids))
    return FullViewpoint(
        reader,
        quoted=quoted,
        shown=shown,
        named={id: frozenset(one.username for one in people) for id, people in mentioned.items()},
        parents=_parents(db, ids, reader),
        media=_media(db, ids),
        cards=facts.cards(),
        mentioned=mentioned,
        tags=_tags(db, ids),
        **facts.counts(),
        **facts.deeds(),
    )


Fact = Select[str, int, int, str]
"""A kind of fact, the post that it is about, a number and a word."""

COUNTS = ("replies", "boosts", "quotes", "favourites")
DEEDS = ("favourited", "boosted", "bookmarked", "pinned", "muted", "closed", "unquotable")


@dataclass(frozen=True)
class _Facts:
    """Small facts about posts, by their kind: (post, number, word)."""

    rows: dict[str, list[tuple[int, int, str]]]

    def counts(self) -> dict[str, Any]:
        """Of each kind of count: post → number."""
        return {kind: {id: number for id, number, _ in self.rows.get(kind, ())} for kind in COUNTS}

    def deeds(self) -> dict[str, Any]:
        """Of each kind of deed: the posts to which it was done, or cannot be done."""
        return {kind: frozenset(id for id, _, _ in self.rows.get(kind, ())) for kind in DEEDS}

    def cards(self) -> dict[int, Card]:
        """What pages say of themselves: post → card."""
        return {id: Card.read(json.loads(card)) for id, _, card in self.rows.get("card", ())}

    def words(self, kind: str) -> dict[int, list[str]]:
        """Of a kind: post → words."""
        return _grouped((id, word) for id, _, word in self.rows.get(kind, ()))


def _facts(db: Session, *questions: Fact) -> _Facts:
    """Ask several questions in one query."""
    rows: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for kind, id, number, word in db.execute(union_all(*questions)):
        rows[kind].append((id, number, word))
    return _Facts(rows)


def _fact(kind: str, id: Any, number: Any = None, word: Any = None) -> Fact:
    """A question of the shape that all of them have."""
    return select(
        literal(kind).label("kind"),
        id.label("id"),
        (literal(0) if number is None else number).label("number"),
        (literal("") if word is None else word).label("word"),
    )


def _options(polls: dict[int, PollView], id: int) -> list[str]:
    """What one can choose in a post's poll."""
    return polls[id].poll.options if id in polls else []


def _is_by(post: Post, reader: Account | None) -> bool:
    """Whether the reader wrote a post: nobody's own words are filtered for them."""
    return reader is not None and post.author_id == reader.id


def _counted(ids: Collection[int], reader: Account | None) -> list[Fact]:
    """How many answers, boosts and quotes of each post the reader may see; how many like it who are not shut out."""
    shut_out = select(Account.id).where(Account.hidden)
    replies = _fact("replies", Post.parent_id, func.count()).where(Post.parent_id.in_(ids), visible_to(reader))
    boosts = _fact("boosts", Post.boosted_id, func.count()).where(Post.boosted_id.in_(ids), visible_to(reader))
    likes = _fact("favourites", Favourite.post_id, func.count()).where(
        Favourite.post_id.in_(ids), Favourite.account_id.not_in(shut_out)
    )
    quotes = _fact("quotes", Post.quoted_id, func.count()).where(
        Post.quoted_id.in_(ids), Post.quote_revoked_at.is_(None), visible_to(reader)
    )
    return [
        replies.group_by(Post.parent_id),
        boosts.group_by(Post.boosted_id),
        quotes.group_by(Post.quoted_id),
        likes.group_by(Favourite.post_id),
    ]


def _done(ids: Collection[int], reader: Account | None) -> list[Fact]:
    """What the reader did with each post, and what of it they may not do."""
    if reader is None:
        return []
    places: dict[str, tuple[Any, Any]] = {
        "favourited": (Favourite.account_id, Favourite.post_id),
        "boosted": (Post.author_id, Post.boosted_id),
        "bookmarked": (Bookmark.account_id, Bookmark.post_id),
        "pinned": (Pin.account_id, Pin.post_id),
    }
    muted = _fact("muted", Post.id).join(ThreadMute, ThreadMute.thread_id == Post.thread_id)
    return [
        *(_fact(deed, to).where(by == reader.id, to.in_(ids)) for deed, (by, to) in places.items()),
        muted.where(ThreadMute.account_id == reader.id, Post.id.in_(ids)),
        _fact("closed", Post.id).where(Post.id.in_(ids), ~may_answer(reader)),
        _fact("unquotable", Post.id).where(Post.id.in_(ids), ~may_quote(reader)),
    ]


def _named(ids: Collection[int]) -> Fact:
    """Whom each post names."""
    return _fact("named", Mention.post_id, word=Account.username).join(Mention.account).where(Mention.post_id.in_(ids))


def _cards(ids: Collection[int]) -> Fact:
    """What the page says of itself to which each post links."""
    cards = _fact("card", PostLink.post_id, Preview.id, cast(Preview.card, Text))
    return cards.join(Preview, Preview.id == PostLink.preview_id).where(
        PostLink.post_id.in_(ids), Preview.card.is_not(None)
    )


def _answered(ids: Collection[int]) -> Fact:
    """Whom each post answers."""
    answers = _fact("answered", Post.id, word=Account.username).join(Account, Account.id == Post.answered_id)
    return answers.where(Post.id.in_(ids))


def _mentioned(db: Session, ids: Collection[int]) -> dict[int, list[Account]]:
    """Whom each post names."""
    rows = select(Mention.post_id, Account).join(Mention.account).where(Mention.post_id.in_(ids))
    return _grouped(db.execute(rows.order_by(Account.id)).all())


def _tags(db: Session, ids: Collection[int]) -> dict[int, list[str]]:
    """The hashtags of each post."""
    rows = select(Tagging.post_id, Tag.name).join(Tag, Tag.id == Tagging.tag_id).where(Tagging.post_id.in_(ids))
    return _grouped(db.execute(rows.order_by(Tag.id)).all())


def _hanging(db: Session, ids: Collection[int]) -> tuple[dict[int, list[Media]], list[Poll]]:
    """What is attached to each post, and what is asked: as most posts have neither, both at once."""
    there = select(Media, Poll).select_from(Post).where(Post.id.in_(ids))
    there = there.outerjoin(Media, Media.post_id == Post.id).outerjoin(Poll, Poll.post_id == Post.id)
    rows = db.execute(
        there.where(or_(Media.id.is_not(None), Poll.id.is_not(None))).order_by(Media.position, Media.id)
    ).all()
    media = _grouped((one.post_id, one) for one, _ in rows if one is not None and one.post_id is not None)
    return media, list({poll.id: poll for _, poll in rows if poll is not None}.values())


def _media(db: Session, ids: Collection[int]) -> dict[int, list[Media]]:
    """What is attached to each post."""
    attached = select(Media).where(Media.post_id.in_(ids)).order_by(Media.position, Media.id)
    return _grouped((one.post_id, one) for one in db.scalars(attached) if one.post_id is not None)


def _grouped(rows: Iterable[tuple[int, T]]) -> dict[int, list[T]]:
    """Put together what belongs to one post."""
    groups = defaultdict(list)
    for post_id, one in rows:
        groups[post_id].append(one)
    return dict(groups)


def _parents(db: Session, ids: Collection[int], reader: Account | None) -> dict[int, int]:
    """Which post each answers; of one that the reader may not see, nothing is told."""
    parent = aliased(Post)
    rows = select(Post.id, parent.id).join(parent, parent.id == Post.parent_id)
    return dict(db.execute(rows.where(Post.id.in_(ids), visible_to(reader, parent))).all())
