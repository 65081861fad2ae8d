"""What all commands have in common."""

from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from microblog.cli import microblog as commands


def all_commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    yield path, group
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from all_commands(command, (*path, name))
        else:
            yield (*path, name), command


COMMANDS = dict(all_commands(commands))


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_each_says_what_it_does(path):
    shown = CliRunner().invoke(commands, [*path, "--help"])

    assert shown.exit_code == 0
    assert COMMANDS[path].help
    assert COMMANDS[path].help.split()[0] in shown.output


def test_help_needs_no_ini_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    assert CliRunner().invoke(commands, ["--help"]).exit_code == 0
    assert CliRunner().invoke(commands, ["--version"]).output.startswith("microblog, version ")
