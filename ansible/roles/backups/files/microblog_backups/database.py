"""Backups of the database, by pgBackRest."""

import json
from datetime import UTC, datetime, timedelta

from .config import Config
from .programs import locked, run, say
from .psql import Session
from .retention import Backup, superfluous


def pgbackrest(config: Config, *words: object) -> str:
    """Run pgBackRest."""
    where = [f"--config={config.pgbackrest}"] if config.pgbackrest else []
    return run(["pgbackrest", *where, f"--stanza={config.stanza}", *words])


def connect(config: Config, database: str = "") -> Session:
    """Open a session on this machine's PostgreSQL."""
    return Session(socket=config.socket, port=config.port, database=database or config.database)


def is_standby(config: Config) -> bool:
    """Whether this machine only follows another."""
    with connect(config, "postgres") as db:
        return bool(db.value("SELECT to_json(pg_is_in_recovery())"))


def known_backups(config: Config) -> list[Backup]:
    """List the backups in the repository, the oldest first."""
    told = json.loads(pgbackrest(config, "info", "--output=json"))
    return [Backup.of(one) for stanza in told for one in stanza.get("backup", []) if not one.get("error")]


def back_up_database(config: Config, *, full: bool = False, moment: datetime | None = None) -> None:
    """Make a full backup if one is due or asked for, else a differential one; then forget what need not be kept."""
    if is_standby(config):
        say("This machine follows another one, which makes the backups.")
        return
    with locked(config.root, "pgbackrest"):
        kind = (
            "full"
            if full or full_is_due(known_backups(config), config.full_on, moment or datetime.now(UTC))
            else "diff"
        )
        pgbackrest(config, f"--type={kind}", "backup")
        say(f"Made a {kind} backup.")
        prune(config)


def full_is_due(backups: list[Backup], full_on: int, moment: datetime) -> bool:
    """Whether there was no full backup since the beginning of the last day that is for full ones."""
    last_day = moment.date() - timedelta(days=(moment.weekday() - full_on) % 7)
    return not any(one.full and one.ended_at.date() >= last_day for one in backups)


def prune(config: Config) -> None:
    """Forget the backups that need not be kept, and the WAL that only they needed."""
    while leaving := superfluous(known_backups(config), config.keep):
        pgbackrest(config, f"--set={leaving[0].label}", "expire")  # and what hangs on it: so ask anew
        say(f"Forgot the backup {leaving[0].label}.")
    pgbackrest(config, "expire")
