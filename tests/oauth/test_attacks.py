"""What attackers try, each refused. docs/api.md names these tests beside the points of RFC 9700."""

import re
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from sqlalchemy import func, select

import microblog
from microblog import clock
from microblog.actions.accounts import suspend
from microblog.actions.applications import NewApplication, register_application
from microblog.errors import Invalid
from microblog.models import AccessToken, Account, Application, AuthorizationCode
from microblog.queries.applications import token_with
from tests.making import make_account, make_token
from tests.oauth.program import BACK, PKCE, VERIFIER, answer_of, basic, form_at, make_program, press
from tests.visitor import Visitor


@pytest.fixture
def other(db, registry):
    """Another program."""
    return make_program(db, registry["wsgi"], name="Another program")


def works(db, made):
    """Whether a key opens anything."""
    db.rollback()
    return db.scalar(token_with(made["access_token"])) is not None


def held(db):
    """How many keys and promises there are."""
    db.rollback()
    return [db.scalar(select(func.count()).select_from(table)) for table in (AccessToken, AuthorizationCode)]


# Codes


def test_a_code_that_comes_in_again_is_refused_and_ends_what_it_got(db, program, ann):
    code = program.code(ann)
    made, elsewhere = program.exchange(code), program.exchange(program.code(ann))
    assert works(db, made)

    again = program.exchange(code, 400)

    assert again["error"] == "invalid_grant"
    assert not works(db, made)
    assert works(db, elsewhere)
    assert program.exchange(code, 400) == again


def test_a_code_that_comes_in_again_with_anything_else_wrong_ends_what_it_got_too(db, program, ann):
    code = program.code(ann, **PKCE)
    made = program.exchange(code, code_verifier=VERIFIER)

    with clock.set_to(clock.now() + timedelta(hours=1)):
        program.exchange(code, 400, code_verifier="another" * 8)

    assert not works(db, made)


def test_nobody_learns_how_a_refusal_was_kept(program, ann):
    code = program.code(ann)
    program.exchange(code)
    again = {"grant_type": "authorization_code", "code": code, "redirect_uri": BACK}

    answer = program.app.post("/oauth/token", again, headers=program.basic(), status=400)

    assert "X-Tm" not in answer.headers


def test_a_code_of_another_program_is_refused_and_stays_good_for_its_own(db, program, other, ann):
    code = program.code(ann)

    assert other.exchange(code, 400)["error"] == "invalid_grant"
    made = program.exchange(code)
    assert other.exchange(code, 400)["error"] == "invalid_grant"
    assert works(db, made)


def test_of_two_exchanges_at_once_one_wins_and_both_lose_what_was_won(db, program, ann):
    code, start = program.code(ann), threading.Barrier(4)

    def exchange(_):
        start.wait(30)
        given = {"grant_type": "authorization_code", "code": code, "redirect_uri": BACK}
        return program.app.post("/oauth/token", given, headers=program.basic(), status="*")

    with ThreadPoolExecutor(4) as together:
        answers = list(together.map(exchange, range(4)))

    assert sorted(answer.status_int for answer in answers) == [200, 400, 400, 400]
    [won] = [answer.json for answer in answers if answer.status_int == 200]
    assert not works(db, won)  # whoever came second may have been its owner, and the first a thief


@pytest.mark.parametrize("verifier", [None, "", "x" * 43, VERIFIER[:-1], VERIFIER.upper(), PKCE["code_challenge"]])
def test_a_stolen_code_is_worth_nothing_without_its_verifier(db, program, ann, verifier):
    code = program.code(ann, **PKCE)

    assert program.exchange(code, 400, code_verifier=verifier)["error"] in ("invalid_grant", "invalid_request")
    assert held(db) == [0, 1]
    assert works(db, program.exchange(code, code_verifier=VERIFIER))


def test_a_verifier_where_there_was_no_challenge_shows_that_somebody_took_it_away(db, program, ann):
    code = program.code(ann)

    assert program.exchange(code, 400, code_verifier=VERIFIER)["error"] == "invalid_grant"
    assert held(db) == [0, 1]


