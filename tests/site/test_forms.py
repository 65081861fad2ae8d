"""What is wrong with a form is said beside its fields, nothing is changed, and nothing that was typed is lost."""

import pytest

from microblog.actions.accounts import confirm_email
from microblog.actions.posts import delete_post
from tests.making import make_account, make_post
from tests.site.page import read_page
from tests.site.test_routes import ADDRESSES
from tests.site.wire import routes_with_methods
from tests.site.world import rows
from tests.visitor import PASSWORD

GOOD = {"username": "new", "email": "new@example.org", "password": PASSWORD}
NUL = "This holds a NUL character"

REFUSED = [
    ("/compose", {"text": ""}, "Say something."),
    ("/compose", {"text": " \n\t "}, "Say something."),
    ("/compose", {"text": "\u200b\u2060\u3164\u202e\u2800"}, "Say something."),
    ("/compose", {"text": "x" * 501}, "Say it in 500 characters."),
    ("/compose", {"text": "👩‍👩‍👧‍👦" * 501}, "Say it in 500 characters."),
    ("/compose", {"text": "a\0b"}, NUL),
    ("/compose", {"text": "typed", "reply_to": "77"}, "The post that you answer is gone."),
    ("/compose", {"text": "typed", "reply_to": "9" * 19}, "The post that you answer is gone."),
    ("/compose", {"text": "typed", "reply_to": "-1"}, "The post that you answer is gone."),
    ("/compose", {"text": "typed", "reply_to": "x"}, "This must be a whole number."),
    ("/compose", {"text": "typed", "reply_to": "\0"}, "This"),
    ("/compose", {"text": "typed", "reply_to": "9" * 5000}, "."),
    ("/signup", {**GOOD, "username": ""}, "Use 1 to 30"),
    ("/signup", {**GOOD, "username": "x" * 31}, "Use 1 to 30"),
    ("/signup", {**GOOD, "username": "né"}, "Use 1 to 30"),
    ("/signup", {**GOOD, "username": "admin"}, "That name is kept for the site itself."),
    ("/signup", {**GOOD, "username": "ANN"}, "Somebody has that name already."),
    ("/signup", {**GOOD, "username": "n\0"}, NUL),
    ("/signup", {**GOOD, "email": "Ann@Example.org"}, "There is an account with that address already."),
    ("/signup", {**GOOD, "email": "nowhere"}, "That does not look like an e-mail address."),
    ("/signup", {**GOOD, "email": "x" * 300 + "@example.org"}, "That does not look like an e-mail address."),
    ("/signup", {**GOOD, "email": "a@b\0.org"}, NUL),
    ("/signup", {**GOOD, "password": "short"}, "Use at least 8 characters."),
    ("/signup", {**GOOD, "password": "x" * 1001}, "Use at most 1000 characters."),
    ("/signup", {**GOOD, "password": "long enough\0"}, NUL),
    ("/signup", {}, "Fill this in."),
    ("/login", {"name": "ann", "password": "\0"}, NUL),
    ("/login", {"name": "\0", "password": "x"}, NUL),
    ("/login", {"name": "ann"}, "Fill this in."),
    ("/forgotten", {}, "Fill this in."),
    ("/forgotten", {"email": "a\0"}, NUL),
    ("/settings/profile", {"display_name": "x" * 61}, "Use at most 60 characters."),
    ("/settings/profile", {"bio": "x" * 501}, "Say it in 500 characters."),
    ("/settings/profile", {"bio": "a\0", "display_name": "typed"}, NUL),
    ("/settings/address", {"email": "nowhere", "password": PASSWORD}, "That does not look like an e-mail address."),
    ("/settings/address", {"email": "new@example.org", "password": "wrong"}, "That is not your password."),
    ("/settings/address", {"email": "a\0@example.org", "password": PASSWORD}, NUL),
    ("/settings/account/deactivate", {"password": "wrong"}, "That is not your password."),
    ("/settings/account/delete", {"username": "bob", "password": PASSWORD}, "Type your name here: ann"),
    ("/settings/account/delete", {"username": "ann", "password": "wrong"}, "That is not your password."),
    ("/settings/password", {"old": "wrong", "new": "long enough"}, "That is not your password."),
    ("/settings/password", {"old": PASSWORD, "new": "short"}, "Use at least 8 characters."),
    ("/settings/password", {"old": PASSWORD, "new": "long\0enough"}, NUL),
]

