"""Writing in a real browser: every way leads to the post, with scripts and without."""

import io
from collections.abc import Callable

from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.test_look import TOO_WIDE
from tests.browser.test_walk import sign_up


def picture() -> bytes:
    """A small picture."""
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(file, "PNG")
    return file.getvalue()


def publish(page: Page) -> None:
    """Press the button that publishes."""
    page.get_by_role("main").get_by_role("button", name="Post", exact=True).click()


def fits(page: Page) -> None:
    """The page is nowhere wider than a small screen."""
    page.set_viewport_size({"width": 320, "height": 800})
    wide = page.evaluate(TOO_WIDE)
    assert wide == [], (page.url, wide[-3:])
    page.set_viewport_size({"width": 360, "height": 800})


def test_a_picture_is_sent_described_looked_at_and_published(new_page: Callable[..., Page]) -> None:
    page = new_page(width=360)
    sign_up(page, "ann")
    page.goto("/compose")
    page.get_by_label("What is happening?").fill("My #garden")
    page.get_by_text("Pictures", exact=True).click()
    page.get_by_label("Add pictures").set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": picture()})
    page.get_by_role("button", name="Preview").click()

    expect(page.get_by_role("region", name="So it will look")).to_contain_text("My #garden")
    page.get_by_label("What picture 1 shows").fill("A green square")
    fits(page)
    publish(page)

    expect(page.get_by_role("status").first).to_contain_text("Your post is out.")
    expect(page.get_by_role("img", name="A green square")).to_be_visible()


def test_a_question_is_asked_and_answered(new_page: Callable[..., Page]) -> None:
    ann, bob = new_page(), new_page(width=360)
    sign_up(ann, "ann")
    sign_up(bob, "bob")
    ann.goto("/compose")
    ann.get_by_label("What is happening?").fill("What will it be?")
    ann.get_by_text("Poll", exact=True).click()
    ann.get_by_label("1", exact=True).fill("Tea")
    ann.get_by_label("2", exact=True).fill("Coffee")
    publish(ann)
    expect(ann.get_by_role("status").first).to_contain_text("Your post is out.")

    bob.goto("/@ann")
    bob.get_by_label("Coffee").check()
    bob.get_by_role("button", name="Vote").click()

    expect(bob.get_by_role("status").first).to_contain_text("Your vote is counted.")
    expect(bob.get_by_role("article")).to_contain_text("100 %")
    expect(bob.get_by_role("button", name="Vote")).to_have_count(0)


def test_a_thread_is_kept_as_a_draft_and_published_later(new_page: Callable[..., Page]) -> None:
    page = new_page(width=360)
    sign_up(page, "ann")
    page.goto("/compose")
    page.get_by_label("What is happening?").fill("One")
    page.get_by_role("button", name="Continue in a thread").click()
    page.get_by_label("Post 2 of the thread").fill("Two")
    page.get_by_text("Later").click()
    fits(page)
    page.get_by_role("button", name="Keep as a draft").click()
    expect(page.get_by_role("status").first).to_contain_text("Your draft is kept.")
    fits(page)
    page.get_by_role("link", name="Go on with it").click()
    expect(page.get_by_label("Post 2 of the thread")).to_have_value("Two")
    publish(page)

    expect(page.get_by_role("status").first).to_contain_text("Your thread is out.")
    expect(page.get_by_role("article")).to_have_count(2)


def test_a_post_is_edited_and_its_history_told(new_page: Callable[..., Page]) -> None:
    page = new_page(width=360)
    sign_up(page, "ann")
    page.get_by_label("What is happening?").fill("Teh tea is ready")
    publish(page)
    page.get_by_role("article").locator("summary").click()
    page.get_by_role("article").get_by_role("link", name="Edit").click()
    page.get_by_label("What it says").fill("The tea is ready")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").first).to_contain_text("The post is changed.")

    page.get_by_role("link", name="What it said before").first.click()

    expect(page.locator("ins")).to_have_text("The")
    expect(page.locator("del")).to_have_text("Teh")
    fits(page)


def test_a_post_waits_for_its_moment(new_page: Callable[..., Page]) -> None:
    page = new_page(width=360)
    sign_up(page, "ann")
    page.goto("/compose")
    page.get_by_label("What is happening?").fill("Happy new year")
    page.get_by_text("Later").click()
    page.get_by_label("When it is to appear").fill("2044-01-01T00:00")
    publish(page)

    expect(page.get_by_role("status").first).to_contain_text("Your post will appear then.")
    expect(page.get_by_role("main")).to_contain_text("2044")
    fits(page)
    page.get_by_role("link", name="Another moment").click()
    fits(page)


