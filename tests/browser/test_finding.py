"""Searching, looking around, and the keys that help with it."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tests.making import make_account, make_post
from tests.visitor import PASSWORD


@pytest.fixture
def db(engine: Engine, clean_database: None) -> Iterator[Session]:
    """A session that waits for its turn: the scheduler writes, too."""
    with Session(engine.execution_options(writes=True)) as session:
        yield session


@pytest.fixture
def town(db: Session) -> None:
    """Somebody who wrote two posts."""
    ann = make_account(db, "ann", bio="Bakes.")
    make_post(db, ann, "Rye #bread, still warm.")
    make_post(db, ann, "今天去面包店买面包")


def test_a_search_leads_from_words_to_people_and_tags(town: None, new_page: Callable[..., Page]) -> None:
    page = new_page(width=360)
    page.goto("/explore")
    page.get_by_role("searchbox").fill("bread")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("article")).to_contain_text("still warm")

    page.get_by_role("searchbox").fill("面包")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("article")).to_contain_text("面包店")

    page.get_by_role("searchbox").fill("#bre")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="People").click()
    expect(page.get_by_role("heading", name="Nobody is called that")).to_be_visible()
    page.get_by_role("link", name="Tags").click()
    page.get_by_role("link", name="#bread").click()
    expect(page.get_by_role("heading", name="#bread")).to_be_visible()


def test_somebody_is_found_in_the_directory_and_followed(
    town: None, db: Session, new_page: Callable[..., Page]
) -> None:
    make_account(db, "bob")
    page = new_page()
    page.goto("/login")
    page.locator("[name=name]").fill("bob")
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button").first.click()
    page.goto("/explore")
    page.get_by_role("link", name="Everybody in the directory").click()
    page.get_by_role("button", name="Follow").click()
    expect(page.get_by_role("button", name="Unfollow")).to_be_visible()
    assert page.url.endswith("/directory")


def test_keys_lead_from_post_to_post(town: None, new_page: Callable[..., Page], scripts: bool) -> None:
    page = new_page()
    page.goto("/shortcuts")
    expect(page.get_by_role("row", name="the next post")).to_be_visible()
    if not scripts:
        return
    page.goto("/public")
    page.keyboard.press("j")
    expect(page.get_by_role("article").first).to_be_focused()
    page.keyboard.press("j")
    expect(page.get_by_role("article").last).to_be_focused()
    page.keyboard.press("k")
    expect(page.get_by_role("article").first).to_be_focused()
    page.keyboard.press("?")
    expect(page.get_by_role("heading", name="Keyboard shortcuts")).to_be_visible()
    page.keyboard.press("g")
    page.keyboard.press("e")
    expect(page.get_by_role("heading", name="Explore")).to_be_visible()


def test_a_post_stands_in_a_frame(town: None, db: Session, new_page: Callable[..., Page]) -> None:
    page = new_page(width=360)
    page.goto("/@ann")
    page.get_by_role("article").first.locator(".when").click()
    page.goto(page.url + "/embed")
    expect(page.get_by_role("article")).to_contain_text("面包店")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
