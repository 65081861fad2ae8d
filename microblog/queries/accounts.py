"""Questions about people."""

from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from ..models import Account, Follow, Post
from .posts import visible_to


def account_named(username: str) -> Select[Account]:
    """Find somebody by their name, however it is spelt."""
    return select(Account).where(Account.username == username.lower())


def accounts_named(usernames: list[str]) -> Select[Account]:
    """Find those of `usernames` who exist."""
    return select(Account).where(Account.username.in_(usernames))


def account_with_email(email: str) -> Select[Account]:
    """Find somebody by their address."""
    return select(Account).where(Account.email == email.lower())


def usernames_among(db: Session, names: list[str]) -> set[str]:
    """Which of some names are somebody's; none asks nothing."""
    return {account.username for account in db.scalars(accounts_named(names))} if names else set()


@dataclass(frozen=True)
class Figures:
    """What a profile counts."""

    posts: int
    followers: int
    following: int
    followed_by_reader: bool


def figures_of(db: Session, account: Account, reader: Account | None) -> Figures:
    """Count what a profile shows, in one query."""
    row = db.execute(
        select(
            _count(select(Post.id).where(Post.author_id == account.id, visible_to(reader))),
            _count(select(Follow.id).where(Follow.followed_id == account.id)),
            _count(select(Follow.id).where(Follow.follower_id == account.id)),
            _count(
                select(Follow.id).where(
                    Follow.followed_id == account.id, Follow.follower_id == (reader.id if reader else 0)
                )
            ),
        )
    ).one()
    return Figures(posts=row[0], followers=row[1], following=row[2], followed_by_reader=bool(row[3]))


def _count(rows: Select[int]):  # type: ignore[no-untyped-def]
    """Count the rows of a question, as a part of a larger one."""
    return select(func.count()).select_from(rows.subquery()).scalar_subquery()
