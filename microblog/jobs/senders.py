"""Sending letters one after the other, so that at most one is ever in doubt."""

import logging
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any, Self

from pyramid.request import Request
from sqlalchemy.orm import Session

from ..actions.mail import claim_letters, forgive_address, give_back, record_dropped, record_trouble
from ..actions.reasons import gather
from ..models import Letter
from ..queries.locks import looking_up_rows
from .batches import Batches, Known
from .envelopes import Envelope
from .letters import compose
from .outcomes import SENT, How, Memory, Outcome, taken_over, write_down
from .stopping import told_to_stop
from .transports import HostAway, NotLetIn, Refused, Unclear, transport_of

log = logging.getLogger("microblog.mail")

FIRST, MOST = 25, 200
"""How many letters are claimed at once, at first and at most."""

QUICK, SLOW = 1.0, 4.0
"""Within how many seconds they go if twice as many are claimed next time, and if half as many are."""

TOGETHER = 20
"""How many letters are written before they go one by one: to do the same again and again takes half the time."""

GATHERED = 200
"""How many reasons are gathered into letters at once."""

PAUSE, LOOKS = 0.05, 20
"""While somebody else gathers: after how many seconds one looks whether there are letters now, and how often."""

FRESH = 5.0
"""For how many seconds what was written may go. Later it is written once more, from what is true then."""

PATIENCE = 3
"""After how many letters in a row that met with no answer the mail host is left alone."""


@dataclass(frozen=True)
class Written:
    """A letter that is ready to go, and what it rests upon."""

    id: int
    account_id: int
    envelope: Envelope
    grounds: str
    forgive: bool
    """Whether its address has refused letters before."""
    at: float


