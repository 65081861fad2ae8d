"""What went wrong, on a page of the site's own that says what to do."""

from collections.abc import Mapping
from typing import Any

from pyramid.exceptions import BadCSRFOrigin, BadCSRFToken, PredicateMismatch
from pyramid.httpexceptions import HTTPException, HTTPMethodNotAllowed, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import exception_view_config, forbidden_view_config, notfound_view_config

from ..errors import Invalid, NotFound, Refusal, TooMany
from ..i18n import _, translated
from ..parameters import methods_of

MOST_FIELDS = 60  # more than any form of ours has
SECRETS = ("password", "old", "new", "csrf_token")

WORDS = {
    400: (_("That request was not whole"), _("Something got lost on the way. Go back, and try again.")),
    403: (_("You may not do that"), _("It is somebody else's.")),
    404: (_("There is nothing here"), _("The address may be wrong, or what was here is gone.")),
    405: (_("That does not work here"), _("This page cannot be used in that way.")),
    409: (_("Something came in between"), _("Go back, look at how it is now, and try again.")),
    413: (_("That is too much at once"), _("Send less, or a smaller file.")),
    422: (_("That cannot be accepted"), _("Look at what was given, and try again.")),
    429: (_("That was too often"), _("Wait a little, then try again.")),
}


@exception_view_config(context=Refusal, renderer="errors/refusal.jinja2")
def refusal(error: Refusal, request: Request) -> Mapping[str, Any]:
    """Say why an action was refused, and give back what was typed: it may be accepted later."""
    if isinstance(error, TooMany):
        request.response.headers["Retry-After"] = str(error.retry_after)
    return {**_page(request, error.status, error.sentence), **_retry(request, again=request.account is not None)}


@exception_view_config(context=HTTPException, renderer="errors/refusal.jinja2")
def http_error(error: HTTPException, request: Request) -> Mapping[str, Any] | Response:
    """Say why a request was refused; let redirections be."""
    return _page(request, error.status_int, error.detail or "") if error.status_int >= 400 else error


@notfound_view_config(renderer="errors/refusal.jinja2")
def not_found(error: HTTPException, request: Request) -> Mapping[str, Any]:
    """Say that there is nothing here; or that there is, but not for this method (RFC 9110 §15.5.6)."""
    allowed = methods_of(request) if isinstance(error, PredicateMismatch) else set()
    if allowed and request.method not in allowed:
        request.response.headers["Allow"] = ", ".join(sorted(allowed))
        return _page(request, HTTPMethodNotAllowed.code, "")
    return _page(request, NotFound.status, "")


@forbidden_view_config(renderer="errors/refusal.jinja2")
def forbidden(error: HTTPException, request: Request) -> Mapping[str, Any] | Response:
    """Lead strangers to the login, and back; tell members that something is not for them."""
    if request.account is None and request.method in ("GET", "HEAD"):
        return HTTPSeeOther(request.route_url("login", _query={"next": request.path_qs}))
    if request.account is None:
        return {
            **_page(request, 403, _("You are not logged in any more. Log in, then send it again.")),
            **_retry(request),
        }
    return _page(request, 403, "")


@exception_view_config(context=BadCSRFToken, renderer="errors/refusal.jinja2")
def stale_form(error: BadCSRFToken, request: Request) -> Mapping[str, Any]:
    """Give back what was typed into a form that is out of date, ready to be sent again."""
    request.session.pop("_csrft_", None)
    sentence = _("This form is out of date: perhaps you logged in or out meanwhile. Nothing was done yet.")
    return {**_page(request, 400, sentence), **_retry(request, again=True)}


@exception_view_config(context=BadCSRFOrigin, renderer="errors/refusal.jinja2")
def foreign_form(error: BadCSRFOrigin, request: Request) -> Mapping[str, Any]:
    """Refuse what another site wants done in a member's name."""
    return _page(request, 400, _("This form did not come from here. Nothing was done."))


@exception_view_config(context=Invalid, renderer="errors/refusal.jinja2")
def invalid(error: Invalid, request: Request) -> Mapping[str, Any]:
    """Say what cannot be accepted where there is no form to say it beside. In an address it is the address' fault."""
    status = 400 if request.method in ("GET", "HEAD") else error.status
    return _page(request, status, *error.sentences.values())


def _page(request: Request, status: int, *sentences: str) -> dict[str, Any]:
    """Give the page its status and its words, in the reader's language."""
    request.response.status = status
    title, otherwise = WORDS.get(status, WORDS[400])
    words = " ".join(translated(request.localizer, one) for one in sentences if one)
    return {
        "title": translated(request.localizer, title),
        "sentence": words or translated(request.localizer, otherwise),
        "status": status,
        "typed": [],
    }


def _retry(request: Request, *, again: bool = False) -> dict[str, Any]:
    """Keep what was typed, but for secrets, in a form; where that makes sense, it can be sent `again` as it is."""
    typed = [(name, value) for name, value in request.POST.items() if isinstance(value, str) and name not in SECRETS]
    return {"typed": typed[:MOST_FIELDS], "again": again}
