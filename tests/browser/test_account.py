"""Changing one's mind: about a post, about being here."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.test_walk import sign_up
from tests.visitor import PASSWORD


def write(page: Page, words: str) -> None:
    """Publish something."""
    page.goto("/")
    page.get_by_label("What is happening?").fill(words)
    page.get_by_role("button", name="Post").click()
    expect(page.locator(".notices")).to_contain_text("Your post is out.")


def log_in(page: Page) -> None:
    page.goto("/login")
    page.get_by_label("Name or e-mail address").fill("ann")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Log in").click()


def test_a_deleted_post_comes_back(new_page: Callable[..., Page], scripts: bool) -> None:
    ann, bob = new_page(width=360), new_page()
    sign_up(ann, "ann")
    for words in ("Below.", "Oops.", "Above."):
        write(ann, words)
    ann.goto("/@ann")

    post = ann.get_by_role("article").filter(has_text="Oops.")
    post.get_by_title("More").click()
    post.get_by_role("link", name="Delete").click()
    if not scripts:
        ann.get_by_role("button", name="Delete").click()
    expect(ann.locator(".notices")).to_contain_text("The post is deleted.")
    expect(ann.get_by_role("article")).to_have_count(2)
    bob.goto("/@ann")
    expect(bob.get_by_role("article")).to_have_count(2)
    ann.get_by_role("button", name="Undo").click()

    expect(ann.locator(".notices")).to_contain_text("The post is back.")
    expect(ann.get_by_role("article")).to_have_count(3)
    expect(ann.get_by_role("article").nth(1)).to_contain_text("Oops.")
    bob.goto("/@ann")
    expect(bob.get_by_role("article").nth(1)).to_contain_text("Oops.")


def test_going_away_and_coming_back(new_page: Callable[..., Page]) -> None:
    ann, bob = new_page(width=360), new_page()
    sign_up(ann, "ann")
    write(ann, "Here I am.")

    ann.goto("/settings/account")
    ann.get_by_role("link", name="Deactivate").click()
    ann.get_by_label("Your password").fill(PASSWORD)
    ann.get_by_role("button", name="Deactivate it").click()
    expect(ann.locator(".notices")).to_contain_text("Your account is deactivated.")
    bob.goto("/public")
    expect(bob.get_by_role("article")).to_have_count(0)
    log_in(ann)
    ann.get_by_role("button", name="Activate it again").click()
    expect(ann.locator(".notices")).to_contain_text("Welcome back, @ann!")
    bob.goto("/public")
    expect(bob.get_by_role("article")).to_contain_text("Here I am.")

    ann.goto("/settings/account/delete")
    ann.get_by_label("Your name").fill("ann")
    ann.get_by_label("Your password").fill(PASSWORD)
    ann.get_by_role("button", name="Delete my account").click()
    expect(ann.locator(".notices")).to_contain_text("will be deleted")
    log_in(ann)
    expect(ann.get_by_role("main")).to_contain_text("unless you stop it now")
    ann.get_by_role("button", name="Keep my account").click()
    expect(ann.locator(".notices")).to_contain_text("Everything is as it was.")