SECRETS = {"password", "old", "new"}

FROM_LETTERS = {"unsubscribe", "mute"}
"""Mail programs send these, for people who are not logged in; what they need is in the address."""


def test_what_cannot_be_accepted_changes_nothing_and_is_given_back(db, visitor):
    make_account(db, "ann")
    visitor.log_in("ann")
    before = rows(db)

    for path, fields, sentence in REFUSED:
        page = visitor.send(path, status=422, **fields)

        assert sentence in page, (path, fields)
        assert "true" in read_page(page).values("aria-invalid") or page.html.select_one("[role=alert]"), (path, fields)
        for name, value in fields.items():
            given_back = page.forms[0][name].value if name in page.forms[0].fields else ""
            assert given_back == ("" if name in SECRETS else value), (path, fields)
    assert rows(db) == before


def test_an_answer_to_what_was_deleted_meanwhile_is_given_back(db, visitor):
    ann = make_account(db, "ann")
    post = make_post(db, ann)
    visitor.log_in("ann")
    form = visitor.get(f"/compose?reply_to={post.id}").forms[0]
    delete_post(db, ann, post)
    db.commit()

    form["text"] = "What I wanted to say"
    page = form.submit(status=422)

    assert "The post that you answer is gone." in page
    assert page.forms[0]["text"].value == "What I wanted to say"
    assert read_page(visitor.get(f"/compose?reply_to={post.id}", status=400)).title
    visitor.app.head(f"/compose?reply_to={post.id}", status=400)


def test_one_who_has_not_confirmed_their_address_keeps_what_they_typed(db, visitor):
    ann = make_account(db, "ann", confirmed=False)
    visitor.log_in("ann")

    page = visitor.send("/compose", text="Too early", status=403)
    confirm_email(db, db.merge(ann))
    db.commit()

    assert read_page(page)
    assert "Confirm your e-mail address first" in page
    assert "Your post is out." in page.forms[1].submit(status=303).follow()
    assert "Too early" in visitor.get("/")


@pytest.mark.parametrize("token", [None, "", "wrong", "☃", "x" * 5000])
def test_no_form_does_anything_without_its_token(db, world, registry, visitors, token):
    typed = {
        "text": "Hello <b>",
        "password": "secret-1",
        "old": "secret-2",
        "new": "secret-3",
        "bio": "Me",
        "newest": "1",
    }
    fields = typed if token is None else {**typed, "csrf_token": token}
    ann = visitors().log_in("ann")
    before = rows(db)

    for name, methods in routes_with_methods(registry).items():
        if "POST" in methods and name not in FROM_LETTERS:
            page = ann.post(ADDRESSES[name].format(post=world.question.id, list=world.list.id), fields, status=400)

            assert "This form is out of date" in page, name
            assert "token" not in " ".join(read_page(page).words["label"]).lower()
            assert (page.forms[0]["text"].value, page.forms[0]["bio"].value) == ("Hello <b>", "Me")
            assert "secret-" not in page
    assert rows(db) == before


def test_a_form_that_was_out_of_date_can_be_sent_again(db, visitors):
    make_account(db, "ann")
    member, stranger = visitors().log_in("ann"), visitors()

    said = member.post("/compose", {"text": "Second try"}, status=400).forms[0].submit(status=303).follow()
    refused = stranger.post("/signup", {"username": "new", "email": "new@example.org"}, status=400)
    asked = refused.forms[0].submit(status=422)

    assert "Second try" in said
    assert asked.forms[0]["email"].value == "new@example.org"


def test_a_file_in_place_of_words_is_no_fault_of_ours(db, world, visitor):
    visitor.log_in("bob")
    before = rows(db)

    for path, name in [("/compose", "csrf_token"), ("/compose", "text"), ("/login", "next"), ("/login", "name")]:
        fields = {} if name == "csrf_token" else {"csrf_token": visitor.token()}
        page = visitor.post(path, fields, upload_files=[(name, "a.txt", b"words")], expect_errors=True)
        assert page.status_int in (400, 422), (path, name)
        read_page(page)
    assert visitor.send("/notifications", upload=[("newest", "a.txt", b"1")]).status_int == 303
    assert rows(db) == before
