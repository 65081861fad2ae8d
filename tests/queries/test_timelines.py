"""Which posts stand in which list."""

from datetime import timedelta

import pytest

from microblog.actions.boosts import boost
from microblog.actions.posts import delete_post
from microblog.clock import now
from microblog.database import make_engine
from microblog.models import (
    Account,
    Block,
    Follow,
    List,
    ListMember,
    Media,
    MediaKind,
    Mute,
    Pin,
    Post,
    RepliesPolicy,
    TagFollow,
    Visibility,
)
from microblog.queries.paging import Place
from microblog.queries.posts import visible_post
from microblog.queries.tags import tag_named
from microblog.queries.timelines import (
    home_timeline,
    list_timeline,
    pinned_timeline,
    profile_timeline,
    public_timeline,
    read_pinned,
    read_timeline,
    tag_timeline,
)
from microblog.settings import read_settings
from tests.conftest import ini_of, migrate
from tests.making import make_account, make_follow, make_post

PUBLIC, UNLISTED, PRIVATE, DIRECT = Visibility


def texts(db, timeline):
    return [post.original.text for post in read_timeline(db, timeline, Place())]


def tag_id(db, name):
    return db.scalar(tag_named(name)).id


def add(db, *rows):
    db.add_all(rows)
    db.commit()


def make_boost(db, by, post, visibility=None):
    made = boost(db, by, post, visibility)
    db.commit()
    return made


def make_list(db, owner, *members, **facts):
    one = List(account_id=owner.id, title="Some", **facts)
    add(db, one)
    add(db, *(ListMember(list_id=one.id, account_id=member.id) for member in members))
    return one


def with_picture(db, post):
    add(db, Media(account_id=post.author_id, post_id=post.id, kind=MediaKind.IMAGE))


def test_home_shows_oneself_and_those_one_follows(db):
    ann, bob, cem = make_account(db), make_account(db), make_account(db)
    make_follow(db, ann, bob)
    make_post(db, cem, "cem")
    make_post(db, ann, "ann")
    make_post(db, bob, "bob")

    assert texts(db, home_timeline(ann)) == ["bob", "ann"]
    assert texts(db, home_timeline(bob)) == ["bob"]


def test_home_shows_answers_to_oneself_to_their_author_and_to_those_one_follows(db):
    ann, bob, cem, dan = (make_account(db) for _ in range(4))
    make_follow(db, ann, bob)
    make_follow(db, ann, cem)
    for answered in (ann, bob, cem, dan):
        post = make_post(db, answered, "?", visibility=UNLISTED)
        make_post(db, bob, f"to {[ann, bob, cem, dan].index(answered)}", reply_to=post)
    own = make_post(db, ann, "own", reply_to=post)

    assert [text for text in texts(db, home_timeline(ann)) if text != "?"] == ["own", "to 2", "to 1", "to 0"]
    assert own.parent is post


def test_home_shows_no_direct_posts(db):
    ann, bob = make_account(db, "ann"), make_account(db)
    make_follow(db, ann, bob)
    for visibility in Visibility:
        make_post(db, bob, f"@ann {visibility}", visibility=visibility)
    make_post(db, ann, "to myself", visibility=DIRECT)

    assert texts(db, home_timeline(ann)) == ["@ann private", "@ann unlisted", "@ann public"]


def test_home_shows_boosts_unless_one_does_not_want_somebodys(db):
    ann, bob, cem, dan = (make_account(db) for _ in range(4))
    make_follow(db, ann, bob)
    make_follow(db, ann, cem)
    post = make_post(db, dan, "boosted")
    make_boost(db, bob, post)
    make_boost(db, cem, post)
    assert texts(db, home_timeline(ann)) == ["boosted", "boosted"]

    db.query(Follow).filter_by(followed_id=cem.id).one().boosts = False
    db.commit()

    [shown] = read_timeline(db, home_timeline(ann), Place())
    assert (shown.author, shown.original) == (bob, post)


def test_home_shows_those_languages_in_which_one_reads_somebody(db):
    ann, bob = make_account(db), make_account(db)
    make_follow(db, ann, bob)
    for language in ("de", "en", "pt-BR", None):
        make_post(db, bob, str(language), language=language)
    follow = db.query(Follow).one()

    for wanted, shown in [
        (["de", "pt-BR"], ["None", "pt-BR", "de"]),
        (["e"], ["None"]),
        (None, ["None", "pt-BR", "en", "de"]),
    ]:
        follow.languages = wanted
        db.commit()
        assert texts(db, home_timeline(ann)) == shown


def test_home_shows_public_posts_with_a_tag_that_one_follows(db):
    ann, bob = make_account(db), make_account(db)
    for visibility in (PUBLIC, UNLISTED, PRIVATE):
        make_post(db, bob, f"#tea {visibility}", visibility=visibility)
    make_post(db, bob, "#coffee")
    add(db, TagFollow(account_id=ann.id, tag_id=tag_id(db, "tea")))

    assert texts(db, home_timeline(ann)) == ["#tea public"]


def test_home_leaves_out_those_who_stand_on_an_exclusive_list_of_ones_own(db):
    ann, bob, cem = make_account(db), make_account(db), make_account(db)
    for followed in (bob, cem):
        make_follow(db, ann, followed)
        make_post(db, followed, followed.username)
    make_list(db, ann, bob, exclusive=True)
    make_list(db, ann, cem)
    make_list(db, bob, cem, exclusive=True)

    assert texts(db, home_timeline(ann)) == [cem.username]


def test_the_public_timeline_shows_everybody_but_no_answers_and_no_boosts(db):
    ann, bob = make_account(db), make_account(db)
    first = make_post(db, ann, "first")
    make_post(db, bob, "answer", reply_to=first)
    make_post(db, bob, "second")
    make_boost(db, bob, first)

    assert texts(db, public_timeline(None)) == texts(db, public_timeline(ann)) == ["second", "first"]


def test_the_public_timeline_and_tags_show_what_is_for_everybody(db):
    ann = make_account(db, "ann")
    for visibility in Visibility:
        make_post(db, ann, f"@ann #tea {visibility}", visibility=visibility)

    for reader in (None, ann):
        assert texts(db, public_timeline(reader)) == ["@ann #tea public"]
        assert texts(db, tag_timeline(tag_id(db, "tea"), reader)) == ["@ann #tea public"]


@pytest.mark.parametrize("shun", ["block", "mute", "mute for a while"])
def test_nobody_is_shown_whom_they_block_or_mute_nor_what_others_boost_of_those(db, shun):
    ann, bob, cem = make_account(db), make_account(db), make_account(db)
    make_follow(db, ann, bob)
    make_follow(db, ann, cem)
    one = make_list(db, ann, bob, cem)
    post = make_post(db, bob, "#tea bob")
    make_boost(db, cem, post)
    make_boost(db, bob, make_post(db, cem, "#tea cem"))
    tea = tag_id(db, "tea")
    until = now() + timedelta(hours=1) if shun == "mute for a while" else None
    fact = Block(blocker_id=ann.id, blocked_id=bob.id) if shun == "block" else None

    add(db, fact or Mute(muter_id=ann.id, muted_id=bob.id, expires_at=until))

    for timeline in (home_timeline, lambda reader: list_timeline(one, reader), public_timeline):
        assert texts(db, timeline(ann)) == ["#tea cem"]
    assert texts(db, tag_timeline(tea, ann)) == ["#tea cem"]
    assert texts(db, profile_timeline(cem, ann)) == ["#tea cem"]
    assert texts(db, profile_timeline(bob, ann)) == ["#tea cem", "#tea bob"]
    assert texts(db, public_timeline(None)) == ["#tea cem", "#tea bob"]


def test_a_mute_that_has_ended_hides_nothing(db):
    ann, bob = make_account(db), make_account(db)
    make_post(db, bob, "bob")
    add(db, Mute(muter_id=ann.id, muted_id=bob.id, expires_at=now() - timedelta(seconds=1)))

    assert texts(db, public_timeline(ann)) == ["bob"]


def test_those_who_are_blocked_see_nothing_of_who_blocked_them(db):
    ann, bob, cem = make_account(db), make_account(db), make_account(db)
    post = make_post(db, ann, "#tea ann")
    make_follow(db, bob, cem)
    make_boost(db, cem, post)
    assert texts(db, home_timeline(bob)) == ["#tea ann"]

    add(db, Block(blocker_id=ann.id, blocked_id=bob.id))

    for timeline in (
        home_timeline(bob),
        public_timeline(bob),
        tag_timeline(tag_id(db, "tea"), bob),
        profile_timeline(ann, bob),
        profile_timeline(cem, bob),
    ):
        assert texts(db, timeline) == []


def test_a_list_shows_its_members_with_their_boosts_and_no_one_else(db):
    ann, bob, cem = make_account(db), make_account(db), make_account(db)
    make_follow(db, ann, bob)
    make_follow(db, ann, cem)
    one = make_list(db, ann, bob, exclusive=True)
    post = make_post(db, cem, "cem")
    make_post(db, ann, "ann")
    make_post(db, bob, "bob", visibility=PRIVATE)
    make_boost(db, bob, post)
    make_post(db, bob, f"@{ann.username}", visibility=DIRECT)

    assert texts(db, list_timeline(one, ann)) == ["cem", "bob"]

    db.query(Follow).filter_by(followed_id=bob.id).delete()
    db.commit()
    assert texts(db, list_timeline(one, ann)) == []


@pytest.mark.parametrize(
    ("policy", "shown"),
    [
        (RepliesPolicy.NONE, ["to ann", "to bob"]),
        (RepliesPolicy.LIST, ["to ann", "to bob", "to cem"]),
        (RepliesPolicy.FOLLOWED, ["to ann", "to bob", "to cem", "to dan"]),
    ],
)
def test_a_list_shows_the_answers_that_its_policy_lets_in(db, policy, shown):
    people = ann, bob, cem, dan, eve = [make_account(db, name) for name in ("ann", "bob", "cem", "dan", "eve")]
    for followed in (bob, cem, dan):
        make_follow(db, ann, followed)
    one = make_list(db, ann, bob, cem, replies_policy=policy)
    for answered in people:
        make_post(db, bob, f"to {answered.username}", reply_to=make_post(db, answered, "?"))

    assert sorted(text for text in texts(db, list_timeline(one, ann)) if text != "?") == shown
    assert eve.username == "eve"


def test_a_profile_shows_one_author_with_answers_and_boosts_or_without(db):
    ann, bob = make_account(db), make_account(db)
    first = make_post(db, ann, "first")
    own = make_post(db, bob, "own #tea")
    make_post(db, bob, "on", reply_to=own)
    make_post(db, bob, "answer", reply_to=first)
    make_boost(db, bob, first)
    make_post(db, bob, "note", visibility=DIRECT)
    with_picture(db, own)

    def shown(**wish):
        return texts(db, profile_timeline(bob, bob, **wish))

    assert shown() == ["note", "first", "answer", "on", "own #tea"]
    assert shown(replies=False) == ["note", "first", "on", "own #tea"]
    assert shown(boosts=False) == ["note", "answer", "on", "own #tea"]
    assert shown(direct=False) == ["first", "answer", "on", "own #tea"]
    assert shown(only_media=True) == shown(tag_id=tag_id(db, "tea")) == ["own #tea"]
    assert texts(db, profile_timeline(bob, None)) == ["first", "answer", "on", "own #tea"]


def test_pinned_posts_stand_in_the_order_of_pinning_as_far_as_one_may_see_them(db):
    ann, bob = make_account(db), make_account(db)
    first, second, third = (make_post(db, ann, text) for text in ("1", "2", "3"))
    secret = make_post(db, ann, "secret", visibility=PRIVATE)
    for post in (second, secret, first):
        add(db, Pin(account_id=ann.id, post_id=post.id))
    add(db, Pin(account_id=bob.id, post_id=third.id))

    def pinned(reader):
        return [post.text for post in read_pinned(db, pinned_timeline(ann, reader), Place())]

    assert pinned(ann) == ["1", "secret", "2"]
    assert pinned(bob) == pinned(None) == ["1", "2"]


def test_a_hashtag_shows_the_posts_that_carry_it_once(db):
    ann = make_account(db)
    make_post(db, ann, "#Tea #tea")
    make_post(db, ann, "#Coffee")

    tag = db.scalar(tag_named("TEA"))

    assert texts(db, tag_timeline(tag.id, None)) == ["#Tea #tea"]
    assert db.scalar(tag_named("milk")) is None


def test_hashtags_can_be_combined(db):
    ann = make_account(db)
    for text in ("#a", "#b", "#a #b", "#a #c", "#a #b #c"):
        make_post(db, ann, text)
    a, b, c = (tag_id(db, name) for name in "abc")

    assert texts(db, tag_timeline(a, None, any_of=[b])) == ["#a #b #c", "#a #c", "#a #b", "#b", "#a"]
    assert texts(db, tag_timeline(a, None, all_of=[b])) == ["#a #b #c", "#a #b"]
    assert texts(db, tag_timeline(a, None, all_of=[b, c])) == ["#a #b #c"]
    assert texts(db, tag_timeline(a, None, none_of=[c])) == ["#a #b", "#a"]
    assert texts(db, tag_timeline(b, None, any_of=[a], all_of=[b], none_of=[c])) == ["#a #b", "#b"]
    assert texts(db, tag_timeline(a, None, all_of=[0])) == []


def test_public_posts_and_tags_can_be_limited_to_pictures(db):
    ann = make_account(db)
    make_post(db, ann, "#tea without")
    with_picture(db, make_post(db, ann, "#tea with"))

    assert texts(db, public_timeline(None, only_media=True)) == ["#tea with"]
    assert texts(db, tag_timeline(tag_id(db, "tea"), None, only_media=True)) == ["#tea with"]


def test_what_was_deleted_is_seen_by_nobody_nowhere(db):
    ann = make_account(db)
    post = make_post(db, ann, "#gone")
    tag = db.scalar(tag_named("gone"))

    delete_post(db, ann, post)
    db.commit()

    for reader in (None, ann):
        timelines = [public_timeline(reader), profile_timeline(ann, reader), tag_timeline(tag.id, reader)]
        assert [texts(db, timeline) for timeline in timelines] == [[], [], []]
        assert db.scalar(visible_post(post.id, reader)) is None
    assert texts(db, home_timeline(ann)) == []


def test_sqlite_reads_a_page_without_reading_everything_first(tmp_path):
    engine = make_engine(read_settings(ini_of(f"sqlite:///{tmp_path}/empty.sqlite"), environ={}).database)
    migrate(engine)
    ann = Account(id=1)

    for timeline in (public_timeline(None), home_timeline(ann), profile_timeline(ann, ann)):
        page = timeline.order_by(Post.id.desc()).limit(21)
        sql = str(page.compile(engine, compile_kwargs={"literal_binds": True}))
        with engine.connect() as connection:
            plan = [row[-1] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}")]

        assert [step for step in plan if "MATERIALIZE" in step or "TEMP B-TREE" in step] == []
