"""Questions about whom somebody might like to follow."""

from sqlalchemy import Select, Subquery, func, or_, select
from sqlalchemy.orm import aliased

from ..models import Account, Dismissal, Follow, FollowRequest
from .directory import latest_words, recommended

MOST_FRIENDS = 500
"""Of how many of those whom one follows it is asked whom they follow: the last."""


def suggestions_for(reader: Account) -> Select[Account, int]:
    """Whom `reader` might like to follow, and how many follow them of those whom the reader follows.

    First those whom most of these follow, then whoever wrote last. Never told is somebody whom the reader follows,
    asked to follow, blocks, mutes or dismissed, who blocks the reader, or who does not want to be recommended; and of
    nobody who hides it is it told whom they follow, or by whom they are followed.
    """
    friends, words = _friends_of_friends(reader), latest_words().subquery()
    known_by = func.coalesce(friends.c.friends, 0)
    asked = select(FollowRequest.followed_id).where(FollowRequest.follower_id == reader.id)
    dismissed = select(Dismissal.dismissed_id).where(Dismissal.account_id == reader.id)
    return (
        recommended(reader, unknown=True)
        .outerjoin(friends, friends.c.id == Account.id)
        .outerjoin(words, words.c.author_id == Account.id)
        .where(or_(friends.c.id.is_not(None), words.c.author_id.is_not(None)))
        .where(Account.id.not_in(asked), Account.id.not_in(dismissed))
        .add_columns(known_by.label("friends"))
        .order_by(known_by.desc(), func.coalesce(words.c.last, 0).desc(), Account.id.desc())
    )


def _friends_of_friends(reader: Account) -> Subquery:
    """Who is followed by those whom `reader` follows, and by how many of them."""
    friend, followed = aliased(Account), aliased(Account)
    latest = select(Follow.followed_id).where(Follow.follower_id == reader.id).order_by(Follow.id.desc())
    rows = (
        select(Follow.followed_id.label("id"), func.count().label("friends"))
        .join(friend, friend.id == Follow.follower_id)
        .join(followed, followed.id == Follow.followed_id)
        .where(Follow.follower_id.in_(select(latest.limit(MOST_FRIENDS).subquery().c.followed_id)))
        .where(~friend.hidden, ~friend.hide_collections, ~followed.hide_collections)
    )
    return rows.group_by(Follow.followed_id).subquery()
