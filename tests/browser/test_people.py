"""What people are to each other, by hand: following, asking, blocking, muting, lists, filters, and being new."""

import io
from collections.abc import Callable, Iterator

import pytest
from PIL import Image
from playwright.sync_api import Page, expect
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from microblog.models import Account
from tests.making import make_account, make_follow, make_post
from tests.visitor import PASSWORD


@pytest.fixture
def db(engine: Engine, clean_database: None) -> Iterator[Session]:
    """A session that waits for its turn: the scheduler writes, too."""
    with Session(engine.execution_options(writes=True)) as session:
        yield session


@pytest.fixture
def ann(db: Session) -> Account:
    """Who walks."""
    return make_account(db, "ann")


@pytest.fixture
def bob(db: Session, ann: Account) -> Account:
    """Who wrote two posts."""
    bob = make_account(db, "bob")
    make_post(db, bob, "Rye #bread, still warm.")
    make_post(db, bob, "Fog all morning.")
    return bob


def log_in(page: Page, name: str = "ann") -> Page:
    page.goto("/login")
    page.locator("[name=name]").fill(name)
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button").first.click()
    expect(page.get_by_role("button", name=f"Log out @{name}")).to_be_visible()
    return page


def choose(page: Page, kind: str, words: str) -> None:
    """Choose a line of the menu on a profile."""
    page.locator(".person-deeds .more > summary").click()
    page.locator(".person-deeds .more").get_by_role(kind, name=words).click()  # type: ignore[arg-type]


def test_somebody_is_followed_without_boosts_muted_for_a_day_and_blocked(
    bob: Account, new_page: Callable[..., Page]
) -> None:
    page = log_in(new_page(width=360))
    page.goto("/@bob")
    page.get_by_role("button", name="Follow").click()
    expect(page.get_by_role("button", name="Unfollow")).to_be_visible()
    expect(page.locator(".figures")).to_contain_text("1 follower")

    choose(page, "button", "Hide their boosts")
    expect(page.locator(".between")).to_contain_text("You do not see their boosts")
    choose(page, "link", "Write a note")
    page.get_by_label("Note").fill("Bakes on Fridays.")
    page.get_by_role("button", name="Keep it").click()
    expect(page.locator(".between")).to_contain_text("Bakes on Fridays.")

    choose(page, "link", "Mute @bob")
    page.get_by_label("For how long").select_option("86400")
    page.get_by_role("main").get_by_role("button", name="Mute").click()
    expect(page.locator(".between")).to_contain_text("You mute them for 24 h more")
    page.locator(".notices").get_by_role("button", name="Undo").click()
    expect(page.locator(".notices")).to_contain_text("You read @bob again.")

    choose(page, "link", "Block @bob")
    page.get_by_role("main").get_by_role("button", name="Block").click()
    expect(page.get_by_role("button", name="Unblock")).to_be_visible()
    expect(page.locator(".figures")).to_contain_text("0 followers")


def test_somebody_who_decides_is_asked_and_lets_one_in(
    bob: Account, db: Session, new_page: Callable[..., Page]
) -> None:
    bob.locked = True
    db.commit()
    ann, owner = log_in(new_page()), log_in(new_page(), "bob")
    ann.goto("/@bob")
    ann.get_by_role("button", name="Ask to follow").click()
    expect(ann.get_by_role("button", name="Withdraw the request")).to_be_visible()

    owner.goto("/follow-requests")
    owner.get_by_role("button", name="Accept").click()
    expect(owner.get_by_role("heading", name="Nobody asks")).to_be_visible()
    ann.goto("/@bob")
    expect(ann.get_by_role("button", name="Unfollow")).to_be_visible()


def test_a_list_is_made_and_filled(bob: Account, ann: Account, db: Session, new_page: Callable[..., Page]) -> None:
    make_follow(db, ann, bob)
    page = log_in(new_page(width=360))
    page.goto("/lists")
    page.get_by_label("Name").fill("Bakers")
    page.get_by_role("button", name="Make the list").click()
    page.get_by_label("Put somebody on it").fill("bob")
    page.get_by_role("main").get_by_role("button", name="Add").first.click()
    page.get_by_role("link", name="Posts").click()
    expect(page.get_by_role("article")).to_have_count(2)


