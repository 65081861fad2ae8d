"""Completing names and hashtags while they are written, for the script that asks (`static/js/complete.js`)."""

from pyramid.renderers import render_to_response
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from ..queries.accounts import people_to_name
from ..queries.search import tags_beginning
from .forms import word

MOST = 6
LONGEST = 50


@view_config(route_name="complete", permission="member", request_method="GET", budget=2)
def complete(request: Request) -> Response:
    """List who or what may be meant by the beginning of a @name or a #hashtag, as options; nothing if there is none."""
    begun = word(request, "q")
    sign, beginning = begun[:1], begun[1:]
    if sign not in ("@", "#") or not beginning.isprintable() or not 0 < len(beginning) <= LONGEST:
        return Response(status=204)
    people, tags = [], []
    if sign == "@":
        people = request.db.scalars(people_to_name(beginning, request.account).limit(MOST)).all()
    else:
        tags = request.db.scalars(tags_beginning(beginning, request.account).limit(MOST)).all()
    if not people and not tags:
        return Response(status=204)
    return render_to_response("parts/suggestions.jinja2", {"people": people, "tags": tags}, request)
