"""Questions about lists of people."""

from microblog.clock import now
from microblog.queries.lists import list_of, lists_holding, lists_of, read_members
from microblog.queries.paging import Place
from tests.making import make_account, make_follow, make_list


def test_everybody_has_lists_of_their_own(db):
    ann, bob = make_account(db), make_account(db)
    bread, cake, other = make_list(db, ann), make_list(db, ann), make_list(db, bob)

    assert list(db.scalars(lists_of(ann))) == [bread, cake]
    assert db.scalar(list_of(ann, cake.id)) is cake
    assert db.scalar(list_of(ann, other.id)) is None


def test_one_learns_on_which_of_ones_lists_somebody_stands(db):
    ann, bob, cem = make_account(db), make_account(db), make_account(db)
    for owner in (ann, bob):
        make_follow(db, owner, cem)
    bread, _, _ = make_list(db, ann, cem), make_list(db, ann), make_list(db, bob, cem)

    assert list(db.scalars(lists_holding(ann, cem))) == [bread]
    assert list(db.scalars(lists_holding(ann, bob))) == []


def test_members_are_read_page_by_page_those_who_came_last_first(db):
    ann = make_account(db)
    people = [make_account(db) for _ in range(5)]
    for one in people:
        make_follow(db, ann, one)
    bread = make_list(db, ann, *people)

    first = read_members(db, bread, Place(size=2))
    second = read_members(db, bread, Place(before=first.last, size=2))
    third = read_members(db, bread, Place(before=second.last, size=2))
    back = read_members(db, bread, Place(after=second.first, size=2))

    assert [*first, *second, *third] == people[::-1]
    assert list(back) == list(first)


def test_whoever_is_suspended_is_not_seen_on_a_list(db):
    ann, bob = make_account(db), make_account(db)
    make_follow(db, ann, bob)
    bread = make_list(db, ann, bob)

    bob.suspended_at = now()

    assert list(read_members(db, bread, Place())) == []
