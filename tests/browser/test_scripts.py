"""What scripts improve, in a real browser. All of it works without them, too: the other walks show that."""

import base64
import io
import re
from collections.abc import Callable, Iterator

import pytest
from PIL import Image
from playwright.sync_api import Page, Route, expect
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from microblog.models import KeptDraft, Post
from microblog.text import length
from tests.browser.test_look import TOO_WIDE
from tests.browser.test_reading import log_in
from tests.making import make_account, make_poll, make_post

BACK = "What you had written here is back."
OUT = "Your post is out."


@pytest.fixture
def scripts() -> bool:
    """They run."""
    return True


@pytest.fixture
def db(engine: Engine, site: str) -> Iterator[Session]:
    """A session that takes its turn among those of the site."""
    with Session(engine.execution_options(writes=True), expire_on_commit=False) as session:
        yield session


@pytest.fixture
def ann(new_page: Callable[..., Page], db: Session) -> Page:
    """Somebody at home."""
    make_account(db, "ann")
    page = new_page()
    log_in(page, "ann")
    page.goto("/")
    return page


def file(colour: str = "teal", name: str = "a.png") -> dict[str, object]:
    """A small picture."""
    data = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(data, "PNG")
    return {"name": name, "mimeType": "image/png", "buffer": data.getvalue()}


def area(page: Page):  # type: ignore[no-untyped-def]
    return page.locator("#composer #text")


def post(page: Page) -> None:
    page.get_by_role("main").get_by_role("button", name="Post", exact=True).click()


def posts(db: Session) -> list[str]:
    db.rollback()
    found = list(db.scalars(select(Post.text).order_by(Post.id)))
    db.rollback()
    return found


def lose(route: Route) -> None:
    """The network is away."""
    route.abort("aborted")


def test_a_press_while_another_one_is_on_its_way_is_not_lost(ann: Page) -> None:
    held: list[Route] = []
    ann.route("**/compose", lambda route: held.append(route), times=1)
    area(ann).fill("Seen, and out")
    ann.get_by_role("button", name="Preview").click()
    expect(ann.locator("form.composer")).to_have_attribute("aria-busy", "true")
    post(ann)
    area(ann).fill("Seen, mended, and out")
    held[0].continue_()

    expect(ann.locator(".notices")).to_contain_text(OUT)
    expect(ann.get_by_role("article").filter(has_text="Seen, mended, and out")).to_be_visible()


def test_pictures_are_sent_while_one_writes(ann: Page) -> None:
    ann.get_by_text("Pictures", exact=True).click()
    ann.locator("#files").set_input_files([file("red"), file("blue", "b.png")])

    expect(ann.get_by_label("What picture 1 shows")).to_be_visible()
    expect(ann.get_by_label("What picture 2 shows")).to_be_visible()
    expect(ann.locator(".told")).to_contain_text("Say what it shows")
    ann.get_by_label("What picture 2 shows").fill("Blue")
    ann.get_by_role("button", name="Show picture 2 earlier").click()
    expect(ann.get_by_label("What picture 1 shows")).to_have_value("Blue")
    area(ann).fill("Colours")
    post(ann)
    expect(ann.locator(".composer .problem")).to_contain_text("A picture has no description.")
    ann.get_by_label("What picture 2 shows").fill("Red")
    post(ann)

    expect(ann.locator(".notices")).to_contain_text(OUT)
    expect(ann.get_by_role("img", name="Blue")).to_be_visible()
    expect(ann.get_by_role("img", name="Red")).to_be_visible()


def test_a_picture_that_did_not_arrive_is_sent_again_or_left_out(ann: Page) -> None:
    ann.route("**/compose/pictures", lose)
    ann.get_by_text("Pictures", exact=True).click()
    ann.locator("#files").set_input_files(file())
    expect(ann.locator(".chosen .problem")).to_contain_text("cannot be reached")
    area(ann).fill("Not without it")
    post(ann)
    expect(ann.locator(".told")).to_contain_text("A picture was not sent.")

    ann.unroute("**/compose/pictures")
    ann.get_by_role("button", name="Try again").click()
    expect(ann.get_by_label("What picture 1 shows")).to_be_visible()
    ann.locator("#files").set_input_files({"name": "a.txt", "mimeType": "text/plain", "buffer": b"Words"})
    expect(ann.locator(".chosen .problem")).to_contain_text("That is no picture")
    ann.get_by_role("button", name="Cancel").click()

    expect(ann.locator(".chosen > li")).to_have_count(1)


def test_there_is_room_for_four_pictures(ann: Page) -> None:
    ann.get_by_text("Pictures", exact=True).click()
    ann.locator("#files").set_input_files([file(name=f"{number}.png") for number in range(5)])

    expect(ann.get_by_label("What picture 4 shows")).to_be_visible()
    expect(ann.locator("#files")).to_be_hidden()
    ann.get_by_role("button", name="Take picture 2 off").click()
    expect(ann.locator(".chosen > li")).to_have_count(3)
    expect(ann.locator("#files")).to_be_visible()


