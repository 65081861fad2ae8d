"""Hashtags come into being by being used, followed or shown."""

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ..errors import Invalid
from ..i18n import _
from ..models import Account, FeaturedTag, Post, Tag, TagFollow, Tagging, violated
from ..queries.accounts import locked_account
from ..queries.tags import featured_tag_count, featured_tags_of, tag_follow_of, tags_with
from ..text import is_tag, one_line, tag_key
from .once import keep_once

MAX_FEATURED = 10


def tag_post(db: Session, post: Post, names: list[str]) -> None:
    """Attach hashtags to a post."""
    spelt = {tag_key(name): name for name in reversed(names)}
    known = {tag.key: tag for tag in db.scalars(tags_with(spelt))}
    # In one order for everybody, so that two posts with the same new tags do not wait for each other.
    for key in sorted(spelt):
        tag = known.get(key) or _new_tag(db, key, spelt[key])
        db.add(Tagging(post_id=post.id, tag_id=tag.id))


def follow_tag(db: Session, reader: Account, name: str) -> Tag:
    """Begin to read all that carries a hashtag. Doing it twice is doing it once."""
    tag = _tag(db, name)
    if not db.scalar(tag_follow_of(reader, tag)):
        keep_once(db, TagFollow(account_id=reader.id, tag_id=tag.id), "uq_tag_follows_account_id_tag_id")
    return tag


def unfollow_tag(db: Session, reader: Account, tag: Tag) -> None:
    """Stop reading what carries a hashtag."""
    db.execute(delete(TagFollow).where(TagFollow.account_id == reader.id, TagFollow.tag_id == tag.id))


def feature_tag(db: Session, account: Account, name: str) -> FeaturedTag:
    """Show a hashtag on one's profile. Doing it twice is doing it once."""
    tag = _tag(db, name)
    db.execute(locked_account(account))
    featured = featured_tags_of(account).where(FeaturedTag.tag_id == tag.id)
    if (there := db.scalar(featured)) is not None:
        return there
    if featured_tag_count(db, account) >= MAX_FEATURED:
        raise Invalid(tag=_("You have already featured the maximum number of hashtags"))

    keep_once(db, FeaturedTag(account_id=account.id, tag_id=tag.id), "uq_featured_tags_account_id_tag_id")
    return db.scalars(featured).one()


def unfeature_tag(db: Session, account: Account, tag: Tag) -> None:
    """Show a hashtag no more."""
    db.execute(delete(FeaturedTag).where(FeaturedTag.account_id == account.id, FeaturedTag.tag_id == tag.id))


def _tag(db: Session, name: str) -> Tag:
    """Find a hashtag by its name, with or without its sign; make it, if nobody used it yet."""
    name = one_line(name).removeprefix("#")
    if not is_tag(name):
        raise Invalid(tag=_("Tag is invalid"))
    return db.scalar(tags_with([tag_key(name)])) or _new_tag(db, tag_key(name), name)


def _new_tag(db: Session, key: str, name: str) -> Tag:
    """Make a hashtag, or find the one that somebody made a moment ago."""
    try:
        with db.begin_nested():
            tag = Tag(key=key, name=name)
            db.add(tag)
            db.flush()
            return tag
    except IntegrityError as error:
        if violated(error) != "uq_tags_key":
            raise
        return db.scalars(tags_with([key])).one()
