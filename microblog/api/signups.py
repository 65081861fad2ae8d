"""Joining, from within an application."""

from pyramid.request import Request

from ..actions.accounts import SignUp, sign_up
from ..actions.tokens import issue_token
from ..errors import Forbidden
from ..models import AccessToken
from ..models.keys import new_secret
from .contract import api_view
from .details import Detailed, with_details
from .entities.applications import Token
from .given import Flag, Given, Words

AGREEMENT = "You must accept the rules of this place."


class Joining(Given):
    """Somebody who wants to join."""

    username: Words = ""
    """The letters a to z, digits and _. It cannot be changed later."""
    email: Words = ""
    """Nobody is told it."""
    password: Words = ""
    agreement: Flag = False
    """Whether they accept the rules of this place; they must."""
    locale: Words = ""
    """The language that they would like to read; there is only one here."""
    reason: Words = ""
    """Why they want to join; nobody asks here."""


@api_view(
    "accounts",
    "POST",
    permission=("application", "write:accounts"),
    takes=Joining,
    returns=Token,
    refuses=(403, 422),
    limit="signups",
)
def join(_context: object, request: Request) -> Token:
    """Make an account.

    It takes an application's own key with the scope `write:accounts`. What comes back is a key to the new account for
    all that the application registered for; where addresses must be confirmed, it opens nothing until that is done.
    """
    _check_key(request.token)
    given: Joining = request.given
    blank = {name: "Fill this in." for name in ("username", "email", "password") if not getattr(given, name).strip()}
    if blank or not given.agreement:
        raise Detailed(blank | ({} if given.agreement else {"agreement": AGREEMENT}))

    settings = request.registry.settings["microblog"].accounts
    with with_details({}):
        wish = SignUp(username=given.username, email=given.email, password=given.password)
        confirmed, limit = not settings.confirm_email, settings.letters_an_hour
        account = sign_up(request.db, wish, confirmed=confirmed, limit=limit)
    token, application = new_secret(), request.token.application
    key = issue_token(request.db, application, account, application.scopes, token=token, quietly=True)
    made_at = int(key.created_at.timestamp())
    return Token(access_token=token, token_type="Bearer", scope=" ".join(key.scopes), created_at=made_at)  # noqa: S106


def _check_key(token: AccessToken) -> None:
    """Refuse a key that is not an application's own."""
    if token.account_id is not None:
        raise Forbidden("This method requires an client credentials authentication")
