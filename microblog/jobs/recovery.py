"""Taking up what schedulers left that died, and what could not be written down while the database was away."""

import logging

from pyramid.request import Request
from sqlalchemy import select
from sqlalchemy.orm import Session

from ..actions.mail import record_doubt, record_sent, record_untried, take_back, take_over
from ..database import transaction_of_its_own
from ..models import Letter
from ..presence import Presence
from ..queries.mail import UNDER_WAY, holders, letters_in_doubt, reasons_fell
from .outcomes import Memory, write_down
from .transports import HostAway, Transport, transport_of

log = logging.getLogger("microblog.mail")


def recover(request: Request, presence: Presence, memory: Memory) -> None:
    """Take up what is left of letters on which nobody works any more, ourselves among them: no run is under way."""
    with transport_of(request.registry.settings["microblog"].mail) as transport:
        _write_down_late(request, presence.id, memory)
        for holder in _gone(request, presence):
            with transaction_of_its_own(request.registry) as db:
                in_doubt = [letter.id for letter in db.scalars(letters_in_doubt(holder))]
                freed = take_back(db, holder)
            if freed:
                log.info("%s letters that scheduler %s had claimed are free again.", freed, holder)
            for id in in_doubt:
                _resolve(request, transport, presence.id, id, holder)
        _clear_away(request, transport)


def _write_down_late(request: Request, holder: int, memory: Memory) -> None:
    """Write down what came of letters in former runs, and free those of which nothing came."""
    for id, outcome in list(memory.unwritten.items()):
        with transaction_of_its_own(request.registry) as db:
            write_down(db, holder, id, outcome)
        del memory.unwritten[id]
    with transaction_of_its_own(request.registry) as db:
        for letter in db.scalars(letters_in_doubt(holder)).all():
            record_untried(db, holder, letter.id)
        take_back(db, holder)


def _gone(request: Request, presence: Presence) -> list[int]:
    """Who holds letters and is dead."""
    with Session(request.registry["engine"]) as db:
        found = [id for id in db.scalars(holders()) if id is not None and id != presence.id]
    return [id for id in found if not presence.alive(id)]


def _resolve(request: Request, transport: Transport, ours: int, id: int, dead: int) -> None:
    """Find out what became of a letter whose scheduler died while it was handing it over."""
    with transaction_of_its_own(request.registry) as db:
        if not take_over(db, id, dead=dead, holder=ours):
            return  # another scheduler was quicker
        letter = db.get_one(Letter, id)
        asked = letter.trouble == transport.name
        fell = bool(db.scalar(reasons_fell(id)))
    try:
        known = transport.recognise(id) if asked else None
        if known is False and not fell:
            known = transport.complete(id)
    except HostAway as fault:
        log.warning("letter %s waits: %s", id, fault)
        known = False
    with transaction_of_its_own(request.registry) as db:
        _decide(db, transport, ours, id, known)


def _decide(db: Session, transport: Transport, ours: int, id: int, known: bool | None) -> None:
    """Write down what is known of such a letter."""
    if known:
        log.info("letter %s had been handed over by a scheduler that died.", id)
        record_sent(db, ours, id)
    elif known is None:
        fault = f"{transport.name} cannot tell whether it was taken before a scheduler died"
        log.warning("letter %s may reach its reader twice: %s", id, fault)
        record_doubt(db, ours, id, fault, at_once=True)
    else:
        log.info("letter %s had not been handed over by a scheduler that died.", id)
        record_untried(db, ours, id)


def _clear_away(request: Request, transport: Transport) -> None:
    """Remove what was prepared for letters that do not go any more. They are locked, so that none is tried again."""
    for id in transport.prepared():
        with transaction_of_its_own(request.registry) as db:
            state = db.scalar(select(Letter.state).where(Letter.id == id).with_for_update())
            if state not in UNDER_WAY:
                transport.forget(id)
