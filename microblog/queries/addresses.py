"""Questions about other addresses that people want to have."""

from sqlalchemy import Select, select

from ..clock import now
from ..models import Account, AddressChange


def address_change_of(account: Account) -> Select[AddressChange]:
    """The other address that somebody wants to have, if that is not too long ago."""
    return select(AddressChange).where(AddressChange.account_id == account.id, AddressChange.expires_at > now())


def address_change_with(id: int) -> Select[AddressChange]:
    """Find a wish to have another address, and hold on to it."""
    found = select(AddressChange).where(AddressChange.id == id, AddressChange.expires_at > now())
    return found.with_for_update(of=AddressChange).execution_options(populate_existing=True)


def unopposed_changes() -> Select[int]:
    """The ids of those wishes to which the new address has agreed, and the old one had time enough to say no."""
    waited = AddressChange.unopposed_at <= now(), AddressChange.expires_at > now()
    return select(AddressChange.id).where(AddressChange.new_agreed_at.is_not(None), *waited).order_by(AddressChange.id)
