"""What is in a database: of each table the number of its rows, and a sum over their hashes that no order changes."""

import hashlib
from dataclasses import dataclass

from .psql import Session

# Everything that a site keeps; what is unlogged or temporary is lost by any crash, and is in no backup.
TABLES = r"""
    SELECT to_json(format('%I.%I', nspname, relname)) FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE relkind = 'r' AND relpersistence = 'p' AND nspname !~ '^pg_' AND nspname <> 'information_schema'
    ORDER BY format('%I.%I', nspname, relname) COLLATE "C"
"""
FIGURES = """
    SELECT json_build_object('rows', count(*), 'sum', coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)::text)
    FROM {table} t
"""


@dataclass(frozen=True)
class Figures:
    """What a table holds."""

    rows: int
    sum: str


def tables_of(db: Session) -> list[str]:
    """List all tables, with their schema, as SQL writes them."""
    return db.rows(TABLES)


def figures_of(db: Session, tables: list[str]) -> dict[str, Figures]:
    """Read every row of some tables."""
    return {table: Figures(**db.value(FIGURES.format(table=table))) for table in tables}


def differences(expected: dict[str, Figures], found: dict[str, Figures]) -> list[str]:
    """Say of each table that is not the same what is different."""
    said = [f"{table} is missing" for table in expected if table not in found]
    said += [f"{table} should not be there" for table in found if table not in expected]
    for table, its in expected.items():
        if table in found and its != found[table]:
            rows = found[table].rows
            what = f"{rows} rows instead of {its.rows}" if rows != its.rows else f"other content in its {rows} rows"
            said.append(f"{table} has {what}")
    return said


def digest_of(figures: dict[str, Figures]) -> str:
    """Make one hash of all figures."""
    lines = "".join(f"{table} {its.rows} {its.sum}\n" for table, its in sorted(figures.items()))
    return hashlib.sha256(lines.encode()).hexdigest()
