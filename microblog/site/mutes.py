"""Not reading somebody for a while."""

from collections.abc import Mapping
from typing import Any

from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from ..actions import mutes
from ..actions.mutes import MuteWish
from ..clock import now
from ..i18n import _
from ..models import Account, Mute
from ..queries.paging import Page, read_page
from ..queries.relationships import mute_of, muted_by
from .deeds import way_back
from .durations import FOR_EVER, SPANS
from .forms import Form, place_of
from .globals import person_url
from .relationships import told


@view_config(
    route_name="mute.person",
    renderer="accounts/mute.jinja2",
    permission="member",
    request_method=("GET", "POST"),
    budget=4,
)
def mute(context: Account, request: Request) -> Mapping[str, Any] | Response:
    """Ask for how long somebody is to be muted, and how; once sent, mute them."""
    form = Form(request, MuteWish, {"seconds": FOR_EVER, "notifications": "yes"})
    if form.sent:
        with form:
            # An undo knows in its address how it was.
            wish = MuteWish.read({**request.GET, **form.value.model_dump(exclude_unset=True)})
            mutes.mute(request.db, request.account, context, wish)
            sentence = _("You do not read @${name} for now.")
            return told(request, context, sentence, undo=person_url(request, context, "unmute.person"))
    return {
        "account": context,
        "form": form,
        "spans": SPANS,
        "back": way_back(request, person_url(request, context)),
    }


@view_config(route_name="unmute.person", request_method="POST", permission="member")
def unmute(context: Account, request: Request) -> Response:
    """Read somebody again."""
    was = request.db.scalar(mute_of(request.account, context))
    mutes.unmute(request.db, request.account, context)
    again = person_url(request, context, "mute.person", query=_wish_of(was)) if was else ""
    return told(request, context, _("You read @${name} again."), undo=again)


@view_config(
    route_name="settings.mutes", renderer="settings/people.jinja2", permission="member", request_method="GET", budget=4
)
def muted(request: Request) -> Mapping[str, Any]:
    """Show whom one does not read at present."""
    page: Page[Any] = read_page(request.db, muted_by(request.account), Mute.id, place_of(request))
    return {
        "page": page.column(1),
        "title": _("Whom you mute"),
        "words": _("What they write is left out of your lists. They may follow you, and are not told of it."),
        "empty": _("You mute nobody. To mute somebody, look into the menu on their profile, or beside their posts."),
        "undo": ("unmute.person", _("Unmute")),
        "ends": {account.id: fact.expires_at for fact, account in page},
    }


def _wish_of(was: Mute) -> dict[str, str]:
    """How to mute somebody again as they were muted."""
    left = max(int((was.expires_at - now()).total_seconds()), 1) if was.expires_at else 0
    return {"seconds": str(left), "notifications": "yes" if was.notifications else "no"}
