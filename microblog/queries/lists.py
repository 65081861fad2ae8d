"""Questions about lists of people."""

from collections.abc import Collection

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from ..models import Account, Follow, List, ListMember
from .paging import Page, Place, read_page


def lists_of(owner: Account) -> Select[List]:
    """Somebody's lists, the oldest first."""
    return select(List).where(List.account_id == owner.id).order_by(List.id)


def list_of(owner: Account, id: int) -> Select[List]:
    """Find one of somebody's lists."""
    return lists_of(owner).where(List.id == id)


def lists_holding(owner: Account, member: Account) -> Select[List]:
    """Those of somebody's lists on which somebody else stands."""
    return lists_of(owner).join(ListMember, ListMember.list_id == List.id).where(ListMember.account_id == member.id)


def list_count(db: Session, owner: Account) -> int:
    """Count somebody's lists."""
    return db.scalar(select(func.count()).where(List.account_id == owner.id)) or 0


def members_of(list: List) -> Select[ListMember, Account]:
    """Who stands on a list; whoever is suspended is not seen."""
    members = select(ListMember, Account).join(Account, ListMember.account_id == Account.id)
    return members.where(ListMember.list_id == list.id, ~Account.hidden)


def read_members(db: Session, list: List, place: Place) -> Page[Account]:
    """Read one page of a list's members, those who came last first."""
    return read_page(db, members_of(list), ListMember.id, place).column(1)


def followed_among(owner: Account, ids: Collection[int]) -> Select[Follow]:
    """The facts that somebody follows some people; whoever is suspended is not seen."""
    living = ~Account.hidden
    follows = select(Follow).join(Account, Follow.followed_id == Account.id).where(living, Follow.followed_id.in_(ids))
    return follows.where(Follow.follower_id == owner.id).order_by(Follow.id)