PASTE = """(area) => {
  const data = new DataTransfer();
  const bytes = Uint8Array.from(atob("%s"), (letter) => letter.charCodeAt(0));
  data.items.add(new File([bytes], "p.png", { type: "image/png" }));
  const facts = { bubbles: true, cancelable: true, clipboardData: data, dataTransfer: data };
  area.dispatchEvent(new (%s)("%s", facts));
}"""


@pytest.mark.parametrize(("kind", "event"), [("ClipboardEvent", "paste"), ("DragEvent", "drop")])
def test_pictures_are_pasted_and_dropped(ann: Page, kind: str, event: str) -> None:
    area(ann).evaluate(PASTE % (base64.b64encode(file()["buffer"]).decode(), kind, event))  # type: ignore[arg-type]

    expect(ann.get_by_label("What picture 1 shows")).to_be_visible()


def test_what_was_typed_outlives_a_crash_with_its_pictures_and_its_thread(ann: Page) -> None:
    ann.goto("/compose")
    area(ann).fill("Half a")
    ann.get_by_text("Pictures", exact=True).click()
    ann.locator("#files").set_input_files(file())
    ann.get_by_label("What picture 1 shows").fill("A square")
    ann.get_by_role("button", name="Continue in a thread").click()
    ann.get_by_label("Post 2 of the thread").fill("thought")

    ann.goto("/")

    expect(ann.locator(".told")).to_contain_text(BACK)
    expect(area(ann)).to_have_value("Half a")
    expect(ann.get_by_label("Post 2 of the thread")).to_have_value("thought")
    expect(ann.get_by_label("What picture 1 shows")).to_have_value("A square")
    post(ann)
    expect(ann.locator(".notices")).to_contain_text("Your thread is out.")
    ann.reload()
    expect(area(ann)).to_have_value("")
    expect(ann.locator(".told")).to_have_text("")


def test_what_came_back_can_be_thrown_away(ann: Page) -> None:
    area(ann).fill("Never mind")
    ann.reload()
    expect(area(ann)).to_have_value("Never mind")

    ann.get_by_role("button", name="Throw it away").click()

    expect(area(ann)).to_have_value("")


def test_what_was_typed_outlives_a_session(ann: Page, db: Session) -> None:
    area(ann).fill("Written for an hour")
    ann.context.clear_cookies()
    post(ann)
    expect(ann.locator(".told")).to_contain_text("You are not logged in any more.")
    expect(area(ann)).to_have_value("Written for an hour")

    other = ann.context.new_page()  # they log in elsewhere, and go on here
    log_in(other, "ann")
    post(ann)
    expect(ann.locator(".told")).to_contain_text("This form is out of date")
    post(ann)

    expect(ann.locator(".notices")).to_contain_text(OUT)
    assert posts(db) == ["Written for an hour"]


def test_what_was_typed_is_a_draft_after_logging_out(ann: Page, db: Session) -> None:
    area(ann).fill("Until tomorrow")
    ann.get_by_role("button", name="Log out @ann").click()
    expect(ann.locator(".notices")).to_contain_text("You are logged out.")

    assert ann.evaluate("Object.keys(localStorage).length") == 0
    log_in(ann, "ann")
    ann.goto("/drafts")
    expect(ann.get_by_role("main")).to_contain_text("Until tomorrow")
    ann.get_by_role("link", name="Go on with it").click()
    expect(area(ann)).to_have_value("Until tomorrow")
    area(ann).fill("Until today")
    post(ann)
    expect(ann.locator(".notices")).to_contain_text(OUT)
    assert posts(db) == ["Until today"]
    assert db.scalar(select(func.count()).select_from(KeptDraft)) == 0
    db.rollback()


def test_nothing_is_lost_while_the_network_is_away(ann: Page, db: Session) -> None:
    ann.route("**/compose", lose)
    area(ann).fill("In a tunnel")
    area(ann).press("Control+Enter")
    expect(ann.locator(".told")).to_contain_text("The site cannot be reached.")
    expect(area(ann)).to_have_value("In a tunnel")
    ann.unroute("**/compose")

    area(ann).press("Control+Enter")

    expect(ann.locator(".notices")).to_contain_text(OUT)
    assert posts(db) == ["In a tunnel"]


