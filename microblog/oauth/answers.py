"""How an answer travels: back to the program by redirection or by form, or on a page to be copied by hand."""

import json
from typing import Any
from urllib.parse import urlencode, urlsplit

from oauthlib.oauth2 import OAuth2Error
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.renderers import render_to_response
from pyramid.request import Request
from pyramid.response import Response

from ..actions.applications import OUT_OF_BAND
from ..i18n import _
from ..tweens import let_forms_lead_elsewhere

DESCRIPTIONS = {
    "access_denied": "The answer was no.",
    "invalid_client": "There is no such application, or that is not its secret.",
    "invalid_grant": "The code is no good: it was used, is too old, or was given for something else.",
    "invalid_request": "Something is missing, or is there twice.",
    "invalid_scope": "There is no such scope, or the application did not register for it.",
    "unauthorized_client": "That is not for this application.",
    "unsupported_grant_type": "There are only the grants authorization_code and client_credentials.",
    "unsupported_response_type": "There is only the response type code.",
}
"""For whoever writes the program: what each error means (RFC 6749 §4.1.2.1, §5.2)."""


def issuer(request: Request) -> str:
    """Say who answers; the same words as in the metadata (RFC 9207)."""
    return f"{request.registry.settings['microblog'].site.url}/"


def lead_back(request: Request, wish: dict[str, str], **answer: str) -> Response:
    """Bring an answer to the program that wished for it; by 303, so that no form is sent along (RFC 9700 §4.12)."""
    if wish["redirect_uri"] == OUT_OF_BAND:
        return _page(request, "templates/code.jinja2", code=answer.get("code", ""))
    answer = with_issuer(request, wish, answer)
    if wish.get("response_mode") == "form_post":
        return _page(request, "templates/form_post.jinja2", address=wish["redirect_uri"], fields=answer)
    return unkept(HTTPSeeOther(address_with(wish, answer)))


def with_issuer(request: Request, wish: dict[str, str], answer: dict[str, str]) -> dict[str, str]:
    """Add to an answer what shows whose it is, and to which question."""
    state = {"state": wish["state"]} if "state" in wish else {}
    return {**answer, **state, "iss": issuer(request)}


def address_with(wish: dict[str, str], answer: dict[str, str]) -> str:
    """Add an answer to a registered address, of which not a byte is changed."""
    address, more = wish["redirect_uri"], urlencode(answer)
    if wish.get("response_mode") == "fragment":
        return f"{address}#{more}"
    if "?" not in address:
        return f"{address}?{more}"
    return f"{address}{more}" if address.endswith(("?", "&")) else f"{address}&{more}"


def destination(address: str) -> str:
    """Say in words where an address leads."""
    parts = urlsplit(address)
    if address == OUT_OF_BAND:
        return _("You will be shown a code to copy into the application.")
    if parts.scheme in ("http", "https"):
        return _("From here you will be led to ${host}.", mapping={"host": parts.netloc})
    return _(
        "From here you will be led to an application on this device that opens addresses with ${scheme}:",
        mapping={"scheme": parts.scheme},
    )


def describe(error: str, description: str = "") -> dict[str, str]:
    """Write an error in the standard's words, and in some for people."""
    return {"error": error, "error_description": description or DESCRIPTIONS.get(error, "This cannot be done.")}


def as_json(body: dict[str, Any], status: int = 200) -> Response:
    """Answer a program."""
    response = Response(json.dumps(body).encode(), status=status, content_type="application/json")
    response.charset = "utf-8"
    return unkept(response)


def as_refusal(request: Request, error: OAuth2Error) -> Response:
    """Tell a program why not. One that tried the header is told that this is a way (RFC 6749 §5.2)."""
    response = as_json(describe(error.error, error.description), error.status_code)
    if response.status_int == 401 and "Authorization" in request.headers:
        response.headers["WWW-Authenticate"] = 'Basic realm="microblog"'
    return response


def unkept(response: Response) -> Response:
    """Let nobody on the way keep an answer."""
    response.headers["Cache-Control"], response.headers["Pragma"] = "no-store", "no-cache"
    return response


def _page(request: Request, template: str, **facts: Any) -> Response:
    """Answer with a page of its own."""
    response = render_to_response(f"microblog:oauth/{template}", facts, request=request)
    let_forms_lead_elsewhere(response)
    return unkept(response)
