"""Which posts stand in which list. All lists run from new to old.

What somebody blocks or mutes is left out for them, but for profiles: who looks at somebody wants to see them.
"""

from collections.abc import Collection

from sqlalchemy import ColumnElement, ScalarSelect, Select, Text, and_, cast, func, literal, or_, select, true
from sqlalchemy.orm import Session, aliased

from ..models import (
    Account,
    Follow,
    List,
    ListMember,
    Media,
    Pin,
    Post,
    RepliesPolicy,
    TagFollow,
    Tagging,
    Visibility,
)
from .paging import Page, Place, read_page
from .posts import posts, visible_to, wanted_by, whole

MOST_NEWS = 100
"""As many new posts are counted; nobody wants to know it more exactly."""


def public_timeline(reader: Account | None, *, only_media: bool = False) -> Select[Post]:
    """Everybody's posts for everybody, but neither boosts nor answers to each other."""
    begun = Post.boosted_id.is_(None), Post.parent_id.is_(None)
    return _for_everybody(reader).where(*begun, with_media() if only_media else true())


def tag_timeline(
    tag_id: int,
    reader: Account | None,
    *,
    any_of: Collection[int] = (),
    all_of: Collection[int] = (),
    none_of: Collection[int] = (),
    only_media: bool = False,
) -> Select[Post]:
    """The posts for everybody that carry a hashtag or any of some others, and all of some, and none of some."""
    return _for_everybody(reader).where(
        with_tags({tag_id, *any_of}),
        *(with_tags({one}) for one in sorted(set(all_of))),
        ~with_tags(none_of) if none_of else true(),
        with_media() if only_media else true(),
    )


def home_timeline(reader: Account) -> Select[Post]:
    """The reader's own posts, those of people they follow, and those for everybody that carry a tag they follow.

    It shows no direct posts, of answers only those to people whom the reader follows, and nothing by those who stand
    on one of the reader's exclusive lists.
    """
    apart = select(ListMember.account_id).join(List).where(List.account_id == reader.id, List.exclusive)
    by_followed = and_(_followed_by(reader), _to_followed(reader), Post.author_id.not_in(apart))
    with_followed_tag = and_(Post.visibility == Visibility.PUBLIC, Post.boosted_id.is_(None), _with_tag_of(reader))
    return _at_home(reader).where(or_(Post.author_id == reader.id, by_followed, with_followed_tag))


def news_in(timeline: Select[Post], since: ColumnElement[int] | int, reader: Account | None) -> ScalarSelect[int]:
    """How many posts of others stand in a timeline above an id, for use in another query; MOST_NEWS stands for more."""
    of_others = true() if reader is None else Post.author_id != reader.id
    newer = timeline.where(Post.id > since, of_others).limit(MOST_NEWS).subquery()
    return select(func.count()).select_from(newer).scalar_subquery()


def list_timeline(one: List, reader: Account) -> Select[Post]:
    """The posts of those who stand on a list, `reader`'s own; of answers those that its policy lets in."""
    members = select(ListMember.account_id).where(ListMember.list_id == one.id)
    by_member = and_(Post.author_id.in_(members), or_(_followed_by(reader), Post.author_id == reader.id))
    answers = or_(Post.parent_id.is_(None), Post.answered_id.in_((Post.author_id, reader.id)))
    match one.replies_policy:
        case RepliesPolicy.FOLLOWED:
            answers = or_(answers, _to_followed(reader))
        case RepliesPolicy.LIST:
            answers = or_(answers, Post.answered_id.in_(members))
    return _at_home(reader).where(by_member, answers)


def profile_timeline(
    author: Account,
    reader: Account | None,
    *,
    replies: bool = True,
    boosts: bool = True,
    direct: bool = True,
    only_media: bool = False,
    tag_id: int | None = None,
) -> Select[Post]:
    """One author's posts and boosts, but for what of it is not asked for; answers to themselves count as posts."""
    original = aliased(Post)
    shunned = select(original.id).where(original.id == Post.boosted_id, ~wanted_by(reader, original))
    return posts().where(
        visible_to(reader),
        Post.author_id == author.id,
        or_(Post.boosted_id.is_(None), ~shunned.exists()) if boosts else Post.boosted_id.is_(None),
        true() if replies else or_(Post.parent_id.is_(None), Post.answered_id == author.id),
        true() if direct else Post.visibility != Visibility.DIRECT,
        with_media() if only_media else true(),
        true() if tag_id is None else with_tags({tag_id}),
    )


def pinned_timeline(author: Account, reader: Account | None) -> Select[Pin, Post]:
    """The posts that somebody pinned to their profile, by when they did that."""
    pinned = select(Pin, Post).join(Post, Post.id == Pin.post_id).options(*whole())
    return pinned.where(Pin.account_id == author.id, Post.author_id == author.id, visible_to(reader))


def read_timeline(db: Session, timeline: Select[Post], place: Place) -> Page[Post]:
    """Read one page of a timeline."""
    return read_page(db, timeline, Post.id, place).column(0)


def read_pinned(db: Session, pinned: Select[Pin, Post], place: Place) -> Page[Post]:
    """Read one page of what somebody pinned."""
    return read_page(db, pinned, Pin.id, place).column(1)


def with_media() -> ColumnElement[bool]:
    """Limit to posts on which something hangs."""
    return select(Media.id).where(Media.post_id == Post.id).exists()


def with_tags(tag_ids: Collection[int]) -> ColumnElement[bool]:
    """Limit to posts that carry any of some tags."""
    return Post.id.in_(select(Tagging.post_id).where(Tagging.tag_id.in_(tag_ids)))


def _for_everybody(reader: Account | None) -> Select[Post]:
    """Ask for posts that are for everybody."""
    return posts().where(visible_to(reader), wanted_by(reader), Post.visibility == Visibility.PUBLIC)


def _at_home(reader: Account) -> Select[Post]:
    """Ask for posts that may stand in a member's own lists: direct ones have their place elsewhere."""
    return posts().where(visible_to(reader), wanted_by(reader), Post.visibility != Visibility.DIRECT)


def _followed_by(reader: Account) -> ColumnElement[bool]:
    """Limit to those by people whom `reader` follows, as far as that goes: without their boosts, in some languages."""
    among = cast(Follow.languages, Text).contains(literal('"') + Post.language + '"')
    follows = select(Follow.id).where(
        Follow.follower_id == reader.id,
        Follow.followed_id == Post.author_id,
        or_(Post.boosted_id.is_(None), Follow.boosts),
        or_(Follow.languages.is_(None), Post.language.is_(None), among),
    )
    return follows.exists()


def _to_followed(reader: Account) -> ColumnElement[bool]:
    """Limit to what answers nobody, its own author, the reader, or somebody whom the reader follows."""
    followed = select(Follow.followed_id).where(Follow.follower_id == reader.id)
    answers = or_(Post.answered_id.in_((Post.author_id, reader.id)), Post.answered_id.in_(followed))
    return or_(Post.parent_id.is_(None), answers)


def _with_tag_of(reader: Account) -> ColumnElement[bool]:
    """Limit to posts that carry a tag which `reader` follows."""
    tags = select(TagFollow.tag_id).where(TagFollow.account_id == reader.id)
    return Post.id.in_(select(Tagging.post_id).where(Tagging.tag_id.in_(tags)))