def test_what_arrived_while_its_answer_was_lost_is_published_once(ann: Page, db: Session) -> None:
    def swallow(route: Route) -> None:
        route.fetch(max_redirects=0)
        route.abort("aborted")

    ann.route("**/compose", swallow)
    area(ann).fill("Once")
    post(ann)
    expect(ann.locator(".told")).to_contain_text("The site cannot be reached.")
    ann.unroute("**/compose")
    ann.reload()
    expect(area(ann)).to_have_value("Once")

    post(ann)

    expect(ann.locator(".notices")).to_contain_text(OUT)
    assert posts(db) == ["Once"]


def test_a_double_click_publishes_once(ann: Page, db: Session) -> None:
    area(ann).fill("Click")
    ann.get_by_role("main").get_by_role("button", name="Post", exact=True).dblclick()

    expect(ann.locator(".notices")).to_contain_text(OUT)
    assert posts(db) == ["Click"]


COUNTED = [
    "Hello",
    "👩‍👩‍👧‍👦 🇩🇪🇫🇷 é e\u0301",
    "See https://example.org/a_(b)?c=d#e, and example.com/x.",
    "नमस्ते दुनिया",
    "mail@example.org is no link",
    "version 1.2.3 of file.name",
]


def test_letters_are_counted_as_the_server_counts(ann: Page) -> None:
    for text in COUNTED:
        area(ann).fill(text)

        expect(ann.locator('[data-count-for="text"]')).to_have_text(f"{500 - length(text)} left")
    ann.get_by_text("Warning, language").click()
    ann.get_by_label("Content warning").fill("Food")
    expect(ann.locator('[data-count-for="text"]')).to_have_text(f"{500 - length(COUNTED[-1]) - 4} left")


def test_names_and_tags_are_completed_by_the_keyboard(ann: Page, db: Session) -> None:
    make_post(db, make_account(db, "bob"), "Hot #teapot")
    make_account(db, "bobby")
    area(ann).press_sequentially("Hello @bo")
    expect(ann.get_by_role("listbox").get_by_role("option")).to_have_count(2)
    box = ann.get_by_role("combobox", expanded=True)
    expect(box).to_have_attribute("aria-activedescendant", "text-offers-0")

    area(ann).press("ArrowDown")
    expect(ann.get_by_role("listbox").get_by_role("option", selected=True)).to_contain_text("@bobby")
    area(ann).press("Enter")
    expect(area(ann)).to_have_value("Hello @bobby ")
    expect(ann.get_by_role("listbox")).to_have_count(0)
    area(ann).press_sequentially("#te")
    expect(ann.get_by_role("listbox").get_by_role("option")).to_have_text("#teapot")
    area(ann).press("Escape")
    expect(ann.get_by_role("listbox")).to_have_count(0)
    area(ann).press_sequentially("a")
    ann.get_by_role("listbox").get_by_role("option").click()
    expect(area(ann)).to_have_value("Hello @bobby #teapot ")
    expect(area(ann)).to_be_focused()
    assert area(ann).get_attribute("role") is None


def test_news_are_put_above_what_one_reads(ann: Page, db: Session, new_page: Callable[..., Page]) -> None:
    bob = make_account(db, "bob")
    make_post(db, bob, "Old")
    page = new_page()
    page.clock.install()
    log_in(page, "ann")
    page.goto("/public")
    page.evaluate("window.same = true")
    make_post(db, bob, "New 1")
    make_post(db, bob, "New 2")

    page.clock.fast_forward(31_000)
    expect(page).to_have_title(re.compile(r"^\(2\) "))
    page.get_by_role("link", name="2 new posts").click()

    expect(page.get_by_role("article")).to_have_count(3)
    expect(page.get_by_role("article").first).to_contain_text("New 2")
    expect(page.get_by_role("article").first).to_be_focused()
    expect(page).to_have_title(re.compile(r"^[^(]"))
    assert page.evaluate("window.same")
    page.get_by_role("article").first.get_by_role("button", name="Favourite").click()
    expect(page.get_by_role("article").first.get_by_role("button", name="Favourite")).to_have_attribute(
        "aria-pressed", "true"
    )
    make_post(db, bob, "New 3")
    page.clock.fast_forward(31_000)
    expect(page.get_by_role("link", name="1 new post")).to_be_visible()


def test_who_was_logged_out_is_told_so_in_place_of_news(db: Session, new_page: Callable[..., Page]) -> None:
    make_account(db, "ann")
    page = new_page()
    page.clock.install()
    log_in(page, "ann")
    page.goto("/")
    page.context.clear_cookies()

    page.clock.fast_forward(31_000)

    expect(page.get_by_role("link", name="You are logged out. Log in again")).to_be_visible()


WAYS = {
    "gh": "/",
    "gn": "/notifications",
    "gb": "/bookmarks",
    "gl": "/lists",
    "ge": "/explore",
    "gp": "/@ann",
    "/": "/search",
    "?": "/shortcuts",
}


