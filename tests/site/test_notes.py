"""What one writes down about somebody, for oneself."""

from microblog.actions.notes import LENGTH
from tests.making import make_account
from tests.site.page import read_page


def test_a_note_stands_on_the_profile_for_its_writer_alone(db, visitors):
    make_account(db, "ann")
    make_account(db, "bob")
    visitor = visitors().log_in("ann")

    form = visitor.get("/@bob").click("Write a note").forms[0]
    form["text"] = "Met at the harbour.\n<b>"
    page = form.submit(status=303).follow()

    read_page(page)
    assert "Met at the harbour." in page.html.select_one(".own-note").text
    assert visitor.get("/@bob").click("Change your note").forms[0]["text"].value.strip().endswith("<b>")
    assert "harbour" not in visitors().get("/@bob")
    assert "harbour" not in visitors().log_in("bob").get("/@bob")

    visitor.send("/@bob/note", text=" ")
    assert not visitor.get("/@bob").html.select(".own-note")


def test_a_note_that_is_too_long_is_given_back(db, visitors):
    make_account(db, "ann")
    make_account(db, "bob")

    page = visitors().log_in("ann").send("/@bob/note", status=422, text="x" * (LENGTH + 1))

    assert f"Say it in {LENGTH} characters." in page.html.select_one("#text-note").text
    assert page.forms[0]["text"].value.strip() == "x" * (LENGTH + 1)
