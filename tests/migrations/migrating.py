"""Migrations that tests add behind those that there are."""

import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path

from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, Row, inspect, text

from tests.processes import ROOT, write_ini

HEAD = str(ScriptDirectory.from_config(Config(ROOT / "development.ini")).get_current_head())

ADD = "op.add_column('accounts', sa.Column('motto', sa.Text(), nullable=True))"
DROP = "op.drop_column('accounts', 'motto')"
INDEX = """
    with op.get_context().autocommit_block():
        op.drop_index('ix_accounts_motto', 'accounts', if_exists=True, postgresql_concurrently=True)
        op.create_index('ix_accounts_motto', 'accounts', ['motto'], postgresql_concurrently=True)
"""


def ini_with(directory: Path, settings: Mapping[str, str]) -> Path:
    """Write an ini file whose migrations are ours and those in `directory`/versions."""
    path = write_ini(directory, settings)
    where = f"[alembic]\nversion_locations = {ROOT}/alembic/versions:{directory}/versions\npath_separator = :\n"
    path.write_text(path.read_text(encoding="utf-8").replace("[alembic]\n", where), encoding="utf-8")
    return path


def migration(
    versions: Path,
    revision: str,
    *,
    upgrade: str = "pass",
    after: str = HEAD,
    phase: str | None = "expand",
    since: str | None = None,
) -> None:
    """Write a migration."""
    says = [f"{name} = {word!r}" for name, word in (("PHASE", phase), ("SINCE", since)) if word is not None]
    head = ["import sqlalchemy as sa", "from alembic import op", f"revision = {revision!r}"]
    body = textwrap.indent(textwrap.dedent(upgrade).strip() or "pass", "    ")
    lines = [*head, f"down_revision = {after!r}", *says, "def upgrade():", body, "def downgrade():", "    pass", ""]
    versions.mkdir(exist_ok=True)
    (versions / f"{revision}.py").write_text("\n".join(lines), encoding="utf-8")


def columns(engine: Engine) -> set[str]:
    """Which columns accounts have."""
    return {column["name"] for column in inspect(engine).get_columns("accounts")}


def changes(engine: Engine) -> Sequence[Row[str, str, str]]:
    """Which migrations were written down, the first one first."""
    with engine.connect() as connection:
        return connection.execute(text("SELECT revision, phase, since FROM schema_changes ORDER BY applied_at")).all()
