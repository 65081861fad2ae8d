"""Releases made for a rehearsal: what is committed, with something added or broken, in a checkout of its own."""

import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from alembic.config import Config
from alembic.script import ScriptDirectory

from .commands import Failed, call

PERSON = ("-c", "user.name=Rehearsal", "-c", "user.email=rehearsal@microblog.example")

MIGRATION = '''\
"""Rehearse: the column {column}."""

import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = "{before}"
branch_labels = None
depends_on = None

PHASE = "expand"


def upgrade() -> None:
    op.add_column("accounts", sa.Column("{column}", sa.Text(), nullable=True))
{more}

def downgrade() -> None:
    op.drop_column("accounts", "{column}")
'''


def checkout(origin: Path, path: Path) -> Path:
    """A checkout of what is committed in another one."""
    call("git", "clone", "--quiet", "--shared", origin, path)
    return path


def with_what_is_not_committed(origin: Path, path: Path) -> Path:
    """A checkout of what lies in another one, committed or not."""
    checkout(origin, path)
    listed = call("git", "-C", origin, "ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0")
    for name in filter(None, listed):
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        if (origin / name).is_file():
            shutil.copy2(origin / name, path / name)
        else:
            (path / name).unlink(missing_ok=True)
    call("git", "-C", path, "add", "--all")
    call("git", "-C", path, *PERSON, "commit", "--quiet", "--no-verify", "--allow-empty", "-m", "rehearsal: as it lies")
    return path


def variant(origin: Path, name: str, change: Callable[[Path], None], version: str) -> Path:
    """A checkout beside another one, with a version and a change committed on top of it."""
    path = checkout(origin, origin.with_name(name))
    change(path)
    _replace(path / "setup.py", r'version="[^"]+"', f'version="{version}"')
    call("git", "-C", path, "add", "--all")
    call("git", "-C", path, *PERSON, "commit", "--quiet", "--no-verify", "-m", f"rehearsal: {name}")
    return path


def with_a_migration(path: Path) -> None:
    """A column more, which nobody needs yet."""
    _migrate(path, "rehearsed")


def with_a_failing_migration(path: Path) -> None:
    """A migration that fails after it has changed something."""
    _migrate(path, "unfinished", '    op.execute("SELECT 1 / 0")\n')


def that_does_not_start(path: Path) -> None:
    """A release that passes its check, and ends when uWSGI starts it."""
    words = r'(    config = configure\(global_config, \*\*ini\)\n    config\.registry\["shape"\])'
    broken = '    if __import__("sys").modules.get("uwsgi"):\n        raise RuntimeError("rehearsed")\n'
    _replace(path / "microblog" / "__init__.py", words, broken + r"\1")


def that_is_not_well(path: Path) -> None:
    """A release that starts, and says that it is not well."""
    _replace(path / "microblog" / "api" / "well_known.py", r"status=status, content_type", "status=503, content_type")


BROKEN: Mapping[str, Callable[[Path], None]] = {
    "fails-to-start": that_does_not_start,
    "fails-its-health": that_is_not_well,
    "fails-to-migrate": with_a_failing_migration,
}


def _migrate(path: Path, column: str, more: str = "") -> None:
    """Add a migration after the last one."""
    config = Config()
    config.set_main_option("script_location", str(path / "alembic"))
    before = ScriptDirectory.from_config(config).get_current_head()
    words = MIGRATION.format(revision=f"rehearsal_{column}", before=before, column=column, more=more)
    (path / "alembic" / "versions" / f"99990101_{column}.py").write_text(words, encoding="utf-8")


def _replace(file: Path, old: str, new: str) -> None:
    """Write other words into a file, where a pattern is found once."""
    text, times = re.subn(old, new, file.read_text(encoding="utf-8"))
    if times != 1:
        raise Failed(f"{file} has “{old}” {times} times.")
    file.write_text(text, encoding="utf-8")
