"""What a batch of letters tells, loaded at once."""

import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sqlalchemy import BindParameter, Dialect, Engine, bindparam
from sqlalchemy.orm import Session

from ..actions.mail import Step
from ..models import Letter, Reason
from ..queries.enclosures import Enclosures, enclosures_of
from ..queries.locks import look_up_rows
from ..queries.mail import grounds_of, letters_held, standing_reasons_of


@dataclass
class Known:
    """What a batch of letters tells."""

    at: float
    """When it was loaded."""
    letters: dict[int, Letter] = field(default_factory=dict)
    grounds: dict[int, str] = field(default_factory=dict)
    reasons: dict[int | None, list[Reason]] = field(default_factory=lambda: defaultdict(list))
    enclosures: Enclosures = field(default_factory=Enclosures)

    @property
    def age(self) -> float:
        """How many seconds ago it was loaded."""
        return time.monotonic() - self.at


class Questions:
    """What is asked of the database for all letters, made once: to make such a question takes as long as a letter."""

    def __init__(self, dialect: Dialect) -> None:
        letters: BindParameter[Any] = bindparam("letters", expanding=True)
        self.step, self.grounds, self.reasons = Step(dialect), grounds_of(letters), standing_reasons_of(letters)


class Batches:
    """Loads what somebody's letters tell."""

    def __init__(self, engine: Engine, holder: int) -> None:
        self.engine, self.holder = engine, holder

    @cached_property
    def questions(self) -> Questions:
        """Give the questions, which are made once there is something to ask."""
        return Questions(self.engine.dialect)

    def load(self, ids: Sequence[int]) -> Known:
        """Load what some letters tell; nothing is locked."""
        ask, known = self.questions, Known(time.monotonic())
        with Session(self.engine) as db:
            look_up_rows(db)
            # The grounds first: should something change in between, they are found to have changed, too.
            known.grounds = dict(db.execute(ask.grounds, {"letters": ids}).all())
            for letter in db.scalars(letters_held(self.holder, ids)):
                known.letters[letter.id] = letter
            reasons = db.scalars(ask.reasons, {"letters": ids}).all()
            for reason in reasons:
                known.reasons[reason.letter_id].append(reason)
            known.enclosures = enclosures_of(db, reasons)
        return known
