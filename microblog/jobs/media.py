"""Making ready what cannot be made ready at once, and clearing away what nobody shows."""

import logging
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from pyramid.request import Request

from ..actions.media import (
    LEASE,
    Small,
    claim_medium,
    forget_unattached,
    give_back,
    record_failed,
    record_made,
    record_trouble,
    renew_lease,
)
from ..clock import now
from ..media import HEAD, BadMedia, MadeFilm, Stopped, Studio, Workshop, kind_of
from ..models import Media, MediaState
from ..queries.media import names_within
from .done import NOTHING, Done
from .stopping import told_to_stop

log = logging.getLogger("microblog.media")

KEPT = timedelta(days=1)
"""How long what hangs on nothing is kept."""


def make_films(request: Request) -> Done:
    """Make the films and sounds ready that wait, one after the other."""
    workshop = Workshop.of(request.registry.settings["microblog"].media)
    made = 0
    while workshop.takes_films and not told_to_stop.is_set() and (claimed := _claim(request)) is not None:
        made += _make(request, workshop, *claimed)
    return Done(made, f"made {made} films and sounds ready") if made else NOTHING


def sweep_media(request: Request) -> Done:
    """Forget what was never attached, and remove the files that nothing refers to."""
    storage = Workshop.of(request.registry.settings["microblog"].media).storage
    with request.tm:
        forgotten = forget_unattached(request.db, since=now() - KEPT)
    before = time.time() - KEPT.total_seconds()
    removed = sum(
        storage.sweep(folder, before=before, needed=_needed(request, folder))
        for folder in storage.folders()
        if not told_to_stop.is_set()
    )
    if not forgotten and not removed:
        return NOTHING
    return Done(forgotten, f"forgot {forgotten} media and removed {removed} files")


class Lease:
    """The right to work on a file. It is renewed as long as somebody asks whether it is over."""

    def __init__(self, request: Request, id: int) -> None:
        self.request, self.id = request, id
        self.renewed = time.monotonic()

    def is_over(self) -> bool:
        """Whether to stop: because we are told to, or because nobody wants the file any more."""
        if told_to_stop.is_set():
            return True
        if time.monotonic() - self.renewed < LEASE.total_seconds() / 3:
            return False
        self.renewed = time.monotonic()
        with self.request.tm:
            media = _waiting(self.request, self.id)
            if media is not None:
                renew_lease(media)
            return media is None


def _claim(request: Request) -> tuple[int, str] | None:
    """Take a file to ourselves; None if none waits."""
    with request.tm:
        media = claim_medium(request.db)
        return (media.id, media.file or "") if media is not None else None


def _make(request: Request, workshop: Workshop, id: int, file: str) -> bool:
    """Make one file ready and write down what became of it; return whether it is ready.

    No transaction is open while we work, so that a long film holds up nobody else.
    """
    studio = workshop.studio(Lease(request, id).is_over)
    try:
        done = _made(workshop, studio, file) if studio else None
    except Stopped:
        _record(request, id, give_back)
    except BadMedia as refusal:
        log.info("medium %s is refused: %s (%s)", id, refusal, refusal.__cause__)
        _record(request, id, record_failed, str(refusal))
    except Exception:  # whatever is wrong with one must not hold up the others
        log.exception("medium %s cannot be made ready", id)
        _record(request, id, record_trouble)
    else:
        if done is not None:
            _record(request, id, record_made, *done)
            workshop.storage.path(file).unlink(missing_ok=True)
            return True
    return False


def _made(workshop: Workshop, studio: Studio, file: str) -> tuple[MadeFilm, str, Small | None]:
    """Make one file ready, and put what is made where it is served from."""
    storage = workshop.storage
    sent = storage.path(file)
    with sent.open("rb") as beginning:
        kind = kind_of(beginning.read(HEAD))
    with storage.workplace() as within:
        made = studio.make(sent, kind.reader.lower(), within=within)
        name = storage.keep_file(made.file, made.suffix)
    if made.small is None:
        return made, name, None
    return made, name, Small(storage.keep(made.small.data, made.small.suffix), made.small.meta, made.blurhash or "")


def _record(request: Request, id: int, what: Callable[..., None], *facts: Any) -> None:
    """Write down what became of a file, if anybody still wants it."""
    with request.tm:
        media = _waiting(request, id)
        if media is not None:
            what(media, *facts)


def _waiting(request: Request, id: int) -> Media | None:
    """Find a file that is not ready yet."""
    media: Media | None = request.db.get(Media, id, with_for_update=True)
    return media if media is not None and media.state == MediaState.WAITING else None


def _needed(request: Request, folder: str) -> Callable[[], set[str]]:
    """Make the question which files of a folder anything refers to."""

    def needed() -> set[str]:
        with request.tm:
            return names_within(request.db, folder)

    return needed
