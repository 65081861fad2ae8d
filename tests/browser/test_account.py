"""Changing one's mind: about a post, about an address, about being here."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.test_walk import letter_about, sign_up
from tests.visitor import PASSWORD


def write(page: Page, words: str) -> None:
    """Publish something."""
    page.goto("/")
    page.get_by_label("What is happening?").fill(words)
    page.get_by_role("button", name="Post").click()
    expect(page.locator(".notices")).to_contain_text("Your post is out.")


def follow_link(page: Page, about: str, name: str) -> None:
    """Open the newest letter about something, and follow its button, which leads to this site."""
    letter_about(page, about)
    link = page.locator("pre a[href*='/address/']")
    page.goto(re.sub(r"^https?://[^/]+", "", link.first.get_attribute("href") or ""))


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


def test_both_addresses_agree_to_a_new_one(new_page: Callable[..., Page]) -> None:
    ann = new_page()
    sign_up(ann, "ann")
    ann.goto("/settings")
    ann.get_by_role("main").get_by_role("link", name="Address").click()
    ann.get_by_label("Your new address").fill("new@example.net")
    ann.get_by_label("Your password").fill(PASSWORD)
    ann.get_by_role("button", name="Ask both addresses").click()
    expect(ann.get_by_role("main")).to_contain_text("You want it to be new@example.net")

    for about, name, said in (
        ("Do you want another address", "Say yes or no", "Now the other address has to agree."),
        ("Is this your address", "Answer", "The address is changed."),
    ):
        follow_link(ann, about, name)
        ann.get_by_role("button", name="Yes", exact=True).click()
        expect(ann.locator(".notices")).to_contain_text(said)

    ann.goto("/settings/address")
    expect(ann.get_by_role("main")).to_contain_text("Our letters go to new@example.net.")


def test_going_away_and_coming_back(new_page: Callable[..., Page]) -> None:
    ann, bob = new_page(width=360), new_page()
    sign_up(ann, "ann")
    write(ann, "Here I am.")

    ann.goto("/settings")
    ann.get_by_role("main").get_by_role("link", name="Going away").click()
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
