"""Which posts stand in which list. All lists run from new to old."""

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from ..models import Account, Follow, Post, Tagging
from .paging import Page, Place, read_page
from .posts import posts, visible_to


def public_timeline(reader: Account | None) -> Select[Post]:
    """Everybody's posts, but not their answers to each other."""
    return posts().where(visible_to(reader), Post.parent_id.is_(None))


def home_timeline(reader: Account) -> Select[Post]:
    """The posts of those whom `reader` follows, and the reader's own."""
    followed = select(Follow.followed_id).where(Follow.follower_id == reader.id)
    return posts().where(visible_to(reader), or_(Post.author_id.in_(followed), Post.author_id == reader.id))


def profile_timeline(author: Account, reader: Account | None) -> Select[Post]:
    """One author's posts."""
    return posts().where(visible_to(reader), Post.author_id == author.id)


def tag_timeline(tag_id: int, reader: Account | None) -> Select[Post]:
    """The posts that carry a hashtag."""
    return posts().join(Tagging, Tagging.post_id == Post.id).where(visible_to(reader), Tagging.tag_id == tag_id)


def read_timeline(db: Session, timeline: Select[Post], place: Place) -> Page[Post]:
    """Read one page of a timeline."""
    return read_page(db, timeline, Post.id, place).column(0)
