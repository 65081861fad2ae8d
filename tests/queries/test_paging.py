"""Turning pages: every row once and in order, whatever happens meanwhile."""

from contextlib import contextmanager

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, insert, select

from microblog.models import Tag
from microblog.queries.paging import MAX_ID, Place, read_page

IDS = st.sets(st.integers(1, 60), max_size=40)
SIZES = st.integers(1, 12)
# The database is left as it was after each example, so the fixture need not be made anew.
PROPERTY = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)


@contextmanager
def rows(db, ids):
    """Let there be rows with these ids, for a while."""
    write(db, ids)
    try:
        yield
    finally:
        db.rollback()


def write(db, ids):
    if ids:
        db.execute(insert(Tag), [{"id": id, "key": str(id), "name": str(id)} for id in ids])


def page(db, **place):
    read = read_page(db, select(Tag), Tag.id, Place(**place))
    return [row[0].id for row in read], read


def walk_down(db, size, between=lambda: None):
    """Turn to older pages from the top to the end; return the ids page by page."""
    pages, before = [], None
    while len(pages) < 500:
        ids, read = page(db, before=before, size=size)
        pages.append(ids)
        between()
        if read.older is None:
            break
        before = read.older
    return pages


def walk_up(db, size, after=0, between=lambda: None):
    """Turn to newer pages from the bottom to the top."""
    pages = []
    while len(pages) < 500:
        ids, read = page(db, after=after, size=size)
        pages.append(ids)
        between()
        if read.newer is None:
            break
        after = read.newer
    return pages


def rows_of(pages):
    """Put pages into one list."""
    return [id for page in pages for id in page]


@PROPERTY
@given(ids=IDS, size=SIZES)
def test_whoever_turns_to_older_pages_sees_every_row_once_and_in_order(db, ids, size):
    with rows(db, ids):
        pages = walk_down(db, size)

    assert rows_of(pages) == sorted(ids, reverse=True)
    assert all(len(one) == size for one in pages[:-1])
    assert pages[-1] or pages == [[]]


@PROPERTY
@given(ids=IDS, size=SIZES)
def test_whoever_turns_to_newer_pages_sees_every_row_once_and_in_order(db, ids, size):
    with rows(db, ids):
        pages = walk_up(db, size)

    assert rows_of(pages[::-1]) == sorted(ids, reverse=True)
    assert all(len(one) == size for one in pages[:-1])


@PROPERTY
@given(ids=IDS.filter(bool), size=SIZES)
def test_whoever_turns_back_comes_to_the_top_again(db, ids, size):
    with rows(db, ids):
        older = page(db, size=size)[1].older
        while older is not None:
            _, read = page(db, before=older, size=size)
            older, newer = read.older, read.newer
            assert newer is not None
            back, _ = page(db, after=newer, size=size)
            assert back == [id for id in sorted(ids, reverse=True) if id > newer][-size:]


@PROPERTY
@given(ids=IDS, size=SIZES, data=st.data())
def test_what_is_written_and_deleted_meanwhile_changes_no_order_and_repeats_nothing(db, ids, size, data):
    with rows(db, ids):
        stay = set(ids)
        fresh = iter(range(61, 1_000))

        def change():
            write(db, [next(fresh)])
            present = sorted(db.scalars(select(Tag.id).where(Tag.id <= 60)))
            if present:
                gone = data.draw(st.sampled_from(present))
                db.execute(delete(Tag).where(Tag.id == gone))
                stay.discard(gone)

        seen = rows_of(walk_down(db, size, between=change))

    assert seen == sorted(set(seen), reverse=True)
    assert stay <= set(seen) <= ids | set(range(61, 1_000))


@PROPERTY
@given(ids=IDS.filter(bool), size=SIZES)
def test_new_rows_are_found_above_the_page_one_stands_on(db, ids, size):
    with rows(db, ids):
        top = max(ids)
        write(db, [100, 101, 102])

        assert rows_of(walk_up(db, size, after=top)[::-1]) == [102, 101, 100]


def test_an_empty_page_leads_back_into_the_list(db):
    with rows(db, {1, 2, 3}):
        ids, read = page(db, before=1)
        assert (ids, read.older) == ([], None)
        assert page(db, after=read.newer)[0] == [3, 2, 1]

        ids, read = page(db, after=3)
        assert (ids, read.newer) == ([], None)
        assert page(db, before=read.older)[0] == [3, 2, 1]


@pytest.mark.parametrize("place", [{"before": MAX_ID}, {"after": MAX_ID}, {"before": 0}, {"after": 0}])
def test_absurd_places_are_places(db, place):
    with rows(db, {1, 2, 3}):
        ids, read = page(db, **place)
        for key in (read.newer, read.older):
            assert key is None or 0 <= key <= MAX_ID
    assert ids in ([], [3, 2, 1])


def test_a_full_last_page_is_the_last(db):
    with rows(db, {1, 2, 3, 4}):
        _, first = page(db, size=2)
        _, last = page(db, size=2, before=first.older)

        assert first.newer is None
        assert last.older is None
        assert db.scalar(select(func.count()).select_from(Tag)) == 4


@PROPERTY
@given(ids=IDS, size=SIZES, bounds=st.lists(st.integers(0, 61), min_size=3, max_size=3))
def test_bounds_combine(db, ids, size, bounds):
    low, since, high = bounds
    with rows(db, ids):
        just_above, _ = page(db, after=low, before=high, size=size)
        newest, _ = page(db, since=since, before=high, size=size)
        both, _ = page(db, since=since, after=low, size=size)

    assert just_above == sorted(id for id in ids if low < id < high)[:size][::-1]
    assert newest == sorted((id for id in ids if since < id < high), reverse=True)[:size]
    assert both == sorted(id for id in ids if max(since, low) < id)[:size][::-1]


def test_a_page_knows_its_own_ends(db):
    with rows(db, {1, 2, 3, 4}):
        for place in ({"size": 2}, {"after": 2, "size": 2}, {"since": 2}):
            _, read = page(db, **place)
            assert (read.first, read.last) == (4, 3)
        _, read = page(db, before=1)
        assert (read.first, read.last) == (None, None)