def test_keys_lead_through_posts_and_can_be_switched_off(ann: Page, db: Session) -> None:
    bob = make_account(db, "bob")
    first = make_post(db, bob, "First")
    make_post(db, bob, "Second")
    ann.goto("/public")
    ann.keyboard.press("j")
    expect(ann.get_by_role("article").first).to_be_focused()
    ann.keyboard.press("j")
    expect(ann.locator(f"#post-{first.id}")).to_be_focused()
    for key, name in (("f", "Favourite"), ("b", "Boost"), ("s", "Bookmark")):
        ann.keyboard.press(key)
        button = ann.locator(f"#post-{first.id}").get_by_role("button", name=name)
        expect(button).to_have_attribute("aria-pressed", "true")
    ann.keyboard.press("k")
    expect(ann.get_by_role("article").first).to_be_focused()
    ann.keyboard.press("r")
    expect(area(ann)).to_have_value("@bob ")
    ann.locator("h1").click()
    for keys, path in WAYS.items():
        for key in keys:
            ann.keyboard.press(key)
        expect(ann).to_have_url(re.compile(re.escape(path) + "$"))
        ann.evaluate("document.activeElement.blur()")
    ann.goto("/")
    ann.keyboard.press("n")
    expect(area(ann)).to_be_focused()

    ann.set_viewport_size({"width": 320, "height": 800})
    ann.goto("/shortcuts")
    assert ann.evaluate(TOO_WIDE) == []
    ann.get_by_label("Let single keys do something").uncheck()
    ann.goto("/public")
    ann.keyboard.press("j")
    expect(ann.get_by_role("article").first).not_to_be_focused()
    ann.keyboard.press("?")
    expect(ann).to_have_url(re.compile("/public$"))


def test_deeds_are_done_without_leaving_the_page(ann: Page, db: Session) -> None:
    bob = make_account(db, "bob")
    poll = make_poll(db, bob, "Tea", "Coffee")
    db.commit()
    row = f"#post-{poll.post_id}"
    ann.goto(f"/@bob/{poll.post_id}")
    ann.evaluate("window.same = true")
    for name in ("Favourite", "Boost", "Bookmark"):
        button = ann.locator(row).get_by_role("button", name=name)
        for pressed in ("true", "false", "true"):
            button.press("Enter")
            expect(button).to_have_attribute("aria-pressed", pressed)
            expect(button).to_be_focused()
    ann.locator(row).get_by_label("Tea").check()
    ann.locator(row).get_by_role("button", name="Vote").click()
    expect(ann.get_by_role("status").first).to_contain_text("Your vote is counted.")
    assert ann.evaluate("window.same")

    ann.goto("/@bob")
    ann.evaluate("window.same = true")
    ann.get_by_role("button", name="Follow").press("Enter")
    expect(ann.get_by_role("button", name="Unfollow")).to_be_focused()
    expect(ann.get_by_role("status").first).to_contain_text("You follow @bob now.")
    assert ann.evaluate("window.same")


def test_a_deed_that_did_not_reach_the_site_is_told(ann: Page, db: Session) -> None:
    make_post(db, make_account(db, "bob"), "Hello")
    ann.goto("/public")
    button = ann.get_by_role("article").get_by_role("button", name="Favourite")
    ann.route("**/favourite", lose)
    button.click()
    expect(ann.locator(".notices")).to_contain_text("The site cannot be reached.")
    expect(button).to_have_attribute("aria-pressed", "false")
    ann.unroute("**/favourite")
    ann.route(
        "**/favourite",
        lambda route: route.fulfill(status=429, content_type="text/html", body="<main><h1>No</h1><p>Too often.</p>"),
    )
    button.click()
    expect(ann.locator(".notices")).to_contain_text("Too often.")
    ann.unroute("**/favourite")
    ann.context.clear_cookies()
    button.click()
    expect(ann.locator(".notices")).to_contain_text("You are not logged in any more.")
    expect(ann.locator(".notices").get_by_role("link", name="Log in")).to_be_visible()


def test_going_back_shows_what_was_done(ann: Page, db: Session) -> None:
    made = make_post(db, make_account(db, "bob"), "Hello")
    ann.goto("/public")
    ann.get_by_role("article").get_by_role("button", name="Favourite").click()
    expect(ann.get_by_role("button", name="Favourite")).to_have_attribute("aria-pressed", "true")
    ann.get_by_role("article").locator("a.when").click()
    expect(ann).to_have_url(re.compile(f"/@bob/{made.id}$"))
    ann.get_by_role("article").get_by_role("button", name="Bookmark").click()
    expect(ann.get_by_role("button", name="Bookmark")).to_have_attribute("aria-pressed", "true")

    ann.go_back()

    expect(ann.get_by_role("button", name="Favourite")).to_have_attribute("aria-pressed", "true")
    expect(ann.get_by_role("button", name="Bookmark")).to_have_attribute("aria-pressed", "true")
