"""The site in a language that is written from right to left, with words that are longer than ours."""

from collections.abc import Iterator
from threading import Thread

import pytest
from playwright.sync_api import Browser
from waitress.server import create_server

from tests.messages import teach
from tests.site.world import make_world
from tests.visitor import PASSWORD

LANGUAGE = "ar"

PAGES = ["/", "/public", "/@ann", "/tags/tea", "/notifications", "/compose", "/statistics", "/about"]
SETTINGS = [f"/settings/{name}" for name in ("profile", "password", "mail", "sessions", "applications", "statistics")]

OUTSIDE = """() => [...document.querySelectorAll("body *")]
    .filter(one => one.checkVisibility() && !one.closest(".quiet-words, .skip, .wide, svg, nav li span"))
    .filter(one => one.getBoundingClientRect().left < -0.5
                || one.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5)
    .map(one => one.outerHTML.slice(0, 120))"""
NOT_FROM_THE_RIGHT = """() => [...document.querySelectorAll("main h1:not([dir]), main h2:not([dir])")]
    .filter(one => getComputedStyle(one).direction !== "rtl" || getComputedStyle(one).textAlign === "left")
    .map(one => one.outerHTML.slice(0, 120))"""


@pytest.fixture
def there(registry, db, tmp_path) -> Iterator[str]:
    """The address of a site with people on it, which speaks the language; it runs in a thread of the tests."""
    make_world(db)
    teach(registry, LANGUAGE, tmp_path / "locale")
    server = create_server(registry["wsgi"], host="127.0.0.1", port=0, threads=2)
    Thread(target=server.run, daemon=True).start()
    yield f"http://localhost:{server.effective_port}"
    server.close()


def test_from_right_to_left_every_page_fits(there: str, browser: Browser) -> None:
    context = browser.new_context(base_url=there, locale=LANGUAGE)
    page = context.new_page()
    page.goto("/login")
    page.locator("input[name=name]").fill("ann")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form button").click()
    page.locator(".nav .write").wait_for()

    wrong = []
    for address in [*PAGES, *SETTINGS]:
        page.goto(address)
        assert page.locator("html").get_attribute("dir") == "rtl"
        for width in (320, 768, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            found = page.evaluate(OUTSIDE) + page.evaluate(NOT_FROM_THE_RIGHT)
            wrong += [(address, width, one) for one in found[:3]]
    context.close()
    assert wrong == []
