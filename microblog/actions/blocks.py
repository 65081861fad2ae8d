"""Having nothing to do with somebody."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from ..errors import Invalid, NotFound
from ..i18n import _
from ..models import Account, Block, Notification
from ..queries.accounts import locked_account
from ..queries.relationships import block_of
from .once import keep_once
from .relationships import unfollow


def block(db: Session, blocker: Account, blocked: Account) -> None:
    """Hide from somebody, and do not hear from them any more: all that was between the two ends."""
    if blocker.id == blocked.id:
        raise Invalid(account=_("You cannot block yourself."))
    if blocked.hidden:
        raise NotFound(_("There is nobody of that name here."))
    db.execute(locked_account(blocker, blocked))  # whoever follows the other at this moment waits, and is refused
    if db.scalar(block_of(blocker, blocked)):
        return

    keep_once(db, Block(blocker_id=blocker.id, blocked_id=blocked.id), "uq_blocks_blocker_id_blocked_id")
    unfollow(db, blocker, blocked)
    unfollow(db, blocked, blocker)
    db.execute(delete(Notification).where(Notification.account_id == blocker.id, Notification.by_id == blocked.id))


def unblock(db: Session, blocker: Account, blocked: Account) -> None:
    """Let somebody see one again. What was between the two does not come back."""
    db.execute(delete(Block).where(Block.blocker_id == blocker.id, Block.blocked_id == blocked.id))
