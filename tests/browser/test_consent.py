"""Letting a program in, in a real browser: it is led back to the program, and its policies do not stand in the way."""

import re
from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import Engine, select

from microblog.actions.applications import OUT_OF_BAND
from microblog.models import Account, Application
from tests.browser.test_look import TOO_WIDE
from tests.browser.test_walk import sign_up
from tests.making import make_application, make_token
from tests.meanwhile import writing_session
from tests.visitor import PASSWORD


@pytest.fixture
def wish(engine: Engine, clean_database: None, elsewhere: str) -> Callable[..., str]:
    """Where a program sends people."""
    website = "https://a.example/" + "w" * 300
    with writing_session(engine) as db:
        application, _ = make_application(db, "W" * 60, redirect_uris=[elsewhere, OUT_OF_BAND], website=website)
    usual = {"response_type": "code", "client_id": application.client_id, "redirect_uri": elsewhere}
    return lambda **more: "/oauth/authorize?" + urlencode({**usual, "scope": "read write", **more})


def log_in(page: Page) -> None:
    page.get_by_label("Name or e-mail address").fill("ann")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Log in").click()


def test_one_logs_in_says_yes_and_is_led_back_and_the_next_time_at_once(
    engine: Engine, new_page: Callable[..., Page], wish: Callable[..., str]
) -> None:
    page = new_page()
    sign_up(page, "ann")
    page.get_by_role("button", name="Log out @ann").click()

    page.goto(wish())
    log_in(page)
    expect(page.get_by_role("heading", name="in?")).to_be_visible()
    page.get_by_role("button", name="Yes, let it in").click()
    expect(page.get_by_text("GET brought code iss")).to_be_visible()

    page.goto(wish(force_login="true", state="x"))
    page.get_by_role("button", name="No", exact=True).click()
    expect(page.get_by_text("GET brought error error_description iss state")).to_be_visible()

    page.goto("/")
    page.get_by_role("button", name="Log out @ann").click()
    let_in(engine)
    page.goto(wish())
    log_in(page)
    expect(page.get_by_text("GET brought code iss")).to_be_visible()


def let_in(engine: Engine) -> None:
    """Let the program have its key, as if it had exchanged its code."""
    with writing_session(engine) as db:
        ann, program = db.scalars(select(Account)).one(), db.scalars(select(Application)).one()
        make_token(db, ann, "read write", application=program)


def test_an_answer_travels_as_a_form_by_itself_or_by_a_button(
    new_page: Callable[..., Page], wish: Callable[..., str], scripts: bool
) -> None:
    page = new_page()
    sign_up(page, "ann")

    page.goto(wish(response_mode="form_post"))
    page.get_by_role("button", name="Yes, let it in").click()
    if not scripts:
        page.get_by_role("button", name="Send it").click()

    expect(page.get_by_text("POST brought code iss")).to_be_visible()


def test_the_pages_fit_and_a_code_can_be_copied(new_page: Callable[..., Page], wish: Callable[..., str]) -> None:
    page = new_page(width=360, scheme="dark")
    sign_up(page, "ann")

    page.goto(wish(redirect_uri=OUT_OF_BAND))
    for width in (320, 360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(TOO_WIDE) == [], width
    page.get_by_role("button", name="Yes, let it in").click()

    expect(page.locator("#code")).to_have_text(re.compile(r"^[A-Za-z0-9]{43}$"))
    for width in (320, 360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(TOO_WIDE) == [], width


def test_what_holds_a_key_fits(engine: Engine, new_page: Callable[..., Page], wish: Callable[..., str]) -> None:
    page = new_page()
    sign_up(page, "ann")
    let_in(engine)

    page.goto("/settings/applications")
    page.get_by_label("Its name").fill("My bot")
    page.locator("#scope-read").check()
    page.get_by_role("button", name="Make the key").click()

    expect(page.locator("#token")).to_have_text(re.compile(r"^[A-Za-z0-9]{43}$"))
    for width in (320, 360, 768, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(TOO_WIDE) == [], width
