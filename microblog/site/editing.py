"""Saying something better than before, and what was said before."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.renderers import render
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from ..actions.edits import Edit, edit_post
from ..errors import Forbidden
from ..i18n import _
from ..models import Media, Poll, Post, PostVersion
from ..queries.attachments import attached_to
from ..queries.polls import poll_of
from ..queries.posts import versions_of
from ..queries.viewpoints import viewpoint_of
from ..text.differences import Kind, differences
from .composer import A_DAY, Composer, about_of
from .deeds import leading
from .globals import post_url
from .sentences import say

MOST_VERSIONS = 50

Pieces = list[tuple[Kind, str]]


class Editor(Composer):
    """The composer with a post in it that was published already."""

    def __init__(self, request: Request, post: Post, attached: list[Media], poll: Poll | None) -> None:
        one = {
            "text": post.text,
            "warning": post.warning,
            "language": post.language or "",
            "quote_policy": str(post.quote_policy),
            "reply_policy": str(post.reply_policy),
            "sensitive": "1" if post.sensitive else "",
            "lasts": A_DAY,
            "multiple": "1" if poll and poll.multiple else "",
            "hide_totals": "1" if poll and poll.hide_totals else "",
        }
        several = {"media": [str(file.id) for file in attached], "option": poll.options if poll else []}
        super().__init__(request, one, several)
        self.post, self.asks = post, poll is not None

    def may_hold(self, file: Media) -> bool:
        """Whether a file can hang on this post."""
        return file.post_id == self.post.id or super().may_hold(file)

    def edit(self) -> Edit:
        """What the post is to say from now on."""
        retouched = [{"id": one.id, **about_of(self, one).model_dump(exclude_none=True)} for one in self.files]
        raw = self.raw() | {"sensitive": bool(self.typed("sensitive")), "retouched": retouched}
        return Edit.read(raw)


@view_config(
    route_name="post.edit",
    renderer="posts/edit.jinja2",
    permission="member",
    request_method=("GET", "POST"),
    budget=7,
)
def edit(context: Post, request: Request) -> Mapping[str, Any] | Response:
    """Show what a post says; once sent, let it say what was written."""
    if context.author_id != request.account.id or context.boosted_id is not None:
        raise Forbidden(_("Only its author can edit a post."))
    attached = list(request.db.scalars(attached_to(context)))
    form = Editor(request, context, attached, request.db.scalar(poll_of(context)))
    if form.sent:
        with form:
            form.take_files()
            if form.wish == "preview":
                _preview(request, form)
            elif not form.wish:
                edit_post(request.db, request.account, context, form.edit())
                say(request, _("The post is changed."))
                return leading(request, HTTPSeeOther(post_url(request, context)))
    return {"form": form, "post": context}


@dataclass(frozen=True)
class Version:
    """What a post said at a time, and how that differs from before."""

    since: Any
    text: Pieces
    warning: Pieces
    options: list[str]
    pictures: int


@view_config(route_name="post.history", renderer="posts/history.jinja2", request_method="GET", budget=7)
def history(context: Post, request: Request) -> Mapping[str, Any]:
    """Show what a post says and said, the newest first, each word that came or went marked."""
    post = context.original
    former = list(request.db.scalars(versions_of(post)))
    told = [*former, _present(request, post)]
    shown = told[-MOST_VERSIONS:]
    before = [told[-len(shown) - 1] if len(told) > len(shown) else None, *shown[:-1]]
    versions = [_compared(one, last) for last, one in zip(before, shown, strict=True)]
    return {"post": post, "versions": versions[::-1], "more": len(told) > len(shown)}


def _preview(request: Request, form: Editor) -> None:
    """Edit the post, look at it, and take everything back."""
    with request.db.begin_nested() as rehearsal:
        edit_post(request.db, request.account, form.post, form.edit())
        request.db.flush()
        view = viewpoint_of(request.db, request.account, [form.post])
        form.preview = Markup(render("posts/preview.jinja2", {"posts": [form.post], "view": view}, request))  # noqa: S704
        rehearsal.rollback()


def _present(request: Request, post: Post) -> PostVersion:
    """What a post says now, in the form in which its former words are kept; it is not to be kept itself."""
    poll = request.db.scalar(poll_of(post))
    return PostVersion(
        text=post.text,
        warning=post.warning,
        attachments=[{"id": file.id} for file in request.db.scalars(attached_to(post))],
        options=poll.options if poll else None,
        created_at=post.edited_at or post.created_at,
    )


def _compared(one: PostVersion, last: PostVersion | None) -> Version:
    """Say how a version differs from the one before it; the first is as it is."""
    return Version(
        since=one.created_at,
        text=differences(last.text if last else one.text, one.text),
        warning=differences(last.warning if last else one.warning, one.warning),
        options=one.options or [],
        pictures=len(one.attachments),
    )
