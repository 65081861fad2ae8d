"""Timelines that people put together."""

from sqlalchemy import select

from microblog.models import List, RepliesPolicy
from microblog.queries.lists import members_of
from tests.making import make_account, make_follow, make_list, make_post


def names_on(db, one):
    db.rollback()
    return [account.username for _, account in db.execute(members_of(one))]


def test_a_list_is_made_filled_renamed_and_thrown_away(db, visitor, bob):
    page = visitor.log_in("ann").get("/lists")
    assert "You have no list yet" in page

    form = next(one for one in page.forms.values() if "title" in one.fields)
    form["title"], form["replies_policy"], form.fields["exclusive"][-1].checked = "My <town>", "none", True
    page = form.submit().follow()
    form = next(one for one in page.forms.values() if "name" in one.fields)
    form["name"] = "@Bob"
    page = form.submit().follow()
    assert "@bob stands on the list now." in page

    one = db.scalars(select(List)).one()
    assert (one.title, one.replies_policy, one.exclusive) == ("My <town>", RepliesPolicy.NONE, True)
    assert names_on(db, one) == ["bob"]

    page = visitor.get(f"/lists/{one.id}/edit")
    form = next(one for one in page.forms.values() if "title" in one.fields)
    form["title"], form.fields["exclusive"][-1].checked = "Town", False
    form.submit().follow()
    db.rollback()
    assert (one.title, one.exclusive, one.replies_policy) == ("Town", False, RepliesPolicy.NONE)

    assert "Delete this list?" in visitor.get(f"/lists/{one.id}/delete")
    visitor.send(f"/lists/{one.id}/delete")
    db.rollback()
    assert db.scalars(select(List.id)).all() == []


def test_its_timeline_shows_its_members_alone(db, visitor, ann, bob):
    cid = make_account(db, "cid")
    make_follow(db, ann, cid)
    one = make_list(db, ann, bob)
    for author in (bob, cid):
        make_post(db, author, f"I am {author.username}.")

    page = visitor.log_in("ann").get(f"/lists/{one.id}")

    assert "I am bob." in page
    assert "I am cid." not in page


def test_one_is_put_on_lists_from_the_profile_and_taken_off_again(db, visitor, ann, bob):
    one = make_list(db, ann, title="Friends")
    visitor.log_in("ann")
    assert "/@bob/lists" in visitor.get("/@bob")

    page = next(iter(visitor.get("/@bob/lists").html.select(".rows form[data-deed]")))["action"]
    visitor.send(page)
    assert names_on(db, one) == ["bob"]

    page = next(iter(visitor.get("/@bob/lists").html.select(".rows form[data-deed]")))["action"]
    assert page.endswith("/remove")
    visitor.send(page)
    assert names_on(db, one) == []


def test_a_script_gets_the_button_alone(db, visitor, ann, bob):
    one = make_list(db, ann)
    visitor.log_in("ann")

    fields = {"csrf_token": visitor.token()}
    part = visitor.post(f"/lists/{one.id}/members/@bob/add", fields, headers={"FX-Request": "true"})

    assert part.headers["X-Part"] == "yes"
    assert [one["data-part"] for one in part.html.select("[data-part]")] == [f"member-{one.id}-{bob.id}", "notices"]
    assert part.html.select_one("form")["action"].endswith("/remove")


def test_only_whom_one_follows_can_stand_on_a_list(db, visitor, ann):
    make_account(db, "cid")
    one = make_list(db, ann)
    visitor.log_in("ann")

    for name, words in (("cid", "whom you follow"), ("nobody", "There is nobody of that name here.")):
        page = visitor.send(f"/lists/{one.id}/members", 422, name=name)
        assert words in page.html.select_one(".wrong small").text
        assert page.html.select_one("#name")["value"] == name
    assert names_on(db, one) == []


def test_to_put_somebody_on_twice_does_no_harm(db, visitor, ann, bob):
    one = make_list(db, ann, bob)

    visitor.log_in("ann").send(f"/lists/{one.id}/members", name="bob")

    assert names_on(db, one) == ["bob"]


def test_a_list_without_a_name_is_refused_beside_the_field(db, visitor, ann):
    page = visitor.log_in("ann").send("/lists", 422, title=" ", replies_policy="list")

    assert "be blank" in page.html.select_one(".wrong small").text
    assert db.scalars(select(List.id)).all() == []


def test_nobody_sees_the_lists_of_others(db, visitors, ann, bob):
    one = make_list(db, ann, bob)
    pages = [f"/lists/{one.id}{more}" for more in ("", "/edit", "/delete", "/members")]

    for page in pages:
        assert "/login" in visitors().get(page, 303).location
    stranger = visitors().log_in("bob")
    for page in pages:
        stranger.get(page, 404)
    stranger.send(f"/lists/{one.id}/delete", 404)
    stranger.send(f"/lists/{one.id}/members/@bob/remove", 404)
    assert names_on(db, one) == ["bob"]
