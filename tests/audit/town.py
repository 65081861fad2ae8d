"""The site that is looked at: the demo town, run as in production, on a database of its own."""

import gzip
import logging
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from threading import Thread
from typing import Any

from playwright.sync_api import BrowserContext
from pyramid.registry import Registry
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from waitress.server import create_server

import microblog
from microblog.actions.drafts import Sketch, keep_draft
from microblog.actions.posts import Draft
from microblog.actions.scheduled import schedule_post
from microblog.clock import now
from microblog.demo import PASSWORD
from microblog.models import Account, KeptDraft, List, Post
from microblog.queries.accounts import account_named
from tests.conftest import ini_of, migrate
from tests.making import make_follow, make_list
from tests.messages import teach
from tests.processes import free_port, run, write_ini
from tests.site.test_routes import ADDRESSES

WHO = "ada"
FRIEND = "rosa"
BACKWARDS = "ar"
"""A language written from right to left, in which every sentence is the English one in ⟦ and ⟧."""

FOUNDED = ".founded"
PATIENCE = 120_000
"""For how many milliseconds a page may be under way, where the machine has other things to do."""
LEVEL = 4
"""How hard nginx tries to make things small (ansible/roles/nginx)."""
SMALLEST = 512
"""What is smaller is sent as it is (as nginx does)."""

PARTS = {"news"}
"""What is no page but a part of one, which a script fetches."""

BESIDES = {
    "home for strangers": "/",
    "own profile": "/@ada",
    "answering": "/compose?reply_to={post}",
    "found posts": "/search?q=fog",
    "found people": "/search?q=r&type=people",
    "found nothing": "/search?q=nosuchword",
    "older": "/public?before=999999999999999999",
    "nothing there": "/nothing-there",
    "nobody there": "/@nobody_there",
    "style": "/dev/style",
    "letters": "/dev/mail",
}
"""Pages that are no route's example."""


@dataclass(frozen=True)
class Town:
    """A site with people on it."""

    address: str
    pages: dict[str, str]
    """Every address, by the name of its route or of what is seen there."""

    def named(self, words: str) -> dict[str, str]:
        """Those in whose names one of some words stands; without any, all."""
        wanted = words.split()
        return {name: path for name, path in self.pages.items() if not wanted or any(one in name for one in wanted)}


@contextmanager
def town(folder: Path, *, again: bool = False) -> Iterator[Town]:
    """Found the town and open it; `again` opens the one that is there."""
    port = free_port()
    settings = ini_of(
        f"sqlite:///{folder}/microblog.sqlite",
        **{
            "site.url": f"http://localhost:{port}",
            "mail.directory": str(folder / "mail"),
            "media.directory": str(folder / "media"),
            "development.pages": "true",
        },
    )
    if not (again and (folder / FOUNDED).exists()):
        _found(folder, settings)
    config = microblog.configure({}, **settings)
    config.commit()
    migrate(config.registry["engine"])
    shutil.rmtree(folder / "locale", ignore_errors=True)
    teach(config.registry, BACKWARDS, folder / "locale")
    with _served(compressed(config.make_wsgi_app()), port):
        yield Town(f"http://localhost:{port}", _pages(config.registry))


def _found(folder: Path, settings: dict[str, str]) -> None:
    """Begin anew, as `make demo` does it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    ini = write_ini(folder, settings)
    for words in (["database", "upgrade"], ["demo"]):
        done = run("microblog", "-c", str(ini), *words, timeout=1800)
        assert done.returncode == 0, done.stdout + done.stderr
    (folder / FOUNDED).touch()


def log_in(context: BrowserContext) -> None:
    """Let somebody of the town log in."""
    page = context.new_page()
    page.goto("/login")
    page.locator("input[name=name]").fill(WHO)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form button").first.click()
    page.locator(".nav .write").wait_for()
    page.close()


def compressed(app: Any) -> Any:
    """Make what the application says smaller on its way, as the front server does."""

    def answer(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        said: list[Any] = []
        body = app(environ, lambda status, headers, exc_info=None: said.append((status, headers)))
        whole = b"".join(body)
        getattr(body, "close", lambda: None)()
        status, headers = said[-1]
        kind = dict(headers).get("Content-Type", "")
        if kind.startswith(("text/", "application/", "image/svg")) and len(whole) >= SMALLEST:
            whole = gzip.compress(whole, LEVEL)
            headers = [(name, value) for name, value in headers if name.lower() != "content-length"]
            headers += [("Content-Encoding", "gzip"), ("Content-Length", str(len(whole)))]
        start(status, headers)
        return [whole]

    return answer


@contextmanager
def _served(app: Any, port: int) -> Iterator[None]:
    """Let an application answer on a port, from a thread."""
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # it tells of each request that waits a moment
    server = create_server(app, host="localhost", port=port, threads=8)
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    yield
    server.close()


def _pages(registry: Registry) -> dict[str, str]:
    """Every page of the site, about things that are there."""
    with Session(registry["engine"].execution_options(writes=True)) as db:
        who = db.scalars(account_named(WHO)).one()
        friend = db.scalars(account_named(FRIEND)).one()
        facts = _Facts(post=_talked_about(db, who), list=_list_of(db, who, friend).id)
        _keep_something(db, who)
        db.commit()
    named = {name: _here(path).format_map(facts) for name, path in ADDRESSES.items() if name not in PARTS}
    return named | {name: path.format_map(facts) for name, path in BESIDES.items()}


def _here(path: str) -> str:
    """The address that an example of the tests has in the town."""
    return path.replace("@ann/", f"@{WHO}/").replace("@bob", f"@{FRIEND}").replace("/tags/tea", "/tags/lanternnight")


def _talked_about(db: Session, who: Account) -> int:
    """Somebody's post with most answers."""
    answers = select(Post.parent_id, func.count().label("n")).group_by(Post.parent_id).subquery()
    own = select(Post.id).join(answers, answers.c.parent_id == Post.id).where(Post.author_id == who.id)
    return db.scalars(own.order_by(answers.c.n.desc(), Post.id).limit(1)).one()


def _list_of(db: Session, owner: Account, friend: Account) -> List:
    """A list of somebody's, made if there is none."""
    there = db.scalars(select(List).where(List.account_id == owner.id)).first()
    if there is not None:
        return there
    make_follow(db, owner, friend)
    return make_list(db, owner, friend, title="Harbour friends")


def _keep_something(db: Session, who: Account) -> None:
    """Let somebody have begun to write."""
    if db.scalars(select(KeptDraft).where(KeptDraft.account_id == who.id)).first():
        return
    keep_draft(db, who, Sketch(text="Notes for the tour of the lighthouse: bring the long ladder."))
    schedule_post(db, who, Draft(text="Doors open in an hour. #lanternnight"), due_at=now() + timedelta(days=1))


class _Facts(dict[str, int]):
    """What stands in addresses; what we do not know is 1."""

    def __missing__(self, key: str) -> int:
        return 1
