"""Letters are ended from within a letter, by whoever has it, and only by pressing a button."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from microblog.actions.mail_preferences import MailWishes, change_preferences
from microblog.models import Delivery, MailPreference, ThreadMute
from microblog.security import sign_thread_mute, sign_unsubscription
from tests.making import make_account, make_post
from tests.site.page import read_page
from tests.site.test_routes import ADDRESSES
from tests.site.wire import ask, routes_with_methods
from tests.site.world import rows

ONE_CLICK = b"List-Unsubscribe=One-Click"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def bob(db):
    """Somebody who gets all letters there are."""
    bob = make_account(db, "bob")
    wishes = {"mentions": "at_once", "replies": "hourly", "follows": "daily", "favourites": "at_once"}
    change_preferences(db, bob, MailWishes(**wishes))
    db.commit()
    return bob


def unsubscribe_path(request, account, what):
    return f"/unsubscribe/{sign_unsubscription(request, account, what)}"


def mute_path(request, account, post):
    return f"/mute/{sign_thread_mute(request, account, post.thread_id)}"


def deliveries(db, account):
    """How somebody is told of what."""
    db.rollback()
    preference = db.get(MailPreference, account.id)
    return {name: getattr(preference, name) for name in ("mentions", "replies", "follows", "favourites")}


@pytest.mark.parametrize("what", ["mentions", "replies", "follows", "favourites"])
def test_one_click_ends_letters_of_one_kind_at_once_without_a_login(db, bob, registry, request_off_web, what):
    before = deliveries(db, bob)

    answer = ask(
        registry["wsgi"], "POST", unsubscribe_path(request_off_web, bob, what), body=ONE_CLICK, CONTENT_TYPE=FORM
    )

    assert answer.status_int == 200
    assert "No more such letters" in read_page(answer).words["h1"]
    assert "Set-Cookie" not in answer.headers
    assert deliveries(db, bob) == {**before, what: Delivery.NEVER}


def test_it_may_come_in_parts(db, bob, registry, request_off_web):
    body = b'--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n'
    path, parts = unsubscribe_path(request_off_web, bob, "mentions"), "multipart/form-data; boundary=x"

    answer = ask(registry["wsgi"], "POST", path, body=body, CONTENT_TYPE=parts)  # RFC 8058 §3.2: either encoding

    assert answer.status_int == 200
    assert deliveries(db, bob)["mentions"] is Delivery.NEVER


def test_a_letter_about_several_things_ends_all_of_them(db, bob, visitor, request_off_web):
    page = visitor.get(unsubscribe_path(request_off_web, bob, "mentions,replies"), 200)

    page.forms[0].submit(status=200)

    before = {"follows": Delivery.DAILY, "favourites": Delivery.AT_ONCE}
    assert deliveries(db, bob) == {**before, "mentions": Delivery.NEVER, "replies": Delivery.NEVER}


def test_whoever_ends_a_digest_is_still_told_at_once(db, bob, visitor, request_off_web):
    visitor.get(unsubscribe_path(request_off_web, bob, "digests"), 200).forms[0].submit(status=200)

    at_once, never = Delivery.AT_ONCE, Delivery.NEVER
    assert deliveries(db, bob) == {"mentions": at_once, "replies": never, "follows": never, "favourites": at_once}


def test_doing_it_again_changes_nothing_more(db, bob, visitor, request_off_web):
    path = unsubscribe_path(request_off_web, bob, "mentions")
    visitor.post(path, ONE_CLICK, 200)
    before = rows(db)

    visitor.post(path, ONE_CLICK, 200)

    assert rows(db) == before


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_to_look_at_the_page_ends_nothing(db, bob, registry, request_off_web, method):
    post = make_post(db, bob)
    before = rows(db)

    for path in (unsubscribe_path(request_off_web, bob, "mentions"), mute_path(request_off_web, bob, post)):
        answer = ask(registry["wsgi"], method, path, query=ONE_CLICK)

        assert answer.status_int == 200
        assert rows(db) == before


@pytest.mark.parametrize("body", [b"", b"List-Unsubscribe=", b"List-Unsubscribe=Two-Clicks", b"One-Click", b"\xff=%"])
def test_what_is_no_click_ends_nothing(db, bob, registry, request_off_web, body):
    before = rows(db)
    path = unsubscribe_path(request_off_web, bob, "mentions")

    answer = ask(registry["wsgi"], "POST", path, query=ONE_CLICK, body=body, CONTENT_TYPE=FORM)

    assert answer.status_int == 400
    assert rows(db) == before


def test_the_page_says_what_ends_and_leads_to_all_the_rest(db, bob, visitor, request_off_web):
    page = visitor.get(unsubscribe_path(request_off_web, bob, "mentions,favourites"), 200)

    read = read_page(page, tokenless=1)
    assert "@bob" in page
    assert "Letters when somebody names you" in page
    assert "Letters when somebody likes or boosts a post of yours" in page
    assert "/settings/mail" in read.values("href")
    assert '<meta name="robots" content="noindex">' in page


def test_strangers_learn_nothing_of_the_account_but_its_name(db, visitor, request_off_web):
    bob = make_account(db, "bob", email="private@example.org", display_name="Robert the Third", bio="I like tea.")
    post = make_post(db, bob, "My secret @ann", visibility="direct")

    for path in (unsubscribe_path(request_off_web, bob, "mentions"), mute_path(request_off_web, bob, post)):
        for page in (visitor.get(path, 200), visitor.post(path, ONE_CLICK, 200)):
            assert "@bob" in page
            for private in ("private@", "Robert", "tea", "secret"):
                assert private not in page


def test_a_button_mutes_a_conversation_without_a_login(db, bob, visitor, request_off_web):
    post = make_post(db, make_account(db, "ann"), "@bob")

    page = visitor.get(mute_path(request_off_web, bob, post), 200)
    muted = page.forms[0].submit(status=200)
    visitor.post(mute_path(request_off_web, bob, post), status=200)

    read_page(page, tokenless=1)
    assert "The conversation is muted" in read_page(muted).words["h1"]
    db.rollback()
    [fact] = db.scalars(select(ThreadMute))
    assert (fact.account_id, fact.thread_id) == (bob.id, post.thread_id)


def test_a_conversation_that_is_gone_cannot_be_muted(db, bob, visitor, request_off_web):
    post = make_post(db, make_account(db, "ann"))
    path = mute_path(request_off_web, bob, post)
    db.delete(post)
    db.commit()

    visitor.post(path, status=404)

    assert db.scalars(select(ThreadMute)).all() == []


def test_a_link_is_good_for_one_person_and_one_purpose(db, bob, visitor, request_off_web):
    post = make_post(db, bob)
    before = rows(db)

    for_letters = sign_unsubscription(request_off_web, bob, "mentions")
    for_muting = sign_thread_mute(request_off_web, bob, post.thread_id)

    visitor.post(f"/unsubscribe/{for_muting}", ONE_CLICK, 404)
    visitor.post(f"/mute/{for_letters}", status=404)
    visitor.post(f"/unsubscribe/{for_letters.replace('mentions', 'replies')}", ONE_CLICK, 404)
    visitor.post(f"/unsubscribe/{for_letters.replace(str(bob.id), str(bob.id + 1))}", ONE_CLICK, 404)
    visitor.post(f"/unsubscribe/{for_letters[:-1]}", ONE_CLICK, 404)
    assert rows(db) == before


def test_a_link_to_an_account_that_is_gone_says_so(db, bob, visitor, request_off_web):
    path = unsubscribe_path(request_off_web, bob, "mentions")
    db.delete(bob)
    db.commit()

    assert "gets no letters" in visitor.get(path, 404)
    visitor.post(path, ONE_CLICK, 404)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(token=st.text(min_size=1, max_size=60) | st.binary(min_size=1, max_size=60))
def test_no_other_link_does_anything(db, registry, token):
    raw = token.encode("utf-8", "surrogatepass") if isinstance(token, str) else token

    for path in (b"/unsubscribe/", b"/mute/"):
        for method in ("GET", "POST"):
            answer = ask(registry["wsgi"], method, path + raw, body=ONE_CLICK, CONTENT_TYPE=FORM)

            assert answer.status_int in (400, 404)
            read_page(answer)


def test_all_forms_that_need_no_token_are_known(registry):
    """A new one is added here on purpose, or not at all."""
    posts = {name for name, methods in routes_with_methods(registry).items() if "POST" in methods}
    without = {
        view["introspectable"]["route_name"]
        for view in registry.introspector.get_category("views")
        if view["introspectable"]["route_name"] in posts and view["introspectable"]["require_csrf"] is False
    }

    assert without == {"unsubscribe", "mute"}
    assert without < set(ADDRESSES)
