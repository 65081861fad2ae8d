"""Would a migration break a release that runs meanwhile? It is written as SQL for PostgreSQL, and that is judged.

squawk knows what locks a table for long, and much of what takes something away. Here stands the rest: in the phase
`expand` a statement must be one of those that only add.
"""

import io
import json
import re
import subprocess
import sys
import tomllib
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import Script, ScriptDirectory

from microblog.models import Phase

ROOT = Path(__file__).parent.parent.parent
SQUAWK = Path(sys.executable).parent / "squawk"
RULES = ROOT / ".squawk.toml"

BEFORE_THE_RULE = {"2493d2a5aff3", "7aa1e6881335", "c3d1f0a98b57"}
"""The first three: they were there before any release."""

TO_CONTRACT = ["ban-drop-column", "ban-drop-table", "ban-drop-constraint", "ban-drop-default", "ban-drop-not-null"]
"""What squawk would not let pass, and is what the phase `contract` is for."""

PIECES = re.compile(
    r"""'(?:[^']|'')*' | "(?:[^"]|"")*" | \$(\w*)\$.*?\$\1\$ | --[^\n]* | /\*.*?\*/ | ; | .""", re.DOTALL | re.VERBOSE
)

NAME = r'"?(\w+)"?'
BOOKKEEPING = re.compile(r"(BEGIN|COMMIT|SET (lock|statement)_timeout = .*)$|(INSERT INTO|UPDATE|DELETE FROM) "
                         r"(alembic_version|schema_changes)\b")  # fmt: skip
ADDING = re.compile(
    r"(INSERT INTO|UPDATE|COMMENT ON|CREATE EXTENSION IF NOT EXISTS) |"
    rf"ALTER TABLE {NAME} (VALIDATE CONSTRAINT {NAME}|ALTER COLUMN {NAME} SET DEFAULT .*)$"
)
CREATE_TABLE = re.compile(rf"CREATE TABLE {NAME} ")
ALTER_TABLE = re.compile(rf"ALTER TABLE (?:IF EXISTS )?(?:ONLY )?{NAME} (.*)")
ADD_COLUMN = re.compile(rf"ADD COLUMN {NAME} ")
ADD_CONSTRAINT = re.compile(rf"ADD CONSTRAINT {NAME} (?:FOREIGN KEY|UNIQUE) ?\(([^)]*)\)")
CREATE_INDEX = re.compile(rf"CREATE (UNIQUE )?INDEX (CONCURRENTLY )?{NAME} ON {NAME} (?:USING \w+ )?\((.*?)\)")
DROP_INDEX = re.compile(rf"DROP INDEX CONCURRENTLY IF EXISTS {NAME}$")


def problems_of(config: Config, revision: str) -> list[str]:
    """Say what is wrong with a migration; nothing if a release that runs can live with it."""
    scripts = ScriptDirectory.from_config(config)
    script = scripts.get_revision(revision)
    problems = list(_declared(scripts, script))
    if problems:
        return problems
    try:
        sql = sql_of(config, script)
    except AttributeError as fault:
        return [f"it cannot be written as SQL ({fault}): it must not read what is in the tables"]
    phase = Phase(script.module.PHASE)
    return [*_locks(sql, phase), *(_takes_away(sql) if phase == Phase.EXPAND else ())]


def sql_of(config: Config, script: Script) -> str:
    """Write a migration as SQL for PostgreSQL."""
    written = io.StringIO()
    offline = Config(config.config_file_name, output_buffer=written, cmd_opts=Namespace(x=["dialect=postgresql"]))
    command.upgrade(offline, f"{script.down_revision}:{script.revision}", sql=True)
    return written.getvalue()


def statements_of(sql: str) -> list[str]:
    """Take SQL apart into statements, without comments, each on one line."""
    found = [""]
    for piece in PIECES.finditer(sql):
        words = piece.group()
        if words == ";":
            found.append("")
        elif not words.startswith(("--", "/*")):
            found[-1] += words if words[0] in "'\"$" else words.replace("\n", " ")
    return [re.sub(r"\s+", " ", one).strip() for one in found if one.strip()]


def _declared(scripts: ScriptDirectory, script: Script) -> Iterator[str]:
    """Look at what a migration says of itself."""
    phase, since = (getattr(script.module, name, None) for name in ("PHASE", "SINCE"))
    if phase not in list(Phase):
        yield 'it does not say PHASE = "expand" or "contract"'
    if phase == Phase.EXPAND and since is not None:
        yield "it says SINCE, but takes nothing away"
    former = {one.revision for one in scripts.iterate_revisions(script.down_revision, "base")}
    if phase == Phase.CONTRACT and since not in former:
        yield "it does not say SINCE which of the migrations before it nothing has used what it takes away"


def _locks(sql: str, phase: Phase) -> Iterator[str]:
    """Ask squawk."""
    excluded = tomllib.loads(RULES.read_text(encoding="utf-8"))["excluded_rules"]
    if phase == Phase.CONTRACT:
        excluded += TO_CONTRACT
    words = [str(SQUAWK), "--config", str(RULES), "--reporter", "json", "--exclude", ",".join(excluded)]
    asked = subprocess.run(words, input=sql, capture_output=True, text=True, check=False)
    assert asked.returncode in (0, 1), asked.stderr
    for found in json.loads(asked.stdout or "[]"):
        yield f"{found['rule_name']}: {found['message']}"


def _takes_away(sql: str) -> Iterator[str]:
    """Find what does more than add."""
    statements = statements_of(sql)
    tables = {match[1] for one in statements if (match := CREATE_TABLE.match(one))}
    columns: dict[str, set[str]] = {}
    for one in statements:
        if (match := ALTER_TABLE.match(one)) and (added := ADD_COLUMN.match(match[2])):
            columns.setdefault(match[1], set()).add(added[1])
    made = {match[3] for one in statements if (match := CREATE_INDEX.match(one))}
    cleared = {match[1] for one in statements if (match := DROP_INDEX.match(one))}

    for one in statements:
        if BOOKKEEPING.match(one) or ADDING.match(one) or CREATE_TABLE.match(one):
            continue
        if match := CREATE_INDEX.match(one):
            unique, concurrently, name, table, of = match.groups()
            if unique and table not in tables and not _names(of) & columns.get(table, set()):
                yield f"takes-away: {one}: what was allowed twice would be refused"
            if concurrently and name not in cleared:
                yield f"left-halfway: {one}: DROP INDEX CONCURRENTLY IF EXISTS first, what a broken try may have left"
        elif match := DROP_INDEX.match(one):
            if match[1] not in made:
                yield f"takes-away: {one}: only an index that is made anew may be dropped"
        elif not ((match := ALTER_TABLE.match(one)) and _adds(match[1], match[2], tables, columns)):
            yield f"takes-away: {one}: this may change what a release that runs relies on"


def _adds(table: str, what: str, tables: set[str], columns: dict[str, set[str]]) -> bool:
    """Whether a change of a table only adds to it, or it is new."""
    if table in tables or ADD_COLUMN.match(what):
        return True
    constraint = ADD_CONSTRAINT.match(what)
    return constraint is not None and bool(_names(constraint[2]) & columns.get(table, set()))


def _names(words: str) -> set[str]:
    """Read the names in a list of columns."""
    return set(re.findall(r"\w+", words))
