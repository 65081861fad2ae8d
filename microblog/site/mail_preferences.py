"""Of what one wants to be told by letter, and whether letters arrive."""

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from ..actions.mail_preferences import MailWishes, change_preferences, enable_address
from ..clock import now, time_zones, zone
from ..models import Account, Delivery, MailPreference
from ..queries.mail_preferences import DEFAULTS, DIGEST_HOUR
from .forms import Form
from .sentences import say

QUESTIONS = {
    "mentions": "When somebody names me",
    "replies": "When somebody answers me without naming me",
    "follows": "When somebody follows me, or asks to",
    "favourites": "When somebody likes or boosts a post of mine",
}
WAYS = {
    Delivery.AT_ONCE: "at once",
    Delivery.HOURLY: "every hour, together",
    Delivery.DAILY: "once a day, together",
    Delivery.NEVER: "never",
}
REGIONS = frozenset(
    ["Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"]
)


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
    if form.sent:
        with form:
            change_preferences(request.db, request.account, form.value)
            say(request, "From now on you get the letters that you want.")
            return HTTPSeeOther(request.route_url("settings.mail"))
    return {
        "form": form,
        "questions": QUESTIONS,
        "ways": WAYS,
        "hours": {str(hour): f"{hour:02}:00" for hour in range(24)},
        "zones": _zones(form.typed("time_zone")),
        "clock": now().astimezone(zone(request.account.time_zone)),
    }


@view_config(route_name="settings.mail.enable", request_method="POST", permission="member")
def enable(request: Request) -> Response:
    """Send news to one's address again."""
    enable_address(request.db, request.account)
    say(request, "The next news go to your address again.")
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
    regions = {region: list(of_it) for region, of_it in groupby(names, lambda name: name.partition("/")[0])}
    return {"Anywhere": other, **regions} if other else regions
