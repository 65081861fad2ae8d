"""What posts said and how they were written, as applications see them."""

from collections.abc import Sequence
from typing import Any, Self

from pydantic import MISSING
from pyramid.request import Request

from ... import models
from ...queries.accounts import accounts_named
from ...queries.attachments import attached_to, media_with
from ...queries.polls import poll_of
from ...queries.posts import versions_of
from ...text import mentions
from ..html import content_html
from .accounts import Account, CustomEmoji
from .base import ContentType, Entity, Html, Id, Time
from .media import MediaAttachment
from .posts import Quote, ShallowQuote, Status


class EditedOption(Entity):
    """Something that could be chosen."""

    title: str


class EditedPoll(Entity):
    """What a poll offered."""

    options: list[EditedOption]


class StatusEdit(Entity):
    """What a post says, or said before it was edited."""

    content: Html
    spoiler_text: str
    sensitive: bool
    created_at: Time
    """Since when it says or said that."""
    account: Account
    poll: EditedPoll | MISSING = MISSING
    quote: Quote | ShallowQuote | None
    """What it quotes, as it is told with the post: to edit a post changes nothing of that."""
    media_attachments: list[MediaAttachment]
    """What hung on it, as far as it is there still."""
    emojis: list[CustomEmoji]


class StatusSource(Entity):
    """A post as it was written, to write it anew."""

    id: Id
    text: str
    spoiler_text: str
    content_type: ContentType
    """How `text` is written. Other places do not have this."""

    @classmethod
    def show(cls, request: Request, things: Sequence[models.Post]) -> list[Self]:
        """Show how posts were written; asks nothing."""
        return [
            cls(id=post.id, text=post.text, spoiler_text=post.warning, content_type=post.format.type) for post in things
        ]


def history_of(request: Request, post: models.Post) -> list[StatusEdit]:
    """Show what a post said, the oldest first, and what it says; in as many queries however often it was edited."""
    versions = [*request.db.scalars(versions_of(post)), _present(request, post)]
    names = {name for version in versions for name in mentions(version.text)}
    named = {one.username: one for one in request.db.scalars(accounts_named(list(names)))} if names else {}
    ids = {one["id"] for version in versions for one in version.attachments}
    files = {one.id: one for one in request.db.scalars(media_with(ids))} if ids else {}
    [author] = Account.show(request, [post.author])
    quote = Status.show(request, [post])[0].quote if post.quoted_id is not None else None
    return [
        StatusEdit(
            content=content_html(request, version.text, named, post.format),
            spoiler_text=version.warning,
            sensitive=version.sensitive,
            created_at=version.created_at,
            account=author,
            quote=quote,
            media_attachments=[
                _attachment(request, files[one["id"]], one) for one in version.attachments if one["id"] in files
            ],
            emojis=[],
            **_poll(version),
        )
        for version in versions
    ]


def _present(request: Request, post: models.Post) -> models.PostVersion:
    """What a post says now, in the form in which its former words are kept; it is not to be kept itself."""
    poll = request.db.scalar(poll_of(post))
    return models.PostVersion(
        text=post.text,
        warning=post.warning,
        sensitive=post.sensitive,
        attachments=[_kept(one) for one in request.db.scalars(attached_to(post))],
        options=poll.options if poll else None,
        created_at=post.edited_at or post.created_at,
    )


def _kept(media: models.Media) -> dict[str, Any]:
    """What is kept of a file."""
    return {"id": media.id, "description": media.description, "focus": [media.focus_x, media.focus_y]}


def _attachment(request: Request, media: models.Media, kept: dict[str, Any]) -> MediaAttachment:
    """Show a file with what was said of it then."""
    [shown] = MediaAttachment.show(request, [media])
    x, y = kept["focus"]
    meta = {name: facts for name, facts in shown.meta.items() if name != "focus"}
    focus = {} if x is None else {"focus": {"x": x, "y": y}}
    return shown.model_copy(update={"description": kept["description"] or None, "meta": meta | focus})


def _poll(version: models.PostVersion) -> dict[str, EditedPoll]:
    """What the poll offered, if there was one."""
    if version.options is None:
        return {}
    return {"poll": EditedPoll(options=[EditedOption(title=title) for title in version.options])}
