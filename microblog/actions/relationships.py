"""Following."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from ..errors import Forbidden, Invalid, NotFound
from ..i18n import _
from ..models import Account, Endorsement, Event, Follow, FollowRequest
from ..queries.accounts import locked_account
from ..queries.relationships import blocks_between, follow_of, follow_request_of
from .inputs import Input, Language
from .late_changes import follows_ended, note_late_changes
from .lists import leave_lists
from .notifications import notify, take_back
from .once import keep_once


class FollowWish(Input):
    """How somebody is to be read; None leaves it as it is."""

    boosts: bool | None = None
    notify: bool | None = None
    languages: list[Language] | None = None
    """No language at all stands for every one."""


def follow(db: Session, follower: Account, followed: Account, wish: FollowWish | None = None) -> Follow | FollowRequest:
    """Begin to read somebody, or ask to where they decide about each. Doing it again changes how they are read."""
    if follower.id == followed.id:
        raise Invalid(account=_("You see your own posts already."))
    if followed.hidden:
        raise NotFound(_("There is nobody of that name here."))
    db.execute(locked_account(follower))  # whoever blocks the other at this moment waits, and ends what is begun here
    if db.scalar(blocks_between(follower, followed)):
        raise Forbidden(_("This action is not allowed"))

    there = db.scalar(follow_of(follower, followed)) or db.scalar(follow_request_of(follower, followed))
    if isinstance(there, FollowRequest) and not followed.locked:
        there = _grant(db, there, follower, followed)
    there = there or (_ask if followed.locked else _begin)(db, follower, followed)

    _apply(wish or FollowWish(), there)
    db.flush()
    return there


def accept(db: Session, account: Account, follower: Account) -> None:
    """Let somebody read who asked to, in the way they asked for."""
    db.execute(locked_account(follower))
    asked = None if follower.hidden else db.scalar(follow_request_of(follower, account))
    if asked is None or not _grant(db, asked, follower, account):
        raise NotFound(_("They do not ask to follow you."))


def reject(db: Session, account: Account, follower: Account) -> None:
    """Do not let somebody read who asked to; they are not told."""
    db.execute(locked_account(follower))
    if follower.hidden or not withdraw(db, follower, account):
        raise NotFound(_("They do not ask to follow you."))


def unfollow(db: Session, follower: Account, followed: Account) -> None:
    """Stop reading somebody, or wishing to: they leave one's lists and recommendations, too."""
    db.execute(locked_account(follower))
    withdraw(db, follower, followed)
    ended = delete(Follow).where(Follow.follower_id == follower.id, Follow.followed_id == followed.id)
    note_late_changes(db, follows_ended(db.scalars(ended.returning(Follow.id))))
    leave_lists(db, follower, followed)
    db.execute(delete(Endorsement).where(Endorsement.account_id == follower.id, Endorsement.endorsed_id == followed.id))


def withdraw(db: Session, follower: Account, followed: Account) -> bool:
    """End the wish to follow somebody, and forget that they were told of it; False if there is none."""
    wish = delete(FollowRequest).where(
        FollowRequest.follower_id == follower.id, FollowRequest.followed_id == followed.id
    )
    take_back(db, followed, Event.FOLLOW_REQUEST, by=follower)
    return bool(db.execute(wish).rowcount)  # type: ignore[attr-defined]


def _grant(db: Session, asked: FollowRequest, follower: Account, followed: Account) -> Follow | None:
    """Make a follow of the wish for one; None if the wish ended a moment ago."""
    wish = FollowWish(boosts=asked.boosts, notify=asked.notify, languages=asked.languages)
    if not withdraw(db, follower, followed):
        return None
    made = _begin(db, follower, followed)
    _apply(wish, made)
    return made


def _begin(db: Session, follower: Account, followed: Account) -> Follow:
    """Follow, unless that was done in the same moment, and tell whom it concerns."""
    if keep_once(db, Follow(follower_id=follower.id, followed_id=followed.id), "uq_follows_follower_id_followed_id"):
        notify(db, followed, Event.FOLLOW, by=follower)
    return db.scalars(follow_of(follower, followed)).one()


def _ask(db: Session, follower: Account, followed: Account) -> FollowRequest:
    """Ask to follow, unless that was done in the same moment, and tell whom it concerns."""
    asked = FollowRequest(follower_id=follower.id, followed_id=followed.id)
    if keep_once(db, asked, "uq_follow_requests_follower_id_followed_id"):
        notify(db, followed, Event.FOLLOW_REQUEST, by=follower)
    return db.scalars(follow_request_of(follower, followed)).one()


def _apply(wish: FollowWish, to: Follow | FollowRequest) -> None:
    """Note down how somebody is to be read."""
    if wish.boosts is not None:
        to.boosts = wish.boosts
    if wish.notify is not None:
        to.notify = wish.notify
    if wish.languages is not None:
        to.languages = list(dict.fromkeys(wish.languages)) or None
