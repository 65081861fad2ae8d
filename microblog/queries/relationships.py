"""Questions about who reads whom."""

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from ..models import Account, Follow
from .paging import Page, Place, read_page


def follow_of(follower: Account, followed: Account) -> Select[Follow]:
    """Find the fact that one follows the other."""
    return select(Follow).where(Follow.follower_id == follower.id, Follow.followed_id == followed.id)


def followers_of(account: Account) -> Select[Follow, Account]:
    """Those who follow somebody."""
    return (
        select(Follow, Account).join(Account, Follow.follower_id == Account.id).where(Follow.followed_id == account.id)
    )


def followed_by(account: Account) -> Select[Follow, Account]:
    """Those whom somebody follows."""
    return (
        select(Follow, Account).join(Account, Follow.followed_id == Account.id).where(Follow.follower_id == account.id)
    )


def read_follows(db: Session, follows: Select[Follow, Account], place: Place) -> Page[Account]:
    """Read one page of people, those who came last first."""
    return read_page(db, follows, Follow.id, place).column(1)
