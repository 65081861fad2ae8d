"""Reading and deleting a post."""

from collections.abc import Mapping
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from ..actions.deletions import GONE, remove_post, restore_post
from ..actions.quotes import why_closed
from ..errors import Forbidden, NotFound
from ..i18n import _
from ..models import FilterContext, Post
from ..queries.posts import removed_post, visible_post
from ..queries.threads import thread_of
from ..queries.viewpoints import viewpoint_of
from .composer import Composer, begun
from .deeds import done, wants_parts, way_back
from .forms import place_of, word
from .globals import person_url, post_url
from .trees import tree_of


@view_config(route_name="post", renderer="posts/post.jinja2", request_method="GET", budget=10)
def post(context: Post, request: Request) -> Mapping[str, Any] | Response:
    """Show a post in its thread: what it answers above, the answers to it below. Of a boost, lead to the post."""
    if context.boosted_id is not None:
        return HTTPSeeOther(post_url(request, context.original))
    thread = thread_of(request.db, context, request.account, place_of(request).after or 0)
    view = viewpoint_of(request.db, request.account, thread.posts, FilterContext.THREAD)
    form = Composer(request, begun(request, context)) if request.account else None
    closed = why_closed(context) if context.id in view.closed else ""
    shown = {"post": context, "thread": thread, "answers": tree_of(thread.replies), "view": view}
    return {**shown, "form": form, "closed": closed}


@view_config(
    route_name="post.delete",
    renderer="posts/delete.jinja2",
    permission="member",
    request_method=("GET", "POST"),
    budget=7,
)
def delete(context: Post, request: Request) -> Mapping[str, Any] | Response:
    """Ask whether a post is to be deleted; once sent, delete it. Scripts do not ask, as it can be undone."""
    profile = person_url(request, context.author)
    if request.method == "POST":
        undone = remove_post(request.db, request.account, context)
        undo = post_url(request, context, "post.restore") if undone else ""
        return done(
            request,
            _("The post is deleted."),
            undo="" if wants_parts(request) else undo,  # there it stands where the post stood
            parts=("parts/removed.jinja2", {"row": _row(request, context), "undo": undo}),
            otherwise=profile,
        )
    if not context.may_be_deleted_by(request.account):
        raise Forbidden(_("Only its author can delete a post."))
    back = way_back(request, profile)
    return {
        "post": context,
        "view": viewpoint_of(request.db, request.account, [context]),
        "back": profile if back.startswith(post_url(request, context)) else back,
    }


@view_config(route_name="post.restore", request_method="POST", permission="member")
def restore(request: Request) -> Response:
    """Take back that a post was deleted."""
    post = request.db.scalar(removed_post(int(request.matchdict["id"]), request.account))
    if post is None:
        raise NotFound(GONE)
    restore_post(request.db, request.account, post)
    request.db.flush()
    id = _row(request, post)
    boost = request.db.scalar(visible_post(id, request.account)) if id != post.id else None
    row = boost if boost is not None and boost.boosted_id == post.id else post
    view = viewpoint_of(request.db, request.account, [post])
    return done(
        request,
        _("The post is back."),
        parts=("parts/restored.jinja2", {"row": row, "view": view}),
        otherwise=post_url(request, post),
        anchor=f"post-{row.id}",
    )


def _row(request: Request, post: Post) -> int:
    """Where on a page a post stands: what boosts it there, or it itself."""
    row = word(request, "row")
    return int(row) if row.isascii() and row.isdigit() and len(row) < 19 else post.id
