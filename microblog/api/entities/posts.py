"""Posts, as applications see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, Self

from pydantic import MISSING
from pyramid.request import Request

from ... import models
from ...addresses import post_url, profile_url, tag_url
from ...queries.applications import applications_of
from ...queries.filters import FilterMatch, matches_of
from ...queries.polls import PollView, polls_of
from ...queries.viewpoints import FullViewpoint, full_viewpoint_of
from ...text import tag_key
from ..html import content_html
from .accounts import Account, CustomEmoji
from .base import Entity, Html, Id, Time, Url
from .filters import FilterResult
from .media import MediaAttachment
from .polls import Poll
from .previews import PreviewCard


class Mention(Entity):
    """Somebody whom a post names."""

    id: Id
    username: str
    url: Url
    acct: str


class StatusTag(Entity):
    """A hashtag that a post carries."""

    name: str
    """In lower case."""
    url: Url


class StatusApplication(Entity):
    """What a post was written with."""

    name: str
    website: Url | None


class Status(Entity):
    """A post, or the boost of one."""

    id: Id
    created_at: Time
    in_reply_to_id: Id | None
    """What it answers; null also where that was deleted, or whoever asks may not see it."""
    in_reply_to_account_id: Id | None
    sensitive: bool
    """Whether its pictures are veiled until somebody asks for them."""
    spoiler_text: str
    """What stands above a text that is folded away; empty if it is not."""
    visibility: Literal["public", "unlisted", "private", "direct"]
    language: str | None
    uri: Url
    url: Url
    """Its page; ends in its id."""
    replies_count: int
    reblogs_count: int
    favourites_count: int
    edited_at: Time | None
    content: Html | MISSING = MISSING
    """What it says. Missing only in the answer to its deletion, which has `text`."""
    text: str | MISSING = MISSING
    """What it said, as it was written: only in the answer to its deletion, to write it anew."""
    reblog: "Status | None"
    application: StatusApplication | None
    account: Account
    media_attachments: list[MediaAttachment]
    mentions: list[Mention]
    tags: list[StatusTag]
    emojis: list[CustomEmoji]
    card: PreviewCard | None
    """What the page says of itself to which its first link leads, once that was looked at."""
    poll: Poll | None
    quote: None
    """Posts are not quoted here yet."""
    favourited: bool | MISSING = MISSING
    """Whether whoever asks likes it. This and what follows is told to people only."""
    reblogged: bool | MISSING = MISSING
    muted: bool | MISSING = MISSING
    """Whether they want to hear no more of its conversation."""
    bookmarked: bool | MISSING = MISSING
    pinned: bool | MISSING = MISSING
    """Of one's own posts alone."""
    filtered: list[FilterResult] | MISSING = MISSING
    """Which of their filters match it."""

    @classmethod
    def show(cls, request: Request, things: Sequence[models.Post]) -> list[Self]:
        """Show posts as whoever asks may see them, in a fixed number of queries."""
        window = look(request, things)
        return [cls(**facts_of(window, post)) for post in things]


class Context(Entity):
    """What stands around a post."""

    ancestors: list[Status]
    """What it answers, first to last."""
    descendants: list[Status]
    """The answers to it, each followed by its own."""


def without_content(status: Status, text: str) -> Status:
    """Show a post that is deleted: as it was written, to write it anew."""
    return status.model_copy(update={"content": MISSING, "text": text})


@dataclass(frozen=True)
class Window:
    """What a page of posts looks like to one reader: everything that their entities are made of."""

    request: Request
    view: FullViewpoint
    authors: dict[int, Account]
    polls: dict[int, PollView]
    matches: dict[int, list[FilterMatch]]
    applications: dict[int, models.Application]


def look(request: Request, posts: Sequence[models.Post]) -> Window:
    """Load what a page of posts needs."""
    originals = list({post.original.id: post.original for post in posts}.values())
    people = {post.author.id: post.author for post in (*posts, *originals)}
    shown = Account.show(request, list(people.values()))
    return Window(
        request,
        full_viewpoint_of(request.db, request.account, posts),
        dict(zip(people, shown, strict=True)),
        polls_of(request.db, originals, request.account),
        matches_of(request.db, request.account, originals) if request.account else {},
        applications_of(request.db, originals),
    )


def facts_of(window: Window, post: models.Post) -> dict[str, Any]:
    """What is told of a post. A boost tells of itself who, when and for whom, and of all else what it boosts."""
    original, request, view = post.original, window.request, window.view
    url = post_url(request, post)
    facts: dict[str, Any] = {
        "id": post.id,
        "created_at": post.created_at,
        "visibility": post.visibility.value,
        "uri": url,
        "url": url,
        "account": window.authors[post.author_id],
        "reblog": Status(**facts_of(window, original)) if post.boosted_id else None,
        "in_reply_to_id": None if post.boosted_id else view.parents.get(post.id),
        "in_reply_to_account_id": None if post.boosted_id else post.answered_id,
        "edited_at": original.edited_at,
        "sensitive": original.sensitive,
        "spoiler_text": original.warning,
        "language": original.language,
        "replies_count": view.replies.get(original.id, 0),
        "reblogs_count": view.boosts.get(original.id, 0),
        "favourites_count": view.favourites.get(original.id, 0),
        "application": _application(window, original),
    }
    return facts | _contents(window, original) | _own(window, post)


def _contents(window: Window, post: models.Post) -> dict[str, Any]:
    """What is in a post."""
    request, named = window.request, window.view.mentioned.get(post.id, [])
    poll = window.polls.get(post.id)
    return {
        "content": content_html(request, post.text, {account.username: account for account in named}, post.format),
        "media_attachments": MediaAttachment.show(request, window.view.media.get(post.id, [])),
        "mentions": [
            Mention(id=one.id, username=one.username, url=profile_url(request, one), acct=one.username) for one in named
        ],
        "tags": [
            StatusTag(name=tag_key(name), url=tag_url(request, tag_key(name)))
            for name in window.view.tags.get(post.id, [])
        ],
        "emojis": [],
        "card": _card(window, post),
        "quote": None,
        "poll": Poll.show(request, [poll])[0] if poll else None,
    }


def _own(window: Window, post: models.Post) -> dict[str, Any]:
    """What whoever asks has to do with a post."""
    reader, view, id = window.request.account, window.view, post.original.id
    if reader is None:
        return {}
    own = {
        "favourited": id in view.favourited,
        "reblogged": id in view.boosted,
        "muted": id in view.muted,
        "bookmarked": id in view.bookmarked,
        "filtered": FilterResult.show(window.request, window.matches.get(id, [])),
    }
    return own | {"pinned": id in view.pinned} if post.author_id == reader.id and not post.boosted_id else own


def _card(window: Window, post: models.Post) -> PreviewCard | None:
    """Show the page that a post links to."""
    card = window.view.cards.get(post.id)
    return PreviewCard.of(window.request, card) if card else None


def _application(window: Window, post: models.Post) -> StatusApplication | None:
    """Name what a post was written with."""
    made = window.applications.get(post.application_id or 0)
    return StatusApplication(name=made.name, website=made.website) if made else None
