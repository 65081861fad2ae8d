"""Posts that wait for their moment."""

from collections.abc import Mapping
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from ..actions.drafts import take_back_scheduled
from ..actions.inputs import Input
from ..actions.scheduled import SOONEST, reschedule_post
from ..clock import now
from ..errors import Invalid, NotFound
from ..i18n import _
from ..models import ScheduledPost
from ..queries.scheduled import read_scheduled, scheduled_post
from .forms import Form, place_of
from .sentences import say
from .zones import due_at_of, write_local


@view_config(
    route_name="scheduled", renderer="posts/scheduled.jinja2", permission="member", request_method="GET", budget=4
)
def scheduled(request: Request) -> Mapping[str, Any]:
    """List what waits."""
    return {"page": read_scheduled(request.db, request.account, place_of(request))}


@view_config(
    route_name="scheduled.change",
    renderer="posts/reschedule.jinja2",
    permission="member",
    request_method=("GET", "POST"),
    budget=4,
)
def change(request: Request) -> Mapping[str, Any] | Response:
    """Ask for another moment; once sent, let it appear then."""
    one = _one(request)
    form = Form(request, Input, {"due_at": write_local(request.account, one.due_at)})
    if form.sent:
        with form:
            due_at = due_at_of(request, form.typed("due_at"))
            if due_at < now() + SOONEST:
                raise Invalid(due_at=_("Choose a moment at least five minutes from now."))
            reschedule_post(request.db, one, due_at)
            say(request, _("Your post will appear then."))
            return HTTPSeeOther(request.route_url("scheduled"))
    return {"form": form, "one": one}


@view_config(route_name="scheduled.cancel", permission="member", request_method="POST")
def cancel(request: Request) -> Response:
    """Do not let it appear; its words lie among the drafts."""
    one = _one(request)
    try:
        with request.db.begin_nested():
            take_back_scheduled(request.db, one)
    except Invalid as refusal:
        say(request, next(iter(refusal.sentences.values())))
        return HTTPSeeOther(request.route_url("scheduled"))
    say(request, _("It will not appear; it lies among your drafts."))
    return HTTPSeeOther(request.route_url("drafts"))


def _one(request: Request) -> ScheduledPost:
    """Find what an address names of that which waits; to others it does not exist."""
    one: ScheduledPost | None = request.db.scalar(scheduled_post(int(request.matchdict["id"]), request.account))
    if one is None:
        raise NotFound(_("This does not wait any more: it has appeared, or it was taken back."))
    return one
