"""Questions about what people did with posts."""

from typing import TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from ..models import Account, Bookmark, Favourite, Pin, Post, ThreadMute
from .paging import Page, Place, read_page
from .posts import posts, visible_to

Fact = TypeVar("Fact", Favourite, Bookmark)


def favourite_of(account: Account, post: Post) -> Select[Favourite]:
    """Find the fact that somebody likes a post."""
    return select(Favourite).where(Favourite.account_id == account.id, Favourite.post_id == post.id)


def bookmark_of(account: Account, post: Post) -> Select[Bookmark]:
    """Find the fact that somebody keeps a post."""
    return select(Bookmark).where(Bookmark.account_id == account.id, Bookmark.post_id == post.id)


def pin_of(account: Account, post: Post) -> Select[Pin]:
    """Find the fact that somebody pinned a post."""
    return select(Pin).where(Pin.account_id == account.id, Pin.post_id == post.id)


def thread_mute_of(account: Account, thread_id: int) -> Select[ThreadMute]:
    """Find the fact that somebody wants to hear no more of a conversation."""
    return select(ThreadMute).where(ThreadMute.account_id == account.id, ThreadMute.thread_id == thread_id)


def pinned_posts(author: Account, reader: Account | None) -> Select[Post]:
    """The posts that stand on top of a profile, those pinned last first."""
    pinned = posts().join(Pin, Pin.post_id == Post.id).where(Pin.account_id == author.id, visible_to(reader))
    return pinned.order_by(Pin.id.desc())


def read_favourites(db: Session, reader: Account, place: Place) -> Page[Post]:
    """Read one page of what somebody likes, what they liked last first; what they may not see any more is left out."""
    liked = select(Favourite, Post).join(Post, Post.id == Favourite.post_id).where(Favourite.account_id == reader.id)
    return read_page(db, _seen(liked, reader), Favourite.id, place).column(1)


def read_bookmarks(db: Session, reader: Account, place: Place) -> Page[Post]:
    """Read one page of what somebody keeps, what they kept last first; what they may not see any more is left out."""
    kept = select(Bookmark, Post).join(Post, Post.id == Bookmark.post_id).where(Bookmark.account_id == reader.id)
    return read_page(db, _seen(kept, reader), Bookmark.id, place).column(1)


def favourited_by(post: Post) -> Select[Favourite, Account]:
    """Those who like a post."""
    likes = select(Favourite, Account).join(Account, Account.id == Favourite.account_id)
    return likes.where(Favourite.post_id == post.original.id, ~Account.hidden)


def read_favourited_by(db: Session, post: Post, place: Place) -> Page[Account]:
    """Read one page of those who like a post, who liked it last first."""
    return read_page(db, favourited_by(post), Favourite.id, place).column(1)


def _seen(rows: Select[Fact, Post], reader: Account) -> Select[Fact, Post]:
    """Limit to what the reader may see, with the authors."""
    return rows.where(visible_to(reader)).options(joinedload(Post.author, innerjoin=True))
