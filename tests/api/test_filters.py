"""What one does not want to read, on the wire."""

from datetime import UTC, datetime

import pytest

from microblog.actions.posts import delete_post
from microblog.models import Filter, Visibility
from tests.making import make_account, make_follow, make_post

PATH = "/api/v2/filters"


@pytest.fixture
def account(db):
    return make_account(db, "ann")


@pytest.fixture
def ann(client, account):
    return client(account)


@pytest.fixture
def made(ann):
    """A filter of two words."""
    words = [{"keyword": "spider", "whole_word": False}, {"keyword": "wasp"}]
    return ann.post(PATH, {"title": "Animals", "context": ["home", "public"], "keywords_attributes": words}).json


def words(one):
    return [(word["keyword"], word["whole_word"]) for word in one["keywords"]]


def test_a_filter_is_made_shown_changed_and_deleted(ann, made):
    assert {name: value for name, value in made.items() if name not in ("id", "keywords")} == {
        "title": "Animals",
        "context": ["home", "public"],
        "expires_at": None,
        "filter_action": "warn",
        "statuses": [],
    }
    assert words(made) == [("spider", False), ("wasp", True)]
    path = f"{PATH}/{made['id']}"
    assert ann.get(PATH).json == [ann.get(path).json] == [made]

    spider, wasp = (word["id"] for word in made["keywords"])
    attributes = [
        {"id": spider, "keyword": "spiders", "whole_word": True},
        {"id": wasp, "_destroy": True},
        {"keyword": "ant"},
    ]
    changed = ann.put(path, {"filter_action": "blur", "context": ["thread"], "keywords_attributes": attributes}).json
    assert (changed["title"], changed["filter_action"], changed["context"]) == ("Animals", "blur", ["thread"])
    assert words(changed) == [("spiders", True), ("ant", True)]
    assert ann.patch(path, {"title": "Insects"}).json == changed | {"title": "Insects"}

    assert ann.delete(path).json == {}
    ann.get(path, 404)
    assert ann.get(PATH).json == []


@pytest.mark.parametrize(
    "form",
    [
        [("keywords_attributes[0][keyword]", "cat"), ("keywords_attributes[1][keyword]", "dog")],
        [("keywords_attributes[][keyword]", "cat"), ("keywords_attributes[][keyword]", "dog")],
    ],
    ids=["by numbers", "by repetition"],
)
def test_words_come_in_all_forms(ann, form):
    made = ann.post(PATH, form=[("title", "Pets"), ("context[]", "home"), *form, ("expires_in", "3600")]).json

    assert words(made) == [("cat", True), ("dog", True)]
    assert made["expires_at"] > datetime.now(UTC).isoformat()


def test_a_filter_works_until_it_ends(ann, made):
    path = f"{PATH}/{made['id']}"

    ending = ann.put(path, {"expires_in": 60}).json["expires_at"]
    assert ending is not None
    assert ann.put(path, {"title": "Animals"}).json["expires_at"] == ending
    assert ann.put(path, {"expires_in": None}).json["expires_at"] == ending
    assert ann.put(path, {"expires_in": ""}).json["expires_at"] is None
    assert ann.put(path, form={"expires_in": "60"}).json["expires_at"] is not None
    assert ann.put(path, form={"expires_in": ""}).json["expires_at"] is None
    for wrong in (-1, "soon", 10**17):
        ann.put(path, {"expires_in": wrong}, 422)


def test_what_is_no_filter_is_refused_in_the_protocols_words(ann, made):
    everything = "Title can't be blank, Context can't be blank, Context None or invalid context supplied"
    right = {"title": "Animals", "context": ["home"]}
    for given, words in [
        ({}, everything),
        ({"title": "", "context": []}, everything),
        (right | {"context": ["garden"]}, "Context None or invalid context supplied"),
        (right | {"title": "x" * 257}, "Title is too long (maximum is 256 characters)"),
        (right | {"keywords_attributes": [{"whole_word": True}]}, "Keyword can't be blank"),
        (right | {"keywords_attributes": [{"keyword": "x" * 513}]}, "Keyword is too long (maximum is 512 characters)"),
    ]:
        assert ann.post(PATH, given, 422).json == {"error": f"Validation failed: {words}"}
    ann.post(PATH, right | {"filter_action": "burn"}, 422)
    ann.put(f"{PATH}/{made['id']}", {"title": ""}, 422)
    ann.put(f"{PATH}/{made['id']}", {"context": ["garden"]}, 422)
    ann.put(f"{PATH}/{made['id']}", {"keywords_attributes": [{"id": "1", "keyword": "x"}]}, 404)

    assert ann.get(PATH).json == [made]


def test_words_come_and_go_one_by_one(ann, made):
    path = f"{PATH}/{made['id']}/keywords"
    assert ann.get(path).json == made["keywords"]

    bee = ann.post(path, form={"keyword": "bee", "whole_word": "0"}).json
    assert bee == {"id": bee["id"], "keyword": "bee", "whole_word": False}
    one = f"{PATH}/keywords/{bee['id']}"
    assert ann.get(one).json == bee
    assert ann.put(one, {"keyword": "bees", "whole_word": True}).json == bee | {"keyword": "bees", "whole_word": True}
    assert ann.patch(one, {"whole_word": False}).json == bee | {"keyword": "bees"}
    assert ann.post(path, {}, 422).json == {"error": "Validation failed: Keyword can't be blank"}
    assert ann.put(one, {"keyword": ""}, 422).json == {"error": "Validation failed: Keyword can't be blank"}

    assert ann.delete(one).json == {}
    for method in ("GET", "PUT", "PATCH", "DELETE"):
        ann.request(method, one, 404)
    assert ann.get(path).json == made["keywords"]


