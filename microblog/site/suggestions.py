"""Whom one might like to follow."""

from typing import Any

from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from ..actions.suggestions import dismiss_suggestion, restore_suggestion
from ..i18n import _
from ..models import Account
from ..queries.relationships import relationships_of
from ..queries.suggestions import suggestions_for
from .deeds import done
from .globals import person_url


def suggested(request: Request, most: int) -> dict[str, Any]:
    """What a page needs to suggest people to a member, in two queries."""
    people = request.db.execute(suggestions_for(request.account).limit(most)).all()
    return {"suggested": people, "known": relationships_of(request.db, request.account, [one for one, _n in people])}


@view_config(route_name="suggestion.dismiss", request_method="POST", permission="member")
def dismiss(context: Account, request: Request) -> Response:
    """Suggest somebody no more."""
    dismiss_suggestion(request.db, request.account, context)
    return _told(request, context, _("@${name} is suggested no more."), "suggestion.restore", dismissed=True)


@view_config(route_name="suggestion.restore", request_method="POST", permission="member")
def restore(context: Account, request: Request) -> Response:
    """Suggest somebody again."""
    restore_suggestion(request.db, request.account, context)
    return _told(request, context, _("@${name} may be suggested again."), "suggestion.dismiss", dismissed=False)


def _told(request: Request, about: Account, sentence: Any, undo: str, *, dismissed: bool) -> Response:
    """Say what became of a suggestion, and take it from the page or put it there again."""
    request.db.flush()
    known = relationships_of(request.db, request.account, [about] if about != request.account else [])
    values = {"person": about, "friends": 0, "known": known, "dismissed": dismissed}
    return done(
        request,
        sentence % {"name": about.username},
        undo=person_url(request, about, undo),
        parts=("parts/suggestion.jinja2", values),
        otherwise=request.route_path("explore"),
    )