def test_a_filter_folds_what_says_a_word_and_is_thrown_away(bob: Account, new_page: Callable[..., Page]) -> None:
    page = log_in(new_page(width=360))
    page.goto("/public")
    page.get_by_role("article").last.get_by_title("More").click()
    page.get_by_role("article").last.get_by_role("link", name="Filter posts like this").click()
    page.get_by_label("Name").fill("Bread")
    page.get_by_label("Words", exact=True).fill("warm\nloaf")
    page.get_by_label("Also this post").uncheck()
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".notices")).to_contain_text("From now on that is filtered.")

    page.goto("/public")
    expect(page.get_by_text("still warm")).to_be_hidden()
    page.get_by_text("Filtered: Bread").click()
    expect(page.get_by_text("still warm")).to_be_visible()

    page.goto("/settings/filters")
    page.get_by_role("link", name="Bread", exact=True).click()
    page.get_by_text("Leave them out").click()
    page.get_by_role("button", name="Save").click()
    page.goto("/public")
    expect(page.get_by_role("article")).to_have_count(1)

    page.goto("/settings/filters")
    page.get_by_role("link", name="Delete").click()
    page.get_by_role("button", name="Delete").click()
    expect(page.get_by_role("heading", name="You filter nothing")).to_be_visible()


def test_suggestions_are_followed_and_dismissed(bob: Account, db: Session, new_page: Callable[..., Page]) -> None:
    make_post(db, make_account(db, "cem"))
    page = log_in(new_page(width=360))
    suggested = page.get_by_role("region", name="People whom you might like")
    page.goto("/explore")
    suggested.get_by_role("listitem").filter(has_text="@cem").get_by_role("button", name="Not for me").click()
    expect(page.locator(".notices")).to_contain_text("@cem is suggested no more.")
    expect(suggested.get_by_role("listitem")).to_have_count(1)
    page.locator(".notices").get_by_role("button", name="Undo").click()
    expect(suggested.get_by_role("listitem").filter(has_text="@cem")).to_be_visible()
    suggested.get_by_role("button", name="Follow @bob").click()
    expect(page.locator(".notices")).to_contain_text("You follow @bob now.")


def test_whoever_is_new_is_led_to_people_a_name_and_a_first_post(bob: Account, new_page: Callable[..., Page]) -> None:
    page = new_page(width=360)
    page.goto("/signup")
    page.get_by_label("Name").fill("newcomer")
    page.get_by_label("E-mail address").fill("newcomer@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign up").click()
    expect(page.get_by_role("heading", name="Follow three people")).to_be_visible()
    page.get_by_role("button", name="Follow @bob").click()
    expect(page.locator(".notices")).to_contain_text("You follow @bob now.")
    page.get_by_role("button", name="Go on").click()

    page.get_by_label("Display name").fill("Nell")
    page.get_by_role("button", name="Save and go on").click()
    page.get_by_label("What is happening?").fill("Hello! #introduction")
    page.get_by_role("main").get_by_role("button", name="Post").click()

    expect(page.locator(".notices")).to_contain_text("Your first post is there.")
    expect(page.get_by_role("article")).to_have_count(3)
    expect(page.get_by_role("article").first).to_contain_text("Nell")


def test_what_stays_in_sight_of_a_picture_is_chosen_on_it(
    ann: Account, new_page: Callable[..., Page], scripts: bool
) -> None:
    out = io.BytesIO()
    Image.new("RGB", (900, 300), "teal").save(out, "PNG")
    page = log_in(new_page(width=360))
    page.goto("/settings/profile")
    page.get_by_label("Picture", exact=True).set_input_files(
        {"name": "teal.png", "mimeType": "image/png", "buffer": out.getvalue()}
    )
    page.get_by_role("button", name="Save").click()
    page.goto("/settings/profile")

    cells = page.get_by_role("group", name="What of your picture stays in sight").locator(".cells")
    cells.scroll_into_view_if_needed()
    box = cells.bounding_box()
    assert box is not None
    cells.click(position={"x": box["width"] * 0.9, "y": box["height"] * 0.5})
    value = page.locator("[name=picture_focus]:checked").get_attribute("value")
    across = float(page.locator("[name=picture_focus]:checked").input_value().split(",")[0]) if scripts else 1
    assert (value == "1,0") or scripts
    assert 0.7 < across <= 1
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".notices")).to_contain_text("Your profile is changed.")
