"""What one does not want to read, for applications that know of filters with one word only, on the wire."""

import pytest

from microblog.models import Filter
from tests.making import make_account

PATH = "/api/v1/filters"


@pytest.fixture
def account(db):
    return make_account(db, "ann")


@pytest.fixture
def ann(client, account):
    return client(account)


@pytest.fixture
def made(ann):
    """A word."""
    return ann.post(PATH, form={"phrase": "spider", "context[]": ["home", "thread"], "irreversible": "1"}).json


@pytest.fixture
def pair(ann):
    """A filter of two words."""
    words = [{"keyword": "cat"}, {"keyword": "dog"}]
    ann.post("/api/v2/filters", {"title": "Pets", "context": ["public"], "keywords_attributes": words})
    return ann.get(PATH).json


def test_a_word_is_a_filter(ann, made):
    assert made == {
        "id": made["id"],
        "phrase": "spider",
        "context": ["home", "thread"],
        "expires_at": None,
        "irreversible": True,
        "whole_word": False,
    }
    path = f"{PATH}/{made['id']}"
    assert ann.get(PATH).json == [ann.get(path).json] == [made]
    [whole] = ann.get("/api/v2/filters").json
    assert (whole["title"], whole["filter_action"]) == ("spider", "hide")

    wish = {"phrase": "wasp", "context": ["home"], "irreversible": False, "whole_word": True}
    changed = ann.put(path, {**wish, "expires_in": 60}).json
    assert changed.pop("expires_at") is not None
    assert changed == {"id": made["id"], **wish}
    assert ann.patch(path, {"expires_in": ""}).json == {**changed, "expires_at": None}


def test_a_long_word_gives_its_filter_a_shorter_name(ann):
    assert ann.post(PATH, {"phrase": "x" * 512, "context": ["home"]}).json["phrase"] == "x" * 512


def test_each_word_of_a_filter_is_one_and_goes_alone(db, ann, pair):
    assert [one["phrase"] for one in pair] == ["cat", "dog"]

    for one in pair:
        assert ann.delete(f"{PATH}/{one['id']}").json == {}
        ann.delete(f"{PATH}/{one['id']}", status=404)
        ann.get(f"{PATH}/{one['id']}", 404)

    assert ann.get(PATH).json == []
    assert db.query(Filter).one().title == "Pets"


def test_of_a_word_among_others_only_the_word_is_changed(ann, pair):
    path = f"{PATH}/{pair[0]['id']}"

    assert ann.put(path, {"phrase": "lynx", "context": ["public"]}).json["phrase"] == "lynx"
    for wish in ({"context": ["home"]}, {"irreversible": True}, {"expires_in": 60}):
        ann.put(path, wish | {"phrase": "tiger"}, 422)

    assert [one["phrase"] for one in ann.get(PATH).json] == ["lynx", "dog"]


def test_what_is_no_word_is_refused(ann, made):
    right = {"phrase": "wasp", "context": ["home"]}
    for given, words in [
        ({"context": ["home"]}, "Phrase can't be blank"),
        (right | {"phrase": " "}, "Phrase can't be blank"),
        (right | {"phrase": "x" * 513}, "Keyword is too long (maximum is 512 characters)"),
        (right | {"context": ["garden"]}, "Context None or invalid context supplied"),
    ]:
        assert ann.post(PATH, given, 422).json == {"error": f"Validation failed: {words}"}
    for given in ({"phrase": ""}, {"context": ["garden"]}, {"expires_in": "soon"}):
        ann.put(f"{PATH}/{made['id']}", given, 422)

    assert ann.get(PATH).json == [made]


def test_the_words_of_others_do_not_exist(db, client, ann, made):
    bob = client(make_account(db))

    assert bob.get(PATH).json == []
    for method in ("GET", "PUT", "PATCH", "DELETE"):
        bob.request(method, f"{PATH}/{made['id']}", 404)
    assert ann.get(PATH).json == [made]


def test_each_takes_its_scope(client, account, made):
    reader, writer = (client(account, scopes=f"{one}:filters") for one in ("read", "write"))
    one = f"{PATH}/{made['id']}"

    for path in (PATH, one):
        writer.get(path, 403)
        reader.get(path)
    for method, path in (("POST", PATH), ("PUT", one), ("PATCH", one), ("DELETE", one)):
        reader.request(method, path, 403, json={"phrase": "x", "context": ["home"]})
        writer.request(method, path, 200, json={"phrase": "x", "context": ["home"]})
