"""Sending the letters that were promised."""

import contextvars
from concurrent.futures import ThreadPoolExecutor

from pyramid.request import Request
from sqlalchemy.orm import Session

from ..actions.reasons import gather
from ..database import request_off_the_web
from ..presence import Presence, presence_of
from ..queries.mail import anything_to_send, due_letters
from ..queries.reasons import reasons_to_gather
from .done import NOTHING, Done
from .outcomes import Memory
from .recovery import recover
from .senders import Sender
from .stopping import told_to_stop

AT_ONCE = 200
"""How many reasons are gathered before it is known how many letters there are."""

FEW = 50
"""So many letters are sent by one sender: others would not be ready before it is."""


def send_letters(request: Request) -> Done:
    """Gather what happened into letters, and send those that are due."""
    with presence_of(request) as presence:
        memory = _memory(request)
        if not memory.running.acquire(blocking=False):
            return NOTHING
        try:
            presence.check()
            sent = _keep_sending(request, presence, memory) if _anything(request, memory) else 0
        finally:
            memory.running.release()
    return Done(sent, f"sent {sent} letters") if sent else NOTHING


def _memory(request: Request) -> Memory:
    """What a scheduler remembers from run to run; off it, there is nothing to remember."""
    if "presence" not in request.registry:
        return Memory()
    memory: Memory = request.registry.setdefault("mail", Memory())
    return memory


def _anything(request: Request, memory: Memory) -> bool:
    """Look whether there is anything to do. Whoever only looks waits for nobody who writes."""
    with Session(request.registry["engine"]) as db:
        return bool(memory.unwritten) or bool(db.scalar(anything_to_send()))


def _keep_sending(request: Request, presence: Presence, memory: Memory) -> int:
    """Gather and send until there is nothing left, or no use; return how many letters went."""
    recover(request, presence, memory)
    if told_to_stop.is_set():
        return 0
    with request.tm:
        gather(request.db, AT_ONCE)  # also while the mail host is away; the rest is gathered by the senders
    return 0 if memory.outage.waits else _send(request, presence.id, memory)


def _send(request: Request, holder: int, memory: Memory) -> int:
    """Send what is due, in several threads if that is much."""
    registry = request.registry

    def send_in_thread(context: contextvars.Context) -> int:
        with request_off_the_web(registry) as own:
            return context.run(send, own)

    def send(own: Request) -> int:
        with Sender(own, holder, memory) as sender:
            return sender.send_due()

    together = _how_many(request)
    if together == 1:
        return send(request)
    with ThreadPoolExecutor(together, thread_name_prefix="letters") as threads:
        # The clock of this flow of control is theirs, too.
        running = [threads.submit(send_in_thread, contextvars.copy_context()) for _ in range(together)]
        return sum(one.result() for one in running)


def _how_many(request: Request) -> int:
    """In how many threads to send: SQLite has one writer at a time, and few letters are soon gone."""
    engine = request.registry["engine"]
    senders: int = request.registry.settings["microblog"].mail.senders
    if engine.dialect.name == "sqlite" or senders == 1:
        return 1
    with Session(engine) as db:
        due = [*db.scalars(due_letters(FEW + 1)), *db.scalars(reasons_to_gather(FEW + 1))]
    return senders if len(due) > FEW else 1
