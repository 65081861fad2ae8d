"""What a page of posts needs to know beyond the posts."""

import pytest

from microblog.actions.posts import delete_post
from microblog.database import statements_run
from microblog.queries.paging import Place
from microblog.queries.timelines import public_timeline, read_timeline
from microblog.queries.viewpoints import viewpoint_of
from tests.making import make_account, make_post


def test_names_answers_and_what_is_answered_are_known(db):
    ann, bob = make_account(db, "ann"), make_account(db, "bob")
    first = make_post(db, ann, "@bob and @nobody_here")
    answer = make_post(db, bob, "Yes.", reply_to=first)
    gone = make_post(db, bob, "No.", reply_to=first)
    delete_post(db, bob, gone)
    db.commit()

    view = viewpoint_of(db, ann, [first, answer])

    assert view.named == {first.id: frozenset({"bob"})}
    assert view.replies == {first.id: 1}
    assert view.answered == {answer.id: "ann"}


@pytest.mark.parametrize("count", [1, 5, 20])
def test_it_costs_four_queries_however_many_posts_there_are(db, count):
    ann = make_account(db, "ann")
    for _ in range(count):
        make_post(db, ann, "@ann", reply_to=None)
    db.rollback()
    posts = read_timeline(db, public_timeline(None), Place()).rows
    before = statements_run()

    view = viewpoint_of(db, None, posts)
    assert len(view.named) == count
    assert all(post.author.username == "ann" for post in posts)

    assert statements_run() - before == 4


def test_no_posts_cost_nothing(db):
    before = statements_run()

    viewpoint_of(db, None, [])

    assert statements_run() == before
