"""Lists of posts on the wire."""

import re

import pytest

from microblog.actions.boosts import boost
from microblog.actions.reactions import pin
from microblog.database import statements_run
from microblog.models import Block, Mute, TagFollow, Visibility
from microblog.queries.tags import tag_named
from tests.making import make_account, make_follow, make_list, make_media, make_post

PUBLIC = "/api/v1/timelines/public"
HOME = "/api/v1/timelines/home"


def tag(name):
    return f"/api/v1/timelines/tag/{name}"


def texts(response):
    shown = (one["reblog"] or one for one in response.json)
    return [re.sub("<[^>]+>", "", one["content"]) for one in shown]


def boosted(db, by, post):
    made = boost(db, by, post)
    db.commit()
    return made


@pytest.fixture
def ann(db):
    return make_account(db, "ann")


@pytest.fixture
def bob(db):
    return make_account(db, "bob")


def test_home_shows_those_one_follows_and_their_boosts(client, db, ann, bob):
    cem = make_account(db, "cem")
    make_follow(db, ann, bob)
    post = make_post(db, cem, "cem #tea")
    make_post(db, ann, "ann")
    make_post(db, bob, "@ann bob", visibility=Visibility.PRIVATE)
    make_post(db, bob, "@ann direct", visibility=Visibility.DIRECT)
    boosted(db, bob, post)

    assert texts(client(ann).get(HOME)) == ["cem #tea", "@ann bob", "ann"]
    db.add(TagFollow(account_id=bob.id, tag_id=db.scalar(tag_named("tea")).id))
    db.commit()
    assert texts(client(bob).get(HOME)) == ["cem #tea", "@ann bob", "cem #tea"]
    client().get(HOME, 401)
    client.app().get(HOME, 422)
    client(ann, scopes="read:accounts write").get(HOME, 403)


def test_everybodys_posts_are_shown_to_everybody(client, db, ann, bob):
    post = make_post(db, ann, "one")
    make_post(db, bob, "answer", reply_to=post)
    make_post(db, bob, "unlisted", visibility=Visibility.UNLISTED)
    boosted(db, bob, post)
    make_post(db, bob, "two", media=[make_media(db, bob).id])

    assert texts(client().get(PUBLIC)) == texts(client(ann).get(PUBLIC)) == ["two", "one"]
    assert texts(client.app().get(PUBLIC, local="true")) == ["two", "one"]
    assert texts(client().get(PUBLIC, only_media=1)) == ["two"]
    assert texts(client().get(PUBLIC, remote=1)) == []
    assert texts(client().get(PUBLIC, remote=1, local=1)) == ["two", "one"]
    db.add(Mute(muter_id=ann.id, muted_id=bob.id))
    db.commit()
    assert texts(client(ann).get(PUBLIC)) == ["one"]


def test_pages_lead_on_in_both_directions(client, db, ann):
    posts = [make_post(db, ann, str(number)) for number in range(5)]

    def follow(response, rel):
        [address] = re.findall(rf'<http://localhost([^>]*)>; rel="{rel}"', response.headers["Link"])
        return client().get(address)

    first = client().get(PUBLIC, limit=2)
    second = follow(first, "next")
    third = follow(second, "next")
    fourth = follow(third, "next")

    assert [texts(page) for page in (first, second, third, fourth)] == [["4", "3"], ["2", "1"], ["0"], []]
    assert "Link" not in fourth.headers
    assert texts(follow(third, "prev")) == ["2", "1"]
    assert first.headers["Link"].startswith(f"<http://localhost{PUBLIC}?limit=2&max_id=")
    two, four = posts[2].id, posts[4].id
    assert texts(client().get(PUBLIC, since_id=two)) == ["4", "3"]
    assert texts(client().get(PUBLIC, since_id=posts[0].id, limit=2)) == ["4", "3"]
    assert texts(client().get(PUBLIC, min_id=posts[0].id, limit=2)) == ["2", "1"]
    assert texts(client().get(PUBLIC, min_id=posts[0].id, max_id=two)) == ["1"]
    assert texts(client().get(PUBLIC, since_id=posts[0].id, max_id=four, limit=1)) == ["3"]


@pytest.mark.parametrize("place", [{"max_id": 0}, {"min_id": 10**30}, {"since_id": 2**63 - 1}, {"max_id": 10**30}])
def test_absurd_places_are_places(client, db, ann, place):
    make_post(db, ann, "one")

    assert texts(client().get(PUBLIC, **place)) == (["one"] if place == {"max_id": 10**30} else [])


