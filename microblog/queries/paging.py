"""Turning pages by key: an address stays good whatever is written meanwhile, and page 1,000 costs what page 1 does."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from sqlalchemy import Select
from sqlalchemy.orm import InstrumentedAttribute, Session

PAGE_SIZE = 20
MAX_ID = 2**63 - 1

T = TypeVar("T")


@dataclass(frozen=True)
class Place:
    """Where somebody stands in a list that runs from new to old: just below `before`, or just above `after`.

    With both, the page just above `after` goes up to `before` at most. With `since`, nothing as old as that is shown.
    """

    before: int | None = None
    after: int | None = None
    since: int | None = None
    size: int = PAGE_SIZE


@dataclass(frozen=True)
class Page(Generic[T]):
    """A page's rows from new to old, the keys of its neighbours (None where the list ends), and of its own ends."""

    rows: list[T]
    newer: int | None = None
    older: int | None = None
    first: int | None = None
    last: int | None = None

    def column(self, number: int) -> "Page[Any]":
        """The same page with one column of its rows."""
        return replace(self, rows=[row[number] for row in self.rows])  # type: ignore[index]

    def __iter__(self) -> Iterator[T]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def read_page(
    db: Session, statement: Select[*tuple[Any, ...]], key: InstrumentedAttribute[int], place: Place
) -> Page[Any]:
    """Read one page of a list of which each row begins with what has the `id` it is ordered by.

    One row more than fits is asked for: it tells whether there is a further page.
    """
    for bound in (place.after, place.since):
        statement = statement if bound is None else statement.where(key > bound)
    if place.before is not None:
        statement = statement.where(key < place.before)
    statement = statement.order_by(key.desc() if place.after is None else key.asc())

    rows = list(db.execute(statement.limit(place.size + 1)))
    more, rows = len(rows) > place.size, rows[: place.size]
    if place.after is not None:
        rows.reverse()
    return _page(rows, place, more)


def page_onwards(rows: Sequence[Any], place: Place) -> Page[Any]:
    """Make a page of a list that is not ordered by ids and is read in one direction, one row more than fits."""
    shown = list(rows[: place.size])
    return Page(shown, older=shown[-1].id if len(rows) > place.size else None)


def _page(rows: list[Any], place: Place, more: bool) -> Page[Any]:
    """Work out the keys of the neighbours."""
    first, last = (rows[0][0].id, rows[-1][0].id) if rows else (None, None)
    if place.after is not None:
        older = last or min(place.after + 1, MAX_ID)
        return Page(rows, newer=first if more else None, older=older, first=first, last=last)
    newer = (first or max(place.before - 1, 0)) if place.before is not None else None
    return Page(rows, newer=newer, older=last if more else None, first=first, last=last)