@pytest.mark.parametrize(
    "challenge",
    [
        {"code_challenge": VERIFIER, "code_challenge_method": "plain"},
        {"code_challenge": VERIFIER[:43]},
        {"code_challenge": PKCE["code_challenge"], "code_challenge_method": "s256"},
        {"code_challenge_method": "S256"},
        {"code_challenge": "", "code_challenge_method": "S256"},
    ],
)
def test_no_challenge_is_weaker_than_s256(db, program, ann, challenge):
    page = ann.get(program.address(**challenge), status=400)

    assert "invalid_request" in page
    assert held(db) == [0, 0]


def test_a_code_that_is_too_old_is_refused(db, program, ann):
    code = program.code(ann)

    with clock.set_to(clock.now() + timedelta(minutes=10, seconds=1)):
        assert program.exchange(code, 400)["error"] == "invalid_grant"
    assert held(db)[0] == 0


def test_whoever_was_suspended_after_saying_yes_is_not_acted_for(db, program, ann):
    code = program.code(ann)
    db.rollback()
    account = db.scalars(select(Account)).one()
    account.suspended_at = clock.now()
    db.commit()

    assert program.exchange(code, 400)["error"] == "invalid_grant"

    suspend(db, account)
    db.commit()
    assert held(db) == [0, 0]


def test_a_guessed_code_is_refused(db, program, ann):
    code = program.code(ann)

    for guess in (code[:-1], code + "x", code.lower(), code[::-1], "%", "' OR 1=1 --", "x" * 10_000):
        assert program.exchange(guess, 400)["error"] == "invalid_grant"
    assert held(db) == [0, 1]


# Addresses

TRICKS = [
    "https://app.example/back/",
    "https://app.example/bac",
    "https://app.example/backdoor",
    "https://app.example/back/../evil",
    "https://app.example/back%2f..%2fevil",
    "https://app.example/Back",
    "https://APP.example/back",
    "HTTPS://app.example/back",
    "http://app.example/back",
    "https://app.example:443/back",
    "https://app.example:8443/back",
    "https://app.example/back?",
    "https://app.example/back?next=https://evil.example",
    "https://app.example/back#",
    "https://app.example/back#evil",
    "https://app.example/%62ack",
    "https://app.example//back",
    "https://app.example/./back",
    "https://app.example\\back",
    "https://app.example./back",
    "https://app.example.evil.example/back",
    "https://evil.example/app.example/back",
    "https://app.example@evil.example/back",
    "https://evil.example#@app.example/back",
    "https://user@app.example/back",
    "//app.example/back",
    "/back",
    "back",
    " https://app.example/back",
    "https://app.example/back ",
    "https://app.example/back\n",
    "https://app.example/back\0",
    "https://app.example/back,https://evil.example",
    "https://app.example/back https://evil.example",
    "https://аpp.example/back",
    "javascript:alert(1)",
    "data:text/html,x",
    "urn:ietf:wg:oauth:2.0:oob",
    "",
    "*",
]


def test_nobody_is_led_to_an_address_that_is_almost_registered(db, program, ann):
    for address in TRICKS:
        page = ann.get(program.address(redirect_uri=address), status=400)

        assert "Location" not in page.headers, address
        assert "Back to the application" not in page, address
        assert page.html.select("form[action='/oauth/authorize']") == [], address
    assert held(db) == [0, 0]


def test_a_code_is_exchanged_for_no_other_address_than_it_was_sent_to(db, program, ann):
    code = program.code(ann)

    for address in [*TRICKS, None]:
        refused = program.ask("/oauth/token", 400, grant_type="authorization_code", code=code, redirect_uri=address)
        assert refused["error"] in ("invalid_grant", "invalid_request"), address
    assert held(db) == [0, 1]
    assert works(db, program.exchange(code))


def test_a_code_is_bound_to_one_of_many_registered_addresses(db, registry, ann):
    program = make_program(db, registry["wsgi"], redirect_uris=(BACK, "https://app.example/other"))
    code = program.code(ann, redirect_uri="https://app.example/other")

    assert program.exchange(code, 400)["error"] == "invalid_grant"


def test_an_address_of_another_program_is_not_ones_own(db, registry, program, ann):
    make_program(db, registry["wsgi"], redirect_uris=("https://evil.example/",))

    ann.get(program.address(redirect_uri="https://evil.example/"), status=400)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "java\nscript:x",
        "http://evil.example/",
    ],
)
def test_what_a_browser_would_run_or_send_in_the_open_is_never_registered(db, address):
    with pytest.raises(Invalid):
        register_application(db, NewApplication(name="A program", redirect_uris=[address]))


