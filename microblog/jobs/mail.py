"""Sending the letters that were promised."""

import logging
from collections.abc import Callable
from email.message import EmailMessage

from jinja2 import TemplateError
from pyramid.request import Request

from ..actions.mail import claim_letters, record_dropped, record_sent, record_trouble, release_letter
from ..models import Letter, LetterState
from ..queries.mail import letter_with_all
from .letters import compose
from .transports import HostAway, Refused, Transport, transport_of

log = logging.getLogger("microblog.mail")

BATCH = 20


def send_letters(request: Request) -> str:
    """Send the letters that are due, on one connection, until there are none or the mail host is away."""
    sent, away = 0, False
    with transport_of(request.registry.settings["microblog"].mail) as transport:
        while not away:
            with request.tm:
                claimed = claim_letters(request.db, BATCH)
            for number, id in enumerate(claimed):
                try:
                    sent += _send(request, transport, id)
                except HostAway:
                    _release(request, claimed[number + 1 :])
                    away = True
                    break
            if len(claimed) < BATCH:
                break
    return f"sent {sent} letters" if sent else ""


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
        _record(request, id, record_trouble, str(refusal), for_good=refusal.for_good)
    except (HostAway, TemplateError, UnicodeError, OSError) as fault:
        log.warning("letter %s: %s", id, fault)
        _record(request, id, record_trouble, f"{type(fault).__name__}: {fault}", for_good=False)
        if isinstance(fault, HostAway):
            raise
    else:
        _record(request, id, record_sent)
        return True
    return False


def _composed(request: Request, id: int) -> EmailMessage | None:
    """Make a letter's words; None if there is no reason for it any more."""
    with request.tm:
        letter = request.db.scalar(letter_with_all(id))
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


def _release(request: Request, ids: list[int]) -> None:
    """Give back what was claimed and could not be tried."""
    with request.tm:
        for id in ids:
            release_letter(request.db.get_one(Letter, id))
