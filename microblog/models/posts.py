"""What people write."""

from datetime import datetime
from typing import Any

from sqlalchemy import DDL, JSON, ForeignKey, Index, event, text
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from ..clock import now
from ..text import Format, lexemes, spoken, unmarked
from .accounts import Account
from .applications import Application
from .base import Base, Key, Lexemes, one_of, there_is
from .quotes import QuotePolicy, ReplyPolicy
from .visibility import Visibility

MAX_LENGTH = 500
WORDLESS = text("words IS NULL")


def _own_id(context: Any) -> int:
    """The id of the row that is about to be inserted."""
    return context.get_current_parameters()["id"]  # type: ignore[no-any-return]


class Post(Base):
    """A few words by somebody, or the fact that they boosted somebody's.

    One that was deleted keeps its row, without its words, so that its thread holds. A boost that is undone is gone.
    """

    __tablename__ = "posts"
    __table_args__ = (
        Index("uq_posts_author_id_boosted_id", "author_id", "boosted_id", unique=True),
        Index("ix_posts_author_id_id", "author_id", "id"),
        Index("ix_posts_parent_id_id", "parent_id", "id"),
        Index("ix_posts_words", "words", postgresql_using="gin").ddl_if("postgresql"),
        there_is("posts", "quoted_id"),
        Index("ix_posts_wordless", "id", postgresql_where=WORDLESS, sqlite_where=WORDLESS),
        there_is("posts", "restorable_until"),
    )

    id: Mapped[Key]
    author_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    format: Mapped[Format] = mapped_column(one_of(Format), default=Format.PLAIN, server_default=Format.PLAIN.value)
    """How its text is written, for good."""
    text: Mapped[str]
    warning: Mapped[str] = mapped_column(default="")
    """What stands above a text that is folded away until somebody asks for it."""
    sensitive: Mapped[bool] = mapped_column(default=False)
    """Whether its pictures are veiled until somebody asks for them."""
    language: Mapped[str | None]
    """An ISO 639 code."""
    visibility: Mapped[Visibility] = mapped_column(one_of(Visibility), default=Visibility.PUBLIC)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id", ondelete="SET NULL"))
    """The post this one answers."""
    answered_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id", ondelete="SET NULL"), index=True)
    """The author of the post this one answers."""
    thread_id: Mapped[int] = mapped_column(default=_own_id, index=True)
    """The post that began the conversation; its own id, if it is that one."""
    boosted_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id", ondelete="CASCADE"), index=True)
    """The post this one boosts."""
    quoted_id: Mapped[int | None]
    """The post this one quotes. It stays when that is gone for good, as what was quoted is then known to be gone."""
    quote_revoked_at: Mapped[datetime | None]
    """Since when the author of what it quotes does not want that to be shown here."""
    quote_policy: Mapped[QuotePolicy] = mapped_column(one_of(QuotePolicy), default=QuotePolicy.EVERYBODY)
    """Who may quote it, as long as everybody may see it."""
    reply_policy: Mapped[ReplyPolicy] = mapped_column(one_of(ReplyPolicy), default=ReplyPolicy.EVERYBODY)
    """Who may answer it."""
    application_id: Mapped[int | None] = mapped_column(ForeignKey("applications.id", ondelete="SET NULL"), index=True)
    """What it was written with; None is the website."""
    created_at: Mapped[datetime] = mapped_column(default=now)
    edited_at: Mapped[datetime | None]
    deleted_at: Mapped[datetime | None]
    restorable_until: Mapped[datetime | None]
    """Of one that its author deleted a moment ago: until when they may take that back. Its words are still there."""
    words: Mapped[str | None] = mapped_column(Lexemes, deferred=True)
    """The words by which it is found. None until a job has written them down, of what was there before searches."""

    author: Mapped[Account] = relationship(foreign_keys=author_id)
    parent: Mapped["Post | None"] = relationship(remote_side="Post.id", foreign_keys=parent_id)
    boosted: Mapped["Post | None"] = relationship(remote_side="Post.id", foreign_keys=boosted_id)
    application: Mapped[Application | None] = relationship()

    @property
    def original(self) -> "Post":
        """The post itself: of a boost, the one that it boosts."""
        return self.boosted or self

    @property
    def spoken(self) -> str:
        """What it says itself: where it shows code, nothing."""
        return spoken(self.text, self.format)

    @property
    def unmarked(self) -> str:
        """Its words, without the marks of its format."""
        return unmarked(self.text, self.format)

    @validates("text", "warning", "format")
    def _note_words(self, name: str, said: str) -> str:
        """Note the words of what it says, whoever lets it say that."""
        now_said = {one: getattr(self, one) for one in ("text", "warning", "format")} | {name: said}
        self.words = lexemes(unmarked(now_said["text"] or "", now_said["format"]), now_said["warning"] or "")
        return said

    def may_be_deleted_by(self, account: Account | None) -> bool:
        """Whether somebody may take it down: its author, and whoever moderates."""
        return account is not None and (account.id == self.author_id or account.moderates)


WORDS_OF_POSTS = (
    "CREATE VIRTUAL TABLE post_words USING fts5(words, content='posts', content_rowid='id', tokenize='ascii')",
    (
        "CREATE TRIGGER post_words_come AFTER INSERT ON posts WHEN new.words IS NOT NULL BEGIN "
        "INSERT INTO post_words (rowid, words) VALUES (new.id, new.words); END"
    ),
    (
        "CREATE TRIGGER post_words_go AFTER DELETE ON posts WHEN old.words IS NOT NULL BEGIN "
        "INSERT INTO post_words (post_words, rowid, words) VALUES ('delete', old.id, old.words); END"
    ),
    (
        "CREATE TRIGGER post_words_change AFTER UPDATE OF words ON posts BEGIN "
        "INSERT INTO post_words (post_words, rowid, words) "
        "SELECT 'delete', old.id, old.words WHERE old.words IS NOT NULL; "
        "INSERT INTO post_words (rowid, words) SELECT new.id, new.words WHERE new.words IS NOT NULL; END"
    ),
)
"""SQLite's index of words, which it keeps by itself. The tokenizer only parts at blanks: the words are made by us."""

for _statement in WORDS_OF_POSTS:
    event.listen(Post.__table__, "after_create", DDL(_statement).execute_if(dialect="sqlite"))  # type: ignore[no-untyped-call]


class Mention(Base):
    """The fact that a post names somebody."""

    __tablename__ = "mentions"

    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id", ondelete="CASCADE"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True, index=True)

    account: Mapped[Account] = relationship()


class PostVersion(Base):
    """What a post said before it was edited."""

    __tablename__ = "post_versions"

    id: Mapped[Key]
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id", ondelete="CASCADE"), index=True)
    text: Mapped[str]
    warning: Mapped[str]
    sensitive: Mapped[bool]
    attachments: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    """What was attached: {id, description, focus} each, in their order."""
    options: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    """What its poll offered."""
    created_at: Mapped[datetime]
    """Since when it had said that."""
