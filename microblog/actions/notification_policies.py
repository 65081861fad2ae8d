"""Deciding whom one wants to hear, and hearing those who were kept apart."""

from collections.abc import Iterable

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from ..models import Account, Handling, Notification, NotificationPermission, NotificationPolicy
from ..queries.notification_policies import permission_for, policy_of
from .inputs import Input


class PolicyChange(Input):
    """What is to become of the news from some kinds of people; None leaves it as it is."""

    for_not_following: Handling | None = None
    for_not_followers: Handling | None = None
    for_new_accounts: Handling | None = None
    for_private_mentions: Handling | None = None
    for_limited_accounts: Handling | None = None


def change_policy(db: Session, account: Account, change: PolicyChange) -> NotificationPolicy:
    """Note down from whom somebody wants to hear. What came in before stays where it is."""
    policy = db.scalar(policy_of(account))
    if policy is None:
        policy = NotificationPolicy(account_id=account.id)
        db.add(policy)
    for kind, handling in change.model_dump(exclude_none=True).items():
        setattr(policy, kind, handling)
    db.flush()
    return policy


def accept_requests(db: Session, account: Account, by_ids: Iterable[int]) -> None:
    """Hear some people from now on, whatever the policy says, and put what was kept apart among the news."""
    ids = set(by_ids)
    for by_id in sorted(ids):
        if db.scalar(permission_for(account, by_id)) is None:
            db.add(NotificationPermission(account_id=account.id, from_id=by_id))
    heard = update(Notification).where(Notification.account_id == account.id, Notification.by_id.in_(ids))
    db.execute(heard.values(filtered=False))


def dismiss_requests(db: Session, account: Account, by_ids: Iterable[int]) -> None:
    """Forget what was kept apart of some people; what they do next is kept apart again."""
    apart = delete(Notification).where(Notification.account_id == account.id, Notification.filtered)
    db.execute(apart.where(Notification.by_id.in_(set(by_ids))))