def test_we_are_no_open_redirector(db, registry, ann, visitor):
    phisher = make_program(db, registry["wsgi"], redirect_uris=("https://evil.example/login",))

    for wish in ({"scope": "nonsense"}, {"response_type": "token"}, {"code_challenge_method": "plain"}):
        for who in (ann, visitor):
            page = who.get(phisher.address(redirect_uri="https://evil.example/login", **wish), status=400)
            assert "Location" not in page.headers
    stranger = visitor.get(phisher.address(redirect_uri="https://evil.example/login"), status=303)
    assert urlsplit(stranger.location).netloc == "localhost"


# Scopes


@pytest.mark.parametrize(
    "scope", ["write", "read write", "read:statuses write:statuses", "follow", "push", "admin:read"]
)
def test_nobody_is_asked_for_more_than_the_program_registered_for(db, registry, ann, scope):
    program = make_program(db, registry["wsgi"], scopes="read write:media")

    assert "invalid_scope" in ann.get(program.address(scope=scope), status=400)
    assert program.ask("/oauth/token", 400, grant_type="client_credentials", scope=scope)["error"] == "invalid_scope"
    assert held(db) == [0, 0]


def test_a_key_opens_what_was_allowed_whatever_its_exchange_asks_for(db, program, ann):
    made = program.exchange(program.code(ann, scope="read:statuses"), scope="read write follow push admin:write")

    assert made["scope"] == "read:statuses"
    db.rollback()
    assert db.scalars(select(AccessToken)).one().scopes == ["read:statuses"]


def test_what_was_allowed_is_no_leave_for_more(program, ann):
    program.exchange(program.code(ann, scope="read:statuses"))

    for scope in ("read", "read:statuses write:statuses", "read:accounts"):
        assert ann.get(program.address(scope=scope), status=200)


# Consent


def test_a_forged_yes_is_no_yes(db, program, ann, visitors):
    make_account(db, "eve")
    eve = visitors().log_in("eve")
    eves = form_at(eve.get(program.address()), "/oauth/authorize")
    anns = form_at(ann.get(program.address()), "/oauth/authorize")
    good = {"csrf_token": anns["csrf_token"].value, "wish": anns["wish"].value, "answer": "allow"}

    for forged in (
        {},
        {**good, "csrf_token": ""},
        {name: value for name, value in good.items() if name != "csrf_token"},
        {**good, "csrf_token": eves["csrf_token"].value},
        {name: value for name, value in good.items() if name != "wish"},
        {**good, "wish": ""},
        {**good, "wish": good["wish"][:-1]},
        {**good, "wish": good["wish"] + "x"},
    ):
        ann.post("/oauth/authorize", forged, status=400)
    stolen = ann.post("/oauth/authorize", {**good, "wish": eves["wish"].value}, status=303)

    assert urlsplit(stolen.location).path == "/oauth/authorize"  # asked anew, as herself
    assert held(db) == [0, 0]
    assert ann.post("/oauth/authorize", good, status=303).location.startswith(BACK)


@pytest.mark.parametrize(
    "change",
    [
        {"scope": "read write follow push"},
        {"redirect_uri": BACK},
        {"client_id": "x"},
        {"state": "x"},
        {"code_challenge": "x"},
    ],
)
def test_what_is_allowed_is_what_was_shown(db, program, ann, change):
    form = form_at(ann.get(program.address(state="mine")), "/oauth/authorize")
    fields = {"csrf_token": form["csrf_token"].value, "wish": form["wish"].value, "answer": "allow"}

    answer = answer_of(ann.post("/oauth/authorize", {**fields, **change}))

    assert answer["state"] == "mine"
    assert program.exchange(answer["code"])["scope"] == "read"


def test_a_question_that_somebody_else_signed_is_not_answered(db, ini, program, ann):
    elsewhere = microblog.configure({}, **{**ini, "security.secret": "another secret, also of thirty-two characters"})
    stranger = Visitor(elsewhere.make_wsgi_app()).log_in("ann")
    form = form_at(stranger.get(program.address()), "/oauth/authorize")

    ann.send("/oauth/authorize", 400, wish=form["wish"].value, answer="allow")

    assert held(db) == [0, 0]


