"""Trying every operation of the contract with whatever can be thought of: `make fuzz`.

schemathesis reads the contract from a running server and asks: at the edges of what each operation takes, at random,
and one operation after the other with what came back. It does so as a stranger, as somebody with a key for everything,
and as an application by itself. Nothing may answer 5xx, or anything that the contract does not foresee.
"""

import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import argon2
import click
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from microblog.actions import hashing
from microblog.database import make_engine
from microblog.inifile import read_ini
from microblog.settings import read_settings
from tests.api.client import EVERYTHING, make_key
from tests.clients.crowd import Crowd
from tests.clients.environments import environment
from tests.clients.servers import installed, started, stop_when_told
from tests.processes import ROOT, free_port

SECONDS = int(os.environ.get("FUZZ_SECONDS", "900"))
"""How long it may take altogether, but for the beginning."""
DATABASE = os.environ.get("FUZZ_DATABASE", "postgresql")
"""On which kind: PostgreSQL is the stricter one."""
SIZE = 25
"""Of how many of everything the ids are known at a time."""
CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
)
"""What must be true of every answer. The others want input to be refused that is taken here in any form."""


@dataclass
class Caller:
    """Somebody as whom to ask."""

    who: str
    share: float
    """How much of the time is theirs."""
    key: str = ""
    only: tuple[str, ...] = ()
    """The operations they are asked about; all, if none are named."""


def main() -> None:
    """Try it; the exit status is 1 if anything is found."""
    stop_when_told()
    python = environment("fuzz")
    hashing.hasher = argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)  # none of the crowd logs in
    with tempfile.TemporaryDirectory(prefix="microblog-fuzz-") as name:
        directory, port = Path(name), free_port()
        with installed(DATABASE, directory, port) as ini, _peopled(ini) as callers, started(ini, port) as address:
            found = [caller.who for caller in callers if not _passes(caller, python, address, directory)]
        if found:
            log = (directory / "server.log").read_text(encoding="utf-8")
            click.echo(log[log.find("Traceback") :][:20_000] if "Traceback" in log else "")
            sys.exit(f"Something was found as {' and as '.join(found)}.")
    click.secho("Nothing was found.", fg="green")


@contextmanager
def _peopled(ini: Path) -> Iterator[list[Caller]]:
    """Fill the database, and go on with it until the end of the block: much is deleted meanwhile."""
    engine = make_engine(read_settings(read_ini(str(ini))).database).execution_options(writes=True)
    with Session(engine) as db:
        crowd = Crowd(db, SIZE)
        person, application = make_key(db, crowd.ann(db), EVERYTHING), make_key(db, None, EVERYTHING)
        _write_down(crowd, ini.with_name("known.json"))
    stop = threading.Event()
    grower = threading.Thread(target=_grow, args=(engine, crowd, ini.with_name("known.json"), stop))
    grower.start()
    try:
        yield [
            Caller("a stranger", 0.4),
            Caller("somebody with a key for everything", 0.5, person),
            Caller("an application by itself", 0.1, application, ("accounts_post", "apps_verify_get")),
        ]
    finally:
        stop.set()
        grower.join()
        engine.dispose()


def _grow(engine: Engine, crowd: Crowd, known: Path, stop: threading.Event) -> None:
    """Make one more of everything, again and again."""
    while not stop.wait(1):
        with Session(engine) as db:
            crowd.grow(db)
        _write_down(crowd, known)


def _write_down(crowd: Crowd, known: Path) -> None:
    """Tell the hooks of schemathesis what there is, and what is good to send."""
    new = known.with_suffix(".new")
    new.write_text(json.dumps({"things": crowd.things, "examples": crowd.examples}), encoding="utf-8")
    new.replace(known)


def _passes(caller: Caller, python: Path, address: str, directory: Path) -> bool:
    """Let schemathesis ask as somebody."""
    click.secho(f"\nAs {caller.who}:", bold=True)
    words = [
        *("--phases", "coverage,fuzzing,stateful", "--checks", ",".join(CHECKS)),
        *("--max-time", str(max(1, round(SECONDS * caller.share))), "--request-timeout", "30"),
        *("--continue-on-failure", "--suppress-health-check", "all", "--warnings", "off", "--no-color"),
        *("--generation-database", "none"),
        *(("--header", f"Authorization: Bearer {caller.key}") if caller.key else ()),
        *(word for name in caller.only for word in ("--include-operation-id", name)),
        *sys.argv[1:],
    ]
    hooks = str(ROOT / "tests" / "clients" / "fuzz_hooks.py")
    environ = {**os.environ, "SCHEMATHESIS_HOOKS": hooks, "FUZZ_KNOWN": str(directory / "known.json")}
    command = [python.parent / "st", "run", f"{address}/api/openapi.json", *words]
    return subprocess.run(command, cwd=directory, env=environ, check=False).returncode == 0


if __name__ == "__main__":
    main()
