"""Which posts somebody does not want to read."""

from datetime import UTC, datetime, timedelta

import pytest

from microblog import clock
from microblog.database import statements_run
from microblog.models import (
    Filter,
    FilterContext,
    FilterKeyword,
    FilterPost,
    Media,
    MediaKind,
    Poll,
    Post,
)
from microblog.queries.filters import matches_of
from tests.making import make_account, make_post


def make_filter(db, account, *words, whole_word=True, contexts=("home",), posts=(), **facts):
    """Let somebody not want to read some words and posts."""
    one = Filter(account_id=account.id, title="Not that", contexts=list(contexts), **facts)
    one.keywords = [FilterKeyword(keyword=word, whole_word=whole_word) for word in words]
    one.posts = [FilterPost(post_id=post.id) for post in posts]
    db.add(one)
    db.commit()
    return one


def told(matches):
    """What a test looks at."""
    return {id: [(one.filter.id, one.keywords, one.posts) for one in found] for id, found in matches.items()}


@pytest.fixture
def ann(db):
    return make_account(db, "ann")


@pytest.fixture
def bob(db):
    return make_account(db, "bob")


def test_a_filter_matches_the_posts_that_say_one_of_its_words(db, ann, bob):
    spider, other = make_post(db, bob, "A Spider and a wasp!"), make_post(db, bob, "A spiderweb.")
    one = make_filter(db, ann, "spider", "wasp", "snake")

    matches = matches_of(db, ann, [spider, other])

    assert told(matches) == {spider.id: [(one.id, ["spider", "wasp"], [])], other.id: []}


def test_a_word_that_may_be_part_of_another_is_found_there(db, ann, bob):
    post = make_post(db, bob, "A spiderweb.")
    one = make_filter(db, ann, "spider", whole_word=False)

    assert told(matches_of(db, ann, [post])) == {post.id: [(one.id, ["spider"], [])]}


def test_a_filter_matches_the_posts_it_names(db, ann, bob):
    post, other = make_post(db, bob), make_post(db, bob)
    one = make_filter(db, ann, posts=[post])

    assert told(matches_of(db, ann, [post, other])) == {post.id: [(one.id, [], [post.id])], other.id: []}


def test_all_that_a_post_says_is_read(db, ann, bob):
    warned, asked, shown = make_post(db, bob), make_post(db, bob), make_post(db, bob)
    warned.warning = "spider"
    db.add(Poll(post_id=asked.id, options=["a cat", "a spider"], expires_at=clock.now()))
    db.add(Media(account_id=bob.id, post_id=shown.id, kind=MediaKind.IMAGE, description="On it, a spider."))
    db.commit()
    make_filter(db, ann, "spider")

    assert all(matches_of(db, ann, [warned, asked, shown]).values())


def test_of_a_boost_its_original_is_judged(db, ann, bob):
    original = make_post(db, bob, "spider")
    boost = Post(author=ann, text="", boosted=original)
    db.add(boost)
    db.commit()
    one = make_filter(db, ann, "spider", posts=[original])

    why = [(one.id, ["spider"], [original.id])]
    assert told(matches_of(db, ann, [boost])) == {boost.id: why, original.id: why}


def test_a_filter_that_has_ended_matches_nothing(db, ann, bob):
    post = make_post(db, bob, "spider")
    end = datetime(2030, 1, 1, tzinfo=UTC)
    make_filter(db, ann, "spider", expires_at=end)

    with clock.set_to(end - timedelta(seconds=1)):
        assert matches_of(db, ann, [post])[post.id]
    with clock.set_to(end):
        assert not matches_of(db, ann, [post])[post.id]


def test_a_filter_works_where_it_is_wanted(db, ann, bob):
    post = make_post(db, bob, "spider")
    make_filter(db, ann, "spider", contexts=["home", "thread"])

    matching = [one for one in FilterContext if matches_of(db, ann, [post], one)[post.id]]

    assert matching == [FilterContext.HOME, FilterContext.THREAD]
    assert matches_of(db, ann, [post])[post.id]


def test_a_filter_is_nobody_elses(db, ann, bob):
    post = make_post(db, bob, "spider")
    make_filter(db, ann, "spider", posts=[post])

    assert matches_of(db, bob, [post]) == matches_of(db, None, [post]) == {post.id: []}


def test_a_page_takes_as_many_queries_as_a_post(db, ann, bob):
    posts = [make_post(db, bob, f"spider {number}") for number in range(5)]
    for _ in range(3):
        make_filter(db, ann, "spider", posts=posts)
    _ = [post.id for post in posts], ann.id

    before = statements_run()
    assert len(matches_of(db, ann, posts)) == 5

    assert statements_run() - before == 5