def test_a_yes_by_somebody_who_logged_out_is_no_yes(db, program, ann):
    form = form_at(ann.get(program.address()), "/oauth/authorize")
    ann.send("/logout")

    form.submit("answer", value="allow", status=400)
    again = ann.send("/oauth/authorize", wish=form["wish"].value, answer="allow")

    assert urlsplit(again.location).path == "/oauth/authorize"
    assert held(db) == [0, 0]


def test_what_is_neither_yes_nor_no_is_no(db, program, ann):
    for answer in ("", "yes", "ALLOW", "allow "):
        page = ann.get(program.address(force_login="true"))
        assert answer_of(press(page, answer))["error"] == "access_denied"
    assert held(db) == [0, 0]


def test_to_look_is_not_to_allow(db, program, ann):
    for more in ("&answer=allow", "&allow=true", "&wish=x&answer=allow"):
        ann.get(program.address() + more, status=200)
        ann.app.head(program.address() + more, status=200)
    assert held(db) == [0, 0]


@pytest.mark.parametrize("page", ["consent", "refusal", "code"])
def test_no_page_of_ours_can_be_framed_or_kept(db, registry, ann, page):
    program = make_program(db, registry["wsgi"], redirect_uris=("urn:ietf:wg:oauth:2.0:oob",))
    consent = ann.get(program.address(redirect_uri="urn:ietf:wg:oauth:2.0:oob"))
    answers = {"consent": consent, "refusal": ann.get("/oauth/authorize", status=400), "code": press(consent, "allow")}

    headers = answers[page].headers

    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_a_browser_is_led_back_without_its_form(program, ann):
    answer = press(ann.get(program.address()), "allow")

    assert answer.status_int == 303  # 307 would send the form, and what is in it, to the program
    assert answer.headers["Cache-Control"] == "no-store"


# Programs


@pytest.mark.parametrize(
    "wrong",
    [
        {"client_secret": None},
        {"client_secret": ""},
        {"client_secret": "x"},
        {"client_id": None},
        {"client_id": "x"},
        {"client_id": None, "client_secret": None},
    ],
)
@pytest.mark.parametrize("way", ["body", "header"])
def test_a_program_that_cannot_show_its_secret_gets_nothing(db, program, ann, wrong, way):
    code = program.code(ann)
    shown = {"client_id": program.id, "client_secret": program.secret, **wrong}
    token = make_token(db, None)
    for path, given, status in (
        ("/oauth/token", {"grant_type": "authorization_code", "code": code, "redirect_uri": BACK}, 401),
        ("/oauth/token", {"grant_type": "client_credentials"}, 401),
        ("/oauth/revoke", {"token": token}, 403),
    ):
        if way == "body":
            answer = program.send(path, {**given, **shown}, status)
        else:
            headers = {"Authorization": basic_of(shown)}
            answer = program.send(path, given, status, headers)
        assert answer.json["error"] == ("invalid_client" if status == 401 else "unauthorized_client")
    assert held(db) == [1, 1]
    assert works(db, {"access_token": token})


def basic_of(shown):
    """Credentials as a header, though some are missing."""
    return basic(shown["client_id"] or "", shown["client_secret"] or "")["Authorization"]


def test_the_secret_of_another_program_is_not_ones_own(db, program, other, ann):
    code = program.code(ann)

    assert program.exchange(code, 401, client_secret=other.secret)["error"] == "invalid_client"
    given = {"grant_type": "client_credentials", "client_id": program.id, "client_secret": program.secret}
    assert program.send("/oauth/token", given, 401, other.basic()).json["error"] == "invalid_client"
    assert held(db) == [0, 1]


def test_a_program_cannot_be_taken_for_a_person(db, program, ann):
    made = program.ask(
        "/oauth/token", grant_type="client_credentials", user="ann", user_id="1", account_id="1", scopes="write"
    )

    db.rollback()
    key = db.scalar(token_with(made["access_token"]))
    assert (key.account_id, key.scopes) == (None, ["read"])
    assert program.app.get("/oauth/userinfo", headers=bearer(made), status=422)


