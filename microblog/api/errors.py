"""What went wrong, as JSON. Whatever fails at an address for applications ends here."""

from pyramid.exceptions import PredicateMismatch
from pyramid.httpexceptions import HTTPException
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import exception_view_config, notfound_view_config

from ..actions.posts import Unexpected
from ..errors import Invalid, NotFound, Refusal, TooMany
from ..parameters import Unreadable, methods_of
from .entities.accounts import Account

MISSING = "Record not found"
WORDS = {405: "This method is not allowed here", 413: "That is too much at once", 404: MISSING}


@exception_view_config(context=Refusal, for_applications=True)
def refusal(error: Refusal, request: Request) -> Response:
    """Say why an action was refused. What may not be seen is refused in the very words of what does not exist."""
    response = _answer(error.status, MISSING if isinstance(error, NotFound) else str(error))
    if isinstance(error, TooMany):
        response.headers["Retry-After"] = str(error.retry_after)
    if error.status == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="microblog"'
    return response


@exception_view_config(context=Invalid, for_applications=True)
def invalid(error: Invalid, request: Request) -> Response:
    """Say what cannot be accepted."""
    return _answer(error.status, "Validation failed: " + ", ".join(one.rstrip(".") for one in error.problems.values()))


@exception_view_config(context=Unexpected, for_applications=True)
def unexpected(error: Unexpected, request: Request) -> Response:
    """Say whom a post would name beside those who were meant."""
    accounts = [account.model_dump(mode="json") for account in Account.show(request, error.accounts)]
    body = {"error": "Post would be sent to unexpected accounts", "unexpected_accounts": accounts}
    return Response(json_body=body, status=422, content_type="application/json", charset="utf-8")


@exception_view_config(context=Unreadable, for_applications=True)
def unreadable(error: Unreadable, request: Request) -> Response:
    """Say that what was sent cannot be read."""
    return _answer(400, str(error))


@exception_view_config(context=HTTPException, for_applications=True)
def http_error(error: HTTPException, request: Request) -> Response:
    """Say why a request was refused; let redirections be."""
    return _answer(error.status_int, WORDS.get(error.status_int, error.title)) if error.status_int >= 400 else error


@notfound_view_config(for_applications=True)
def not_found(error: HTTPException, request: Request) -> Response:
    """Say that there is nothing here; or that there is, but not for this method (RFC 9110 §15.5.6)."""
    allowed = methods_of(request) if isinstance(error, PredicateMismatch) else set()
    if not allowed:
        return _answer(404, MISSING)
    response = _answer(405, WORDS[405])
    response.headers["Allow"] = ", ".join(sorted(allowed))
    return response


def _answer(status: int, sentence: str) -> Response:
    """Write an error."""
    return Response(json_body={"error": sentence}, status=status, content_type="application/json", charset="utf-8")
