"""Questions about backups: when one was last proven to be whole, and what one must hold."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Select, select, union
from sqlalchemy.orm import Session

from ..clock import now
from ..models import Backup, Media, MediaState, RestoreProof
from .media import PICTURES


@dataclass(frozen=True)
class BackupState:
    """How one of the backups fares."""

    kind: Backup
    proven: RestoreProof | None
    """The last trial in which all that was restored was equal."""
    tried: RestoreProof | None
    """The last trial, however it ended."""

    @property
    def failed(self) -> bool:
        """Whether the last trial proved nothing."""
        return self.tried is not None and self.tried.trouble != ""

    @property
    def age(self) -> timedelta | None:
        """How long ago the restored moment was; None if nothing was ever proven."""
        return max(now() - (self.proven.as_of or self.proven.ended_at), timedelta()) if self.proven else None

    def troubles(self, within: timedelta) -> list[str]:
        """Say what is not as it should be, if backups are expected; it says nothing that is private."""
        if self.age is None:
            return [f"No backup of the {self.kind} was ever proven by restoring it."]
        if self.age > within:
            return [f"No backup of the {self.kind} was proven by restoring it for {_hours(self.age)} hours."]
        return []


def proofs() -> Select[RestoreProof]:
    """All trials to restore a backup, the last first."""
    return select(RestoreProof).order_by(RestoreProof.ended_at.desc(), RestoreProof.id.desc())


def state_of_backups(db: Session) -> list[BackupState]:
    """Tell how each backup fares."""
    return [_state(db, kind) for kind in Backup]


def files_to_keep() -> Select[str]:
    """The names of all finished files in the media folder that the database refers to, each once."""
    ready = Media.state == MediaState.READY
    named = [
        *(select(column.label("name")).where(column.is_not(None)) for column in PICTURES),
        select(Media.file).where(Media.file.is_not(None), ready),
        select(Media.preview).where(Media.preview.is_not(None), ready),
    ]
    names = union(*named).subquery()
    return select(names.c.name).order_by(names.c.name)


def _state(db: Session, kind: Backup) -> BackupState:
    """Tell how one backup fares."""
    last = proofs().where(RestoreProof.kind == kind).limit(1)
    return BackupState(kind, proven=db.scalar(last.where(RestoreProof.trouble == "")), tried=db.scalar(last))


def _hours(age: timedelta) -> int:
    """Count whole hours."""
    return int(age.total_seconds() // 3600)
