"""Running commands in this process, on the test's database."""

import io
import logging
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Engine

from microblog import cli
from tests.processes import write_ini


@dataclass
class Done:
    """What a command left behind."""

    status: int
    out: str
    err: str


@pytest.fixture
def ini_file(ini: dict[str, str], tmp_path: Path) -> Path:
    """An ini file with the test's settings."""
    return write_ini(tmp_path, ini)


@pytest.fixture
def logging_as_before() -> Iterator[None]:
    """Commands set up logging as their ini file says; undo that."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.fixture
def microblog(
    engine: Engine,
    clean_database: None,
    ini_file: Path,
    logging_as_before: None,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Callable[..., Done]:
    """Run `microblog -c INI …` as its console script does."""

    def run(*words: str, stdin: str = "") -> Done:
        monkeypatch.setattr(sys, "argv", ["microblog", "-c", str(ini_file), *words])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), "utf-8"))
        with pytest.raises(SystemExit) as ended:
            cli.main()
        out, err = capsys.readouterr()
        return Done(ended.value.code or 0, out, err)

    return run
