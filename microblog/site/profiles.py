"""Profiles, and what one says of oneself."""

from collections.abc import Mapping
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from ..actions.profiles import Profile, edit_profile, remove_picture
from ..i18n import _
from ..media import Storage
from ..models import Account
from ..queries.accounts import figures_of, usernames_among
from ..queries.relationships import relationship_of
from ..queries.timelines import profile_timeline
from ..text import mentions
from .forms import Form
from .sentences import say
from .timelines import page_of


@view_config(route_name="profile", renderer="accounts/profile.jinja2", request_method="GET", budget=10)
def profile(context: Account, request: Request) -> Mapping[str, Any]:
    """Show somebody and what they write."""
    figures = figures_of(request.db, context, request.account)
    named = usernames_among(request.db, mentions(context.bio))
    page = page_of(request, profile_timeline(context, request.account))
    them = relationship_of(request.db, request.account, context)
    return {**page, "account": context, "figures": figures, "named": named, "them": them}


@view_config(route_name="settings", permission="member", request_method="GET", budget=2)
def settings(request: Request) -> Response:
    """Lead to the first page of the settings."""
    return HTTPSeeOther(request.route_url("settings.profile"))


@view_config(
    route_name="settings.profile",
    renderer="settings/profile.jinja2",
    permission="member",
    request_method=("GET", "POST"),
    budget=3,
)
def edit(request: Request) -> Mapping[str, Any] | Response:
    """Show one's own profile as a form; once sent, change it."""
    account = request.account
    form = Form(request, Profile, {"display_name": account.display_name, "bio": account.bio})
    if form.sent:
        with form:
            storage = Storage(request.registry.settings["microblog"].media.directory)
            edit_profile(account, form.value, picture=form.upload("picture"), storage=storage)
            if form.typed("remove_picture"):
                remove_picture(account)
            say(request, _("Your profile is changed."))
            return HTTPSeeOther(request.route_url("profile", handle=f"@{account.username}"))
    return {"form": form}
