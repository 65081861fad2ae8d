"""Who somebody is, for a program that they let know it: the claims of OpenID Connect that clients look at."""

from typing import Any

from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from ..addresses import avatar_url, profile_url
from ..models import Account, holds
from ..rates import spend
from .answers import as_json, issuer

BEARER = {"WWW-Authenticate": 'Bearer realm="microblog"'}


@view_config(route_name="oauth.userinfo", request_method=("GET", "POST"), require_csrf=False)
def userinfo(request: Request) -> Response:
    """Tell whose key this is."""
    spend(request)
    token = request.token
    if token is None:
        return _refused(401, "The access token is invalid", BEARER)
    if not holds(token.scopes, "profile"):
        return _refused(403, "This action is outside the authorized scopes")
    if token.account is None:
        return _refused(422, "This method requires an authenticated user")
    if token.account.hidden:
        return _refused(403, "Your login is currently disabled")
    if not token.account.confirmed:
        return _refused(403, "Your login is missing a confirmed e-mail address")
    return as_json(_claims(request, token.account))


def _claims(request: Request, account: Account) -> dict[str, Any]:
    """Say who somebody is."""
    profile = profile_url(request, account)
    return {
        "iss": issuer(request),
        "sub": profile,
        "name": account.name,
        "preferred_username": account.username,
        "profile": profile,
        "picture": avatar_url(request, account),
    }


def _refused(status: int, sentence: str, headers: dict[str, str] | None = None) -> Response:
    """Say why not, in the words that clients know."""
    response = as_json({"error": sentence}, status)
    response.headers.update(headers or {})
    return response
