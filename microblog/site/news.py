"""What came in since a page was made, for the script that asks now and then (`static/js/news.js`)."""

from pyramid.renderers import render_to_response
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config
from sqlalchemy import select

from ..queries.timelines import MOST_NEWS, home_timeline, news_in, public_timeline
from .forms import place_of, word


@view_config(route_name="news", request_method="GET", budget=2)
def news(request: Request) -> Response:
    """Say how many posts stand above the one that the address names, as a link to them; nothing if there are none.

    Whose login has ended meanwhile is told so: what they would see is not their home any more.
    """
    at_home = word(request, "of") == "home"
    if at_home and request.account is None:
        return render_to_response("parts/news_ended.jinja2", {}, request)
    timeline = home_timeline(request.account) if at_home else public_timeline(request.account)
    count = request.db.scalar(select(news_in(timeline, place_of(request).after or 0, request.account)))
    if not count:
        return Response(status=204)
    page = {"count": count, "many": count >= MOST_NEWS, "path": request.route_path("home" if at_home else "public")}
    return render_to_response("parts/news.jinja2", page, request)
