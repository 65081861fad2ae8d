"""`microblog settings`: what is set, and where."""

import click
from pydantic import SecretStr
from pydantic.fields import FieldInfo
from sqlalchemy import make_url

from ..settings import Settings, given, names, read_settings
from .context import Program

INTRODUCTION = """\
# Settings

Every setting is written `section.name = value` under `[app:main]` of the ini file. The environment variable
`MICROBLOG_SECTION_NAME` stands above the file: `MICROBLOG_MAIL_PASSWORD` is `mail.password`, and so a secret need not
stand in a file. They are read once, at the start; a setting that does not exist, or cannot be, ends the program there
with a sentence. `microblog -c INI settings` shows what is in force, and where it came from.

This page is written by `make docs` from `microblog/settings/sections.py`.
"""


@click.command()
@click.option("--markdown", is_flag=True, help="Write docs/settings.md instead: what each setting means.")
@click.pass_obj
def settings(program: Program, markdown: bool) -> None:
    """Show each setting, its value, its default, and where the value came from; secrets are masked."""
    if markdown:
        click.echo(as_markdown(), nl=False)
        return

    values, sources = read_settings(program.given), given(program.given)
    rows = [("setting", "value", "default", "from")]
    for name, declared in names().items():
        source = sources[name][1] if name in sources else "default"
        rows.append((name, _shown(values, name), _default(declared), source))

    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for number, row in enumerate(rows):
        line = "  ".join(cell.ljust(width) for cell, width in zip(row, [*widths, 0], strict=True))
        click.secho(line.rstrip(), bold=number == 0)


def as_markdown() -> str:
    """Describe all settings: a heading a section, a row a setting."""
    pages = [INTRODUCTION]
    for section, declared in Settings.model_fields.items():
        about = (declared.annotation.__doc__ or "") if declared.annotation else ""
        rows = [
            f"| `{name}` | {_code(_default(field))} | {field.description} |"
            for name, field in names().items()
            if name.startswith(f"{section}.")
        ]
        pages.append(
            "\n".join([f"## {section}", "", about, "", "| setting | default | meaning |", "|---|---|---|", *rows, ""])
        )
    return "\n".join(pages)


def _code(default: str) -> str:
    """Write a default so that it reads as code."""
    return default if default == "(none)" else f"`{default}`"


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
