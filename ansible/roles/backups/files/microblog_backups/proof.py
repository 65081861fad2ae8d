"""The nightly proof: restore the database as of a moment, and compare every row with what it was at that moment."""

import time
from typing import Any

from .config import Config
from .database import connect, is_standby, known_backups
from .figures import differences, digest_of, figures_of, tables_of
from .moment import frozen, wait_until_archived
from .programs import Trouble, locked, say
from .trial import check_room, trial_in


def prove_database(config: Config) -> dict[str, Any] | None:
    """Prove that the backup is whole; Trouble says what is not. Nothing is to be proven on a standby."""
    if is_standby(config):
        say("This machine follows another one, whose backups are proven there.")
        return None
    began = time.monotonic()
    if not known_backups(config):
        raise Trouble("There is no backup yet.")
    with connect(config) as db:
        check_room(config, db.value("SELECT to_json(sum(pg_database_size(oid))) FROM pg_database"))

    with frozen(config) as (reader, moment):
        expected = figures_of(reader, moment.tables)
    wait_until_archived(config, moment.wal)
    with locked(config.root, "pgbackrest", shared=True), trial_in(config) as trial:
        trial.restore(moment.name)
        trial.start()
        with trial.session() as db:
            found = figures_of(db, tables_of(db))
        trial.stop()
        if wrong := differences(expected, found):
            raise Trouble(f"The restored database differs: {'; '.join(wrong[:5])}{' …' if wrong[5:] else ''}.")
        checked = trial.check_pages()
        size = trial.size()

    say(f"All {len(found)} tables are equal{', and every page has its checksum' if checked else ''}.")
    rows = sum(its.rows for its in found.values())
    facts = {"kind": "database", "as_of": moment.at.isoformat(), "seconds": round(time.monotonic() - began, 3)}
    return facts | {"tables": len(found), "rows": rows, "bytes": size, "digest": digest_of(found)}
