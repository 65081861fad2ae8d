"""Posts, for applications."""

from typing import Any

from pydantic import Field
from pyramid.request import Request

from ..actions.idempotency import once
from ..actions.posts import Draft, delete_post, publish_post
from ..actions.scheduled import schedule_post
from ..errors import NotFound
from ..models import Post, QuotePolicy, ReplyPolicy, ScheduledPost, Visibility
from ..queries import threads
from ..queries.posts import visible_post, visible_posts
from .contract import api_view
from .entities.base import ContentType
from .entities.posts import Context, Status, without_content
from .entities.scheduled import ScheduledStatus
from .formats import format_of
from .given import Flag, Given, Many, Number, Reference, When, Words
from .things import MISSING, the_post

FOR_STRANGERS = {"above": 40, "below": 60, "depth": 20}
"""How much of what stands around a post strangers are shown."""

MOST_AT_ONCE = 80


class PollGiven(Given):
    """A question that a post asks."""

    options: Many[Words] = Field([])
    """What to choose from; none is no poll."""
    expires_in: Number = 0
    """For how many seconds one may vote."""
    multiple: Flag = False
    """Whether one may choose several."""
    hide_totals: Flag = False
    """Whether nobody learns how it stands before it has ended."""


class StatusGiven(Given):
    """What a post is to say."""

    status: Words = ""
    """The text. It may be empty where something is attached, or asked."""
    media_ids: Many[Reference] = Field([])
    """Files to attach, in this order."""
    poll: PollGiven | None = None
    spoiler_text: Words = ""
    """What stands above the text, which is then folded away."""
    language: Words | None = None
    """The code of the language it is written in, by ISO 639."""
    quote_approval_policy: QuotePolicy | None = None
    """Who may quote it, if it is for everybody; else as its author set it for their posts, or as it was."""
    reply_policy: ReplyPolicy | None = None
    """Who may answer it beside its author and those whom it names; else everybody, or as it was."""

    def said(self) -> dict[str, Any]:
        """The part that drafts and edits share."""
        return {
            "text": self.status,
            "media": self.media_ids,
            "poll": self.poll.model_dump() if self.poll and self.poll.options else None,
            "warning": self.spoiler_text,
            "language": self.language or None,
            "quote_policy": self.quote_approval_policy,
            **({"reply_policy": self.reply_policy} if self.reply_policy else {}),
        }


class NewStatus(StatusGiven):
    """A post to publish, now or later."""

    in_reply_to_id: Reference | None = None
    """The post that it answers."""
    sensitive: Flag | None = None
    """Whether its pictures are veiled until somebody asks for them."""
    content_type: ContentType | None = None
    """How the text is written; else as its author writes. Other places do not have this."""
    visibility: Visibility | None = None
    """Who may see it; else as its author set it for their posts."""
    scheduled_at: When | None = None
    """When to publish it, at least five minutes ahead; else now."""
    quoted_status_id: Reference | None = None
    """The post that it quotes: one of one's own, or one for everybody whose author lets one."""
    allowed_mentions: Many[Reference] | None = None
    """The accounts that it may name: one that names others is refused."""

    def draft(self) -> Draft:
        """What that is to the action."""
        return Draft.read(
            {
                **self.said(),
                "reply_to": self.in_reply_to_id,
                "sensitive": self.sensitive,
                "format": format_of(self.content_type),
                "visibility": self.visibility,
                "only_to": self.allowed_mentions,
                "quoted": self.quoted_status_id,
            }
        )


class Several(Given):
    """Some posts."""

    ids: Many[Reference] = Field([], alias="id", max_length=MOST_AT_ONCE)
    """Their ids."""


class Deletion(Given):
    """How to delete a post."""

    delete_media: Flag = False
    """Whether what was attached is deleted at once; else it can be attached again for a day."""


def the_removable_post(request: Request) -> Post:
    """Find a post, or a boost, that whoever asks may delete."""
    post = the_post(request)
    if not post.may_be_deleted_by(request.account):
        raise NotFound(MISSING)
    return post


@api_view(
    "statuses",
    "POST",
    permission="write:statuses",
    takes=NewStatus,
    returns=Status | ScheduledStatus,
    refuses=(404,),
)
def publish(_context: object, request: Request) -> Status | ScheduledStatus:
    """Publish a post, now or later.

    It needs a text, something attached, or a poll. With a header `Idempotency-Key`, a wish that is sent again within
    an hour is granted once, and gets what came of it. With `scheduled_at`, the answer is a ScheduledStatus.
    """
    made = once(request.db, request.account, request.headers.get("Idempotency-Key"), lambda: _grant(request))
    [shown] = (ScheduledStatus if isinstance(made, ScheduledPost) else Status).show(request, [made])
    return shown


@api_view(
    "statuses", "GET", permission="read:statuses", public=True, takes=Several, returns=list[Status], refuses=(422,)
)
def several(_context: object, request: Request) -> list[Post]:
    """Show some posts. Those that do not exist, or may not be seen, are left out."""
    found = {post.id: post for post in request.db.scalars(visible_posts(request.given.ids, request.account))}
    return [found[id] for id in dict.fromkeys(request.given.ids) if id in found]


@api_view("status", "GET", permission="read:statuses", public=True, returns=Status, about=the_post)
def show(post: Post, request: Request) -> Post:
    """Show a post."""
    return post


@api_view(
    "status",
    "DELETE",
    permission="write:statuses",
    takes=Deletion,
    returns=Status,
    about=the_removable_post,
    limit="deletions",
)
def delete(post: Post, request: Request) -> Status:
    """Delete a post.

    The answer has `text` in place of `content`, with which it can be written anew. Of a boost, it is that of the boost.
    """
    [shown] = Status.show(request, [post])
    text = post.original.text
    delete_post(request.db, request.account, post, delete_media=request.given.delete_media)
    return without_content(shown, text)


@api_view("status.context", "GET", permission="read:statuses", public=True, returns=Context, about=the_post)
def context(post: Post, request: Request) -> Context:
    """Show what stands around a post: what it answers, and the answers to it.

    Strangers are shown up to 40 and 60 posts, those at most 20 steps away; people up to 4,096 of each.
    """
    limits = {} if request.account else FOR_STRANGERS
    around = threads.surroundings_of(request.db, post.original, request.account, **limits)
    shown = Status.show(request, [*around.ancestors, *around.descendants])
    split = len(around.ancestors)
    return Context(ancestors=shown[:split], descendants=shown[split:])


def _grant(request: Request) -> Post | ScheduledPost:
    """Publish or schedule what is asked for."""
    given, author, application = request.given, request.account, request.token.application
    draft = given.draft()
    for id in (draft.reply_to, draft.quoted):
        if id is not None and request.db.scalar(visible_post(id, author)) is None:
            raise NotFound(MISSING)
    if given.scheduled_at is not None:
        return schedule_post(request.db, author, draft, given.scheduled_at, application=application)
    return publish_post(request.db, author, draft, application=application)
