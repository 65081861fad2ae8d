"""Writing down what became of a trial to restore a backup."""

from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, Field
from sqlalchemy.orm import Session

from ..clock import now
from ..errors import Invalid
from ..models import Backup, RestoreProof
from .inputs import Input, Line

TROUBLE_LENGTH = 500
LARGEST = 2**63 - 1


def _in_utc(moment: datetime) -> datetime:
    """Refuse to guess a time zone."""
    if moment.tzinfo is None:
        raise ValueError("Say the moment with its time zone, such as 2026-11-20T03:00:00Z.")
    return moment.astimezone(UTC)


Count = Annotated[int, Field(ge=0, le=LARGEST)]


class Proof(Input):
    """What a trial to restore a backup found out."""

    kind: Backup
    as_of: Annotated[datetime, AfterValidator(_in_utc)] | None = None
    seconds: float = Field(0.0, ge=0, allow_inf_nan=False)
    tables: Count = 0
    rows: Count = 0
    files: Count = 0
    bytes: Count = 0
    digest: Line = Field("", max_length=128)
    trouble: Line = ""


def record_proof(db: Session, proof: Proof) -> RestoreProof:
    """Write down what a trial found out."""
    if not proof.trouble and proof.as_of is None:
        raise Invalid(as_of="Say which moment was restored.")
    if proof.as_of is not None and proof.as_of > now():
        raise Invalid(as_of="That moment is yet to come.")

    done = RestoreProof(**{**proof.model_dump(), "trouble": proof.trouble[:TROUBLE_LENGTH]})
    db.add(done)
    db.flush()
    return done
