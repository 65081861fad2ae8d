"""Quoting, taking a quote back, and letting only some people answer."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from microblog.models import ReplyPolicy
from tests.making import make_account, make_media, make_post
from tests.visitor import PASSWORD


@pytest.fixture
def db(engine: Engine, clean_database: None) -> Iterator[Session]:
    """A session that takes its turn among those of the site, and lets go of the database between its deeds."""
    with Session(engine.execution_options(writes=True), expire_on_commit=False) as session:
        yield session


def log_in(page: Page, name: str) -> Page:
    page.goto("/login")
    page.locator("[name=name]").fill(name)
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button").first.click()
    return page


def menu_of(page: Page) -> None:
    page.locator(".focus .more > summary").click()


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def test_a_post_is_quoted_and_its_author_takes_it_back(db: Session, new_page: Callable[..., Page]) -> None:
    ann, _bob = make_account(db, "ann"), make_account(db, "bob")
    post = make_post(db, ann, "The harbour is quiet this morning. " * 5)
    anns, bobs = log_in(new_page(width=360), "ann"), log_in(new_page(), "bob")

    bobs.goto(f"/@ann/{post.id}")
    menu_of(bobs)
    bobs.get_by_role("link", name="Quote", exact=True).click()
    expect(bobs.locator(".composer .quoted")).to_contain_text("The harbour is quiet")
    bobs.get_by_label("What is happening?").fill("So it is, @ann is right.")
    bobs.get_by_text("Answers, quotes").click()
    bobs.get_by_label("Who may quote it").select_option("nobody")
    bobs.get_by_role("button", name="Preview").click()
    expect(bobs.locator(".preview .quoted")).to_contain_text("The harbour is quiet")
    bobs.get_by_role("button", name="Post", exact=True).click()
    expect(bobs.locator(".notices")).to_contain_text("Your post is out.")

    anns.goto("/notifications")
    expect(anns.get_by_role("article").locator(".quoted")).to_contain_text("The harbour is quiet")
    assert fits(anns)
    anns.locator(".news > li > article > header .when").first.click()
    menu_of(anns)
    expect(anns.get_by_role("link", name="Quote", exact=True)).to_have_count(0)
    anns.get_by_role("button", name="Take my post out of this quote").click()
    expect(anns.locator(".notices")).to_contain_text("Your post is not shown in this quote any more.")
    expect(anns.locator(".focus .quoted")).to_contain_text("its author does not want that any more")

    anns.get_by_role("button", name="Undo").click()
    expect(anns.locator(".notices")).to_contain_text("shown in this quote again")
    bobs.goto(f"/@ann/{post.id}")
    bobs.get_by_role("link", name="1 quote").click()
    expect(bobs.get_by_role("heading", name="Who quotes this post")).to_be_visible()
    expect(bobs.get_by_role("article")).to_contain_text("So it is")


def test_whoever_may_not_answer_is_told_why(db: Session, new_page: Callable[..., Page]) -> None:
    ann, _bob = make_account(db, "ann"), make_account(db, "bob")
    post = make_post(db, ann, "Among friends.", reply_policy=ReplyPolicy.FOLLOWERS)
    page = log_in(new_page(width=320), "bob")

    page.goto(f"/@ann/{post.id}")
    expect(page.get_by_role("main")).to_contain_text("Only those who follow @ann may answer this post.")
    expect(page.locator(".composer")).to_have_count(0)
    page.get_by_role("link", name="Not everybody may answer").click()
    expect(page.get_by_role("main")).to_contain_text("Only those who follow @ann may answer this post.")
    assert fits(page)

    page.goto("/@ann")
    page.get_by_role("button", name="Follow").click()
    expect(page.get_by_role("button", name="Unfollow")).to_be_visible()
    page.goto(f"/@ann/{post.id}")
    page.get_by_label("Your answer").fill("Here I am.")
    page.get_by_role("main").get_by_role("button", name="Reply").click()
    expect(page.locator(".notices")).to_contain_text("Your answer is out.")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_quote_fits_wherever_it_stands(db: Session, new_page: Callable[..., Page], scheme: str) -> None:
    ann, bob = make_account(db, "ann", display_name="A" * 60), make_account(db, "bob")
    inner = make_post(db, bob, "First.")
    quoted = make_post(db, ann, "W" * 300, quoted=inner.id, media=[make_media(db, ann, file=None).id])
    quote = make_post(db, bob, "מילים בעברית", quoted=quoted.id)

    page = new_page(width=320, scheme=scheme)
    for path in ("/public", f"/@bob/{quote.id}", f"/@bob/{quote.id}/embed"):
        page.goto(path)
        assert fits(page), path
    page.goto(f"/@bob/{quote.id}")
    page.get_by_role("link", name="It quotes @bob").click()
    expect(page.locator(".focus .words")).to_contain_text("First.")
