"""What every site has: a page about itself, pictures, and a word for machines."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request
from pyramid.response import FileResponse, Response
from pyramid.view import view_config
from webob.static import FileIter

from ..addresses import site_url
from ..i18n import _
from ..media import Storage

STATIC = Path(__file__).parent / "static"
A_YEAR = 365 * 24 * 3600


@view_config(route_name="about", renderer="pages/about.jinja2", request_method="GET", budget=3)
def about(request: Request) -> Mapping[str, Any]:
    """Say what this site is and who looks after it."""
    return {}


@view_config(route_name="more", renderer="pages/more.jinja2", request_method="GET", budget=2)
def more(request: Request) -> Mapping[str, Any]:
    """Lead to whatever has no place in the navigation of a small screen."""
    return {}


@view_config(route_name="robots", request_method="GET")
def robots(request: Request) -> Response:
    """Tell search engines what is not for them."""
    # Pages of members need no line: whoever has not logged in is led to /login. A page that is closed here would be
    # one of which search engines may know the address, and say that it hides something.
    closed = (
        "/login",
        "/signup",
        "/oauth/",
        "/reset/",
        "/confirm/",
        "/unsubscribe/",
        "/mute/",
        "/dev/",
        "/health",
        "/metrics",
    )
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed)]
    lines.append(f"Sitemap: {site_url(request)}{request.route_path('sitemap')}")
    return Response("\n".join(lines) + "\n", content_type="text/plain", charset="utf-8")


@view_config(route_name="favicon", request_method="GET")
def favicon(request: Request) -> Response:
    """Give browsers that ask for it the sign of the site."""
    return FileResponse(STATIC / "favicon.ico", request=request, content_type="image/x-icon", cache_max_age=24 * 3600)


@view_config(route_name="initial", renderer="pages/initial.svg.jinja2", request_method="GET")
def initial(request: Request) -> Mapping[str, Any]:
    """Draw the picture of somebody who has none: their initial."""
    request.response.content_type = "image/svg+xml"
    request.response.cache_control.max_age = A_YEAR
    return {"letter": request.matchdict["letter"].upper(), "hue": int(request.matchdict["hue"])}


@view_config(route_name="media", request_method="GET")
def media(request: Request) -> Response:
    """Serve a file where no front server does. Its name says what is in it, so it may be kept for ever."""
    found = Storage(request.registry.settings["microblog"].media.directory).shown(request.matchdict["name"])
    if found is None:
        raise HTTPNotFound(_("There is no such picture."))
    path, kind = found
    response = Response(
        app_iter=_Pieces(path.open("rb")),
        content_type=kind,
        content_length=path.stat().st_size,
        conditional_response=True,
        accept_ranges="bytes",  # without them some browsers play no films
    )
    response.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    response.etag = path.stem
    response.headers["Content-Security-Policy"] = "default-src 'none'; media-src 'self'; sandbox"
    response.headers["Access-Control-Allow-Origin"] = "*"  # everybody may see it; scripts of clients look at pictures
    return response


class _Pieces(FileIter):  # type: ignore[misc]
    """A file in pieces, which is closed also when nobody wants the rest."""

    def close(self) -> None:
        """Close the file."""
        self.file.close()
