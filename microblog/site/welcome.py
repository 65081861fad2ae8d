"""The first walk of somebody who is new. It can be left at every step, and gone on with later."""

from collections.abc import Mapping
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from ..actions.posts import Draft, publish_post
from ..actions.profiles import Profile, edit_profile
from ..actions.welcome import STEPS, end_welcome, leave_step
from ..i18n import _
from ..media import Storage
from ..models import Welcome
from ..queries.accounts import figures_of
from .forms import Form
from .sentences import say
from .suggestions import suggested

MOST = 8
"""How many people are suggested."""
ENOUGH = 3
"""How many to follow makes a home page worth reading."""

TITLES = {
    Welcome.PEOPLE: _("Follow three people"),
    Welcome.PROFILE: _("Say who you are"),
    Welcome.POST: _("Write your first post"),
}


@view_config(route_name="welcome", permission="member", request_method="GET", budget=2)
def welcome(request: Request) -> Response:
    """Lead to where somebody is in their first walk."""
    return _onwards(request)


@view_config(
    route_name="welcome.people",
    renderer="welcome/people.jinja2",
    permission="member",
    request_method=("GET", "POST"),
    budget=5,
)
def people(request: Request) -> Mapping[str, Any] | Response:
    """Suggest people to follow; once sent, go on."""
    if request.method == "POST":
        return _left(request, Welcome.PEOPLE)
    follows = figures_of(request.db, request.account, request.account).following
    return {**_steps(Welcome.PEOPLE), **suggested(request, MOST), "follows": follows, "enough": ENOUGH}


@view_config(
    route_name="welcome.profile",
    renderer="welcome/profile.jinja2",
    permission="member",
    request_method=("GET", "POST"),
    budget=3,
)
def profile(request: Request) -> Mapping[str, Any] | Response:
    """Ask for a name and a picture; once sent, keep them and go on."""
    said = {"display_name": request.account.display_name, "bio": request.account.bio}
    form = Form(request, Profile, said)
    if form.sent:
        with form:
            storage = Storage(request.registry.settings["microblog"].media.directory)
            edit_profile(request.account, form.value, picture=form.upload("picture"), storage=storage)
            return _left(request, Welcome.PROFILE)
    return {**_steps(Welcome.PROFILE), "form": form}


@view_config(
    route_name="welcome.post",
    renderer="welcome/post.jinja2",
    permission="member",
    request_method=("GET", "POST"),
    budget=3,
)
def post(request: Request) -> Mapping[str, Any] | Response:
    """Ask for a first post; once sent, publish it, and go home."""
    form = Form(request, Draft)
    if form.sent:
        with form:
            publish_post(request.db, request.account, Draft(text=form.value.text))
            say(request, _("Your first post is there. Welcome!"))
            return _left(request, Welcome.POST)
    return {**_steps(Welcome.POST), "form": form}


@view_config(route_name="welcome.end", permission="member", request_method="POST")
def end(request: Request) -> Response:
    """Leave the walk for good."""
    end_welcome(request.account)
    say(request, _("You find all of it again under More and in the settings."))
    return HTTPSeeOther(request.route_url("home"))


def _steps(step: Welcome) -> dict[str, Any]:
    """What each step shows of the walk."""
    return {"step": step, "number": STEPS.index(step) + 1, "steps": len(STEPS), "title": TITLES[step]}


def _left(request: Request, step: Welcome) -> Response:
    """Remember that somebody is done with a step, and lead on."""
    leave_step(request.account, step)
    return _onwards(request)


def _onwards(request: Request) -> Response:
    """Lead to the step at which somebody is; home, if they have come to the end."""
    step = request.account.welcome
    return HTTPSeeOther(request.route_url("home" if step is Welcome.OVER else f"welcome.{step}"))
