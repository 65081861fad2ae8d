"""What one writes down about somebody, for oneself."""

from collections.abc import Mapping
from typing import Any

from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from ..actions.notes import LENGTH, NoteDraft, write_note
from ..i18n import _
from ..models import Account
from ..queries.relationships import relationships_of
from .deeds import way_back
from .forms import Form
from .globals import person_url
from .relationships import told


@view_config(
    route_name="note", renderer="accounts/note.jinja2", permission="member", request_method=("GET", "POST"), budget=5
)
def note(context: Account, request: Request) -> Mapping[str, Any] | Response:
    """Show what one wrote down about somebody as a form; once sent, keep it."""
    them = relationships_of(request.db, request.account, [context])[context.id]
    form = Form(request, NoteDraft, {"text": them.note})
    if form.sent:
        with form:
            write_note(request.db, request.account, context, form.value)
            return told(request, context, _("Your note about @${name} is kept. Only you see it."))
    return {"account": context, "form": form, "limit": LENGTH, "back": way_back(request, person_url(request, context))}
