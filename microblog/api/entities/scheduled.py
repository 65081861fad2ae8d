"""Posts that are to appear later, as applications see them."""

from collections.abc import Sequence
from typing import Literal, Self

from pyramid.request import Request

from ... import models
from ...actions.posts import Draft
from ...queries.scheduled import held_for
from .base import Entity, Id, Time
from .media import MediaAttachment


class ScheduledPoll(Entity):
    """What a post is going to ask."""

    options: list[str]
    expires_in: int
    """How long one may vote once it has appeared, in seconds."""
    multiple: bool
    hide_totals: bool


class ScheduledParams(Entity):
    """What was asked for; null is what its author has set for all their posts."""

    text: str
    poll: ScheduledPoll | None
    media_ids: list[Id] | None
    sensitive: bool | None
    spoiler_text: str | None
    visibility: Literal["public", "unlisted", "private", "direct"] | None
    in_reply_to_id: Id | None
    language: str | None
    quoted_status_id: Id | None
    quote_approval_policy: Literal["public", "followers", "nobody"] | None
    reply_policy: Literal["public", "followers", "mentioned"]
    """Others do not have this."""
    application_id: Id | None
    """The application with which it was written."""
    scheduled_at: None
    idempotency: None
    with_rate_limit: bool


class ScheduledStatus(Entity):
    """A post that is to appear later."""

    id: Id
    scheduled_at: Time
    params: ScheduledParams
    media_attachments: list[MediaAttachment]

    @classmethod
    def show(cls, request: Request, things: Sequence[models.ScheduledPost]) -> list[Self]:
        """Show posts that are to appear later, with one query."""
        held = held_for(request.db, things)
        return [
            cls(
                id=one.id,
                scheduled_at=one.due_at,
                params=_params(one),
                media_attachments=MediaAttachment.show(request, held[one.id]),
            )
            for one in things
        ]


def _params(scheduled: models.ScheduledPost) -> ScheduledParams:
    """What was asked for."""
    draft = Draft.read(scheduled.draft)
    return ScheduledParams(
        text=draft.text,
        poll=ScheduledPoll.model_validate(draft.poll) if draft.poll else None,
        media_ids=list(draft.media) or None,
        sensitive=draft.sensitive,
        spoiler_text=draft.warning or None,
        visibility=draft.visibility.value if draft.visibility else None,
        in_reply_to_id=draft.reply_to,
        language=draft.language,
        quoted_status_id=draft.quoted,
        quote_approval_policy=draft.quote_policy.value if draft.quote_policy else None,
        reply_policy=draft.reply_policy.value,
        application_id=scheduled.application_id,
        scheduled_at=None,
        idempotency=None,
        with_rate_limit=False,
    )
