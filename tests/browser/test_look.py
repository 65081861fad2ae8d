"""What a browser alone can see: that pages fit, that keys reach everything, that scripts only add."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.test_walk import sign_up

LONG = "W" * 200 + " https://example.org/" + "a" * 300 + " @ann #" + "t" * 90

TOO_WIDE = """() => [...document.querySelectorAll("body *")]
    .filter(one => one.checkVisibility() && !one.closest(".quiet-words, .skip, .wide, svg, nav li span"))
    .map(one => [one, one.getBoundingClientRect()])
    .filter(([, box]) => box.left < -0.5 || box.right > document.documentElement.clientWidth + 0.5)
    .map(([one]) => one.outerHTML.slice(0, 120))"""
"""What stands out of the screen, on either side."""


def test_nothing_is_wider_than_the_screen(new_page: Callable[..., Page], scripts: bool) -> None:
    page = new_page(scheme="dark" if scripts else "light")
    sign_up(page, "w" * 30)
    page.get_by_label("What is happening?").fill(LONG)
    page.get_by_role("button", name="Post").click()
    profile = page.get_by_role("article").get_by_role("link", name="www").first.get_attribute("href") or ""

    pages = ["/", "/public", "/compose", "/notifications", "/statistics", "/about", "/dev/mail", "/login", "/signup"]
    settings = [f"/settings/{name}" for name in ("profile", "password", "sessions", "applications", "statistics")]
    for address in [*pages, *settings, profile]:
        page.goto(address)
        for width in (320, 360, 768, 960, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate(TOO_WIDE) == [], (address, width)


def test_the_first_tab_leads_past_the_navigation(new_page: Callable[..., Page]) -> None:
    page = new_page()
    page.goto("/about")

    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")

    expect(page.locator("main")).to_be_focused()


def test_the_count_of_characters_is_shown_only_where_it_works(new_page: Callable[..., Page], scripts: bool) -> None:
    page = new_page()
    sign_up(page, "ann")
    page.goto("/compose")

    page.get_by_label("What is happening?").fill("👩‍👩‍👧 https://example.org/a/very/long/address")

    count = page.locator("[data-count-for=text]")
    if scripts:
        expect(count).to_have_text("475 left")
    else:
        expect(count).to_be_hidden()
