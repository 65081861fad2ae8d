"""Other addresses that people want to have."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..clock import now
from .accounts import EMAIL_LENGTH, Account
from .base import Base, Key


class AddressChange(Base):
    """The wish to have another address, until both addresses have agreed. There is one for an account at a time."""

    __tablename__ = "address_changes"

    id: Mapped[Key]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), unique=True)
    email: Mapped[str] = mapped_column(String(EMAIL_LENGTH))
    """The new address, in lower case. Whether somebody else has it, nobody is told."""
    new_agreed_at: Mapped[datetime | None]
    """When the link in the letter to the new address was used."""
    old_agreed_at: Mapped[datetime | None]
    """The same of the one to the old address; the beginning, if nobody knows that one to be theirs."""
    unopposed_at: Mapped[datetime | None]
    """Of an old address that takes no letters: when it has had time enough to say no."""
    created_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]

    account: Mapped[Account] = relationship()

    @property
    def agreed(self) -> bool:
        """Whether nothing stands in its way any more."""
        waited = self.unopposed_at is not None and self.unopposed_at <= now()
        return self.new_agreed_at is not None and (self.old_agreed_at is not None or waited)
