"""Reading, by hand: lists, tags, bookmarks, the place where one stopped, conversations, and what comes in meanwhile."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tests.browser.test_look import TOO_WIDE
from tests.making import make_account, make_follow, make_post
from tests.visitor import PASSWORD


@pytest.fixture
def db(engine: Engine, site: str) -> Iterator[Session]:
    """A session that takes its turn among those of the site, and lets go of the database between its deeds."""
    with Session(engine.execution_options(writes=True), expire_on_commit=False) as session:
        yield session


def log_in(page: Page, name: str) -> None:
    page.goto("/login")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Log in").click()
    expect(page.get_by_role("button", name=f"Log out @{name}")).to_be_visible()


def test_a_phone_finds_everything_under_more(new_page: Callable[..., Page], db: Session) -> None:
    make_account(db, "ann")
    page = new_page(width=320)
    log_in(page, "ann")

    for name in ("Bookmarks", "Favourites", "Lists", "Followed tags"):
        page.get_by_role("navigation", name="Site").get_by_role("link", name="More").click()
        page.get_by_role("main").get_by_role("link", name=name).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(name)
        assert page.evaluate(TOO_WIDE) == [], name


def test_a_list_is_made_and_somebody_put_on_it_from_their_profile(new_page: Callable[..., Page], db: Session) -> None:
    ann, bob = make_account(db, "ann"), make_account(db, "bob")
    make_follow(db, ann, bob)
    make_post(db, bob, "Fog all morning.")
    page = new_page()
    log_in(page, "ann")

    page.goto("/lists")
    page.get_by_label("Name").fill("Friends")
    page.get_by_role("button", name="Make the list").click()
    expect(page.get_by_role("status")).to_contain_text("The list is there.")
    page.goto("/@bob/lists")
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("button", name="Remove")).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text("@bob stands on the list now.")
    page.get_by_role("main").get_by_role("link", name="Friends").click()

    expect(page.get_by_role("article")).to_contain_text("Fog all morning.")


def test_a_tag_is_followed_and_what_is_kept_is_found(new_page: Callable[..., Page], db: Session) -> None:
    make_account(db, "ann")
    make_post(db, make_account(db, "bob"), "Hot #tea")
    page = new_page()
    log_in(page, "ann")

    page.goto("/tags/tea")
    page.get_by_role("button", name="Follow").click()
    expect(page.get_by_role("button", name="Unfollow")).to_be_visible()
    page.goto("/")
    page.get_by_role("article").get_by_role("button", name="Bookmark").click()
    expect(page.get_by_role("button", name="Bookmark")).to_have_attribute("aria-pressed", "true")
    page.goto("/bookmarks")

    expect(page.get_by_role("article")).to_contain_text("Hot #tea")


def test_the_place_is_found_again_and_what_comes_in_is_told(
    new_page: Callable[..., Page], db: Session, scripts: bool
) -> None:
    ann, bob = make_account(db, "ann"), make_account(db, "bob")
    make_follow(db, ann, bob)
    make_post(db, bob, "Old")
    page = new_page(width=360)
    if scripts:
        page.clock.install()
    log_in(page, "ann")
    page.goto("/")
    expect(page.get_by_role("article")).to_have_count(1)
    for number in range(30):
        make_post(db, bob, f"New {number}")

    if scripts:
        page.clock.fast_forward(31_000)
        page.get_by_role("link", name="30 new posts").click()
    else:
        page.goto("/")
    expect(page.get_by_text("30 new since you were here")).to_be_visible()
    page.get_by_role("link", name="Go to where you were").click()
    expect(page.get_by_text("You were here")).to_be_in_viewport()
    page.go_back()
    page.get_by_role("link", name="Read them oldest first").click()
    expect(page.get_by_role("article").first).to_contain_text("New 0")
    page.get_by_role("link", name="Newer").click()
    expect(page.get_by_role("article").last).to_contain_text("New 29")


def test_a_deep_conversation_folds_and_fits_on_a_phone(new_page: Callable[..., Page], db: Session) -> None:
    people = make_account(db, "ann"), make_account(db, "b" * 30)
    first = last = make_post(db, people[0], "The beginning")
    for number in range(1, 9):
        last = make_post(db, people[number % 2], f"Answer {number}", reply_to=last)
    page = new_page(width=320)
    log_in(page, "ann")

    page.goto(f"/@ann/{first.id}")
    expect(page.get_by_text("Answer 4")).to_be_visible()
    expect(page.get_by_text("Answer 8")).to_be_hidden()
    page.get_by_text("4 more answers").click()
    expect(page.get_by_text("Answer 8")).to_be_visible()
    assert page.evaluate(TOO_WIDE) == []

    page.goto(f"/@{last.author.username}/{last.id}")
    page.get_by_role("link", name="Skip to the post").click()
    expect(page).to_have_url(re.compile(f"#post-{last.id}$"))
    expect(page.get_by_text("Answer 8")).to_be_in_viewport()


def test_a_profile_has_tabs(new_page: Callable[..., Page], db: Session) -> None:
    ann = make_account(db, "ann")
    make_post(db, ann, "An answer", reply_to=make_post(db, make_account(db, "bob"), "A question"))
    page = new_page()

    page.goto("/@ann")
    expect(page.get_by_role("article")).to_have_count(0)
    page.get_by_role("link", name="Posts and replies").click()
    expect(page.get_by_role("article")).to_contain_text("An answer")
    expect(page.get_by_role("link", name="Posts and replies")).to_have_attribute("aria-current", "page")
