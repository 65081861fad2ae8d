"""Questions about direct posts, as each of those concerned keeps them."""

from collections.abc import Collection
from typing import TypeVarTuple

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, contains_eager

from ..models import Account, Block, Conversation, Mention, Post, Visibility
from .paging import Page, Place, read_page
from .posts import visible_to

Ts = TypeVarTuple("Ts")


def read_conversations(db: Session, account: Account, place: Place) -> Page[Conversation]:
    """Read one page of somebody's conversations, by their last posts; where they may not see those, it is left out."""
    return read_page(db, _seen(select(Post, Conversation), account), Post.id, place).column(1)


def conversation_with(id: int, account: Account) -> Select[Conversation]:
    """Find one of somebody's conversations, if they may see its last post."""
    return _seen(select(Conversation), account).where(Conversation.id == id)


def conversation_about(account_id: int, thread_id: int) -> Select[Conversation]:
    """Find what somebody keeps of a thread, in order to change it."""
    kept = select(Conversation).where(Conversation.account_id == account_id, Conversation.thread_id == thread_id)
    return kept.with_for_update().execution_options(populate_existing=True)


def ending_with(post: Post) -> Select[Conversation]:
    """The conversations of which a post is the last."""
    return select(Conversation).where(Conversation.last_post_id == post.id).order_by(Conversation.account_id)


def last_direct_post(account_id: int, thread_id: int) -> Select[int]:
    """The id of the last direct post of a thread that somebody wrote, or that names them."""
    named = select(Mention.post_id).where(Mention.account_id == account_id, Mention.post_id == Post.id)
    concerning = or_(Post.author_id == account_id, named.exists())
    direct = Post.visibility == Visibility.DIRECT, Post.deleted_at.is_(None)
    return select(func.max(Post.id)).where(Post.thread_id == thread_id, *direct, concerning)


def estranged_from(account: Account, others: Collection[int]) -> Select[int, int]:
    """Of some people, those whom somebody blocks and those who block them, as (blocker, blocked)."""
    blocks = select(Block.blocker_id, Block.blocked_id)
    return blocks.where(
        or_(
            (Block.blocker_id == account.id) & Block.blocked_id.in_(others),
            (Block.blocked_id == account.id) & Block.blocker_id.in_(others),
        )
    )


def _seen(rows: Select[*Ts], account: Account) -> Select[*Ts]:
    """Limit to somebody's conversations of which they may see the last post, and load that."""
    last = contains_eager(Conversation.last_post)
    own = rows.select_from(Conversation).join(Conversation.last_post)
    own = own.where(Conversation.account_id == account.id, visible_to(account))
    return own.options(last, last.joinedload(Post.author, innerjoin=True))
