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
from ...queries.quotes import Quote as Quoted
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


State = Literal["accepted", "revoked", "deleted", "unauthorized", "blocked_account", "muted_account"]
Policy = Literal["public", "followers"]


class Quote(Entity):
    """What a post quotes, as whoever asks may see it."""

    state: State
    """Whether it can be shown, and why not. Of what is blocked or muted, the reader decides."""
    quoted_status: "Status | None"
    """The post, where it is `accepted`, `blocked_account` or `muted_account`."""


class ShallowQuote(Entity):
    """What a post quotes that is quoted itself."""

    state: State
    quoted_status_id: Id | None
    """The post, in the same cases."""


class QuoteApproval(Entity):
    """Who may quote a post."""

    automatic: list[Policy]
    """Whoever may: `public` is everybody, `followers` are those of its author, none is nobody."""
    manual: list[Policy]
    """Who may ask; always none, as nobody is asked here."""
    current_user: Literal["automatic", "denied"]
    """Whether whoever asks may."""


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
    quotes_count: int
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
    quote: Quote | ShallowQuote | None
    """What it quotes. Of a post that is quoted itself, only which."""
    quote_approval: QuoteApproval
    reply_policy: Literal["public", "followers", "mentioned"]
    """Who may answer it: everybody, those who follow its author, or those whom it names. Others do not have this."""
    can_reply: bool | MISSING = MISSING
    """Whether whoever asks may answer it. Told to people only; others do not have this."""
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
    view = full_viewpoint_of(request.db, request.account, posts)
    originals = list({post.id: post for post in (*(post.original for post in posts), *view.shown)}.values())
    people = {post.author.id: post.author for post in (*posts, *originals)}
    shown = Account.show(request, list(people.values()))
    return Window(
        request,
        view,
        dict(zip(people, shown, strict=True)),
        polls_of(request.db, originals, request.account),
        matches_of(request.db, request.account, originals) if request.account else {},
        applications_of(request.db, originals),
    )


def facts_of(window: Window, post: models.Post, *, shallow: bool = False) -> dict[str, Any]:
    """What is told of a post. A boost tells of itself who, when and for whom, and of all else what it boosts.

    Of what a `shallow` one quotes, only its id is told.
    """
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
        "quotes_count": view.quotes.get(original.id, 0),
        "favourites_count": view.favourites.get(original.id, 0),
        "quote": _quote(window, view.quoted.get(original.id), shallow=shallow),
        "quote_approval": _approval(window, original),
        "reply_policy": original.reply_policy.value,
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
        "can_reply": id not in view.closed,
    }
    return own | {"pinned": id in view.pinned} if post.author_id == reader.id and not post.boosted_id else own


def _quote(window: Window, quoted: Quoted | None, *, shallow: bool) -> Quote | ShallowQuote | None:
    """Show what a post quotes."""
    if quoted is None:
        return None
    if shallow:
        return ShallowQuote(state=quoted.state.value, quoted_status_id=quoted.post.id if quoted.post else None)
    shown = Status(**facts_of(window, quoted.post, shallow=True)) if quoted.post else None
    return Quote(state=quoted.state.value, quoted_status=shown)


def _approval(window: Window, post: models.Post) -> QuoteApproval:
    """Tell who may quote a post. What is not for everybody is quoted by nobody else than its author."""
    reader = window.request.account
    lets = post.visibility.open and post.quote_policy is not models.QuotePolicy.NOBODY
    may = reader is not None and post.id not in window.view.unquotable
    return QuoteApproval(
        automatic=[post.quote_policy.value] if lets else [],
        manual=[],
        current_user="automatic" if may else "denied",
    )


def _card(window: Window, post: models.Post) -> PreviewCard | None:
    """Show the page that a post links to."""
    card = window.view.cards.get(post.id)
    return PreviewCard.of(window.request, card) if card else None


def _application(window: Window, post: models.Post) -> StatusApplication | None:
    """Name what a post was written with."""
    made = window.applications.get(post.application_id or 0)
    return StatusApplication(name=made.name, website=made.website) if made else None
