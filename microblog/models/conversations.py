"""Direct posts, as each of those concerned keeps them."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..clock import now
from .base import Base, Key
from .posts import Post


class Conversation(Base):
    """A thread of direct posts as one of those concerned sees it: whether there is something new, and what was last."""

    __tablename__ = "conversations"
    __table_args__ = (UniqueConstraint("account_id", "thread_id"),)

    id: Mapped[Key]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    thread_id: Mapped[int]
    last_post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id", ondelete="SET NULL"), index=True)
    unread: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(default=now)

    last_post: Mapped[Post | None] = relationship()
