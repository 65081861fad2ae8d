"""The own tests of `toot`, a client for the terminal, against this server: `make test-clients`.

They come with its source distribution, want a server at http://localhost:3000, and are run as they are, once on each
kind of database.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import click

from tests.clients.environments import CLIENTS, environment, pip
from tests.clients.servers import refuse_if_taken, server, stop_when_told

PORT = 3000
VERSION = "0.52.1"
SHA256 = "b737173be5587522077c18c4024eb1741a4a30e59d3165e72fd6ce4519d2fecb"

# It logs in by sending name and password to /oauth/token. That grant is not offered here: RFC 9700 says that it must
# not be, because it hands people's passwords to applications. toot itself logs in through the browser as well.
LEFT_OUT = "not test_login_cli or test_login_cli_wrong_password"
EXPECTED = "113 passed, 1 deselected"


def main() -> None:
    """Run them; the exit status is 1 unless all pass."""
    stop_when_told()
    refuse_if_taken(PORT)
    if not shutil.which("ffmpeg"):
        sys.exit("They send a film, so ffmpeg is needed (Debian: apt-get install ffmpeg).")
    python, source = environment("toot"), _source()

    passed = [_passes(kind, python, source) for kind in ("sqlite", "postgresql")]
    sys.exit(0 if all(passed) else 1)


def _source() -> Path:
    """Fetch the source distribution, once; pip holds it against its hash."""
    source = CLIENTS / "toot" / f"toot-{VERSION}"
    if not source.exists():
        with tempfile.TemporaryDirectory() as directory:
            wanted = Path(directory) / "wanted.txt"
            wanted.write_text(f"toot=={VERSION} --hash=sha256:{SHA256}\n", encoding="utf-8")
            words = ("--no-deps", "--no-binary", "toot", "--require-hashes", "-r", str(wanted), "-d", directory)
            pip(sys.executable, "download", *words)
            shutil.unpack_archive(Path(directory) / f"toot-{VERSION}.tar.gz", directory)
            shutil.move(Path(directory) / f"toot-{VERSION}", source)
    return source


def _passes(kind: str, python: Path, source: Path) -> bool:
    """Run the tests on a kind of database, and say how it went."""
    with tempfile.TemporaryDirectory(prefix="microblog-toot-") as name:
        directory = Path(name)
        with server(kind, directory, PORT) as (address, _):
            told = _run(python, source, address, directory)
        summary = told.strip().splitlines()[-1]
        right = re.search(rf"\b{EXPECTED}\b", summary) is not None
        if not right:
            click.echo(told + (directory / "server.log").read_text(encoding="utf-8")[-5000:])
        click.echo(f"toot {VERSION} on {kind}: {summary.strip('= ')}")
    return right


def _run(python: Path, source: Path, address: str, home: Path) -> str:
    """Run the tests in a home of their own; return what pytest says."""
    words = [
        "-m",
        "pytest",
        "-p",
        "no:cacheprovider",
        "--tb=short",
        "-W",
        "ignore",
        "-k",
        LEFT_OUT,
        "tests/integration",
    ]
    ours = ("PYTHON", "PYTEST", "MICROBLOG")
    clean = {variable: value for variable, value in os.environ.items() if not variable.startswith(ours)}
    clean |= {"HOME": str(home), "XDG_CONFIG_HOME": str(home), "XDG_CACHE_HOME": str(home)}
    # Its tests look for text in what the terminal is told, so there must be no width but the usual one.
    clean |= {"TOOT_TEST_BASE_URL": address, "COLUMNS": "80"}
    ran = subprocess.run(
        [python, *words, *sys.argv[1:]], cwd=source, env=clean, capture_output=True, text=True, check=False
    )
    return ran.stdout + ran.stderr


if __name__ == "__main__":
    main()
