"""Writing in Markdown, and seeing what is linked to, by hand."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from microblog.actions.posts import Draft, publish_post
from microblog.actions.previews import record_card
from microblog.models import Card, Preview
from tests.browser.test_look import TOO_WIDE
from tests.browser.test_reading import log_in
from tests.making import make_account

TEXT = (
    "**Rye** needs *time*, says `@rye`.\n\n> Be patient.\n\n- flour\n- water\n\n```\nknead(dough) <b>\n```\n" + "x" * 90
)
CARD = Card(
    url="https://example.org/rye",
    title="\u05dc\u05d7\u05dd <script>alert(1)</script> " + "e" + "\u0301" * 9,
    description="What flour, water and time become. " * 6,
    site="The kitchen",
)


@pytest.fixture
def db(engine: Engine, site: str) -> Iterator[Session]:
    """A session that takes its turn among those of the site, and lets go of the database between its deeds."""
    with Session(engine.execution_options(writes=True), expire_on_commit=False) as session:
        yield session


def test_somebody_writes_in_markdown(new_page: Callable[..., Page], db: Session) -> None:
    make_account(db, "ann")
    page = new_page()
    log_in(page, "ann")
    page.goto("/settings/posting")
    page.get_by_label("How you write").select_option("markdown")
    page.get_by_role("main").get_by_role("button", name="Save").click()
    page.goto("/compose")
    expect(page.get_by_text("You write in Markdown")).to_be_visible()
    page.get_by_label("What is happening?").fill(TEXT)
    page.get_by_role("button", name="Post", exact=True).click()

    words = page.locator(".post .words").first
    expect(words.locator("strong")).to_have_text("Rye")
    expect(words.locator("em")).to_have_text("time")
    expect(words.locator("blockquote")).to_have_text("Be patient.")
    expect(words.locator("ul > li")).to_have_text(["flour", "water"])
    expect(words.locator("pre code")).to_have_text("knead(dough) <b>")
    for width, scheme in ((320, "light"), (320, "dark")):
        narrow = new_page(width, scheme)
        narrow.goto("/public")
        expect(narrow.locator(".post pre")).to_be_visible()
        assert not narrow.evaluate(TOO_WIDE)


def test_a_post_shows_where_it_leads(new_page: Callable[..., Page], db: Session) -> None:
    ann = make_account(db, "ann")
    publish_post(db, ann, Draft(text="Read this: https://example.org/rye"))
    record_card(db.scalars(select(Preview)).one(), CARD)
    db.commit()

    for width, scheme in ((1280, "light"), (320, "dark")):
        page = new_page(width, scheme)
        page.goto("/public")
        card = page.locator(".page-card")
        expect(card).to_have_attribute("href", "https://example.org/rye")
        expect(card.locator(".page-title")).to_contain_text("<script>alert(1)</script>")
        expect(card).to_contain_text("The kitchen")
        assert not page.evaluate(TOO_WIDE)
