"""Sending pictures, films and sounds; making them ready; sweeping what nobody attached."""

import io
import math
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Annotated, Any, BinaryIO

from pydantic import AfterValidator, BeforeValidator
from sqlalchemy import delete
from sqlalchemy.orm import Session

from ..clock import now
from ..errors import Invalid, NotFound, Unfit
from ..i18n import _, ngettext
from ..media import (
    HEAD,
    BadMedia,
    Kind,
    MadeFilm,
    TooLarge,
    Workshop,
    kind_of,
    make_image,
    make_small,
    moves,
)
from ..models import DESCRIPTION_LENGTH, Account, Media, MediaKind, MediaState
from ..queries.drafts import held_by_drafts
from ..queries.media import left_lying, next_medium, shown_before, unattached
from .inputs import Input, Words
from .late_changes import bytes_gone, note_late_changes
from .posts import check_writer

LEASE = timedelta(minutes=1)
"""For how long a scheduler has a file to itself, unless it says that it is still at it."""
MOST_ATTEMPTS = 3
PAUSE = timedelta(minutes=1)
"""How long is waited before a file is tried again, times the attempts so far."""
UNMADE = _("Something went wrong when this was made ready. Send it again.")
BATCH = 500

FOCUS = _("The focus is two numbers from -1 to 1, such as 0.0,0.5.")


def _short(text: str) -> str:
    """Refuse a description that is too long."""
    if len(text) > DESCRIPTION_LENGTH:
        raise Unfit(ngettext("Describe it in ${n} character.", "Describe it in ${n} characters.", DESCRIPTION_LENGTH))
    return text


def _point(value: Any) -> Any:
    """Read two numbers that may have been written as one word."""
    try:
        across, up = map(float, value.split(",") if isinstance(value, str) else value)
    except (TypeError, ValueError):
        raise Unfit(FOCUS) from None
    if not (math.fabs(across) <= 1 and math.fabs(up) <= 1):
        raise Unfit(FOCUS)
    return across, up


Focus = Annotated[tuple[float, float], BeforeValidator(_point)]
"""What to keep in sight: to the right and up, each from -1 to 1."""


class About(Input):
    """What somebody says of a file of theirs; None leaves a fact as it is."""

    description: Annotated[Words, AfterValidator(_short)] | None = None
    focus: Focus | None = None


@dataclass(frozen=True)
class Small:
    """A small picture that was put away, and what is to be known of it."""

    name: str
    meta: dict[str, Any]
    blurhash: str


@dataclass(frozen=True)
class Received:
    """A file that was put away: ready, or waiting to be made ready."""

    kind: MediaKind
    state: MediaState
    file: str
    bytes: int
    """How large what was sent is."""
    small: Small | None = None
    meta: dict[str, Any] = field(default_factory=dict)


def receive(sent: BinaryIO, *, workshop: Workshop) -> Received:
    """Look at what was sent and put it away. It may take seconds, and needs no database."""
    try:
        kind = kind_of(sent.read(HEAD))
        sent.seek(0)
        return _receive_image(sent, workshop) if kind.name == "image" else _receive_film(sent, kind, workshop)
    except BadMedia as refusal:
        raise Invalid(file=refusal.sentence) from None


def receive_small(data: bytes, *, workshop: Workshop) -> Small:
    """Make a small picture of what somebody sent to stand for a film or a sound, and put it away."""
    try:
        if len(data) > workshop.image_bytes:
            raise BadMedia(_too_large(workshop.image_bytes))
        small, blurhash = make_small(data, pixels=workshop.pixels)
    except BadMedia as refusal:
        raise Invalid(thumbnail=refusal.sentence) from None
    return Small(workshop.storage.keep(small.data, small.suffix), small.meta, blurhash)


def add_media(db: Session, owner: Account, received: Received, about: About, small: Small | None = None) -> Media:
    """Write down a file that somebody sent; `small` stands for it in place of its own small picture."""
    check_writer(owner)
    media = Media(account_id=owner.id, kind=received.kind, state=received.state, file=received.file, meta=received.meta)
    media.bytes = received.bytes
    _describe(media, about, small or received.small)
    db.add(media)
    db.flush()
    return media


def change_media(media: Media, about: About, small: Small | None = None) -> Media:
    """Say something else of a file that hangs on no post yet."""
    if media.post_id is not None or media.scheduled_id is not None:
        raise NotFound(_("This is attached already: edit the post."))
    _describe(media, about, small)
    return media


