"""The mission's walk, by hand: join, write, be read, be told by letter, answer, leave."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.visitor import PASSWORD


def sign_up(page: Page, name: str) -> None:
    page.goto("/signup")
    page.get_by_label("Name").fill(name)
    page.get_by_label("E-mail address").fill(f"{name}@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign up").click()
    expect(page.locator(".notices")).to_contain_text(f"Welcome, @{name}!")
    page.get_by_role("button", name="Skip all of this").click()
    expect(page.get_by_label("What is happening?")).to_be_visible()


def letter_about(page: Page, words: str) -> Page:
    """Wait until the scheduler has written a letter, looking again as a person would."""
    link = page.get_by_role("link", name=re.compile(words))
    for _ in range(40):
        page.goto("/dev/mail")
        if link.count():
            link.first.click()
            return page
        page.wait_for_timeout(250)
    raise AssertionError(f"There is no letter about {words}.")


def test_the_walk(new_page: Callable[..., Page]) -> None:
    ann, bob, stranger = new_page(), new_page(width=360), new_page()
    sign_up(bob, "bob")
    sign_up(ann, "ann")

    ann.get_by_label("What is happening?").fill("Good morning, @bob! The #bread is ready.")
    ann.get_by_role("button", name="Post").click()
    expect(ann.locator(".notices")).to_contain_text("Your post is out.")

    stranger.goto("/")
    stranger.get_by_role("link", name="#bread").first.click()
    expect(stranger.get_by_role("article")).to_contain_text("Good morning, @bob!")
    stranger.get_by_role("article").get_by_role("link", name="ann").first.click()
    expect(stranger.get_by_role("heading", name="ann")).to_be_visible()

    letter_about(bob, "ann named you")
    expect(bob.get_by_text("Good morning, @bob!").first).to_be_visible()

    bob.goto("/notifications")
    expect(bob.get_by_role("main")).to_contain_text("ann named you.")
    bob.get_by_role("article").get_by_role("link", name="Reply").click()
    bob.get_by_label("Your answer").fill("@ann Keep one for me.")
    bob.get_by_role("main").get_by_role("button", name="Reply").click()
    expect(bob.locator(".notices")).to_contain_text("Your answer is out.")

    ann.goto("/notifications")
    expect(ann.get_by_role("article")).to_contain_text("Keep one for me.")
    ann.get_by_role("button", name="Log out @ann").click()
    expect(ann.locator(".notices")).to_contain_text("You are logged out.")
    expect(ann.get_by_role("navigation", name="Site").get_by_role("link", name="Log in")).to_be_visible()


def test_following_somebody_fills_the_home_page(new_page: Callable[..., Page]) -> None:
    ann, bob = new_page(), new_page()
    sign_up(bob, "bob")
    bob.get_by_label("What is happening?").fill("Fog all morning.")
    bob.get_by_role("button", name="Post").click()
    sign_up(ann, "ann")
    expect(ann.get_by_role("main")).to_contain_text("It is quiet here")

    ann.goto("/@bob")
    ann.get_by_role("button", name="Follow").click()
    expect(ann.get_by_role("button", name="Unfollow")).to_be_visible()
    ann.goto("/")

    expect(ann.get_by_role("article")).to_contain_text("Fog all morning.")


def test_deleting_asks_first_where_scripts_do_not_run(new_page: Callable[..., Page], scripts: bool) -> None:
    ann = new_page(width=360)
    sign_up(ann, "ann")
    ann.get_by_label("What is happening?").fill("Oops.")
    ann.get_by_role("button", name="Post").click()

    ann.get_by_role("article").get_by_title("More").click()
    ann.get_by_role("article").get_by_role("link", name="Delete").click()
    if not scripts:
        expect(ann.get_by_role("heading", name="Delete this post?")).to_be_visible()
        ann.get_by_role("button", name="Delete").click()

    expect(ann.locator(".notices")).to_contain_text("The post is deleted.")
    expect(ann.get_by_role("article")).to_have_count(0)