def test_hashtags_can_be_read_and_combined(client, db, ann, bob):
    for words in ("#a", "#b", "#A #b", "#a #c"):
        make_post(db, ann, words)
    make_post(db, bob, "#a #c", media=[make_media(db, bob).id])

    assert texts(client().get(tag("A"))) == ["#a #c", "#a #c", "#A #b", "#a"]
    assert texts(client().get(tag("a"), **{"any[]": ["B"]})) == ["#a #c", "#a #c", "#A #b", "#b", "#a"]
    assert texts(client().get(tag("a"), **{"all[]": ["b"]})) == ["#A #b"]
    assert texts(client().get(tag("a"), **{"none[]": ["b", "c"]})) == ["#a"]
    assert texts(client().get(tag("a"), **{"all[]": ["never"]})) == []
    assert texts(client().get(tag("a"), **{"none[]": ["never", "x y"]}, limit=1)) == ["#a #c"]
    assert texts(client().get(tag("a"), only_media=True)) == ["#a #c"]
    assert texts(client().get(tag("a"), remote=True)) == []
    db.add(Block(blocker_id=ann.id, blocked_id=bob.id))
    db.commit()
    assert texts(client(ann).get(tag("a"), limit=1)) == ["#a #c"]
    assert len(client(ann).get(tag("a")).json) == 3
    assert texts(client(bob).get(tag("a"))) == ["#a #c"]


@pytest.mark.parametrize("name", ["never", "%23a", "a%20b", "%00", "12", "%F0%9F%92%A5"])
def test_a_hashtag_that_nobody_used_has_no_posts(client, db, ann, name):
    make_post(db, ann, "#a")

    assert client().get(f"/api/v1/timelines/tag/{name}").json == []


def test_too_many_hashtags_are_refused(client):
    client().get(tag("a"), **{"all[]": ["b"] * 20})
    client().get(tag("a"), 422, **{"all[]": ["b"] * 21})


def test_a_list_shows_its_members(client, db, ann, bob):
    make_follow(db, ann, bob)
    one = make_list(db, ann, bob)
    make_post(db, bob, "bob")
    make_post(db, ann, "ann")
    address = f"/api/v1/timelines/list/{one.id}"

    assert texts(client(ann).get(address)) == ["bob"]
    client(bob).get(address, 404)
    client(ann).get("/api/v1/timelines/list/7", 404)
    client(ann, scopes="read:statuses").get(address, 403)


def test_a_profile_shows_what_is_asked_for(client, db, ann, bob):
    address = f"/api/v1/accounts/{bob.id}/statuses"
    post = make_post(db, ann, "first")
    own = make_post(db, bob, "own #tea", media=[make_media(db, bob).id])
    make_post(db, bob, "on", reply_to=own)
    make_post(db, bob, "answer", reply_to=post)
    boosted(db, bob, post)
    make_post(db, bob, "@ann direct", visibility=Visibility.DIRECT)
    make_post(db, bob, "private", visibility=Visibility.PRIVATE)
    pin(db, bob, own)
    db.commit()

    def shown(reader=None, **wish):
        return texts(client(reader).get(address, **wish))

    assert shown() == ["first", "answer", "on", "own #tea"]
    assert shown(ann) == ["@ann direct", "first", "answer", "on", "own #tea"]
    assert shown(bob) == ["private", "@ann direct", "first", "answer", "on", "own #tea"]
    assert shown(bob, exclude_direct=1, limit=2) == ["private", "first"]
    assert shown(exclude_replies=1) == ["first", "on", "own #tea"]
    assert shown(exclude_reblogs=1) == ["answer", "on", "own #tea"]
    assert shown(only_media=1) == shown(pinned=1) == shown(tagged="TEA") == ["own #tea"]
    assert shown(tagged="never") == shown(tagged="no tag") == []
    assert shown(pinned=0, limit=1) == ["first"]


def test_a_profile_of_nobody_has_no_posts(client, db, ann, bob):
    client().get("/api/v1/accounts/7/statuses", 404)
    make_post(db, ann)
    db.add(Block(blocker_id=ann.id, blocked_id=bob.id))
    db.commit()

    assert client(bob).get(f"/api/v1/accounts/{ann.id}/statuses").json == []


def test_a_page_costs_the_same_however_many_posts_are_on_it(client, db, ann, bob):
    asking = client(bob)

    def cost():
        asking.get(PUBLIC)
        before = statements_run()
        asking.get(PUBLIC)
        return statements_run() - before

    make_post(db, ann, "@bob #a", media=[make_media(db, ann).id])
    one = cost()
    for number in range(10):
        make_post(db, make_account(db), f"@ann #a{number} #b")

    assert cost() == one


@pytest.mark.parametrize("address", [PUBLIC, tag("a"), "account", "boosts", HOME])
def test_what_is_no_place_is_refused(client, db, ann, address):
    post = make_post(db, ann)
    address = {
        "account": f"/api/v1/accounts/{ann.id}/statuses",
        "boosts": f"/api/v1/statuses/{post.id}/reblogged_by",
    }.get(address, address)

    for place in ({"max_id": "abc"}, {"min_id": "1.5"}, {"since_id": "٣"}):
        client(ann).get(address, 422, **place)
    client(ann).get(address, 400, limit=-1)


def test_what_no_database_keeps_is_no_hashtag(client, ann):
    client().get(tag("a"), 422, **{"any[]": ["\0"]})
    client().get(f"/api/v1/accounts/{ann.id}/statuses", 422, tagged="\0")
