"""Whether pages that people name in their profiles are theirs: they are, if they say so of the profile (rel="me")."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from ..clock import now
from ..fetching import Refused, Target
from ..models import Account, ProfileField
from ..queries.verifications import next_links

LEASE = timedelta(minutes=5)
"""For how long a scheduler has somebody's links to itself."""
AGAIN = timedelta(days=7)
"""How long after one look comes the next."""
PATIENCE = timedelta(days=30)
"""For how long a page may be away before it is not believed any more."""


def fields_of(rows: list[ProfileField], before: list[ProfileField]) -> list[ProfileField]:
    """Keep of what was said before what was found out about it; what is said anew has to be found out."""
    known = {row["value"]: row for row in before}
    return [{**known.get(row["value"], row), "name": row["name"], "value": row["value"]} for row in rows]


def link_of(row: ProfileField) -> Target | None:
    """Read the address that a line consists of; None if it says anything else."""
    if not row["value"].lower().startswith(("https://", "http://")):
        return None
    try:
        return Target.read(row["value"])
    except Refused:
        return None


def look_soon(account: Account) -> None:
    """Let somebody's links be looked at, if there are any."""
    account.links_due_at = now() if any(link_of(row) for row in account.fields) else None


def claim_links(db: Session) -> Account | None:
    """Take the links of somebody, so that no other scheduler looks at them; None if none are due."""
    account: Account | None = db.scalar(next_links())
    if account is not None:
        account.links_due_at = now() + LEASE
    return account


def record_links(account: Account, found: Mapping[str, bool | None]) -> None:
    """Write down which pages lead back here: value of a line → whether it does; None if it could not be reached."""
    account.fields = [_with(row, found[row["value"]]) if row["value"] in found else row for row in account.fields]
    account.links_due_at = now() + AGAIN if any(link_of(row) for row in account.fields) else None


def _with(row: ProfileField, leads_back: bool | None) -> ProfileField:
    """Write down of a line what was found out."""
    plain = ProfileField(name=row["name"], value=row["value"])
    if leads_back:
        moment = now().isoformat()
        return {**plain, "verified_at": row.get("verified_at") or moment, "seen_at": moment}
    seen = row.get("seen_at")
    if leads_back is None and seen and datetime.fromisoformat(seen) > now() - PATIENCE:
        return row
    return plain
