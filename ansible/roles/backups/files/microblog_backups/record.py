"""Telling the site's own database what a proof found out."""

import json
import os
import secrets
import time
from pathlib import Path
from typing import Any

from .config import Config
from .programs import Trouble, run, say

INSERT = """
INSERT INTO restore_proofs (id, kind, as_of, ended_at, seconds, tables, rows, files, bytes, digest, trouble)
SELECT {id}, kind, as_of, now(), coalesce(seconds, 0), coalesce(tables, 0), coalesce(rows, 0), coalesce(files, 0),
    coalesce(bytes, 0), coalesce(digest, ''), left(coalesce(trouble, ''), 500)
FROM jsonb_to_record(:'given'::jsonb) AS its(kind text, as_of timestamptz, seconds float8, tables int8, rows int8,
    files int8, bytes int8, digest text, trouble text);
"""


def keep(config: Config, kind: str, outcome: dict[str, Any]) -> None:
    """Leave an outcome for whoever records it, and for `verify.yml`."""
    path = _path(config, kind)
    made = path.with_suffix(".new")
    made.write_text(json.dumps(outcome) + "\n", encoding="utf-8")
    made.replace(path)


def forget(config: Config, kind: str) -> None:
    """Take away the outcome of another night."""
    _path(config, kind).unlink(missing_ok=True)


def record(config: Config, kind: str) -> None:
    """Tell the site what became of a proof; that nothing did, if it was killed before it could say."""
    if os.environ.get("SERVICE_RESULT", "success") == "success" and not _path(config, kind).exists():
        return  # a standby has nothing to prove
    outcome = _outcome(config, kind, os.environ.get("SERVICE_RESULT", "success"))
    if config.record:
        run(config.record, given=json.dumps(outcome))
    else:
        _insert(config, outcome)
    say(f"Written down: {outcome.get('trouble') or 'the backup is proven'}")


def _insert(config: Config, outcome: dict[str, Any]) -> None:
    """Write it into the database of a machine that has no application; the id is made as that makes them."""
    id = (time.time_ns() // 1_000_000 << 16) + secrets.randbelow(1 << 15)
    where = ["-h", config.socket, "-p", config.port, "-d", config.database]
    words = ["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-v", f"given={json.dumps(outcome)}", *where]
    as_postgres = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    try:
        run([*as_postgres, *words], given=INSERT.format(id=id))
    except Trouble as trouble:
        raise Trouble(f"The outcome could not be written down: {trouble}") from None


def _outcome(config: Config, kind: str, result: str) -> dict[str, Any]:
    """Read what was found out; where the proof never came to its end, say so."""
    try:
        outcome: dict[str, Any] = json.loads(_path(config, kind).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        outcome = {}
    if not outcome or (result != "success" and not outcome.get("trouble")):
        return {"kind": kind, "trouble": f"The proof did not come to its end ({result})."}
    return outcome


def _path(config: Config, kind: str) -> Path:
    """Where an outcome lies."""
    return config.outcomes / f"{kind}.json"
