"""A real browser in front of the real programs: website and scheduler, started as `make serve` starts them."""

import re
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect, sync_playwright
from sqlalchemy import Engine

from tests.conftest import CHROMIUM, ini_of
from tests.processes import website, write_ini

REFUSED = re.compile(r"responded with a status of (400|403|422|429)|ERR_ABORTED")
PATIENCE = 30_000
"""Milliseconds. A page that comes late on a busy machine is no fault of the page."""
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"]


class Elsewhere(BaseHTTPRequestHandler):
    """A page of another site: shows what it was brought."""

    def do_GET(self) -> None:
        self._say(self.path.partition("?")[2])

    def do_POST(self) -> None:
        self._say(self.rfile.read(int(self.headers["Content-Length"])).decode())

    def _say(self, brought: str) -> None:
        names = " ".join(sorted(parse_qs(brought)))
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(f"<!doctype html><link rel=icon href=data:,><p>{self.command} brought {names}".encode())

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's chromium."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the scheduler puts letters into."""
    return tmp_path_factory.mktemp("mail")


@pytest.fixture(scope="module")
def programs(
    database_url: str, engine: Engine, letters: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Website and scheduler; the value is the site's address. They end with the module: others test schedulers, too."""
    folder = tmp_path_factory.mktemp("site")
    settings = {"mail.directory": str(letters), "media.directory": str(folder / "media")}
    ini = write_ini(folder, ini_of(database_url, **settings, **{"development.pages": "true"}))
    with website(ini, folder / "log", whole=True) as (address, _):
        yield address


@pytest.fixture
def site(programs: str, letters: Path, clean_database: None) -> str:
    """The site, without anybody on it, and without the letters of those who were there before."""
    for letter in letters.glob("*.eml"):
        letter.unlink()
    return programs


@pytest.fixture
def elsewhere() -> Iterator[str]:
    """A page of another origin."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}/back"
    server.shutdown()
    server.server_close()


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def scripts(request: pytest.FixtureRequest) -> bool:
    """Every walk is walked with scripts and without."""
    return bool(request.param)


def note_words(faults: list[str], message: ConsoleMessage) -> None:
    """Note a fault that a page tells of; that something was refused, which scripts have to deal with, is none."""
    if message.type == "error" and not REFUSED.search(message.text):
        faults.append(message.text)


def note_failure(faults: list[str], request: Request) -> None:
    """Note a request that failed; one that was given up because somebody turned to the next page has not."""
    if request.failure != "net::ERR_ABORTED":
        faults.append(f"{request.url}: {request.failure}")


@pytest.fixture
def new_page(browser: Browser, site: str, scripts: bool) -> Iterator[Callable[..., Page]]:
    """Open a browser of somebody's own; whatever goes wrong on a page fails the test."""
    faults: list[str] = []
    contexts = []

    def open_page(width: int = 1280, scheme: str = "light") -> Page:
        context = browser.new_context(
            base_url=site,
            java_script_enabled=scripts,
            viewport={"width": width, "height": 800},
            color_scheme=scheme,  # type: ignore[arg-type]
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: note_words(faults, message))
        page.on("requestfailed", lambda request: note_failure(faults, request))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []
