"""Hashtags come into being by being used, followed or shown."""

import pytest
from sqlalchemy import func, select

from microblog.actions.tags import MAX_FEATURED, feature_tag, follow_tag, tag_post, unfeature_tag, unfollow_tag
from microblog.errors import Invalid
from microblog.models import Account, FeaturedTag, Post, Tag, TagFollow, Tagging
from microblog.queries.tags import tag_named
from tests.making import make_account, make_post
from tests.meanwhile import at_once, while_unfinished


def everything(db, table):
    return db.scalar(select(func.count()).select_from(table))


def test_two_spellings_of_a_tag_are_one_and_the_first_stays(db):
    ann = make_account(db)

    for text in ("#Straße #STRASSE", "#strasse", "#ＳＴＲＡＳＳＥ"):
        make_post(db, ann, text)

    assert db.execute(select(Tag.key, Tag.name)).all() == [("strasse", "Straße")]
    assert everything(db, Tagging) == 3


def test_different_tags_are_different(db):
    make_post(db, make_account(db), "#a #b #ä #日本 #1 #_")

    assert set(db.scalars(select(Tag.key))) == {"a", "b", "ä", "日本"}


def test_two_posts_with_the_same_new_tags_at_one_moment_share_them(engine, db):
    ann = make_account(db)
    ids = [make_post(db, ann).id, make_post(db, ann).id]
    db.rollback()

    outcomes = while_unfinished(
        engine,
        lambda db: tag_post(db, db.get(Post, ids[0]), ["new", "newer"]),
        lambda db: tag_post(db, db.get(Post, ids[1]), ["newer", "New"]),
    )

    assert outcomes == (None, None)
    assert sorted(db.scalars(select(Tag.key))) == ["new", "newer"]
    assert everything(db, Tagging) == 4


def test_following_a_tag_that_nobody_used_makes_it(db):
    ann = make_account(db)

    tag = follow_tag(db, ann, "#Straße")
    again = follow_tag(db, ann, "STRASSE")
    db.commit()

    assert tag is again
    assert db.execute(select(Tag.key, Tag.name)).all() == [("strasse", "Straße")]
    assert db.execute(select(TagFollow.account_id, TagFollow.tag_id)).all() == [(ann.id, tag.id)]


def test_unfollowing_leaves_others_and_twice_is_once(db):
    ann, bob = make_account(db), make_account(db)
    tea, milk = follow_tag(db, ann, "tea"), follow_tag(db, ann, "milk")
    follow_tag(db, bob, "tea")

    unfollow_tag(db, ann, tea)
    unfollow_tag(db, ann, tea)
    db.commit()

    assert set(db.execute(select(TagFollow.account_id, TagFollow.tag_id))) == {(ann.id, milk.id), (bob.id, tea.id)}


@pytest.mark.parametrize("name", ["", "#", "1", "a b", "a-b", "##a", "x" * 101, "_"])
def test_what_cannot_be_a_tag_is_neither_followed_nor_shown(db, name):
    ann = make_account(db)

    for deed in (follow_tag, feature_tag):
        with pytest.raises(Invalid) as refusal:
            deed(db, ann, name)
        assert refusal.value.problems == {"tag": "Tag is invalid"}

    assert everything(db, Tag) == 0


@pytest.mark.parametrize("known", [False, True])
@pytest.mark.parametrize(("deed", "fact"), [(follow_tag, TagFollow), (feature_tag, FeaturedTag)])
def test_doing_it_twice_at_one_moment_is_doing_it_once(engine, db, deed, fact, known):
    ann = make_account(db)
    if known:
        make_post(db, ann, "#tea")
    id = ann.id
    db.rollback()

    def do(db):
        deed(db, db.get(Account, id), "tea")

    assert at_once(engine, do, do, do) == [None, None, None]
    assert everything(db, fact) == everything(db, Tag) == 1


def test_a_profile_has_room_for_ten_tags(db):
    ann, bob = make_account(db), make_account(db)
    for number in range(MAX_FEATURED):
        feature_tag(db, ann, f"tag{number}")

    with pytest.raises(Invalid) as refusal:
        feature_tag(db, ann, "more")
    feature_tag(db, ann, "TAG0")
    feature_tag(db, bob, "more")

    assert refusal.value.problems == {"tag": "You have already featured the maximum number of hashtags"}
    assert everything(db, FeaturedTag) == MAX_FEATURED + 1


def test_of_two_tags_that_come_at_one_moment_one_takes_the_last_room(engine, db):
    ann = make_account(db)
    for number in range(MAX_FEATURED - 1):
        feature_tag(db, ann, f"tag{number}")
    id = ann.id
    db.commit()

    outcomes = at_once(
        engine,
        lambda db: feature_tag(db, db.get(Account, id), "one") and None,
        lambda db: feature_tag(db, db.get(Account, id), "another") and None,
    )

    assert [type(outcome) for outcome in outcomes if outcome is not None] == [Invalid]
    assert everything(db, FeaturedTag) == MAX_FEATURED


def test_a_tag_that_is_shown_no_more_leaves_the_others(db):
    ann, bob = make_account(db), make_account(db)
    for account, name in ((ann, "tea"), (ann, "milk"), (bob, "tea")):
        feature_tag(db, account, name)
    tea = db.scalars(tag_named("tea")).one()

    unfeature_tag(db, ann, tea)
    unfeature_tag(db, ann, tea)

    assert everything(db, FeaturedTag) == 2
    assert db.scalars(select(FeaturedTag.account_id).where(FeaturedTag.tag_id == tea.id)).all() == [bob.id]
