"""Saying what one does not want to read."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from microblog import clock
from microblog.actions.filters import (
    LONGEST,
    FilterChange,
    KeywordChange,
    add_keyword,
    change_filter,
    change_keyword,
    change_lone_keyword,
    delete_filter,
    delete_keyword,
    filter_post,
    make_filter,
    unfilter_post,
)
from microblog.errors import Invalid, NotFound
from microblog.models import (
    MAX_FILTERS,
    MAX_KEYWORDS,
    Account,
    Filter,
    FilterAction,
    FilterKeyword,
    FilterPost,
    Visibility,
)
from microblog.queries.filters import filter_of, filters_of
from tests.making import make_account, make_post
from tests.meanwhile import while_unfinished

NOON = datetime(2030, 1, 1, 12, tzinfo=UTC)


@pytest.fixture
def ann(db):
    return make_account(db, "ann")


def wish(*words, title="Animals", contexts=("home",), **more):
    """What somebody may wish."""
    return FilterChange(
        title=title, contexts=contexts, keywords=[KeywordChange(keyword=word) for word in words], **more
    )


def words(db):
    """All words there are."""
    return list(db.scalars(select(FilterKeyword.keyword).order_by(FilterKeyword.id)))


def test_a_filter_is_made_with_its_words(db, ann):
    with clock.set_to(NOON):
        made = make_filter(db, ann, wish("spider", "wasp", action=FilterAction.HIDE, ends=True, expires_in=60))
    db.commit()

    assert db.scalars(filters_of(ann)).all() == [made]
    assert (made.title, made.contexts, made.action) == ("Animals", ["home"], FilterAction.HIDE)
    assert made.expires_at == NOON + timedelta(minutes=1)
    assert [(word.keyword, word.whole_word) for word in made.keywords] == [("spider", True), ("wasp", True)]


def test_what_is_not_said_is_warned_of_for_ever(db, ann):
    made = make_filter(db, ann, wish())
    db.commit()

    assert (made.action, made.expires_at, made.keywords) == (FilterAction.WARN, None, [])


@pytest.mark.parametrize(
    ("change", "problems"),
    [
        (wish(title=""), {"title": "Title can't be blank"}),
        (wish(title="x" * 257), {"title": "Title is too long (maximum is 256 characters)"}),
        (wish(contexts=()), {"context": "Context can't be blank, Context None or invalid context supplied"}),
        (wish(contexts=("home", "garden")), {"context": "Context None or invalid context supplied"}),
        (wish(" "), {"keyword": "Keyword can't be blank"}),
        (wish("x" * 513), {"keyword": "Keyword is too long (maximum is 512 characters)"}),
        (wish(*"x" * (MAX_KEYWORDS + 1)), {"keywords": "Keywords are too many (maximum is 100)"}),
        (wish(ends=True, expires_in=-1), {"expires_in": f"Expires in must be between 0 and {LONGEST} seconds"}),
        (
            wish(ends=True, expires_in=LONGEST + 1),
            {"expires_in": f"Expires in must be between 0 and {LONGEST} seconds"},
        ),
    ],
)
def test_what_is_no_filter_is_neither_made_nor_changed_to(db, ann, change, problems):
    made = make_filter(db, ann, wish("cat"))
    db.commit()

    with pytest.raises(Invalid) as refusal:
        make_filter(db, ann, change)
    db.rollback()
    with pytest.raises(Invalid) as other:
        change_filter(db, made, change)
    db.rollback()

    assert refusal.value.problems == other.value.problems == problems
    assert words(db) == ["cat"]


def test_nobody_makes_filters_without_end(db, ann):
    for _ in range(MAX_FILTERS):
        make_filter(db, ann, wish())

    with pytest.raises(Invalid):
        make_filter(db, ann, wish())
    make_filter(db, make_account(db), wish())


def test_a_filter_is_changed_where_it_is_wanted(db, ann):
    made = make_filter(db, ann, wish("spider", "wasp", "bee", ends=True, expires_in=60))
    spider, wasp, bee = made.keywords
    changes = [
        KeywordChange(id=spider.id, keyword="spiders", whole_word=False),
        KeywordChange(id=wasp.id, gone=True),
        KeywordChange(id=bee.id),
        KeywordChange(keyword="ant"),
    ]

    change_filter(db, made, FilterChange(keywords=changes, contexts=["public", "public"]))
    db.commit()

    assert (made.title, made.contexts) == ("Animals", ["public"])
    assert made.expires_at is not None
    assert [(word.keyword, word.whole_word) for word in made.keywords] == [
        ("spiders", False),
        ("bee", True),
        ("ant", True),
    ]
    change_filter(db, made, FilterChange(ends=True))
    assert made.expires_at is None


def test_the_words_of_another_filter_are_not_changed(db, ann):
    made, other = make_filter(db, ann, wish("cat")), make_filter(db, ann, wish("dog"))

    with pytest.raises(NotFound):
        change_filter(db, made, FilterChange(keywords=[KeywordChange(id=other.keywords[0].id, gone=True)]))

    assert words(db) == ["cat", "dog"]


def test_words_come_and_go_one_by_one(db, ann):
    made = make_filter(db, ann, wish("cat"))

    dog = add_keyword(db, made, KeywordChange(keyword="dog", whole_word=False))
    assert (dog.keyword, dog.whole_word, words(db)) == ("dog", False, ["cat", "dog"])
    change_keyword(db, dog, KeywordChange(keyword="wolf", whole_word=True))
    assert (dog.keyword, dog.whole_word) == ("wolf", True)
    with pytest.raises(Invalid):
        change_keyword(db, dog, KeywordChange(keyword=""))
    with pytest.raises(Invalid):
        add_keyword(db, made, KeywordChange())
    db.rollback()
    made = make_filter(db, ann, wish("cat", "dog"))
    delete_keyword(db, made.keywords[0])

    assert words(db) == ["dog"]
    assert db.scalars(select(Filter)).one()


def test_a_word_alone_is_its_filter_to_old_applications(db, ann):
    lone, pair = make_filter(db, ann, wish("cat")), make_filter(db, ann, wish("dog", "wolf"))
    change = FilterChange(contexts=["public"], action=FilterAction.HIDE)

    change_lone_keyword(db, lone, change)
    assert (lone.contexts, lone.action) == (["public"], FilterAction.HIDE)

    word = KeywordChange(id=pair.keywords[0].id, keyword="hound")
    change_lone_keyword(db, pair, FilterChange(contexts=["home"], keywords=[word]))
    assert words(db) == ["cat", "hound", "wolf"]
    with pytest.raises(Invalid):
        change_lone_keyword(db, pair, change)


def test_a_filter_goes_with_all_that_belongs_to_it(db, ann):
    made = make_filter(db, ann, wish("cat"))
    filter_post(db, ann, made, make_post(db, ann).id)
    db.commit()

    delete_filter(db, made)

    assert [len(list(db.scalars(select(kind)))) for kind in (Filter, FilterKeyword, FilterPost)] == [0, 0, 0]


def test_a_post_is_named_once_and_taken_out(db, ann):
    made, post = make_filter(db, ann, wish()), make_post(db, ann)

    named = filter_post(db, ann, made, post.id)
    assert filter_post(db, ann, made, post.id) is named
    assert [one.post_id for one in made.posts] == [post.id]

    unfilter_post(db, named)
    assert db.scalars(select(FilterPost)).all() == []


def test_two_who_name_a_post_at_one_moment_name_it_once(db, engine, ann):
    post, made = make_post(db, ann).id, make_filter(db, ann, wish()).id
    db.commit()
    id = ann.id
    db.rollback()

    def name(db):
        account = db.get(Account, id)
        return filter_post(db, account, db.scalars(filter_of(account, made)).one(), post).post_id

    assert while_unfinished(engine, name, name) == (post, post)


def test_a_post_one_may_not_see_cannot_be_named(db, ann):
    made, post = make_filter(db, ann, wish()), make_post(db, make_account(db))
    post.visibility = Visibility.DIRECT

    for id in (post.id, 1):
        with pytest.raises(NotFound):
            filter_post(db, ann, made, id)
