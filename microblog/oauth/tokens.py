"""Giving out keys, and taking them back."""

import json

from oauthlib.oauth2 import InvalidClientError, InvalidRequestError, OAuth2Error, UnsupportedGrantTypeError
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from ..rates import spend
from .answers import as_json, as_refusal, describe
from .given import REVOCATION, TOKEN, read_body
from .server import GRANT_TYPES, Server
from .validator import ForeignTokenError, Validator


@view_config(route_name="oauth.token", request_method="POST", require_csrf=False)
def token(request: Request) -> Response:
    """Exchange a code for a key, or give a program one of its own."""
    spend(request, "keys")
    validator = Validator(request.db)
    try:
        given = read_body(request, TOKEN)
        _check_grant(given)
        _, body, status = Server(validator).create_token_response("/oauth/token", body=given)
    except OAuth2Error as error:
        return as_refusal(request, error)

    said = json.loads(body)
    if status == 200:
        return as_json(said)
    response = as_json(describe(said["error"], said.get("error_description", "")), status)
    if status == 401:
        return as_refusal(request, InvalidClientError())
    if validator.reused:
        _commit_anyway(request, response)
    return response


@view_config(route_name="oauth.revoke", request_method="POST", require_csrf=False)
def revoke(request: Request) -> Response:
    """End a key, for the program that holds it (RFC 7009)."""
    spend(request, "keys")
    try:
        given = read_body(request, REVOCATION)
        _, body, status = Server(Validator(request.db)).create_revocation_response("/oauth/revoke", body=given)
    except InvalidClientError:
        status, body = 401, ""
    except OAuth2Error as error:
        return as_refusal(request, error)

    if status == 401:  # 403 as clients know it
        return as_refusal(request, ForeignTokenError())
    return as_json({} if status == 200 else describe(**_error(body)), status)


def _check_grant(given: dict[str, str]) -> None:
    """Refuse grants that there are not."""
    if "grant_type" not in given:
        raise InvalidRequestError("Missing grant_type parameter.")
    if given["grant_type"] not in GRANT_TYPES:
        raise UnsupportedGrantTypeError


def _error(body: str) -> dict[str, str]:
    """Read an error that oauthlib wrote."""
    said = json.loads(body)
    return {"error": said["error"], "description": said.get("error_description", "")}


def _commit_anyway(request: Request, response: Response) -> None:
    """Let what was done stay done though the answer is a refusal; nobody outside learns how."""
    response.headers["X-Tm"] = "commit"
    request.add_response_callback(lambda _, response: response.headers.pop("X-Tm", None))
