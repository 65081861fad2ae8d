"""Reading and deleting a post."""

from collections.abc import Mapping
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from ..actions.posts import delete_post
from ..errors import Forbidden
from ..i18n import _
from ..models import FilterContext, Post
from ..queries.threads import thread_of
from ..queries.viewpoints import viewpoint_of
from .composer import Composer, begun
from .forms import place_of
from .globals import post_url
from .sentences import say
from .trees import tree_of


@view_config(route_name="post", renderer="posts/post.jinja2", request_method="GET", budget=10)
def post(context: Post, request: Request) -> Mapping[str, Any] | Response:
    """Show a post in its thread: what it answers above, the answers to it below. Of a boost, lead to the post."""
    if context.boosted_id is not None:
        return HTTPSeeOther(post_url(request, context.original))
    thread = thread_of(request.db, context, request.account, place_of(request).after or 0)
    view = viewpoint_of(request.db, request.account, thread.posts, FilterContext.THREAD)
    form = Composer(request, begun(request, context)) if request.account else None
    return {"post": context, "thread": thread, "answers": tree_of(thread.replies), "view": view, "form": form}


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
        say(request, _("The post is deleted."))
        return HTTPSeeOther(request.route_url("profile", handle=f"@{context.author.username}"))
    if not context.may_be_deleted_by(request.account):
        raise Forbidden(_("Only its author can delete a post."))
    return {"post": context, "view": viewpoint_of(request.db, request.account, [context])}
