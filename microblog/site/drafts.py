"""Going on with what was not finished."""

from collections.abc import Mapping
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from ..actions.drafts import drop_draft, redraft_post
from ..errors import Invalid, NotFound
from ..i18n import _
from ..models import Post
from ..queries.drafts import draft_by, drafts_by
from .globals import post_url
from .sentences import say


@view_config(route_name="drafts", renderer="posts/drafts.jinja2", permission="member", request_method="GET", budget=4)
def drafts(request: Request) -> Mapping[str, Any]:
    """List what was put away."""
    return {"drafts": list(request.db.scalars(drafts_by(request.account)))}


@view_config(route_name="drafts.remove", permission="member", request_method="POST")
def remove(request: Request) -> Response:
    """Throw a draft away; to others than its writer it does not exist."""
    kept = request.db.scalar(draft_by(request.account, int(request.matchdict["id"])))
    if kept is None:
        raise NotFound(_("This draft does not exist, or it was thrown away."))
    drop_draft(request.db, kept)
    say(request, _("The draft is gone."))
    return HTTPSeeOther(request.route_url("drafts"))


@view_config(route_name="post.redraft", permission="member", request_method="POST")
def redraft(context: Post, request: Request) -> Response:
    """Delete a post, and go on with what it said."""
    try:
        with request.db.begin_nested():
            kept = redraft_post(request.db, request.account, context)
    except Invalid as refusal:
        say(request, next(iter(refusal.sentences.values())))
        return HTTPSeeOther(post_url(request, context, "post.delete"))
    say(request, _("The post is deleted; its words are kept as a draft."))
    return HTTPSeeOther(request.route_url("compose", _query={"draft": kept.id}))
