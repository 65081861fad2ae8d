"""Questions about people who leave, and about what is still there of those whose time to come back is over."""

from sqlalchemy import Select, or_, select

from ..clock import now
from ..models import Account, Favourite, Follow, Letter, Mention, Post


def due_departures() -> Select[int]:
    """The ids of accounts that are to be erased now, the first due first."""
    due = select(Account.id).where(Account.erase_at <= now(), Account.erased_at.is_(None))
    return due.order_by(Account.erase_at, Account.id)


def due_departure() -> Select[Account]:
    """Find an account that is to be erased now, and hold on to it, unless somebody else does."""
    due = due_departures().with_only_columns(Account).limit(1)
    return due.with_for_update(skip_locked=True).execution_options(populate_existing=True)


def remaining_posts(author: Account, limit: int) -> Select[Post]:
    """Some posts and boosts of somebody's that still say something."""
    living = or_(Post.deleted_at.is_(None), Post.restorable_until.is_not(None))
    return select(Post).where(Post.author_id == author.id, living).order_by(Post.id).limit(limit)


def answers_to(author: Account, limit: int) -> Select[int]:
    """The ids of some posts that are noted as answers to somebody."""
    return select(Post.id).where(Post.answered_id == author.id).limit(limit)


def likes_by(account: Account, limit: int) -> Select[Favourite, Post]:
    """Some of what somebody likes."""
    likes = select(Favourite, Post).join(Post, Post.id == Favourite.post_id)
    return likes.where(Favourite.account_id == account.id).order_by(Favourite.id).limit(limit)


def mentions_of(account: Account, limit: int) -> Select[Mention, Post]:
    """Some of the posts in which somebody is named."""
    named = select(Mention, Post).join(Post, Post.id == Mention.post_id)
    return named.where(Mention.account_id == account.id).order_by(Mention.post_id).limit(limit)


def follows_around(account: Account, limit: int) -> Select[int]:
    """The ids of some follows by somebody, or of them."""
    around = or_(Follow.follower_id == account.id, Follow.followed_id == account.id)
    return select(Follow.id).where(around).order_by(Follow.id).limit(limit)


def letters_for(account: Account, limit: int) -> Select[int]:
    """The ids of some letters to somebody; nobody sends them meanwhile."""
    letters = select(Letter.id).where(Letter.account_id == account.id).order_by(Letter.id).limit(limit)
    return letters.with_for_update()
