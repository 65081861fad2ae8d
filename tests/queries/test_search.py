"""Finding what somebody half remembers."""

from datetime import timedelta

import pytest

from microblog.actions.posts import delete_post
from microblog.actions.tags import follow_tag
from microblog.clock import now
from microblog.models import Block, Mute, Post, Visibility
from microblog.queries.search import posts_saying, tags_beginning
from tests.making import make_account, make_follow, make_post


def found(db, words, reader=None):
    return [post.text for post in db.scalars(posts_saying(words, reader).order_by(Post.id.desc()))]


def names(db, name, reader=None):
    return [tag.name for tag in db.scalars(tags_beginning(name, reader))]


def hide(db, post, visibility=Visibility.PRIVATE):
    post.visibility = visibility
    db.commit()


@pytest.mark.parametrize("words", ["bread", "BREAD", "rye  bread", "bread rye", "rea", "#bread", "Straße", "straße"])
def test_a_post_that_says_all_words_is_found(db, words):
    ann = make_account(db)
    make_post(db, ann, "Rye #bread from the Straße")
    make_post(db, ann, "Nothing here")

    assert found(db, words) == ["Rye #bread from the Straße"]


@pytest.mark.parametrize("words", ["ärger", "ÄRGER", "Ärger"])
def test_case_is_no_matter_in_other_alphabets(db, words):
    make_post(db, make_account(db), "Ärger")

    assert found(db, words) == ["Ärger"]


@pytest.mark.parametrize("words", ["", "  ", "rye cake", "%", "r_e", "\\", "'"])
def test_what_is_not_said_is_not_found(db, words):
    make_post(db, make_account(db), "Rye bread")

    assert found(db, words) == []


def test_signs_of_the_language_of_databases_are_letters_like_others(db):
    make_post(db, make_account(db), "100% of a_b \\ o'clock")

    for words in ("0% of", "a_b", "\\", "o'clock"):
        assert len(found(db, words)) == 1


def test_a_warning_is_searched_too(db):
    make_post(db, make_account(db), "The butler did it.").warning = "Spoiler"

    assert found(db, "spoiler butler") == ["The butler did it."]


def test_only_public_posts_are_found_and_ones_own(db):
    ann, bob, cem = make_account(db), make_account(db), make_account(db)
    make_follow(db, cem, ann)
    for visibility in Visibility:
        hide(db, make_post(db, ann, f"bread {visibility}"), visibility)

    assert found(db, "bread", ann) == ["bread direct", "bread private", "bread unlisted", "bread public"]
    assert found(db, "bread") == found(db, "bread", bob) == found(db, "bread", cem) == ["bread public"]


def test_what_people_do_not_leave_to_be_found_is_found_by_themselves(db):
    ann, bob = make_account(db, indexable=False), make_account(db)
    make_post(db, ann, "bread")

    assert found(db, "bread") == found(db, "bread", bob) == []
    assert found(db, "bread", ann) == ["bread"]


def test_what_is_gone_is_not_found(db):
    ann, bob = make_account(db), make_account(db)
    delete_post(db, ann, make_post(db, ann, "bread"))
    make_post(db, bob, "bread")
    bob.suspended_at = now()

    assert found(db, "bread") == found(db, "bread", ann) == []


def test_a_boost_is_not_found_beside_its_original(db):
    ann, bob = make_account(db), make_account(db)
    post = make_post(db, ann, "bread")
    db.add(Post(author_id=bob.id, text="", boosted_id=post.id))

    assert found(db, "bread", bob) == ["bread"]


def test_nobody_finds_those_whom_they_avoid(db):
    ann, bob, cem, dan = (make_account(db) for _ in range(4))
    for one in (bob, cem, dan):
        make_post(db, one, f"bread {one.username}")
    db.add(Block(blocker_id=ann.id, blocked_id=bob.id))
    db.add(Mute(muter_id=ann.id, muted_id=cem.id, expires_at=now() + timedelta(hours=1)))
    db.add(Mute(muter_id=ann.id, muted_id=dan.id, expires_at=now() - timedelta(hours=1)))

    assert found(db, "bread", ann) == [f"bread {dan.username}"]
    assert len(found(db, "bread", bob)) == 3


def test_tags_are_found_by_their_beginning_however_it_is_spelt(db):
    make_post(db, make_account(db), "#Bread #breakfast #sourbread #Straße #b_read #b")

    assert names(db, "BREA") == ["Bread", "breakfast"]
    assert names(db, "strasse") == ["Straße"]
    assert names(db, "b_") == ["b_read"]
    assert names(db, "%") == names(db, "") == []


def test_a_tag_is_not_found_before_it_is_used_where_one_sees_it(db):
    ann, bob = make_account(db), make_account(db)
    hide(db, make_post(db, ann, "#surprise"))
    follow_tag(db, bob, "surplus")

    assert names(db, "surp", ann) == ["surprise"]
    assert names(db, "surp", bob) == names(db, "surp") == []
