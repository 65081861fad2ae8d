"""Pictures, films and sounds, for applications."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from pyramid.request import Request

from ..actions.media import About, Small, add_media, change_media, receive, receive_small, remove_media
from ..errors import Invalid, NotFound
from ..media import Workshop
from ..models import Account, Media, MediaState
from ..queries.media import medium_of
from .contract import api_view
from .entities.base import Empty
from .entities.media import MediaAttachment
from .given import File, Given, OpenFile, Words
from .things import MISSING, id_of

OUTDATED = date(2020, 4, 5)
"""When the protocol (3.1.3) let clients wait for what takes longer."""


class MediaWords(Given):
    """What is said of a file."""

    thumbnail: File | None = None
    """A small picture to stand for it, in place of the one that we would make."""
    description: Words | None = None
    """What it shows, for those who do not see it: at most 1500 characters."""
    focus: Words | None = None
    """What to keep in sight when it is cut: two numbers from -1 to 1, to the right and up, such as 0.0,0.5."""

    def about(self) -> About:
        """What is said of it."""
        return About.read({"description": self.description, "focus": self.focus or None})


class NewMedia(MediaWords):
    """A file to attach."""

    file: OpenFile
    """JPEG, PNG, GIF, WebP; and where the instance says so, films and sounds."""


def the_medium(request: Request) -> Media:
    """Find a file of whoever asks."""
    media = request.db.scalar(medium_of(request.account, id_of(request)))
    if media is None:
        raise NotFound(MISSING)
    return media


@api_view(
    "media.v1",
    "POST",
    permission="write:media",
    takes=NewMedia,
    returns={200: MediaAttachment, 202: MediaAttachment},
    limit="uploads",
    deprecated=OUTDATED,
)
@api_view(
    "media",
    "POST",
    permission="write:media",
    takes=NewMedia,
    returns={200: MediaAttachment, 202: MediaAttachment},
    limit="uploads",
)
def upload(context: None, request: Request) -> Media:
    """Send a picture, a film or a sound, to be attached to a post.

    A picture is ready at once. A film, a sound and a GIF that moves are made ready later: the answer is 202, and `url`
    is null until then. What is attached to nothing for a day is forgotten.
    """
    about, owner_id = request.given.about(), request.account.id
    workshop = _workshop(request)
    with _letting_others_write(request):
        received = receive(request.given.file, workshop=workshop)
        small = _small(request, workshop)

    media = add_media(request.db, request.db.get_one(Account, owner_id), received, about, small)
    request.response.status = 200 if media.state == MediaState.READY else 202
    return media


@api_view(
    "medium",
    "GET",
    permission="write:media",
    returns={200: MediaAttachment, 206: MediaAttachment},
    about=the_medium,
)
def show(media: Media, request: Request) -> Media:
    """Look whether a file is ready: 206 while it is not, 422 if it cannot be made ready."""
    return _as_far_as_it_is(media, request)


@api_view(
    "medium",
    ("PUT", "PATCH"),
    permission="write:media",
    takes=MediaWords,
    returns={200: MediaAttachment, 206: MediaAttachment},
    about=the_medium,
)
def change(media: Media, request: Request) -> Media:
    """Describe a file anew that hangs on no post yet; later, edit the post."""
    id, about, workshop = media.id, request.given.about(), _workshop(request)
    if request.given.thumbnail is None:
        return _as_far_as_it_is(change_media(media, about), request)

    owner_id = request.account.id
    with _letting_others_write(request):
        small = _small(request, workshop)
    found = request.db.scalar(medium_of(request.db.get_one(Account, owner_id), id))
    if found is None:
        raise NotFound(MISSING)
    return _as_far_as_it_is(change_media(found, about, small), request)


@api_view("medium", "DELETE", permission="write:media", returns=Empty, about=the_medium)
def remove(media: Media, request: Request) -> Empty:
    """Forget a file that hangs on no post."""
    remove_media(request.db, media)
    return Empty()


def _workshop(request: Request) -> Workshop:
    """Where media are made ready."""
    return Workshop.of(request.registry.settings["microblog"].media)


@contextmanager
def _letting_others_write(request: Request) -> Iterator[None]:
    """Hold no transaction for what takes seconds: on SQLite nobody else could write. What was loaded is gone then."""
    request.db.expunge_all()
    request.tm.abort()
    try:
        yield
    finally:
        request.tm.begin()


def _small(request: Request, workshop: Workshop) -> Small | None:
    """Make the small picture that was sent along, if one was."""
    sent = request.given.thumbnail
    return receive_small(sent, workshop=workshop) if sent is not None else None


def _as_far_as_it_is(media: Media, request: Request) -> Media:
    """Say by the status how far the work on a file has come."""
    if media.state == MediaState.FAILED:
        raise Invalid(file=media.trouble)
    request.response.status = 200 if media.state == MediaState.READY else 206
    return media
