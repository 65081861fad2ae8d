"""Days (UTC), read off ids: these hold the moment at which they were made."""

from datetime import date, timedelta

from sqlalchemy import BigInteger, ColumnElement, literal_column
from sqlalchemy.orm import InstrumentedAttribute

from ..models import id_on

FIRST = date(1970, 1, 1)
IDS_A_DAY = literal_column(str(id_on(FIRST + timedelta(days=1))), BigInteger)


def day_of(id: InstrumentedAttribute[int]) -> ColumnElement[int]:
    """The number of the day on which something was made, for the database to group by."""
    return id // IDS_A_DAY


def day_with(number: int) -> date:
    """The day that has a number."""
    return FIRST + timedelta(days=number)
