"""Sending the letters that were promised."""

import logging
from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage

from pyramid.request import Request

from ..actions.mail import claim_letter, record_dropped, record_sent, record_trouble
from ..actions.reasons import gather
from ..models import Letter, LetterState
from ..queries.mail import letter_with_account
from .letters import compose
from .stopping import told_to_stop
from .transports import HostAway, Refused, Transport, transport_of

AT_ONCE = 200
"""How many reasons are gathered in one transaction."""

log = logging.getLogger("microblog.mail")


def send_letters(request: Request) -> str:
    """Send the letters that are due, on one connection, until there are none or the mail host is away."""
    sent = 0
    while not told_to_stop.is_set() and _gather(request):
        pass
    with transport_of(request.registry.settings["microblog"].mail) as transport:
        while not told_to_stop.is_set() and (id := _claim(request)) is not None:
            try:
                sent += _send(request, transport, id)
            except HostAway:
                break
    return f"sent {sent} letters" if sent else ""


def _gather(request: Request) -> int:
    """Gather what happened into letters."""
    with request.tm:
        return gather(request.db, AT_ONCE)


def _claim(request: Request) -> int | None:
    """Take a letter to ourselves; None if none is due."""
    patience = timedelta(seconds=request.registry.settings["microblog"].mail.timeout)
    with request.tm:
        letter = claim_letter(request.db, patience=patience)
        return letter.id if letter is not None else None


def _send(request: Request, transport: Transport, id: int) -> bool:
    """Send one letter and write down what became of it; return whether it went.

    No transaction is open while we talk to the mail host, so that a slow one holds up nobody else.
    """
    try:
        message = _composed(request, id)
        if message is None:
            return False
        transport.send(message)
    except Refused as refusal:
        log.warning("letter %s was refused%s: %s", id, " for good" if refusal.for_good else "", refusal)
        _record(request, id, record_trouble, str(refusal), for_good=refusal.for_good)
    except HostAway as fault:
        log.warning("letter %s: %s", id, fault)
        _record(request, id, record_trouble, str(fault), for_good=False)
        raise
    except Exception as fault:  # whatever is wrong with one letter must not hold up the others
        log.exception("letter %s cannot be sent", id)
        _record(request, id, record_trouble, f"{type(fault).__name__}: {fault}", for_good=False)
    else:
        _record(request, id, record_sent)
        return True
    return False


def _composed(request: Request, id: int) -> EmailMessage | None:
    """Make a letter's words; None if there is no reason for it any more."""
    with request.tm:
        letter = request.db.scalar(letter_with_account(id))
        if letter is None or letter.state != LetterState.WAITING:
            return None
        message = compose(request, letter)
        if message is None:
            record_dropped(letter)
        return message


def _record(request: Request, id: int, what: Callable[..., None], *words: str, **flags: bool) -> None:
    """Write down what became of a letter."""
    with request.tm:
        letter = request.db.get(Letter, id)
        if letter is not None:
            what(letter, *words, **flags)
