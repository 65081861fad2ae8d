"""How migrations reach the database: by the settings of the ini file that alembic was called with."""

from alembic import context
from sqlalchemy import Enum, delete, func, insert, make_url, text

from microblog.database import make_engine
from microblog.inifile import read_ini, set_up_logging
from microblog.models import Base, SchemaChange
from microblog.models.base import Lexemes, Moment
from microblog.settings import Misconfigured, read_settings

FIRST_RECORDED = "5f0c2b7de9a4"
"""The migration from which on they are written down: it makes the table for that."""

BUSY = "Somebody else is migrating the database just now: wait until that has ended, and try again."


def render_item(kind, item, autogen_context):
    """Write our column types in SQLAlchemy's words, so that old migrations never import our code."""
    if kind == "type" and isinstance(item, Enum):
        return f"sa.String(length={item.length})"
    if kind == "type" and isinstance(item, Moment):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, Lexemes):
        return "sa.Text().with_variant(postgresql.TSVECTOR(), 'postgresql')"
    return False


def include_object(object, name, kind, reflected, compare_to):
    """Overlook foreign keys on SQLite, whose inspector overlooks those that were added together with their column.

    Those of new tables are written all the same; of those of old tables, tests/test_migrations.py tells. SQLite's
    index of words is made of tables of its own, and it does not have PostgreSQL's.
    """
    if context.get_context().dialect.name == "postgresql":
        return True
    words = kind in ("table", "index") and name and name.startswith(("post_words", "ix_posts_words"))
    return kind != "foreign_key_constraint" and not words


def leave_out_what_changes_nothing(migration, revision, directives):
    """Write no migration when the models are what the database is."""
    if migration.config.cmd_opts and migration.config.cmd_opts.autogenerate and directives[0].upgrade_ops.is_empty():
        directives.clear()


def write_down(ctx, step, heads, run_args):
    """Write down what a migration did, in its own transaction; `microblog/schema.py` reads it."""
    recorded = {one.revision for one in context.script.iterate_revisions("heads", FIRST_RECORDED)} | {FIRST_RECORDED}
    script = step.up_revision
    if script is None or script.revision not in recorded:
        return
    if step.is_upgrade or script.revision != FIRST_RECORDED:
        ctx.impl._exec(delete(SchemaChange).where(SchemaChange.revision == script.revision))
    if step.is_upgrade:
        what = {"phase": getattr(script.module, "PHASE", ""), "since": getattr(script.module, "SINCE", None)}
        ctx.impl._exec(
            insert(SchemaChange).values(revision=script.revision, applied_at=func.current_timestamp(), **what)
        )


HOW = {
    "target_metadata": Base.metadata,
    "render_item": render_item,
    "include_object": include_object,
    "render_as_batch": True,
    "process_revision_directives": leave_out_what_changes_nothing,
    "compare_type": True,
    "transaction_per_migration": True,
    "on_version_apply": write_down,
}
"""Each migration is a transaction of its own: whatever it locks is free before the next begins."""


def limits(settings):
    """Say in SQL how long a migration may wait and work, so that nobody waits behind it for long."""
    milliseconds = {"lock_timeout": settings.migration_lock_timeout, "statement_timeout": settings.migration_timeout}
    return [f"SET {name} = '{seconds * 1000:.0f}ms'" for name, seconds in milliseconds.items()]


def run(connection):
    """Run what was asked for, each migration whole or not at all."""
    context.configure(connection=connection, **HOW)
    with context.begin_transaction():
        context.run_migrations()


def connect_and_run():
    """Run on the connection that was handed over (by tests), or on one of our own."""
    connection = context.config.attributes.get("connection")
    if connection is not None:
        return run(connection)
    ini = context.config.config_file_name
    set_up_logging(ini)
    settings = read_settings(read_ini(ini)).database
    engine = make_engine(settings)
    try:
        with engine.execution_options(writes=True).connect() as connection:
            if engine.dialect.name == "postgresql":
                prepare(connection, settings)
            run(connection)
    finally:
        engine.dispose()


def prepare(connection, settings):
    """Let two who migrate at once not meet, and none wait for long. Both ends with the connection."""
    # To wait for the lock would be to hold a snapshot, for which CREATE INDEX CONCURRENTLY of the other would wait.
    if not connection.scalar(text("SELECT pg_try_advisory_lock(hashtext('microblog'), hashtext('migrations'))")):
        raise Misconfigured(BUSY)
    for limit in limits(settings):
        connection.execute(text(limit))
    connection.commit()


def write_sql():
    """Write SQL instead of running it: `alembic -c INI -x dialect=postgresql upgrade FROM:TO --sql`."""
    settings = read_settings(read_ini(context.config.config_file_name)).database
    configured = make_url(settings.url.get_secret_value()).get_backend_name()
    dialect = context.get_x_argument(as_dictionary=True).get("dialect", configured)
    context.configure(dialect_name=dialect, literal_binds=True, **HOW)
    if dialect == "postgresql":
        for limit in limits(settings):
            context.execute(limit)
    with context.begin_transaction():
        context.run_migrations()


if context.is_offline_mode():
    write_sql()
else:
    connect_and_run()
