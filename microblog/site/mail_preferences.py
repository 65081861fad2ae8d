"""Of what one wants to be told by letter, and whether letters arrive."""

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from ..actions.mail_preferences import MailWishes, change_preferences, enable_address
from ..clock import now, time_zones
from ..i18n import _
from ..models import Account, Delivery, MailPreference
from ..queries.mail_preferences import DEFAULTS, DIGEST_HOUR
from .forms import Form, settled
from .sentences import say

QUESTIONS = {
    "mentions": _("When somebody names me"),
    "replies": _("When somebody answers or quotes me without naming me"),
    "follows": _("When somebody follows me, or asks to"),
    "favourites": _("When somebody likes or boosts a post of mine"),
}
WAYS = {
    Delivery.AT_ONCE: _("at once"),
    Delivery.HOURLY: _("every hour, together"),
    Delivery.DAILY: _("once a day, together"),
    Delivery.NEVER: _("never"),
}
REGIONS = {
    "Africa": _("Africa"),
    "America": _("America"),
    "Antarctica": _("Antarctica"),
    "Arctic": _("Arctic"),
    "Asia": _("Asia"),
    "Atlantic": _("Atlantic"),
    "Australia": _("Australia"),
    "Europe": _("Europe"),
    "Indian": _("Indian Ocean"),
    "Pacific": _("Pacific"),
}
"""What the continents and oceans are called by whose cities time zones are named."""
ANYWHERE = _("Anywhere")


@view_config(
    route_name="settings.mail",
    renderer="settings/mail.jinja2",
    permission="member",
    request_method=("GET", "POST"),
    budget=5,
)
def change(request: Request) -> Mapping[str, Any] | Response:
    """Show of what one is told by letter as a form; once sent, change it."""
    form = Form(request, MailWishes, _said(request))
    changed = settled(
        form,
        lambda: change_preferences(request.db, request.account, form.value),
        _("From now on you get the letters that you want."),
        "settings.mail",
    )
    return changed or {
        "form": form,
        "questions": QUESTIONS,
        "ways": WAYS,
        "hours": {str(hour): f"{hour:02}:00" for hour in range(24)},
        "zones": _zones(form.typed("time_zone")),
        "clock": request.pen.time(now()),
    }


@view_config(route_name="settings.mail.enable", request_method="POST", permission="member")
def enable(request: Request) -> Response:
    """Send news to one's address again."""
    enable_address(request.db, request.account)
    say(request, _("The next news go to your address again."))
    return HTTPSeeOther(request.route_url("settings.mail"))


def _said(request: Request) -> dict[str, str]:
    """What the form begins with: what somebody said, or what holds for those who never did."""
    account: Account = request.account
    said = request.db.get(MailPreference, account.id)
    wishes = {name: getattr(said, name) if said else default for name, default in DEFAULTS.items()}
    hour = said.digest_hour if said else DIGEST_HOUR
    return {**wishes, "digest_hour": str(hour), "time_zone": account.time_zone}


def _zones(chosen: str) -> dict[str, list[str]]:
    """The time zones to choose from, by region; one that was chosen before is always among them."""
    names = sorted(name for name in time_zones() if name.partition("/")[0] in REGIONS)
    other = sorted({"UTC", chosen} & time_zones() - set(names))
    regions = {REGIONS[region]: list(of_it) for region, of_it in groupby(names, lambda name: name.partition("/")[0])}
    return {ANYWHERE: other, **regions} if other else regions
