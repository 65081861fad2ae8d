"""How migrations reach the database: by the settings of the ini file that alembic was called with."""

from alembic import context
from sqlalchemy import Enum

from microblog.database import make_engine
from microblog.inifile import read_ini, set_up_logging
from microblog.models import Base
from microblog.models.base import Moment
from microblog.settings import read_settings


def render_item(kind, item, autogen_context):
    """Write our column types in SQLAlchemy's words, so that old migrations never import our code."""
    if kind == "type" and isinstance(item, Enum):
        return f"sa.String(length={item.length})"
    if kind == "type" and isinstance(item, Moment):
        return "sa.DateTime(timezone=True)"
    return False


def include_object(object, name, kind, reflected, compare_to):
    """Overlook foreign keys on SQLite, whose inspector overlooks those that were added together with their column.

    Those of new tables are written all the same; of those of old tables, tests/test_migrations.py tells.
    """
    return kind != "foreign_key_constraint" or context.get_context().dialect.name == "postgresql"


def leave_out_what_changes_nothing(migration, revision, directives):
    """Write no migration when the models are what the database is."""
    if migration.config.cmd_opts and migration.config.cmd_opts.autogenerate and directives[0].upgrade_ops.is_empty():
        directives.clear()


def run(connection):
    """Run what was asked for, all of it or nothing."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_item=render_item,
        include_object=include_object,
        render_as_batch=True,
        process_revision_directives=leave_out_what_changes_nothing,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


def connect_and_run():
    """Run on the connection that was handed over (by tests and commands), or on one of our own."""
    connection = context.config.attributes.get("connection")
    if connection is not None:
        return run(connection)
    ini = context.config.config_file_name
    set_up_logging(ini)
    engine = make_engine(read_settings(read_ini(ini)).database)
    with engine.execution_options(writes=True).connect() as connection:
        run(connection)
    return engine.dispose()


connect_and_run()
