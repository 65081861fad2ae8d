"""Asking people whether a program may act for them."""

import hashlib
from collections.abc import Mapping
from typing import Any

from itsdangerous import BadSignature, URLSafeSerializer
from oauthlib.oauth2 import FatalClientError, OAuth2Error
from pyramid.exceptions import BadCSRFOrigin, BadCSRFToken
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import exception_view_config, view_config

from ..actions.applications import OUT_OF_BAND
from ..i18n import _
from ..models import Application
from ..models.scopes import in_words
from ..queries.applications import application_with, may_already
from ..tweens import let_forms_lead_elsewhere
from .answers import address_with, describe, destination, lead_back, unkept, with_issuer
from .given import read_wish
from .server import Server
from .validator import Validator

PATH = "/oauth/authorize"
STALE = _(
    "This page is out of date: perhaps you logged in or out meanwhile. Nothing was allowed. "
    "Go back to the application, and start again."
)
ELSEWHERE = _("This did not come from here. Nothing was allowed.")
WISH = _("It sent you here with a wish that cannot be granted.")


@view_config(route_name="oauth.authorize", renderer="templates/consent.jinja2", request_method="GET")
def ask(request: Request) -> Mapping[str, Any] | Response:
    """Ask whoever is logged in whether a program may have a key; do not ask what was answered before."""
    wish = read_wish(request)
    scopes = _checked(request, wish)
    again = {**wish, **({"force_login": "true"} if _forced(request) else {})}
    here = request.route_path("oauth.authorize", _query=again)
    if request.account is None:
        return HTTPSeeOther(request.route_url("login", _query={"next": here}))
    application = _application(request, wish)
    if not _forced(request) and may_already(request.db, application, request.account, scopes):
        return _allow(request, wish, scopes)

    unkept(request.response)
    let_forms_lead_elsewhere(request.response)
    return {
        "application": application,
        "scopes": in_words(scopes),
        "destination": destination(wish["redirect_uri"]),
        "wish": _seal(request).dumps([request.account.id, wish]),
        "here": here,
    }


@view_config(route_name="oauth.authorize", request_method="POST")
def answer(request: Request) -> Response:
    """Take the answer to exactly what was asked, from exactly whom it was asked."""
    account_id, wish = _unsealed(request)
    if request.account is None or request.account.id != account_id:
        return HTTPSeeOther(request.route_url("oauth.authorize", _query=wish))  # ask again, whoever it is now

    scopes = _checked(request, wish)
    if request.POST.get("answer") != "allow":
        return lead_back(request, wish, **describe("access_denied"))
    return _allow(request, wish, scopes)


@exception_view_config(context=OAuth2Error, route_name="oauth.authorize", renderer="templates/refused.jinja2")
def refuse(error: OAuth2Error, request: Request) -> Mapping[str, Any]:
    """Say what is wrong with a wish.

    Nobody is led on without being asked: anybody may register an address, so this would be an open door for those who
    want our address in front of theirs (RFC 9700 §4.11.2). A link carries the error to the program.
    """
    answer = describe(error.error, error.description)
    known = not isinstance(error, FatalClientError) and error.redirect_uri not in (None, OUT_OF_BAND)
    wish = {"redirect_uri": error.redirect_uri, "state": error.state, "response_mode": error.response_mode}
    wish = {name: value for name, value in wish.items() if value}
    back = address_with(wish, with_issuer(request, wish, answer)) if known else ""
    return {**_refusal(request, WISH), "error": answer, "back": back}


@exception_view_config(context=BadCSRFToken, route_name="oauth.authorize", renderer="templates/refused.jinja2")
def refuse_stale(error: BadCSRFToken, request: Request) -> Mapping[str, Any]:
    """Refuse an answer that did not come from our page, or from one that is too old."""
    return _refusal(request, STALE)


@exception_view_config(context=BadCSRFOrigin, route_name="oauth.authorize", renderer="templates/refused.jinja2")
def refuse_foreign(error: BadCSRFOrigin, request: Request) -> Mapping[str, Any]:
    """Refuse an answer that another site gives in a member's name."""
    return _refusal(request, ELSEWHERE)


def _checked(request: Request, wish: dict[str, str]) -> list[str]:
    """Give the scopes of a wish that may be granted; OAuth2Error if it may not."""
    scopes: list[str]
    scopes, _ = Server(Validator(request.db)).validate_authorization_request(PATH, body=wish)
    return scopes


def _allow(request: Request, wish: dict[str, str], scopes: list[str]) -> Response:
    """Promise the program a key, and bring it the code."""
    validator = Validator(request.db)
    credentials = {"user": request.account}
    Server(validator).create_authorization_response(PATH, body=wish, scopes=scopes, credentials=credentials)
    return lead_back(request, wish, code=validator.code)


def _application(request: Request, wish: dict[str, str]) -> Application:
    """Find the program whose wish was checked."""
    application: Application = request.db.scalars(application_with(wish["client_id"])).one()
    return application


def _forced(request: Request) -> bool:
    """Whether the program wants us to ask again."""
    return request.params.get("force_login", "").lower() not in ("", "0", "f", "false", "off")


def _seal(request: Request) -> URLSafeSerializer:
    """Sign what was asked, so that what was read is what is allowed."""
    secret = request.registry.settings["microblog"].security.secret.get_secret_value()
    return URLSafeSerializer(secret, salt="microblog.consent", signer_kwargs={"digest_method": hashlib.sha256})


def _unsealed(request: Request) -> tuple[int, dict[str, str]]:
    """Read what was asked of whom."""
    try:
        id, wish = _seal(request).loads(str(request.POST.get("wish", "")))
    except BadSignature:
        raise BadCSRFToken from None
    return id, wish


def _refusal(request: Request, sentence: str) -> dict[str, Any]:
    """Write the page that says no."""
    request.response.status = 400
    unkept(request.response)
    return {"sentence": sentence, "error": None, "back": ""}
