"""Writing posts."""

from collections.abc import Callable, Mapping
from typing import Any

from markupsafe import Markup
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.renderers import render
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from ..actions.threads import publish_thread
from ..errors import Invalid
from ..i18n import _
from ..models import Post
from ..queries.paging import MAX_ID
from ..queries.posts import visible_post
from ..queries.viewpoints import viewpoint_of
from .composer import Composer, begun
from .forms import word
from .globals import post_url
from .sentences import say


@view_config(
    route_name="compose", renderer="posts/compose.jinja2", permission="member", request_method=("GET", "POST"), budget=8
)
def compose(request: Request) -> Mapping[str, Any] | Response:
    """Show the composer; once sent, publish, and go to where the post can be seen."""
    parent = _parent(request)
    form = Composer(request, begun(request, parent))
    if form.sent:
        with form:  # what is wrong with the draft ends up beside its fields
            form.take_files()
            form.describe()
            answer = WISHES.get(form.wish, _nothing)(request, form)
            if answer is not None:
                return answer
    return {
        "form": form,
        "parent": parent,
        "view": viewpoint_of(request.db, request.account, [parent] if parent else []),
    }


def publish(request: Request, form: Composer) -> Response:
    """Publish what was written."""
    with request.db.begin_nested():  # who is reminded of a description finds everything as it was
        posts = publish_thread(request.db, request.account, form.value, form.further)
        form.remind()
    say(request, _sentence(posts))
    return HTTPSeeOther(post_url(request, posts[0]) if posts[0].parent else request.route_url("home"))


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


WISHES: Mapping[str, Callable[[Request, Composer], Response | None]] = {"": publish, "preview": preview}
"""What the buttons of the composer do, by their words."""


def _sentence(posts: list[Post]) -> str:
    """Say what was done."""
    if len(posts) > 1:
        return _("Your thread is out.")
    return _("Your answer is out.") if posts[0].parent else _("Your post is out.")


def _parent(request: Request) -> Post | None:
    """Find the post that is to be answered; where it is gone, an answer that was typed is not lost on the way."""
    id = word(request, "reply_to")
    if not id:
        return None
    known = id.isascii() and id.isdigit() and int(id) <= MAX_ID if len(id) < 20 else False
    parent = request.db.scalar(visible_post(int(id), request.account)) if known else None
    if parent is None and request.method != "POST":
        raise Invalid(reply_to=_("The post that you want to answer is gone."))
    return parent
