"""What a page of posts needs to know beyond the posts."""

import pytest

from microblog.actions.boosts import boost
from microblog.actions.posts import delete_post
from microblog.actions.reactions import bookmark, favourite, mute_thread, pin
from microblog.clock import now
from microblog.database import statements_run
from microblog.queries.paging import Place
from microblog.queries.timelines import profile_timeline, public_timeline, read_timeline
from microblog.queries.viewpoints import full_viewpoint_of, viewpoint_of
from tests.making import make_account, make_media, make_post


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
def test_it_costs_two_queries_however_many_posts_there_are(db, count):
    ann = make_account(db, "ann")
    for _ in range(count):
        make_post(db, ann, "@ann", reply_to=None)
    db.rollback()
    posts = read_timeline(db, public_timeline(None), Place()).rows
    before = statements_run()

    view = viewpoint_of(db, None, posts)
    assert len(view.named) == count
    assert all(post.author.username == "ann" for post in posts)

    assert statements_run() - before == 2


def test_no_posts_cost_nothing(db):
    before = statements_run()

    viewpoint_of(db, None, [])

    assert statements_run() == before


@pytest.fixture
def busy(db):
    """A post by ann with something of everything, and its boost by bob."""
    ann, bob, cem = (make_account(db, name) for name in ("ann", "bob", "cem"))
    post = make_post(db, ann, "@cem @bob #Tea #чай", reply_to=make_post(db, cem), media=[make_media(db, ann).id])
    make_post(db, bob, "Yes.", reply_to=post)
    wrapper = boost(db, bob, post)
    for who in (bob, cem):
        favourite(db, who, post)
    bookmark(db, bob, post)
    mute_thread(db, bob, post)
    pin(db, ann, post)
    db.commit()
    return post, wrapper, ann, bob, cem


def test_everything_is_known_of_a_post_and_of_a_boost_that_of_its_original(db, busy):
    post, wrapper, ann, bob, cem = busy

    for posts in ([post], [wrapper], [wrapper, post]):
        view = full_viewpoint_of(db, bob, posts)

        assert view.mentioned == {post.id: [bob, cem]}
        assert view.named == {post.id: frozenset({"bob", "cem"})}
        assert view.tags == {post.id: ["Tea", "чай"]}
        assert [one.post_id for one in view.media[post.id]] == [post.id]
        assert (view.replies, view.boosts, view.favourites) == ({post.id: 1}, {post.id: 1}, {post.id: 2})
        assert view.parents == {post.id: post.parent_id}
        assert view.favourited == view.boosted == view.bookmarked == view.muted == {post.id}
        assert view.pinned == frozenset()
    assert full_viewpoint_of(db, ann, [post]).pinned == {post.id}
    stranger = full_viewpoint_of(db, None, [post])
    assert stranger.favourites == {post.id: 2}
    own = stranger.favourited | stranger.boosted | stranger.bookmarked | stranger.pinned | stranger.muted
    assert own == frozenset()


def test_favourites_by_those_who_are_shut_out_do_not_count(db, busy):
    post, _, _, bob, _ = busy
    bob.suspended_at = now()
    db.commit()

    view = full_viewpoint_of(db, None, [post])

    assert (view.favourites, view.boosts, view.replies) == ({post.id: 1}, {}, {})


@pytest.mark.parametrize("count", [1, 7])
def test_a_full_view_costs_five_queries(db, count):
    ann, bob = make_account(db, "ann"), make_account(db, "bob")
    for number in range(count):
        boost(db, bob, make_post(db, ann, f"@bob #tag{number}"))
    db.commit()
    posts = read_timeline(db, profile_timeline(bob, None), Place()).rows
    assert len(posts) == count

    for reader in (bob, None):
        assert reader is None or reader.id
        before = statements_run()
        view = full_viewpoint_of(db, reader, posts)
        assert all(view.mentioned[post.original.id] == [bob] for post in posts)
        assert all(post.original.author.username == "ann" for post in posts)
        assert statements_run() - before == 5
