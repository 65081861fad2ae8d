"""Questions about hashtags."""

from datetime import UTC, date, datetime, timedelta

from microblog import clock
from microblog.actions.posts import delete_post
from microblog.actions.tags import feature_tag, follow_tag
from microblog.clock import now
from microblog.database import statements_run
from microblog.models import Visibility
from microblog.queries.paging import Place
from microblog.queries.tags import (
    TagDay,
    Uses,
    facts_of_tags,
    featured_tags_of,
    read_followed_tags,
    tag_named,
    tags_to_feature,
    uses_of_featured,
)
from tests.making import make_account, make_post

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def hidden(db, post, visibility):
    post.visibility = visibility
    db.flush()


def tag(db, name):
    return db.scalars(tag_named(name)).one()


def test_followed_tags_are_read_page_by_page_those_that_came_last_first(db):
    ann, bob = make_account(db), make_account(db)
    tags = [follow_tag(db, ann, name) for name in ("a", "b", "c")]
    follow_tag(db, bob, "d")

    first = read_followed_tags(db, ann, Place(size=2))
    second = read_followed_tags(db, ann, Place(before=first.last, size=2))

    assert [*first, *second] == tags[::-1]


def test_a_tag_is_told_with_its_last_seven_days(db):
    ann, bob = make_account(db), make_account(db)
    with clock.set_to(NOON - timedelta(days=7)):
        make_post(db, ann, "#tea, too long ago")
    with clock.set_to(NOON - timedelta(days=6)):
        make_post(db, ann, "#tea")
    with clock.set_to(NOON):
        for author in (ann, ann, bob):
            make_post(db, author, "#tea #Tea #milk")
        facts = facts_of_tags(db, [tag(db, "tea")], None)[tag(db, "tea").id]

    days = [date(2026, 11, 21) - timedelta(days=n) for n in range(7)]
    expected = [TagDay(days[0], 3, 2), *map(TagDay, days[1:6]), TagDay(days[6], 1, 1)]
    assert facts.history == expected
    assert not facts.following
    assert not facts.featuring


def test_only_what_everybody_may_see_is_counted(db):
    ann, bob = make_account(db), make_account(db)
    for visibility in (Visibility.UNLISTED, Visibility.PRIVATE, Visibility.DIRECT):
        hidden(db, make_post(db, ann, "#tea"), visibility)
    delete_post(db, ann, make_post(db, ann, "#tea"))
    make_post(db, bob, "#tea")
    bob.suspended_at = now()
    tea = tag(db, "tea")

    facts = facts_of_tags(db, [tea], ann)[tea.id]

    assert [(day.uses, day.accounts) for day in facts.history] == [(0, 0)] * 7


def test_a_tag_is_told_with_what_the_reader_does_with_it(db):
    ann, bob = make_account(db), make_account(db)
    tea, milk = follow_tag(db, ann, "tea"), feature_tag(db, ann, "milk").tag
    follow_tag(db, bob, "milk")
    feature_tag(db, bob, "tea")

    facts = facts_of_tags(db, [tea, milk], ann)

    assert [(facts[one.id].following, facts[one.id].featuring) for one in (tea, milk)] == [(True, False), (False, True)]


def test_many_tags_cost_what_one_costs(db):
    ann = make_account(db)
    tags = [follow_tag(db, ann, f"tag{number}") for number in range(5)]

    before = statements_run()
    facts_of_tags(db, tags, ann)

    assert statements_run() - before == 4
    assert facts_of_tags(db, [], ann) == {}


def test_a_tag_on_a_profile_is_told_with_its_owners_uses(db):
    ann, bob = make_account(db), make_account(db)
    tea, milk = feature_tag(db, ann, "tea"), feature_tag(db, ann, "milk")
    with clock.set_to(NOON - timedelta(days=1)):
        make_post(db, ann, "#tea")
        hidden(db, make_post(db, ann, "#TEA"), Visibility.UNLISTED)
    with clock.set_to(NOON):
        hidden(db, make_post(db, ann, "#tea"), Visibility.PRIVATE)
        make_post(db, bob, "#tea")

    featured = list(db.scalars(featured_tags_of(ann)))

    assert featured == [tea, milk]
    assert uses_of_featured(db, featured) == {tea.id: Uses(2, date(2026, 11, 20)), milk.id: Uses(0, None)}


def test_the_tags_one_uses_most_are_proposed_for_the_profile(db):
    ann, bob = make_account(db), make_account(db)
    for text in ("#tea", "#milk", "#milk", "#bread #milk #salt", "#salt"):
        make_post(db, ann, text)
    make_post(db, bob, "#sugar")
    hidden(db, make_post(db, ann, "#secret"), Visibility.DIRECT)
    feature_tag(db, ann, "salt")

    assert [one.name for one in db.scalars(tags_to_feature(ann))] == ["milk", "bread", "tea"]