def test_posts_come_and_go_one_by_one(db, ann, made):
    post, path = make_post(db, make_account(db)), f"{PATH}/{made['id']}/statuses"

    named = ann.post(path, {"status_id": str(post.id)}).json
    assert named == {"id": named["id"], "status_id": str(post.id)}
    assert ann.post(path, form={"status_id": post.id}).json == named
    assert ann.get(path).json == ann.get(f"{PATH}/{made['id']}").json["statuses"] == [named]
    one = f"{PATH}/statuses/{named['id']}"
    assert ann.get(one).json == named

    assert ann.delete(one).json == {}
    ann.get(one, 404)
    ann.delete(one, status=404)
    assert ann.get(path).json == []


def test_a_post_one_may_not_see_is_not_found(db, ann, made):
    post = make_post(db, make_account(db))
    post.visibility = Visibility.DIRECT
    db.commit()

    for id in (post.id, 1, "x"):
        ann.post(f"{PATH}/{made['id']}/statuses", {"status_id": id}, 404)
    ann.post(f"{PATH}/{made['id']}/statuses", {}, 422)


def test_a_post_one_may_not_see_any_more_is_named_no_more(client, db):
    account, bob = make_account(db), make_account(db)
    make_follow(db, account, bob)
    post, ann = make_post(db, bob, visibility="private"), client(account)
    made = ann.post(PATH, {"title": "Bob", "context": ["home"]}).json["id"]
    path = f"{PATH}/{made}/statuses"
    named = ann.post(path, {"status_id": post.id}).json["id"]
    one = f"{PATH}/statuses/{named}"

    ann.post(f"/api/v1/accounts/{bob.id}/unfollow")
    hidden = [ann.get(path).text, ann.get(f"{PATH}/{made}").text, ann.get(PATH).text, ann.get(one, 404).text]
    delete_post(db, bob, post)
    db.commit()
    gone = [ann.get(path).text, ann.get(f"{PATH}/{made}").text, ann.get(PATH).text, ann.get(one, 404).text]

    assert hidden == gone
    assert hidden[0] == "[]"


def test_posts_say_which_filters_match_them(db, client, ann, made):
    bob = make_account(db)
    spider, other = make_post(db, bob, "Spiderwebs!"), make_post(db, bob, "Flowers.")

    def filtered(post, by=ann):
        return by.get(f"/api/v1/statuses/{post.id}").json["filtered"]

    bare = {name: value for name, value in made.items() if name not in ("keywords", "statuses")}
    assert filtered(spider) == [{"filter": bare, "keyword_matches": ["spider"], "status_matches": None}]
    assert filtered(other) == filtered(spider, client(bob)) == []

    ann.post(f"{PATH}/{made['id']}/statuses", {"status_id": other.id})
    assert filtered(other) == [{"filter": bare, "keyword_matches": None, "status_matches": [str(other.id)]}]


def test_the_filters_of_others_do_not_exist(db, client, ann, made):
    bob, post = client(make_account(db)), make_post(db, make_account(db))
    named = ann.post(f"{PATH}/{made['id']}/statuses", {"status_id": post.id}).json
    word = made["keywords"][0]["id"]

    assert bob.get(PATH).json == []
    for method in ("GET", "PUT", "PATCH", "DELETE"):
        bob.request(method, f"{PATH}/{made['id']}", 404)
        bob.request(method, f"{PATH}/keywords/{word}", 404)
    for method in ("GET", "DELETE"):
        bob.request(method, f"{PATH}/statuses/{named['id']}", 404)
    for method in ("GET", "POST"):
        bob.request(method, f"{PATH}/{made['id']}/keywords", 404, json={"keyword": "x"})
        bob.request(method, f"{PATH}/{made['id']}/statuses", 404, json={"status_id": post.id})
    assert len(ann.get(f"{PATH}/{made['id']}").json["keywords"]) == 2
    assert db.query(Filter).count() == 1


def test_each_takes_its_scope(db, client, account, made):
    reader, writer = (client(account, scopes=f"{one}:filters") for one in ("read", "write"))
    post, word = make_post(db, account), f"{PATH}/keywords/{made['keywords'][0]['id']}"
    one = f"{PATH}/{made['id']}"
    named = writer.post(f"{one}/statuses", {"status_id": post.id}).json

    for path in (PATH, one, f"{one}/keywords", word, f"{one}/statuses", f"{PATH}/statuses/{named['id']}"):
        writer.get(path, 403)
        reader.get(path)
    for method, path in [
        ("POST", PATH),
        ("PUT", one),
        ("PATCH", one),
        ("POST", f"{one}/keywords"),
        ("POST", f"{one}/statuses"),
        ("PUT", word),
        ("PATCH", word),
        ("DELETE", word),
        ("DELETE", f"{PATH}/statuses/{named['id']}"),
        ("DELETE", one),
    ]:
        wish = {"title": "x", "context": ["home"], "keyword": "x", "status_id": post.id}
        reader.request(method, path, 403, json=wish)
        writer.request(method, path, 200, json=wish)
