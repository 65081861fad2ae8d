"""Writing posts: what was written is published once, however often it is sent."""

from collections.abc import Callable, Mapping
from typing import Any

from markupsafe import Markup
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.renderers import render
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from ..actions.drafts import drop_draft, keep_draft
from ..actions.idempotency import once
from ..actions.quotes import at_most_quoted, quoted_post, why_closed
from ..actions.scheduled import SOONEST, schedule_post
from ..actions.threads import publish_thread
from ..clock import now
from ..errors import Invalid
from ..i18n import _
from ..models import MAX_ATTACHMENTS, KeptDraft, Post, ScheduledPost, Visibility
from ..queries.drafts import draft_by
from ..queries.paging import MAX_ID
from ..queries.posts import visible_post
from ..queries.viewpoints import viewpoint_of
from ..text import says_nothing
from .composer import Composer, begun, gone_on_with
from .deeds import IS_PART, leading
from .forms import word
from .globals import post_url
from .sentences import say
from .zones import due_at_of


@view_config(
    route_name="compose",
    renderer="posts/compose.jinja2",
    permission="member",
    request_method=("GET", "POST"),
    budget=11,
)
def compose(request: Request) -> Mapping[str, Any] | Response:
    """Show the composer; once sent, publish, and go to where the post can be seen."""
    kept = _kept(request)
    parent = _parent(request, kept)
    form = _begun(request, kept, parent, _quoting(request, kept))
    if form.sent:
        with form:  # what is wrong with the draft ends up beside its fields
            form.take_files()
            form.describe()
            answer = WISHES.get(form.wish, _nothing)(request, form)
            if answer is not None:
                return leading(request, answer)
    view = viewpoint_of(request.db, request.account, [post for post in (parent, form.quoting) if post])
    closed = why_closed(parent) if parent and parent.id in view.closed and not form.sent else ""
    return {"form": form, "parent": parent, "view": view, "closed": closed}


@view_config(route_name="compose.pictures", renderer="posts/picture.jinja2", permission="member", request_method="POST")
def add_picture(request: Request) -> Mapping[str, Any]:
    """Put a picture away for a script that sends them one by one, and answer with its part of the form."""
    form = Composer(request, {})
    form.take_files()
    if not form.added:
        raise Invalid(files=_("There is no picture in it."))
    request.response.headers[IS_PART] = "yes"
    number = _number(word(request, "number")) or 1
    return {"form": form, "file": form.files[-1], "number": min(number, MAX_ATTACHMENTS)}


def publish(request: Request, form: Composer) -> Response:
    """Publish what was written, now or later; of what is sent twice, once."""
    grant = _schedule if form.typed("due_at") else _publish
    with request.db.begin_nested():  # who is reminded of a description finds everything as it was
        made = once(request.db, request.account, form.wish_key, lambda: grant(request, form))
    _drop(request)
    if isinstance(made, ScheduledPost):
        say(request, _("Your post will appear then."))
        return HTTPSeeOther(request.route_url("scheduled"))
    say(request, _sentence(form, made))
    return HTTPSeeOther(post_url(request, made) if made.parent else request.route_url("home"))


def keep(request: Request, form: Composer) -> Response:
    """Put away what was written."""
    keep_draft(request.db, request.account, form.sketch(), _kept(request))
    say(request, _("Your draft is kept."))
    return HTTPSeeOther(request.route_url("drafts"))


def preview(request: Request, form: Composer) -> None:
    """Publish it, look at it, and take everything back."""
    with request.db.begin_nested() as rehearsal:
        posts = publish_thread(request.db, request.account, form.value, form.further)
        request.db.flush()
        view = viewpoint_of(request.db, request.account, posts)
        form.preview = Markup(render("posts/preview.jinja2", {"posts": posts, "view": view}, request))  # noqa: S704
        rehearsal.rollback()


def _nothing(request: Request, form: Composer) -> None:
    """Show the form again: files were added or taken off, or there is to be room for another post."""


WISHES: Mapping[str, Callable[[Request, Composer], Response | None]] = {"": publish, "preview": preview, "keep": keep}
"""What the buttons of the composer do, by their words."""


def _sentence(form: Composer, post: Post) -> str:
    """Say what was done."""
    if not all(says_nothing(text) for text in form.further):
        return _("Your thread is out.")
    return _("Your answer is out.") if post.parent else _("Your post is out.")


def _publish(request: Request, form: Composer) -> Post:
    """Publish it now; of a thread, answer with the first post."""
    first, *_more = publish_thread(request.db, request.account, form.value, form.further)
    form.remind()
    return first


def _schedule(request: Request, form: Composer) -> ScheduledPost:
    """Let it wait for its moment."""
    due_at = due_at_of(request, form.typed("due_at"))
    if due_at < now() + SOONEST:
        raise Invalid(due_at=_("Choose a moment at least five minutes from now."))
    if not all(says_nothing(text) for text in form.further):
        raise Invalid(due_at=_("A thread cannot wait. Publish it now, or let a single post wait."))
    scheduled = schedule_post(request.db, request.account, form.value, due_at)
    form.remind()
    return scheduled


def _begun(request: Request, kept: KeptDraft | None, parent: Post | None, quoting: Post | None) -> Composer:
    """Open the composer: with a draft that one goes on with, with the beginning of an answer or a quote, or empty."""
    begin = begun(request, parent)
    begin["visibility"] = str(at_most_quoted(Visibility(begin["visibility"]), quoting))
    one, several = gone_on_with(kept) if kept else ({}, {})
    usual = {name: begin[name] for name in ("visibility", "quote_policy") if not one.get(name)}
    form = Composer(request, {**begin, **one, **usual}, several)
    form.quoting = None if form.wish == "unquote" else quoting
    return form


def _kept(request: Request) -> KeptDraft | None:
    """Find the draft that one goes on with; one that was thrown away meanwhile is none."""
    id = _number(word(request, "draft"))
    return request.db.scalar(draft_by(request.account, id)) if id is not None else None


def _drop(request: Request) -> None:
    """Forget the draft of which a post has become."""
    kept = _kept(request)
    if kept is not None:
        drop_draft(request.db, kept)


def _parent(request: Request, kept: KeptDraft | None) -> Post | None:
    """Find the post that is to be answered; where it is gone, what was typed is not lost on the way."""
    id = word(request, "reply_to") or str((kept.sketch.get("reply_to") if kept else "") or "")
    if not id:
        return None
    known = _number(id)
    parent = request.db.scalar(visible_post(known, request.account)) if known is not None else None
    if parent is None and request.method != "POST" and kept is None:
        raise Invalid(reply_to=_("The post that you want to answer is gone."))
    return parent


def _quoting(request: Request, kept: KeptDraft | None) -> Post | None:
    """Find the post that is to be quoted. Whoever begins with one that cannot be is told why."""
    id = word(request, "quoted") or str((kept.sketch.get("quoted") if kept and not request.POST else "") or "")
    known = _number(id)
    if id and kept is None and request.method != "POST":
        return quoted_post(request.db, request.account, known or 0)
    found: Post | None = request.db.scalar(visible_post(known, request.account)) if known else None
    return found.original if found else None


def _number(word: str) -> int | None:
    """Read the number of a row; None if it is none."""
    return int(word) if word.isascii() and word.isdigit() and len(word) < 20 and int(word) <= MAX_ID else None