def remove_media(db: Session, media: Media) -> None:
    """Forget a file that hangs on nothing. The file itself goes with the next sweep."""
    free = delete(Media).where(Media.id == media.id, unattached())
    gone = db.execute(free.returning(Media.id, Media.bytes)).all()
    if not gone:
        raise Invalid(media=_("Media attachment is currently used by a status."))
    note_late_changes(db, bytes_gone(gone))


def claim_medium(db: Session) -> Media | None:
    """Take the file that has waited for longest, so that no other scheduler works on it; None if none waits.

    One at which schedulers died again and again is given up.
    """
    media: Media | None = db.scalar(next_medium())
    if media is None:
        return None
    if media.attempts >= MOST_ATTEMPTS:
        record_failed(media, str(UNMADE))
        db.flush()
        return claim_medium(db)
    media.due_at = now() + LEASE
    media.attempts += 1
    return media


def renew_lease(media: Media) -> None:
    """Keep a file that is still being worked on."""
    media.due_at = now() + LEASE


def give_back(media: Media) -> None:
    """Let another scheduler have a file at once, as if nobody had begun."""
    media.due_at = now()
    media.attempts -= 1


def record_trouble(media: Media) -> None:
    """Write down that something kept us from it; it is tried again, but not without end."""
    media.due_at = now() + PAUSE * media.attempts
    if media.attempts >= MOST_ATTEMPTS:
        record_failed(media, str(UNMADE))


def record_failed(media: Media, trouble: str) -> None:
    """Write down why a file cannot be made ready."""
    media.state, media.trouble, media.file = MediaState.FAILED, trouble, None


def record_made(media: Media, made: MadeFilm, file: str, small: Small | None) -> None:
    """Write down what became of a file. A small picture that its owner chose stays."""
    media.kind, media.state, media.file = MediaKind(made.kind), MediaState.READY, file
    media.meta = {**media.meta, "original": made.meta}
    if media.preview is None and small is not None:
        _describe(media, About(), small)


def forget_unattached(db: Session, *, since: datetime) -> int:
    """Forget what has hung on nothing since before a moment, but for what drafts and histories need; count it."""
    forgotten, latest = 0, 0
    while ids := list(db.scalars(left_lying(since).where(Media.id > latest).limit(BATCH))):
        latest = ids[-1]
        needed = shown_before(db, ids) | held_by_drafts(db, ids)
        lying = delete(Media).where(Media.id.in_(set(ids) - needed), unattached())
        gone = db.execute(lying.returning(Media.id, Media.bytes)).all()
        note_late_changes(db, bytes_gone(gone))
        forgotten += len(gone)
    return forgotten


def _receive_image(sent: BinaryIO, workshop: Workshop) -> Received:
    """Make an image ready, now; what moves becomes a film where that can be, and waits."""
    data = sent.read(workshop.image_bytes + 1)
    if len(data) > workshop.image_bytes:
        raise BadMedia(_too_large(workshop.image_bytes))
    if data.startswith(b"GIF") and workshop.takes_films and moves(data, pixels=workshop.pixels):
        waiting = workshop.storage.let_wait(io.BytesIO(data), workshop.image_bytes)
        return Received(MediaKind.GIFV, MediaState.WAITING, waiting, len(data))

    made = make_image(data, pixels=workshop.pixels)
    small = Small(workshop.storage.keep(made.small.data, made.small.suffix), made.small.meta, made.blurhash)
    file = workshop.storage.keep(made.large.data, made.large.suffix)
    return Received(MediaKind.IMAGE, MediaState.READY, file, len(data), small, {"original": made.large.meta})


def _receive_film(sent: BinaryIO, kind: Kind, workshop: Workshop) -> Received:
    """Put a film or a sound away until the scheduler has time for it."""
    if not workshop.takes_films:
        raise BadMedia(_("Films and sounds are not taken here. Use a JPEG, PNG, GIF or WebP file."))
    try:
        waiting = workshop.storage.let_wait(sent, workshop.video_bytes)
    except TooLarge:
        raise BadMedia(_too_large(workshop.video_bytes)) from None
    return Received(MediaKind(kind.name), MediaState.WAITING, waiting, sent.tell())


def _too_large(most: int) -> str:
    """Say how large a file may be."""
    return _("That file is too large: use at most ${size} MB.", mapping={"size": f"{most / 1024**2:.3g}"})


def _describe(media: Media, about: About, small: Small | None) -> None:
    """Write down what is said of a file, and which small picture stands for it."""
    if about.description is not None:
        media.description = about.description
    if about.focus is not None:
        media.focus_x, media.focus_y = about.focus
    if small is not None:
        media.preview, media.blurhash = small.name, small.blurhash
        media.meta = {**media.meta, "small": small.meta}
