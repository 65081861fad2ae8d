"""One's own profile, on the wire."""

import pytest

from microblog.actions.relationships import follow
from microblog.models import Role
from tests.making import make_account
from tests.media.pictures import picture_bytes

PATH = "/api/v1/accounts/update_credentials"


@pytest.fixture
def ann(db):
    return make_account(db, "ann", display_name="Ann", bio="Likes #tea.")


@pytest.fixture
def writer(client, ann):
    return client(ann, "read:accounts write:accounts")


def own(writer):
    return writer.get("/api/v1/accounts/verify_credentials").json


@pytest.mark.parametrize("scope", ["profile", "read:accounts", "read"])
def test_an_application_learns_whose_key_it_holds(client, db, ann, scope):
    ann.locked = True
    follow(db, make_account(db), ann)
    db.commit()

    told = client(ann, scope).get("/api/v1/accounts/verify_credentials").json

    assert (told["id"], told["username"], told["display_name"]) == (str(ann.id), "ann", "Ann")
    assert told["note"].startswith("<p>Likes <a ")
    assert told["source"] == {
        "note": "Likes #tea.",
        "fields": [],
        "privacy": "public",
        "quote_policy": "public",
        "sensitive": False,
        "language": None,
        "content_type": "text/plain",
        "follow_requests_count": 1,
        "hide_collections": False,
        "discoverable": True,
        "indexable": True,
        "attribution_domains": [],
    }
    assert told["role"] == {"id": "0", "name": "", "color": "", "permissions": "0", "highlighted": False}


def test_whoever_moderates_is_told_so(client, db):
    told = own(client(make_account(db, role=Role.MODERATOR)))

    assert (told["role"]["name"], told["role"]["highlighted"]) == ("Moderator", True)
    assert told["roles"][0]["name"] == "Moderator"


def test_who_one_is_is_told_to_oneself_alone(client, db, ann):
    path = "/api/v1/accounts/verify_credentials"

    assert client().get(path, 401).json == {"error": "The access token is invalid"}
    assert client.app().get(path, 422).json == {"error": "This method requires an authenticated user"}
    assert client(ann, "read:statuses write").get(path, 403).json == {
        "error": "This action is outside the authorized scopes"
    }
    unconfirmed = client(make_account(db, confirmed=False))
    assert unconfirmed.get(path, 403).json == {"error": "Your login is missing a confirmed e-mail address"}


SAID = {
    "display_name": "Ann B.",
    "note": "Likes coffee.",
    "locked": True,
    "bot": True,
    "discoverable": False,
    "indexable": False,
    "hide_collections": True,
    "attribution_domains": ["example.org"],
    "source": {"privacy": "private", "sensitive": True, "language": "pt-BR"},
}


def check(told):
    assert {name: told[name] for name in ("display_name", "locked", "bot", "discoverable")} == {
        "display_name": "Ann B.",
        "locked": True,
        "bot": True,
        "discoverable": False,
    }
    assert (told["note"], told["noindex"], told["hide_collections"]) == ("<p>Likes coffee.</p>", True, True)
    source = told["source"]
    assert (source["note"], source["privacy"], source["sensitive"]) == ("Likes coffee.", "private", True)
    assert (source["language"], source["attribution_domains"]) == ("pt-BR", ["example.org"])
    assert [(row["name"], row["value"]) for row in source["fields"]] == [("Tea", "https://example.org"), ("Cups", "3")]
    assert told["fields"][0]["value"].startswith('<a href="https://example.org"')
    assert told["fields"][1]["value"] == "3"


FLAT = [
    *((name, str(SAID[name]).lower()) for name in ("locked", "bot", "discoverable", "indexable", "hide_collections")),
    ("display_name", "Ann B."),
    ("note", "Likes coffee."),
    ("attribution_domains[]", "example.org"),
    ("source[privacy]", "private"),
    ("source[sensitive]", "1"),
    ("source[language]", "pt-BR"),
    ("fields_attributes[0][name]", "Tea"),
    ("fields_attributes[0][value]", "https://example.org"),
    ("fields_attributes[1][name]", ""),
    ("fields_attributes[1][value]", ""),
    ("fields_attributes[2][name]", "Cups"),
    ("fields_attributes[2][value]", "3"),
]
ROWS = [{"name": "Tea", "value": "https://example.org"}, {"name": "", "value": ""}, {"name": "Cups", "value": "3"}]


def test_a_profile_is_changed_by_a_form(writer):
    check(writer.patch(PATH, form=FLAT).json)
    check(own(writer))


def test_a_profile_is_changed_by_a_form_with_files(writer):
    files = [("avatar", "me.png", picture_bytes("PNG")), ("header", "sea.jpg", picture_bytes("JPEG"))]

    told = writer.patch(PATH, form=FLAT, files=files).json

    check(told)
    assert told["avatar"] == told["avatar_static"]
    assert told["avatar"].startswith("http://localhost/media/")
    assert told["header"].startswith("http://localhost/media/")
    assert told["header"] != told["avatar"]