def bearer(made):
    """A key as a header."""
    return {"Authorization": f"Bearer {made['access_token']}"}


@pytest.mark.parametrize("grant", ["password", "implicit", "refresh_token", "token"])
def test_other_grants_are_not_there(db, program, ann, grant):
    given = {"grant_type": grant, "username": "ann", "password": "correct horse battery", "refresh_token": "x"}

    assert program.ask("/oauth/token", 400, **given)["error"] == "unsupported_grant_type"
    for kind in ("token", "id_token", "code token", "code id_token", "none", "token code"):
        assert "unsupported_response_type" in ann.get(program.address(response_type=kind), status=400)
    assert held(db) == [0, 0]


@pytest.mark.parametrize("name", ["client_secret", "code", "code_verifier", "token", "client_id", "grant_type"])
@pytest.mark.parametrize("path", ["/oauth/token", "/oauth/revoke"])
def test_nothing_that_must_stay_secret_is_taken_from_an_address(db, program, ann, path, name):
    code, token = program.code(ann), make_token(db, None)
    given = {"grant_type": "authorization_code", "code": code, "redirect_uri": BACK, "token": token}
    given |= {"client_id": program.id, "client_secret": program.secret}
    moved = given.pop(name, "x" * 43)
    taken = {"/oauth/token": {"token"}, "/oauth/revoke": {"code", "code_verifier", "grant_type"}}

    if name not in taken[path]:
        answer = program.app.post(f"{path}?{name}={moved}", given, status=400)
        assert answer.json["error"] == "invalid_request"
        assert held(db) == [1, 1]


def test_a_program_revokes_no_key_but_its_own(db, program, other, ann):
    made = program.exchange(program.code(ann))

    refused = other.ask("/oauth/revoke", 403, token=made["access_token"])

    assert refused["error"] == "unauthorized_client"
    assert refused["error_description"]
    assert works(db, made)


# Mix-up, and what is kept


def test_every_answer_says_who_gives_it(program, ann):
    issuer = ann.get("/.well-known/oauth-authorization-server").json["issuer"]
    yes, no = (press(ann.get(program.address()), answer) for answer in ("allow", "deny"))
    refused = ann.get(program.address(scope="nonsense"), status=400)

    assert answer_of(yes)["iss"] == answer_of(no)["iss"] == issuer
    assert "iss=http%3A%2F%2Flocalhost%2F" in refused


def test_whatever_a_request_calls_its_host_the_issuer_is_ours(program, ann):
    ann.app.extra_environ["HTTP_HOST"] = "evil.example"
    ann.log_in("ann")

    assert ann.get("/.well-known/oauth-authorization-server").json["issuer"] == "http://localhost/"
    assert answer_of(press(ann.get(program.address()), "allow"))["iss"] == "http://localhost/"


def test_no_secret_lies_in_the_database(db, program, ann):
    code = program.code(ann, **PKCE)
    made = program.exchange(code, code_verifier=VERIFIER)

    db.rollback()
    tables = (Application, AuthorizationCode, AccessToken)
    kept = str([db.execute(select(table.__table__)).all() for table in tables])
    for secret in (program.secret, code, made["access_token"], VERIFIER):
        assert secret not in kept
    assert program.id in kept


def test_no_secret_can_be_guessed(db, program, other, ann):
    secrets = [program.id, program.secret, other.secret, program.code(ann), other.code(ann)]
    secrets += [program.exchange(program.code(ann))["access_token"] for _ in range(2)]

    assert len(set(secrets)) == len(secrets)
    assert all(re.fullmatch(r"[A-Za-z0-9]{43}", secret) for secret in secrets)  # 256 bits


def test_no_secret_is_in_the_log(db, program, ann, caplog):
    caplog.set_level("DEBUG")
    code = program.code(ann, state="the-state", **PKCE)
    made = program.exchange(code, code_verifier=VERIFIER)
    own = program.ask("/oauth/token", grant_type="client_credentials")
    program.app.get("/oauth/userinfo", headers=bearer(made))
    program.ask("/oauth/revoke", token=made["access_token"])

    for secret in (program.secret, code, made["access_token"], own["access_token"], VERIFIER):
        assert secret not in caplog.text
