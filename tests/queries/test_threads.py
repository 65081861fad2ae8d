"""A conversation as a tree."""

import pytest
from sqlalchemy import insert

from microblog.actions.posts import delete_post
from microblog.database import statements_run
from microblog.models import Mute, Post, Visibility, new_id
from microblog.queries.posts import THREAD_LIMIT
from microblog.queries.threads import surroundings_of, thread_of
from tests.making import make_account, make_post


@pytest.fixture
def ann(db):
    return make_account(db)


@pytest.fixture
def tree(db, ann):
    """a ← b ← (c ← d, e ← f), by name."""
    posts = {}
    for name, parent in ["a ", "ba", "cb", "eb", "dc", "fe"]:
        posts[name] = make_post(db, ann, name, reply_to=posts.get(parent))
    return posts


def laid_out(db, post):
    thread = thread_of(db, post, None)
    return [one.text for one in thread.ancestors], [(branch.post.text, branch.depth) for branch in thread.replies]


def delete(db, ann, *posts):
    for post in posts:
        delete_post(db, ann, post)
    db.commit()


def test_each_answer_is_followed_by_its_own(db, tree):
    assert laid_out(db, tree["a"]) == ([], [("b", 1), ("c", 2), ("d", 3), ("e", 2), ("f", 3)])
    assert laid_out(db, tree["b"]) == (["a"], [("c", 1), ("d", 2), ("e", 1), ("f", 2)])
    assert laid_out(db, tree["f"]) == (["a", "b", "e"], [])


def test_a_gap_shows_where_an_answer_hangs_on_it_and_not_elsewhere(db, ann, tree):
    delete(db, ann, tree["c"], tree["f"])

    assert laid_out(db, tree["a"])[1] == [("b", 1), ("", 2), ("d", 3), ("e", 2)]


def test_a_branch_of_gaps_is_left_out(db, ann, tree):
    delete(db, ann, tree["c"], tree["d"])

    assert laid_out(db, tree["a"])[1] == [("b", 1), ("e", 2), ("f", 3)]


def test_a_gap_above_stays(db, ann, tree):
    delete(db, ann, tree["b"])

    thread = thread_of(db, tree["f"], None)

    assert [one.text for one in thread.ancestors] == ["a", "", "e"]
    assert [one.text for one in thread.posts] == ["a", "e", "f"]


def test_a_thread_costs_two_queries_however_large_it_is(db, tree):
    db.refresh(tree["b"])
    before = statements_run()

    thread = thread_of(db, tree["b"], None)
    assert all(branch.post.author.username for branch in thread.replies)
    assert all(post.author.username for post in thread.ancestors)

    assert statements_run() - before == 2


def test_a_very_deep_thread_can_be_read_from_its_top_its_middle_and_its_end(db, ann):
    ids = [new_id() for _ in range(1_000)]
    rows = [
        {"id": id, "author_id": ann.id, "text": str(n), "parent_id": ids[n - 1] if n else None}
        for n, id in enumerate(ids)
    ]
    db.execute(insert(Post), rows)
    db.commit()

    top, middle, end = (thread_of(db, db.get(Post, ids[n]), None) for n in (0, 500, 999))

    assert [branch.depth for branch in top.replies] == list(range(1, THREAD_LIMIT + 1))
    assert [branch.post.text for branch in middle.replies] == [str(501 + n) for n in range(THREAD_LIMIT)]
    assert [post.text for post in middle.ancestors] == [str(500 - THREAD_LIMIT + n) for n in range(THREAD_LIMIT)]
    assert [post.text for post in end.ancestors] == [str(999 - THREAD_LIMIT + n) for n in range(THREAD_LIMIT)]
    assert end.replies == []


def surroundings(db, post, reader=None, **limits):
    around = surroundings_of(db, post, reader, **limits)
    return [one.text for one in around.ancestors], [one.text for one in around.descendants]


def test_around_a_post_stands_what_it_answers_and_what_answers_it_branch_by_branch(db, tree):
    assert surroundings(db, tree["a"]) == ([], ["b", "c", "d", "e", "f"])
    assert surroundings(db, tree["e"]) == (["a", "b"], ["f"])


def test_around_a_post_are_no_gaps(db, ann, tree):
    delete(db, ann, tree["b"], tree["c"])

    assert surroundings(db, tree["a"]) == ([], ["d", "e", "f"])
    assert surroundings(db, tree["f"]) == (["a", "e"], [])


def test_what_one_may_not_see_or_does_not_want_is_not_around_but_its_answers_are(db, ann, tree):
    bob = make_account(db)
    secret = make_post(db, ann, "secret", reply_to=tree["a"], visibility=Visibility.PRIVATE)
    make_post(db, ann, "on", reply_to=secret, visibility=Visibility.PUBLIC)
    cem = make_account(db)
    loud = make_post(db, cem, "loud", reply_to=tree["f"])
    make_post(db, ann, "calm", reply_to=loud)
    db.add(Mute(muter_id=bob.id, muted_id=cem.id))
    db.commit()

    assert surroundings(db, tree["a"], bob) == ([], ["b", "c", "d", "e", "f", "calm", "on"])
    assert surroundings(db, tree["a"], cem) == ([], ["b", "c", "d", "e", "f", "loud", "calm", "on"])
    assert surroundings(db, tree["a"], ann)[1][-2:] == ["secret", "on"]
    assert surroundings(db, loud, bob)[0] == ["a", "b", "e", "f"]


def test_what_is_around_can_be_limited(db, ann, tree):
    delete(db, ann, tree["b"])

    assert surroundings(db, tree["f"], above=1) == (["e"], [])
    assert surroundings(db, tree["a"], below=2) == ([], ["c", "d"])
    assert surroundings(db, tree["a"], depth=2) == ([], ["c", "e"])


def test_what_is_around_costs_three_queries(db, tree):
    db.refresh(tree["b"])
    before = statements_run()

    around = surroundings_of(db, tree["b"], None)
    assert all(post.author.username for post in around.descendants + around.ancestors)

    assert statements_run() - before == 3