@pytest.mark.parametrize("rows", [ROWS, {"0": ROWS[0], "1": ROWS[1], "5": ROWS[2]}])
def test_a_profile_is_changed_by_json(writer, rows):
    check(writer.patch(PATH, SAID | {"fields_attributes": rows}).json)
    check(writer.put(PATH, {}).json)


def test_what_is_not_given_stays_and_what_is_empty_goes(writer):
    writer.patch(PATH, SAID | {"fields_attributes": ROWS})

    assert writer.patch(PATH, {"bot": "0", "display_name": None}).json["display_name"] == "Ann B."
    told = writer.patch(
        PATH,
        {
            "display_name": "",
            "note": "",
            "fields_attributes": [],
            "attribution_domains": [],
            "source": {"language": ""},
        },
    ).json

    assert (told["display_name"], told["note"], told["fields"], told["bot"], told["locked"]) == (
        "",
        "",
        [],
        False,
        True,
    )
    assert (told["source"]["language"], told["source"]["privacy"]) == (None, "private")
    assert told["source"]["attribution_domains"] == []


def test_pictures_are_taken_away_again(client, ann, writer):
    plain = own(writer)
    files = [("avatar", "me.png", picture_bytes("PNG")), ("header", "sea.jpg", picture_bytes("JPEG"))]
    shown = writer.patch(PATH, files=files).json

    told = writer.delete("/api/v1/profile/avatar").json
    assert (told["avatar"], told["header"]) == (plain["avatar"], shown["header"])
    assert writer.delete("/api/v1/profile/header").json == plain
    assert writer.delete("/api/v1/profile/header").json == plain

    for path in ("/api/v1/profile/avatar", "/api/v1/profile/header"):
        client().delete(path, status=401)
        client(ann, "read write:follows").delete(path, status=403)
        client.app().delete(path, status=422)


@pytest.mark.parametrize(
    ("given", "field", "code"),
    [
        ({"display_name": "x" * 61}, "display_name", "ERR_TOO_LONG"),
        ({"note": "x" * 501}, "note", "ERR_TOO_LONG"),
        ({"fields_attributes": [{"name": str(number)} for number in range(5)]}, "fields", "ERR_TOO_LONG"),
        ({"fields_attributes": [{"name": "x", "value": "x" * 256}]}, "fields", "ERR_TOO_LONG"),
        ({"fields_attributes": [{"name": "", "value": "x"}]}, "fields", "ERR_INVALID"),
        ({"attribution_domains": ["not a host"]}, "attribution_domains", "ERR_INVALID"),
        ({"attribution_domains": ["example.org"] + [f"{n}.example.org" for n in range(10)]}, None, "ERR_TOO_LONG"),
        ({"source": {"language": "English"}}, "language", "ERR_INVALID"),
    ],
)
def test_what_will_not_do_is_told_by_field_and_changes_nothing(writer, given, field, code):
    before = own(writer)

    answer = writer.patch(PATH, {"locked": True} | given, 422).json

    [(name, [problem])] = answer["details"].items()
    assert field is None or name == field
    assert problem["error"] == code
    assert answer["error"].startswith("Validation failed: ")
    assert list(answer) == ["error", "details"]
    assert problem["description"].rstrip(".") in answer["error"]
    assert own(writer) == before


@pytest.mark.parametrize(
    "given",
    [
        {"source": {"privacy": "direct"}},
        {"source": {"privacy": "everybody"}},
        {"source": "x"},
        {"display_name": ["x"]},
        {"note": "\0"},
        {"avatar": "data:image/png;base64,AAAA"},
        {"locked": ["yes"]},
        {"fields_attributes": "x"},
        {"attribution_domains": [{"a": "b"}]},
    ],
)
def test_what_is_of_the_wrong_kind_is_refused(writer, given):
    before = own(writer)

    assert writer.patch(PATH, given, 422).json["error"].startswith("Validation failed: ")
    assert own(writer) == before


def test_what_is_no_picture_is_refused_and_so_is_all_that_came_with_it(writer):
    before = own(writer)

    answer = writer.patch(PATH, form=FLAT, files=[("avatar", "me.png", b"I am a text.")], status=422).json

    assert list(answer["details"]) == ["avatar"]
    assert own(writer) == before


def test_a_profile_is_changed_by_its_owner_alone(client, ann):
    for change in ("patch", "put"):
        assert getattr(client(), change)(PATH, SAID, 401)
        assert getattr(client(ann, "read write:follows"), change)(PATH, SAID, 403)
        assert getattr(client.app(), change)(PATH, SAID, 422)
    assert own(client(ann))["display_name"] == "Ann"