def test_an_answer_with_a_warning_a_language_and_few_readers(new_page: Callable[..., Page]) -> None:
    ann, bob = new_page(), new_page(width=360)
    sign_up(ann, "ann")
    sign_up(bob, "bob")
    ann.get_by_label("What is happening?").fill("Who has a recipe?")
    publish(ann)
    expect(ann.get_by_role("status").first).to_contain_text("Your post is out.")

    bob.goto("/public")
    bob.get_by_role("article").get_by_role("link", name="Reply").click()
    expect(bob.get_by_label("Your answer")).to_have_value("@ann ")
    bob.get_by_label("Your answer").fill("@ann Ja, hier.")
    bob.get_by_text("Warning, language").click()
    bob.get_by_label("Content warning").fill("Food")
    bob.get_by_role("combobox", name="Language").select_option("de")
    bob.get_by_label("Who may see it").select_option("direct")
    fits(bob)
    bob.get_by_role("main").get_by_role("button", name="Reply", exact=True).click()
    expect(bob.get_by_role("status").first).to_contain_text("Your answer is out.")

    ann.goto("/notifications")
    answer = ann.get_by_role("article").filter(has_text="Food")
    expect(answer).to_contain_text("For those whom it names")
    expect(answer.get_by_text("Ja, hier.")).to_be_hidden()
    answer.locator("summary", has_text="Food").click()
    expect(answer.get_by_text("Ja, hier.")).to_be_visible()


def test_four_pictures_are_described_and_the_forgotten_one_is_told(new_page: Callable[..., Page]) -> None:
    page = new_page(width=360)
    sign_up(page, "ann")
    page.goto("/compose")
    page.get_by_text("Pictures", exact=True).click()
    page.get_by_label("Add pictures").set_input_files(
        [{"name": f"{number}.png", "mimeType": "image/png", "buffer": picture()} for number in range(4)]
    )
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_label("What picture 4 shows")).to_be_visible()
    for number in range(1, 4):
        page.get_by_label(f"What picture {number} shows").fill(f"Square {number}")
    fits(page)
    publish(page)
    expect(page.get_by_text("A picture has no description.")).to_be_visible()
    page.get_by_label("What picture 4 shows").fill("Square 4")
    publish(page)

    expect(page.get_by_role("status").first).to_contain_text("Your post is out.")
    expect(page.get_by_role("img", name="Square")).to_have_count(4)


def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_lost(new_page: Callable[..., Page]) -> None:
    page = new_page(width=360)
    sign_up(page, "ann")
    page.get_by_label("What is happening?").fill("x" * 501)
    publish(page)

    expect(page.get_by_text("Say it in 500 characters.")).to_be_visible()
    expect(page.get_by_label("What is happening?")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("What is happening?")).to_have_value("x" * 501)
    page.get_by_label("What is happening?").fill("x" * 500)
    publish(page)
    expect(page.get_by_role("status").first).to_contain_text("Your post is out.")


def test_a_post_is_pinned_deleted_and_written_anew(new_page: Callable[..., Page]) -> None:
    page = new_page(width=360)
    sign_up(page, "ann")
    page.get_by_label("What is happening?").fill("Waht?")
    publish(page)
    page.get_by_role("article").get_by_title("More").click()
    page.get_by_role("button", name="Pin to your profile").click()
    expect(page.get_by_role("status").first).to_contain_text("stands on top of your profile now")
    page.goto("/@ann")
    expect(page.locator(".pinned")).to_contain_text("Waht?")

    page.get_by_role("article").first.get_by_title("More").click()
    page.goto(page.get_by_role("link", name="Delete").get_attribute("href") or "")  # with scripts it is done at once
    page.get_by_role("button", name="Write it anew").click()
    expect(page.get_by_role("status").first).to_contain_text("its words are kept as a draft")
    page.get_by_label("What is happening?").fill("What?")
    publish(page)
    expect(page.get_by_role("status").first).to_contain_text("Your post is out.")
    page.goto("/@ann")

    expect(page.get_by_role("article")).to_have_count(1)
    expect(page.get_by_role("article")).to_contain_text("What?")
