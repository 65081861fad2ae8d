"""Whatever is typed anywhere does nothing in a browser, and nothing of it leaves its place."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from microblog.media import Storage
from tests.browser.test_look import TOO_WIDE
from tests.browser.test_reading import log_in
from tests.payloads import MARKER, Planted, plant

HIGHEST = 2400
"""How many pixels anything that others wrote may take on the smallest phone, in a list."""

LISTED = ".posts > article, .news article, .people > li, .rows:not(.filters) > li"

TOO_HIGH = f"""() => [...document.querySelectorAll("{LISTED}")]
    .filter(one => one.getBoundingClientRect().height > {HIGHEST})
    .map(one => `${{one.getBoundingClientRect().height}} ${{one.textContent.slice(0, 120)}}`)"""


@pytest.fixture
def planted(engine: Engine, site: str, tmp_path: Path) -> Iterator[Planted]:
    """All of it, on the site. Pictures are only described: their files are none."""
    with Session(engine.execution_options(writes=True), expire_on_commit=False) as db:
        yield plant(db, Storage(tmp_path))


def look_at(page: Page, address: str) -> None:
    """Look at a page on a phone and on a desk."""
    page.goto(address)
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(TOO_WIDE) == [], (address, width)
        assert page.evaluate(TOO_HIGH) == [], (address, width)
    assert page.evaluate(f"() => [window.{MARKER}, document.querySelectorAll('base, object, embed').length]") == [
        None,
        0,
    ]


def test_nothing_of_it_runs_or_leaves_its_place(new_page: Callable[..., Page], planted: Planted, site: str) -> None:
    page = new_page()
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    # The files of the described pictures are not there, and nothing is to be asked of anybody else.
    page.route("**/media/**", lambda route: route.fulfill(status=200, content_type="image/svg+xml", body="<svg/>"))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    log_in(page, "reader")

    people = [f"/@{person.username}" for person in planted.people.values()]
    settings = [f"/settings/{name}" for name in ("filters", "applications", "sessions")]
    own = ["/notifications", "/lists", "/drafts", f"/lists/{planted.lists[0].id}", f"{people[0]}/note"]
    for address in ["/", "/public", "/explore", "/directory", *people, *settings, *own]:
        look_at(page, address)
    for link in ("/", "/public"):
        for _ in range(4):
            page.goto(link)
            older = page.get_by_role("link", name="Older")
            link = (older.get_attribute("href") or "") if older.count() else ""
            if not link:
                break
            link = page.url.partition("?")[0].removeprefix(site) + link
            look_at(page, link)

    assert dialogs == []
    assert [url for url in asked if not url.startswith((site, "data:"))] == []
