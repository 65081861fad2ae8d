"""Whose profiles name pages at which is to be looked."""

from sqlalchemy import Select, select

from ..clock import now
from ..models import Account


def due_links() -> Select[int]:
    """The ids of the people whose links are to be looked at now, who has waited for longest first."""
    due = select(Account.id).where(Account.links_due_at <= now(), Account.suspended_at.is_(None))
    return due.order_by(Account.links_due_at, Account.id)


def next_links() -> Select[Account]:
    """Find who has waited for longest, leaving out those whom another scheduler is just taking."""
    return due_links().with_only_columns(Account).limit(1).with_for_update(skip_locked=True)