class Sender:
    """Sends letters, on a connection of its own to the database and to the mail host.

    That a letter went is written down together with the intent to send the next one: one commit a letter.
    """

    def __init__(self, request: Request, holder: int, memory: Memory) -> None:
        self.request, self.holder, self.memory = request, holder, memory
        self.transport = transport_of(request.registry.settings["microblog"].mail)
        self.batches = Batches(request.registry["engine"], holder)
        self.former: Written | None = None
        """The letter that went last; it is not written down yet."""
        self.sent = 0
        self.misses = 0
        self.size = FIRST
        """How many letters to claim next."""

    def __enter__(self) -> Self:
        self.open = ExitStack()
        engine = self.request.registry["engine"].execution_options(writes=True)
        self.db = self.open.enter_context(Session(engine, expire_on_commit=False))
        if engine.dialect.name == "postgresql":  # a step is one statement there, which needs no BEGIN and COMMIT
            engine = engine.execution_options(isolation_level="AUTOCOMMIT")
        self.connection = self.open.enter_context(engine.connect())
        self.open.enter_context(looking_up_rows(self.connection))
        self.open.enter_context(self.transport)
        return self

    def __exit__(self, *fault: Any) -> None:
        """Let go of the connections."""
        self.open.close()

    def send_due(self) -> int:
        """Send what is due, until nothing is, we are told to stop, or the mail host is away; return how many went."""
        while ids := self._next():
            left, began = set(ids), time.monotonic()
            try:
                for letter in self._written(ids):
                    if self._over:
                        break
                    self._send(letter)
                    left.discard(letter.id)
            finally:
                self._settle(left)
            self._learn(len(ids), time.monotonic() - began)
        return self.sent

    def _learn(self, count: int, seconds: float) -> None:
        """Claim more next time, or less. There are few sizes, as each is a question of its own to the database."""
        if count == self.size and seconds < QUICK:
            self.size = min(self.size * 2, MOST)
        elif seconds > SLOW:
            self.size = max(self.size // 2, FIRST)

    @property
    def _over(self) -> bool:
        """Whether to go on with no other letter."""
        return told_to_stop.is_set() or self.memory.outage.waits

    def _next(self) -> list[int]:
        """Take a batch of letters to ourselves. Where none is due, some are gathered: by us, or by who is at it."""
        looks = 0
        while not self._over and looks < LOOKS:
            if ids := self._claim():
                return ids
            gathered = self._gather()
            if gathered == 0:
                break
            if gathered is None:
                looks += 1
                told_to_stop.wait(PAUSE)
        return []

    def _claim(self) -> list[int]:
        """Take what is due, as much as goes in a second or two."""
        with self.db.begin():
            return claim_letters(self.db, self.holder, self.size)

    def _gather(self) -> int | None:
        """Gather some of what happened into letters; tell how much, or None while somebody else does."""
        with Session(self.db.get_bind()) as db, db.begin():
            return gather(db, GATHERED)

    def _settle(self, left: set[int]) -> None:
        """Write down what is not yet, and give back what we did not get to."""
        if self.former is None and not left:
            return
        with self.db.begin():
            self._write_former()
            give_back(self.db, self.holder, left)
        self._wrote_former()

    def _written(self, ids: Sequence[int]) -> Iterator[Written]:
        """Write letters, one after the other; those that cannot be, or have nothing to say any more, are left out.

        All that they tell is loaded at once, and nothing is locked while they are written.
        """
        known, left = self.batches.load(ids), ids
        while left:
            if known.age > FRESH:
                known = self.batches.load(left)
            for number, letter in enumerate([self._write(id, known) for id in left[:TOGETHER]]):
                if number and known.age > FRESH:
                    break
                left = left[1:]
                if letter is not None:
                    yield letter

    def _write(self, id: int, known: Known) -> Written | None:
        """Write one letter, if it is to go."""
        letter = known.letters.get(id)
        envelope = self._compose(letter, known) if letter is not None else None
        if letter is None or envelope is None:
            return None
        forgive = letter.account.email_refusals > 0
        return Written(id, letter.account_id, envelope, known.grounds[id], forgive, known.at)

    def _compose(self, letter: Letter, known: Known) -> Envelope | None:
        """Write a letter; None if it is not to go, which is written down."""
        try:
            envelope = compose(self.request, letter, known.reasons[letter.id], known.enclosures)
        except Exception as fault:  # whatever is wrong with one letter must not hold up the others
            _complain(letter.id, fault)
            self._settle(set())
            with self.db.begin():
                record_trouble(self.db, self.holder, letter.id, _words(fault))
            return None
        if envelope is None:
            self._settle(set())
            with self.db.begin():
                record_dropped(self.db, self.holder, letter.id)
        return envelope

    def _send(self, letter: Written) -> None:
        """Send one letter."""
        for ready in self._until_it_goes(letter):
            outcome = self._hand_over(ready)
            self.memory.unwritten[ready.id] = outcome
            self.former = ready
            self.sent += outcome is SENT
            if outcome is not SENT or ready.forgive:
                self._settle(set())

    def _until_it_goes(self, letter: Written) -> Iterator[Written]:
        """Prepare a letter, write down the intent, and give it; once more if it would say something else by then."""
        current: Written | None = letter
        while current is not None and not self._over:
            if not self._prepare(current):
                return
            if self._intend(current):
                yield current
                return
            current = self._once_more(current)
        if current is not None:
            self._settle({current.id})

    def _once_more(self, letter: Written) -> Written | None:
        """Write a letter anew."""
        return next(self._written([letter.id]), None)

    def _prepare(self, letter: Written) -> bool:
        """Do what can be done before the intent; a fault of ours is the letter's trouble, and the next ones go on."""
        try:
            self.transport.prepare(letter.envelope)
        except HostAway as fault:
            self.memory.outage.begin(fault)
            self._settle({letter.id})
            return False
        except Exception as fault:
            _complain(letter.id, fault)
            self._settle(set())
            with self.db.begin():
                record_trouble(self.db, self.holder, letter.id, _words(fault))
            return False
        return True

    def _intend(self, letter: Written) -> bool:
        """Write down that the letter before went, and that this one is to go now; False if it is not as it was."""
        former = self.former
        ours, goes = self.batches.questions.step.take(
            self.connection,
            self.holder,
            letter.id,
            grounds=letter.grounds,
            how=self.transport.name,
            former=former.id if former else None,
        )
        if former is not None:
            if not ours:
                taken_over(former.id, SENT)
            self._wrote_former()
        return goes

    def _write_former(self) -> None:
        """Write down what came of the letter before."""
        if self.former is not None:
            write_down(self.db, self.holder, self.former.id, self.memory.unwritten[self.former.id])
            if self.former.forgive and self.memory.unwritten[self.former.id] is SENT:
                forgive_address(self.db, self.former.account_id)

    def _wrote_former(self) -> None:
        """Forget what is written down."""
        if self.former is not None:
            del self.memory.unwritten[self.former.id]
            self.former = None

    def _hand_over(self, letter: Written) -> Outcome:
        """Hand a letter over, and tell what came of it. Meanwhile no transaction is open."""
        try:
            self.transport.hand_over(letter.envelope)
        except Refused as refusal:
            self._heard()
            return _refused(letter, refusal)
        except Unclear as fault:
            log.warning("letter %s may reach its reader twice: %s", letter.id, fault)
            self._missed(fault)
            return Outcome(How.DOUBT, str(fault))
        except NotLetIn as fault:
            self.memory.outage.begin(fault)
            return Outcome(How.UNTRIED)
        except HostAway as fault:
            log.info("letter %s: %s", letter.id, fault)
            self._missed(fault)
            return Outcome(How.TROUBLE, str(fault))
        except Exception as fault:
            _complain(letter.id, fault)
            return Outcome(How.TROUBLE, _words(fault))
        self._heard()
        return SENT

    def _heard(self) -> None:
        """The mail host is there."""
        self.misses = 0
        self.memory.outage.end()

    def _missed(self, fault: Exception) -> None:
        """The mail host did not answer, which may be for the letter's sake, once or twice."""
        self.misses += 1
        if self.misses >= PATIENCE:
            self.misses = 0
            self.memory.outage.begin(fault)


def _refused(letter: Written, refusal: Refused) -> Outcome:
    """Tell what a refusal means. Hosts like to say whom it is about; the log need not know."""
    said = str(refusal).replace(letter.envelope.recipient, "…")
    if not refusal.for_good:
        log.info("letter %s was refused for now: %s", letter.id, said)
        return Outcome(How.TROUBLE, str(refusal))
    log.warning("letter %s was refused for good: %s", letter.id, said)
    return Outcome(How.REFUSED, str(refusal), letter.envelope.recipient if refusal.of_address else "")


def _complain(id: int, fault: Exception) -> None:
    """Say in one line that a letter cannot be sent; whoever wants to know where it came from may."""
    log.error("letter %s cannot be sent: %s", id, _words(fault))
    log.debug("letter %s", id, exc_info=fault)


def _words(fault: Exception) -> str:
    """Say in a line what is wrong."""
    return " ".join(f"{type(fault).__name__}: {fault}".split())
