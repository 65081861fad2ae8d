"""The consent page: what it says, whom it asks, and where it leads."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select

from microblog import clock
from microblog.actions.applications import OUT_OF_BAND
from microblog.models import Application, AuthorizationCode
from tests.making import make_account
from tests.oauth.program import BACK, PKCE, answer_of, form_at, make_program, press, say
from tests.site.page import read_page
from tests.site.wire import ask, cookies_of
from tests.visitor import PASSWORD


def test_it_names_the_program_its_page_what_it_may_do_who_one_is_and_where_one_is_led(db, registry, ann):
    program = make_program(db, registry["wsgi"], name="Tea <timer>", website="https://tea.example/?a&b")

    page = ann.get(program.address(scope="read write:statuses push"))

    read_page(page)
    assert "Tea &lt;timer&gt;" in page
    assert page.html.select_one("a[href='https://tea.example/?a&b']")
    assert [one.get_text() for one in page.html.select(".scopes code")] == ["read", "write:statuses", "push"]
    assert "Post in your name, and edit and delete what you posted." in page
    assert "You are <b>@ann</b>" in page
    assert "From here you will be led to app.example." in page


@pytest.mark.parametrize(
    ("address", "words"),
    [
        (OUT_OF_BAND, "You will be shown a code"),
        ("https://app.example:8443/x", "led to app.example:8443."),
        ("http://localhost:3000/x", "led to localhost:3000."),
        ("tusky://oauth", "opens addresses with tusky:"),
    ],
)
def test_it_says_of_every_kind_of_address_where_it_leads(db, registry, ann, address, words):
    program = make_program(db, registry["wsgi"], redirect_uris=(address,))

    assert words in ann.get(program.address(redirect_uri=address))


def test_strangers_log_in_first_and_come_back_to_the_very_same_question(db, program, visitor):
    make_account(db, "ann")
    address = program.address(state='с чаем & [x]="y"|é', force_login="true", **PKCE)

    login = visitor.get(address, status=303).follow()
    login.forms[0]["name"], login.forms[0]["password"] = "ann", PASSWORD
    page = login.forms[0].submit(status=303).follow(status=200)

    answer = answer_of(form_at(page, "/oauth/authorize").submit("answer", value="allow"))
    assert answer["state"] == 'с чаем & [x]="y"|é'
    assert program.exchange(answer["code"], code_verifier="a-verifier-of-forty-three-characters-or-more_~.")


def test_an_address_may_hold_what_no_address_should(registry, program, ann):
    query = program.address().partition("?")[2].encode()
    for more in ("&types[]=a", '&q="x"', "&a=[{|}]<>^`", "&state=чай".encode()):
        raw = query + (more if isinstance(more, bytes) else more.encode())

        answer = ask(registry["wsgi"], "GET", "/oauth/authorize", raw, HTTP_COOKIE=cookies_of(ann))
        stranger = ask(registry["wsgi"], "GET", "/oauth/authorize", raw)

        assert answer.status_int == 200
        assert stranger.status_int == 303
        assert stranger.location.isascii()
        assert parse_qs(urlsplit(stranger.location).query)["next"][0].startswith("/oauth/authorize?")


def test_a_slash_at_the_end_changes_nothing(program, ann):
    address = program.address().replace("/authorize?", "/authorize/?")

    assert answer_of(say(ann, address, "allow"))["code"]


def test_yes_brings_a_code_the_state_and_who_says_it(program, ann):
    answer = answer_of(say(ann, program.address(state="a b&c"), "allow"))

    assert set(answer) == {"code", "state", "iss"}
    assert (answer["state"], answer["iss"]) == ("a b&c", "http://localhost/")
    assert program.exchange(answer["code"])["scope"] == "read"


def test_no_brings_an_error_and_nothing_else(db, program, ann):
    answer = answer_of(say(ann, program.address(state="x"), "deny"))

    assert set(answer) == {"error", "error_description", "state", "iss"}
    assert (answer["error"], answer["iss"]) == ("access_denied", "http://localhost/")
    assert db.scalars(select(AuthorizationCode)).all() == []


@pytest.mark.parametrize(
    ("address", "mode", "start"),
    [
        ("https://app.example/back", None, "https://app.example/back?"),
        ("https://app.example/back?a=b&c=%C3%A9", None, "https://app.example/back?a=b&c=%C3%A9&"),
        ("https://app.example/back?", "query", "https://app.example/back?"),
        ("https://app.example/back", "fragment", "https://app.example/back#"),
        ("https://app.example/back?a=b", "fragment", "https://app.example/back?a=b#"),
        ("HTTPS://App.Example/Back", None, "HTTPS://App.Example/Back?"),
        ("https://app.example", None, "https://app.example?"),
        ("ice:///back", None, "ice:///back?"),
        ("com.app-x+y:/cb", None, "com.app-x+y:/cb?"),
        ("tusky://oauth", None, "tusky://oauth?"),
        ("http://[::1]:8080/cb", None, "http://[::1]:8080/cb?"),
    ],
)
@pytest.mark.parametrize("said", ["allow", "deny"])
def test_the_answer_is_added_to_the_address_of_which_not_a_byte_is_changed(
    db, registry, ann, address, mode, start, said
):
    program = make_program(db, registry["wsgi"], redirect_uris=(address,))

    answer = say(ann, program.address(redirect_uri=address, response_mode=mode), said)

    location = answer.headers["Location"]
    assert location.startswith(start + ("code=" if said == "allow" else "error="))


def test_an_answer_may_travel_as_a_form(program, ann):
    page = say(ann, program.address(response_mode="form_post", state="<x>"), "allow")

    form = form_at(page, BACK)
    assert form.method == "post"
    assert set(filter(None, form.fields)) == {"code", "state", "iss"}
    assert form["state"].value == "<x>"
    assert page.headers["Cache-Control"] == "no-store"
    assert "form-action" not in page.headers["Content-Security-Policy"]
    assert program.exchange(form["code"].value)["access_token"]


def test_an_answer_may_be_carried_by_hand(db, registry, ann):
    program = make_program(db, registry["wsgi"], redirect_uris=(OUT_OF_BAND,))
    address = program.address(redirect_uri=OUT_OF_BAND)

    no, yes = say(ann, address, "deny"), say(ann, address, "allow")

    assert "Nothing was allowed." in no
    read_page(yes)
    [code] = [one.get_text() for one in yes.html.select("code#code")]
    given = {"grant_type": "authorization_code", "code": code, "redirect_uri": OUT_OF_BAND}
    assert program.ask("/oauth/token", **given)["access_token"]
    assert yes.headers["Cache-Control"] == "no-store"


def test_what_was_allowed_is_not_asked_again(db, program, ann):
    program.exchange(program.code(ann, scope="read write"))

    for scope in ("read write", "read", "write:media", "profile", "follow", None):
        assert answer_of(ann.get(program.address(scope=scope, state="x"), status=303))["code"], scope
    for more in ({"scope": "read push"}, {"scope": "read", "force_login": "true"}, {"force_login": "1"}):
        assert "let it in" in ann.get(program.address(**more), status=200), more
    assert "let it in" in ann.get(program.address(force_login="false", scope="push"), status=200)


def test_what_was_taken_back_or_allowed_by_or_to_somebody_else_is_asked(db, registry, program, ann, visitors):
    make_account(db, "bob")
    bob = visitors().log_in("bob")
    other = make_program(db, registry["wsgi"])
    program.exchange(program.code(ann))

    assert "let it in" in bob.get(program.address(), status=200)
    assert "let it in" in ann.get(other.address(), status=200)
    ann.send(f"/settings/applications/{program.number}/revoke")
    assert "let it in" in ann.get(program.address(), status=200)


def test_a_promise_alone_is_no_key(program, ann):
    program.code(ann)

    assert "let it in" in ann.get(program.address(), status=200)


def test_one_may_be_somebody_else(db, program, ann):
    make_account(db, "bob")
    page = ann.get(program.address())

    login = page.click("Somebody else?")
    login.forms[0]["name"], login.forms[0]["password"] = "bob", PASSWORD
    page = login.forms[0].submit(status=303).follow(status=200)

    assert "You are <b>@bob</b>" in page


def test_whoever_joins_on_the_way_comes_back_to_the_question(program, visitor):
    login = visitor.get(program.address(state="é"), status=303).follow()

    signup = login.click("Sign up", index=-1)
    form = form_at(signup, "")
    form["username"], form["email"], form["password"] = "new", "new@example.org", PASSWORD
    page = form.submit(status=303).follow(status=200)

    assert "You are <b>@new</b>" in page
    assert answer_of(press(page, "allow"))["state"] == "é"
    assert "form-action" not in signup.headers["Content-Security-Policy"]


def test_browsers_let_the_way_back_pass_also_where_it_begins_at_the_login(program, visitor):
    login = visitor.get(program.address(), status=303).follow()

    assert "form-action" not in login.headers["Content-Security-Policy"]
    assert "form-action" in visitor.get("/login").headers["Content-Security-Policy"]


REFUSED = [
    ({"client_id": None}, "invalid_request"),
    ({"client_id": "nobody"}, "invalid_request"),
    ({"client_id": "é\U0001f375"}, "invalid_request"),
    ({"client_id": "a\0b"}, "invalid_request"),
    ({"redirect_uri": None}, "invalid_request"),
    ({"redirect_uri": "https://evil.example/"}, "invalid_request"),
]


@pytest.mark.parametrize(("wish", "error"), REFUSED)
@pytest.mark.parametrize("who", ["ann", "a stranger"])
def test_a_wish_from_nobody_or_to_elsewhere_is_answered_here(db, program, ann, visitors, wish, error, who):
    page = (ann if who == "ann" else visitors()).get(program.address(**wish), status=400)

    read_page(page)
    assert error in page
    assert "Back to the application" not in page
    assert "evil.example" not in page
    assert page.headers["Cache-Control"] == "no-store"


WRONG = [
    ({"response_type": None}, "invalid_request"),
    ({"response_type": "token"}, "unsupported_response_type"),
    ({"response_type": "code token"}, "unsupported_response_type"),
    ({"response_type": "none"}, "unsupported_response_type"),
    ({"response_mode": "web_message"}, "invalid_request"),
    ({"scope": "nonsense"}, "invalid_scope"),
    ({"scope": "read admin:read"}, "invalid_scope"),
    ({"scope": "READ"}, "invalid_scope"),
    ({"code_challenge": "x" * 43, "code_challenge_method": "plain"}, "invalid_request"),
    ({"code_challenge": "x" * 43}, "invalid_request"),
    ({"code_challenge": "x" * 42, "code_challenge_method": "S256"}, "invalid_request"),
    ({"code_challenge": "x" * 42 + "+", "code_challenge_method": "S256"}, "invalid_request"),
    ({"code_challenge_method": "S256"}, "invalid_request"),
]


@pytest.mark.parametrize(("wish", "error"), WRONG)
@pytest.mark.parametrize("who", ["ann", "a stranger"])
def test_a_wish_that_cannot_be_granted_is_answered_here_with_a_link_back(program, ann, visitors, wish, error, who):
    address = program.address(**{"state": "a&b", **wish})

    page = (ann if who == "ann" else visitors()).get(address, status=400)

    read_page(page)
    [back] = [link["href"] for link in page.html.select("main a") if "Back to the application" in link.get_text()]
    assert back.startswith(f"{BACK}?error={error}&error_description=")
    assert parse_qs(urlsplit(back).query)["state"] == ["a&b"]
    assert parse_qs(urlsplit(back).query)["iss"] == ["http://localhost/"]


def test_where_there_is_no_way_back_none_is_shown(db, registry, ann):
    program = make_program(db, registry["wsgi"], redirect_uris=(OUT_OF_BAND,))

    page = ann.get(program.address(redirect_uri=OUT_OF_BAND, scope="nonsense"), status=400)

    assert "invalid_scope" in page
    assert "Back to the application" not in page


def test_a_parameter_stands_there_once(program, ann):
    for name, value in (("scope", "write"), ("client_id", "x"), ("redirect_uri", BACK), ("state", "x")):
        assert "invalid_request" in ann.get(f"{program.address(state='x')}&{name}={value}", status=400), name


def test_whoever_has_not_confirmed_their_address_may_say_yes_too(db, program, visitors):
    make_account(db, "new", confirmed=False)
    new = visitors().log_in("new")

    assert program.exchange(program.code(new))["access_token"]


def test_a_code_lives_for_ten_minutes(program, ann):
    now = clock.now()
    early, late = program.code(ann), program.code(ann)

    with clock.set_to(now + timedelta(minutes=9)):
        assert program.exchange(early)["access_token"]
    with clock.set_to(now + timedelta(minutes=11)):
        assert program.exchange(late, 400)["error"] == "invalid_grant"


def test_a_program_that_left_meanwhile_gets_no_answer(db, program, ann):
    page = ann.get(program.address())
    db.execute(Application.__table__.delete())
    db.commit()

    form_at(page, "/oauth/authorize").submit("answer", value="allow", status=400)
