"""`microblog settings`: what is set, and where."""

import click
from pydantic import SecretStr
from pydantic.fields import FieldInfo
from sqlalchemy import make_url

from ..settings import Settings, given, names, read_settings
from .context import Program


@click.command()
@click.pass_obj
def settings(program: Program) -> None:
    """Show each setting, its value, its default, and where the value came from; secrets are masked."""
    values, sources = read_settings(program.given), given(program.given)
    rows = [("setting", "value", "default", "from")]
    for name, declared in names().items():
        source = sources[name][1] if name in sources else "default"
        rows.append((name, _shown(values, name), _default(declared), source))

    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for number, row in enumerate(rows):
        line = "  ".join(cell.ljust(width) for cell, width in zip(row, [*widths, 0], strict=True))
        click.secho(line.rstrip(), bold=number == 0)


def _shown(values: Settings, name: str) -> str:
    """Show a value, but never a secret."""
    section, _, key = name.partition(".")
    value = getattr(getattr(values, section), key)
    if name == "database.url":
        return make_url(value.get_secret_value()).render_as_string(hide_password=True)
    if isinstance(value, SecretStr):
        return "********" if value.get_secret_value() else "''"
    return str(value) if value != "" else "''"


def _default(declared: FieldInfo) -> str:
    """Show a default."""
    if declared.is_required():
        return "(none)"
    value = declared.default
    if isinstance(value, SecretStr):
        value = value.get_secret_value()
    return str(value) if value != "" else "''"
