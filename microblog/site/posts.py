"""Writing, reading and deleting a post."""

from collections.abc import Mapping
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from ..actions.posts import Draft, delete_post, publish_post
from ..errors import Forbidden, Invalid
from ..models import Post
from ..queries.paging import MAX_ID
from ..queries.posts import visible_post
from ..queries.threads import thread_of
from ..queries.viewpoints import viewpoint_of
from .forms import Form, place_of, word
from .globals import post_url
from .sentences import say


def draft_form(request: Request, parent: Post | None = None) -> Form[Draft]:
    """Open the composer; an answer begins by naming the one who is answered."""
    if parent is None:
        return Form(request, Draft)
    names = "" if parent.author_id == request.account.id else f"@{parent.author.username} "
    return Form(request, Draft, {"reply_to": str(parent.id), "text": names})


@view_config(
    route_name="compose", renderer="posts/compose.jinja2", permission="member", request_method=("GET", "POST"), budget=8
)
def compose(request: Request) -> Mapping[str, Any] | Response:
    """Show the composer; once sent, publish, and go to where the post can be seen."""
    parent = _parent(request)
    form = draft_form(request, parent)
    if form.sent:
        with form:  # what is wrong with the draft ends up beside its fields
            post = publish_post(request.db, request.account, form.value)
            say(request, "Your answer is out." if post.parent else "Your post is out.")
            return HTTPSeeOther(post_url(request, post) if post.parent else request.route_url("home"))
    return {
        "form": form,
        "parent": parent,
        "view": viewpoint_of(request.db, request.account, [parent] if parent else []),
    }


@view_config(route_name="post", renderer="posts/post.jinja2", request_method="GET", budget=10)
def post(context: Post, request: Request) -> Mapping[str, Any] | Response:
    """Show a post in its thread: what it answers above, the answers to it below. Of a boost, lead to the post."""
    if context.boosted_id is not None:
        return HTTPSeeOther(post_url(request, context.original))
    thread = thread_of(request.db, context, request.account, place_of(request).after or 0)
    view = viewpoint_of(request.db, request.account, thread.posts)
    form = draft_form(request, context) if request.account else None
    return {"post": context, "thread": thread, "view": view, "form": form}


@view_config(
    route_name="post.delete",
    renderer="posts/delete.jinja2",
    permission="member",
    request_method=("GET", "POST"),
    budget=7,
)
def delete(context: Post, request: Request) -> Mapping[str, Any] | Response:
    """Ask whether a post is to be deleted; once sent, delete it."""
    if request.method == "POST":
        delete_post(request.db, request.account, context)
        say(request, "The post is deleted.")
        return HTTPSeeOther(request.route_url("profile", handle=f"@{context.author.username}"))
    if not context.may_be_deleted_by(request.account):
        raise Forbidden("Only its author can delete a post.")
    return {"post": context, "view": viewpoint_of(request.db, request.account, [context])}


def _parent(request: Request) -> Post | None:
    """Find the post that is to be answered; where it is gone, an answer that was typed is not lost on the way."""
    id = word(request, "reply_to")
    if not id:
        return None
    known = id.isascii() and id.isdigit() and int(id) <= MAX_ID if len(id) < 20 else False
    parent = request.db.scalar(visible_post(int(id), request.account)) if known else None
    if parent is None and request.method != "POST":
        raise Invalid(reply_to="The post that you want to answer is gone.")
    return parent
