"""Noting which pages posts link to."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from microblog import clock
from microblog.actions.edits import Edit, edit_post
from microblog.actions.posts import delete_post
from microblog.actions.previews import (
    FRESH,
    MOST_ATTEMPTS,
    SOONEST,
    claim_preview,
    record_absence,
    record_card,
    record_refusal,
)
from microblog.actions.tidying import remove_ended
from microblog.clock import now
from microblog.models import Card, PostLink, Preview, Visibility
from microblog.queries.previews import BETWEEN
from tests.making import make_account, make_post

CARD = Card(url="https://example.org/a", title="A page")


@pytest.fixture
def ann(db):
    return make_account(db, "ann")


def noted(db):
    return db.scalars(select(Preview.url).order_by(Preview.id)).all()


def claimed(db, seconds=0):
    with clock.set_to(now() + timedelta(seconds=seconds)):
        return claim_preview(db)


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("See https://example.org/a#there and https://example.org/b", "https://example.org/a"),
        ("See Example.ORG", "https://example.org/"),
        ("Bücher: https://bücher.example.com/ü?q=1", "https://xn--bcher-kva.example.com/%C3%BC?q=1"),
        ("http://example.org:8080/x", "http://example.org:8080/x"),
    ],
)
def test_the_first_link_is_noted_in_one_form(db, ann, text, url):
    make_post(db, ann, text)

    assert noted(db) == [url]


@pytest.mark.parametrize("text", ["Nothing.", "@ann #tag", "http://2130706433/ or ftp://example.org", "a@example.org"])
def test_what_is_no_link_is_not(db, ann, text):
    make_post(db, ann, text)

    assert noted(db) == []


def test_links_among_few_are_not_looked_at(db, ann):
    make_post(db, ann, "@ann https://example.org/once", visibility=Visibility.DIRECT)

    assert noted(db) == []


def test_one_page_is_noted_once_and_follows_edits(db, ann):
    post, other = make_post(db, ann, "https://example.org/a"), make_post(db, ann, "example.org/a")
    edit_post(db, ann, post, Edit(text="https://example.org/b"))
    delete_post(db, ann, other)
    db.commit()

    assert noted(db) == ["https://example.org/a", "https://example.org/b"]
    assert db.scalars(select(PostLink.post_id)).all() == [post.id]
    with clock.set_to(now() + timedelta(days=2)):
        remove_ended(db)
    assert noted(db) == ["https://example.org/b"]


def test_a_host_is_left_in_peace_for_a_while(db, ann):
    for path in ("a", "b"):
        make_post(db, ann, f"https://example.org/{path}")
    make_post(db, ann, "https://example.com/c")

    with clock.set_to(now()):  # the test may take longer than that
        took = [claimed(db), claimed(db), claimed(db), claimed(db, BETWEEN.seconds + 1)]

    assert [one.url if one else None for one in took] == [
        "https://example.org/a",
        "https://example.com/c",
        None,
        "https://example.org/b",
    ]


def test_what_was_looked_at_is_looked_at_again_after_days(db, ann):
    make_post(db, ann, "https://example.org/a")
    preview = claimed(db)
    record_card(preview, CARD)
    db.commit()

    assert Card.read(preview.card) == CARD
    assert claimed(db, 3600) is None
    assert claimed(db, SOONEST.total_seconds() + 10) is preview


def test_what_cannot_be_reached_is_tried_again_but_not_without_end(db, ann):
    make_post(db, ann, "https://example.org/a")
    tries = 0
    for _ in range(20):
        if (preview := claimed(db, tries * 86400)) is not None:
            tries += 1
            with clock.set_to(now() + timedelta(days=tries - 1)):
                record_absence(preview, "it takes too long")
            db.commit()

    assert tries == MOST_ATTEMPTS
    preview = db.scalars(select(Preview)).one()
    assert preview.due_at is None
    assert preview.trouble == "it takes too long"


def test_what_is_refused_is_looked_at_when_somebody_links_to_it_later(db, ann):
    make_post(db, ann, "https://example.org/a")
    record_refusal(preview := claimed(db), "it is of another kind")
    db.commit()
    make_post(db, ann, "https://example.org/a")

    assert preview.due_at is None
    with clock.set_to(now() + 2 * FRESH):
        make_post(db, ann, "https://example.org/a")
        assert claim_preview(db) is preview
