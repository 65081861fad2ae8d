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
        _take_up_our_own(request, transport, presence.id, memory)
        for holder in _gone(request, presence):
            with transaction_of_its_own(request.registry) as db:
                in_doubt = [letter.id for letter in db.scalars(letters_in_doubt(holder))]
                freed = take_back(db, holder)
            if freed:
                log.info("%s letters that scheduler %s had claimed are free again.", freed, holder)
            for id in in_doubt:
                memory.inherited.add(id)  # before it is ours: the database may go away without saying so
                _inherit(request, transport, presence.id, id, holder)
                memory.inherited.discard(id)
        _clear_away(request, transport)


def _take_up_our_own(request: Request, transport: Transport, ours: int, memory: Memory) -> None:
    """Write down what came of letters in former runs, and free those of which nothing came."""
    for id, outcome in list(memory.unwritten.items()):
        with transaction_of_its_own(request.registry) as db:
            write_down(db, ours, id, outcome)
        del memory.unwritten[id]
    with transaction_of_its_own(request.registry) as db:
        in_doubt = {letter.id for letter in db.scalars(letters_in_doubt(ours))}
        for id in in_doubt - memory.inherited:
            record_untried(db, ours, id)
        take_back(db, ours)
    for id in in_doubt & memory.inherited:
        _find_out(request, transport, ours, id)
    memory.inherited.clear()


def _gone(request: Request, presence: Presence) -> list[int]:
    """Who holds letters and is dead."""
    with Session(request.registry["engine"]) as db:
        found = [id for id in db.scalars(holders()) if id is not None and id != presence.id]
    return [id for id in found if not presence.alive(id)]


def _inherit(request: Request, transport: Transport, ours: int, id: int, dead: int) -> None:
    """Take a letter over from a scheduler that died while it was handing it over, unless another one was quicker."""
    with transaction_of_its_own(request.registry) as db:
        is_ours = take_over(db, id, dead=dead, holder=ours)
    if is_ours:
        _find_out(request, transport, ours, id)


def _find_out(request: Request, transport: Transport, ours: int, id: int) -> None:
    """Find out what became of a letter that we took over, and write it down."""
    with Session(request.registry["engine"]) as db:
        asked = db.get_one(Letter, id).trouble == transport.name
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
