"""Trying every operation of the contract with whatever can be thought of: `make fuzz`.

schemathesis reads the contract from a running server and asks: at the edges of what each operation takes, at random,
and one operation after the other with what came back. It does so as a stranger and as somebody with a key for
everything. Nothing may answer 5xx, or anything that the contract does not foresee.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import argon2
import click
from sqlalchemy.orm import Session

from microblog.actions import hashing
from microblog.database import make_engine
from microblog.inifile import read_ini
from microblog.settings import read_settings
from tests.api.client import EVERYTHING, make_key
from tests.clients.crowd import make_crowd
from tests.clients.environments import environment
from tests.clients.servers import installed, started, stop_when_told
from tests.processes import ROOT, free_port

SECONDS = int(os.environ.get("FUZZ_SECONDS", "900"))
"""How long it may take altogether."""
CROWD = 60
CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
)
"""What must be true of every answer. The others want input to be refused that is taken here in any form."""


def main() -> None:
    """Try it; the exit status is 1 if anything is found."""
    stop_when_told()
    python = environment("fuzz")
    with tempfile.TemporaryDirectory(prefix="microblog-fuzz-") as name:
        directory, port = Path(name), free_port()
        with installed("sqlite", directory, port) as ini:
            things, key = directory / "things.json", _populate(ini, directory / "things.json")
            callers = {"a stranger": "", "somebody with a key for everything": key}
            with started(ini, port) as address:
                found = [who for who, key in callers.items() if not _passes(who, key, python, address, things)]
        if found:
            log = (directory / "server.log").read_text(encoding="utf-8")
            click.echo(log[log.find("Traceback") :][:20_000] if "Traceback" in log else "")
            sys.exit(f"Something was found as {' and as '.join(found)}.")


def _populate(ini: Path, things: Path) -> str:
    """Fill the database; write down what is in it, and return Ann's key."""
    hashing.hasher = argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)  # nobody logs in
    engine = make_engine(read_settings(read_ini(str(ini))).database)
    with Session(engine.execution_options(writes=True)) as db:
        world, found = make_crowd(db, CROWD)
        key = make_key(db, world.ann, EVERYTHING)
    engine.dispose()
    things.write_text(json.dumps(found), encoding="utf-8")
    return key


def _passes(who: str, key: str, python: Path, address: str, things: Path) -> bool:
    """Let schemathesis ask as somebody, for half of the time."""
    click.secho(f"\nAs {who}:", bold=True)
    words = [
        *("--phases", "coverage,fuzzing,stateful", "--checks", ",".join(CHECKS), "--max-time", str(SECONDS // 2)),
        *("--continue-on-failure", "--suppress-health-check", "all", "--warnings", "off", "--no-color"),
        *("--generation-database", "none", "--request-timeout", "30"),
        *(("--header", f"Authorization: Bearer {key}") if key else ()),
        *sys.argv[1:],
    ]
    hooks = str(ROOT / "tests" / "clients" / "fuzz_hooks.py")
    environ = {**os.environ, "SCHEMATHESIS_HOOKS": hooks, "FUZZ_THINGS": str(things)}
    command = [python.parent / "st", "run", f"{address}/api/openapi.json", *words]
    return subprocess.run(command, cwd=things.parent, env=environ, check=False).returncode == 0


if __name__ == "__main__":
    main()
