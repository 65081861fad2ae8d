"""What oauthlib asks of us: who is who, what may be asked for, and that what it decides is kept.

Nothing is read from oauthlib's request that this class has not put there itself in the same call, but for the
parameters that `given.py` let through.
"""

import re
from typing import Any

from oauthlib.common import Request
from oauthlib.oauth2 import RequestValidator, UnauthorizedClientError, UnsupportedResponseTypeError
from oauthlib.oauth2.rfc6749.errors import InvalidRequestError
from sqlalchemy.orm import Session

from ..actions.tokens import end_token, issue_token, promise_token, use_code
from ..clock import now
from ..models import Account, Application, AuthorizationCode, covers
from ..models.keys import hash_of, is_secret_of
from ..models.scopes import DEFAULT, unknown
from ..queries.applications import application_with, code_with, token_with

CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}")  # SHA-256 in base64url without padding (RFC 7636 §4.2)
NOBODYS = hash_of("")


class ForeignTokenError(UnauthorizedClientError):
    """A program wants another's key revoked."""

    status_code = 403


class Validator(RequestValidator):  # type: ignore[misc]
    """Answers oauthlib's questions about one request."""

    def __init__(self, db: Session) -> None:
        super().__init__()
        self.db = db
        self.code = ""
        self.promise: AuthorizationCode | None = None
        self.reused = False
        """Whether a code came in again: what has ended because of it must stay ended though the answer is a refusal."""

    # Who asks

    def client_authentication_required(self, request: Request, *_: object, **__: object) -> bool:
        """Let every program show its secret."""
        return True

    def authenticate_client(self, request: Request, *_: object, **__: object) -> bool:
        """Whether id and secret belong together."""
        application = self._application(request)
        fits = is_secret_of(request.client_secret or "", application.secret_hash if application else NOBODYS)
        return fits and application is not None

    def validate_client_id(self, client_id: str, request: Request, *_: object, **__: object) -> bool:
        """Whether there is such a program."""
        return self._application(request) is not None

    # What it asks for

    def validate_redirect_uri(self, client_id: str, redirect_uri: str, request: Request, *_: Any, **__: Any) -> bool:
        """Whether the program registered exactly this address, byte for byte."""
        return redirect_uri in request.client.redirect_uris

    def get_default_redirect_uri(self, client_id: str, request: Request, *_: object, **__: object) -> None:
        """Take no address for granted."""
        return

    def get_default_scopes(self, client_id: str, request: Request, *_: object, **__: object) -> list[str]:
        """Say what is asked for where nothing is said."""
        return DEFAULT

    def validate_response_type(self, client_id: str, kind: str, client: Application, request: Request) -> bool:
        """Whether a code is wanted, and nothing else."""
        if kind != "code":
            raise UnsupportedResponseTypeError(request=request)
        return True

    def validate_scopes(self, client_id: str, scopes: list[str], client: Application, request: Request) -> bool:
        """Whether the program may ask for all of this: it registered for it, or for more."""
        return not unknown(scopes) and covers(client.scopes, scopes)

    def validate_grant_type(self, client_id: str, kind: str, client: Application, request: Request) -> bool:
        """Let every program use every grant that there is."""
        return True

    def is_pkce_required(self, client_id: str, request: Request) -> bool:
        """Leave it to the program; what it begins with PKCE must end with it."""
        return False

    # What comes of it

    def save_authorization_code(self, client_id: str, code: dict[str, str], request: Request, *_: Any) -> None:
        """Keep a promise, and the code for whoever brings it to the program."""
        self.code = code["code"]
        account: Account = request.user
        promise_token(
            self.db,
            request.client,
            account,
            request.scopes,
            code=code["code"],
            redirect_uri=request.redirect_uri,
            challenge=request.code_challenge,
        )

    def validate_code(self, client_id: str, code: str, client: Application, request: Request) -> bool:
        """Whether a code is good: this program's, for this address, in time, not used before. Then it is used."""
        promise = self.db.scalar(code_with(code))
        if promise is None or promise.application_id != client.id:
            return False
        if promise.used_at is None and not self._fits(promise, request):
            return False
        if not use_code(self.db, promise):
            self.reused = True
            return False

        self.promise = promise
        request.user, request.scopes = promise.account, promise.scopes
        return True

    def get_code_challenge(self, code: str, request: Request) -> str | None:
        """Tell the challenge that the program began with."""
        return self.promise.challenge if self.promise else None

    def get_code_challenge_method(self, code: str, request: Request) -> str:
        """Tell the one method there is."""
        return "S256"

    def confirm_redirect_uri(self, client_id: str, code: str, redirect_uri: str, *_: object, **__: object) -> bool:
        """Whether the code was sent to this address."""
        return self.promise is not None and self.promise.redirect_uri == redirect_uri

    def save_bearer_token(self, token: dict[str, Any], request: Request, *_: object, **__: object) -> None:
        """Keep a key, and what it was exchanged for."""
        account = self.promise.account if self.promise else None
        key = issue_token(self.db, request.client, account, request.scopes, token=token["access_token"])
        if self.promise is not None:
            self.promise.token_id = key.id

    def invalidate_authorization_code(self, client_id: str, code: str, request: Request, *_: object) -> None:
        """Do nothing: a code is used the moment it is found good, so that of two at once one wins."""

    def revoke_token(self, token: str, token_type_hint: str, request: Request, *_: object, **__: object) -> None:
        """End a key of the program's own; one that does not exist has ended already."""
        key = self.db.scalar(token_with(token))
        if key is not None and key.application_id != request.client.id:
            raise ForeignTokenError(request=request)
        if key is not None:
            end_token(self.db, key.id)

    def _application(self, request: Request) -> Application | None:
        """Find the program that asks, and note it where oauthlib looks for it."""
        request.client = self.db.scalar(application_with(request.client_id)) if request.client_id else None
        return request.client  # type: ignore[no-any-return]

    def _fits(self, promise: AuthorizationCode, request: Request) -> bool:
        """Whether an unused code is in time, and everything else is as it was when it was promised."""
        in_time = promise.expires_at > now() and not promise.account.hidden
        downgraded = promise.challenge is None and request.code_verifier is not None  # RFC 9700 §2.1.1
        return in_time and not downgraded and promise.redirect_uri == request.redirect_uri


def check_wish(request: Request) -> dict[str, Any]:
    """Refuse what oauthlib would let pass in a wish for a code."""
    if request.response_mode not in (None, "query", "fragment", "form_post"):
        raise InvalidRequestError("There is no such response_mode.", request=request)
    challenge, method = request.code_challenge, request.code_challenge_method
    if method is not None and challenge is None:
        raise InvalidRequestError("A code_challenge_method needs a code_challenge.", request=request)
    if challenge is not None and method == "S256" and not CHALLENGE.fullmatch(challenge):
        raise InvalidRequestError("The code_challenge is no S256 challenge.", request=request)
    return {}
