"""From whom one wants to hear at once, and hearing those who were kept apart."""

import pytest

from tests.making import make_account, make_post
from tests.site.page import read_page


@pytest.fixture
def visitor(db, visitors):
    """Ann, who keeps strangers apart, to whom bob and cem have spoken."""
    make_account(db, "ann")
    visitor = visitors().log_in("ann")
    form = visitor.get("/settings/notifications").forms[0]
    form["for_not_following"] = "filter"
    assert "From now on you hear" in form.submit(status=303).follow()
    for name in ("bob", "cem"):
        make_post(db, make_account(db, name), f"Hello @ann, it is {name}.")
    return visitor


def test_what_one_chose_is_kept(visitor):
    form = visitor.get("/settings/notifications").forms[0]

    assert form["for_not_following"].value == "filter"
    assert form["for_new_accounts"].value == "accept"


def test_those_who_were_kept_apart_are_heard_or_forgotten(visitor):
    assert "Nothing happened yet" in visitor.get("/notifications")
    page = visitor.get("/notifications").click("News of 2 people are kept apart.")
    read_page(page)
    cem, bob = (person.select("button") for person in page.html.select(".person"))

    visitor.send(bob[0]["formaction"])
    visitor.send(cem[1]["formaction"])

    assert "Nothing is kept apart" in visitor.get("/notifications/requests")
    [event] = visitor.get("/notifications").html.select(".event")
    assert "bob named you." in " ".join(event.text.split())


def test_what_is_no_choice_is_refused(visitor):
    assert visitor.send("/settings/notifications", status=422, for_not_following="shout")
