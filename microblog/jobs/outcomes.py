"""What came of handing over a letter, and writing it down."""

import enum
import logging
import threading
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from ..actions.mail import record_doubt, record_refusal, record_sent, record_trouble, record_untried
from .outages import Outage

log = logging.getLogger("microblog.mail")


class How(enum.Enum):
    """What came of a letter."""

    SENT = enum.auto()
    TROUBLE = enum.auto()
    """It did not go this time."""
    REFUSED = enum.auto()
    """It was refused for good."""
    UNTRIED = enum.auto()
    """It did not come to it."""
    DOUBT = enum.auto()
    """Nobody can tell whether it was taken."""


@dataclass(frozen=True)
class Outcome:
    """What came of a letter, why, and which address would not take it, if it was that."""

    how: How
    words: str = ""
    address: str = ""


SENT = Outcome(How.SENT)


@dataclass
class Memory:
    """What a scheduler knows of its letters that is not written down: it survives the database, not the process."""

    outage: Outage = field(default_factory=Outage)
    unwritten: dict[int, Outcome] = field(default_factory=dict)
    """Letter → what came of it. While the database is away that waits here, so that nothing is sent again."""
    inherited: set[int] = field(default_factory=set)
    """Letters of dead schedulers that are, or may be, ours by now, and of which it is not written down what became."""
    running: threading.Lock = field(default_factory=threading.Lock)


def write_down(db: Session, holder: int, id: int, outcome: Outcome) -> None:
    """Write down what came of a letter, if it is still ours."""
    match outcome.how:
        case How.SENT:
            ours = record_sent(db, holder, id)
        case How.TROUBLE:
            ours = record_trouble(db, holder, id, outcome.words)
        case How.REFUSED:
            ours = record_refusal(db, holder, id, outcome.words, address=outcome.address)
        case How.UNTRIED:
            ours = record_untried(db, holder, id)
        case How.DOUBT:
            ours = record_doubt(db, holder, id, outcome.words)
    if not ours:
        taken_over(id, outcome)


def taken_over(id: int, outcome: Outcome) -> None:
    """Say that a letter was not ours any more when we knew what came of it."""
    log.warning("letter %s was taken over by another scheduler while it was handed over (%s)", id, outcome.how.name)
