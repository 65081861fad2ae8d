"""What of oauthlib we use: authorization codes with S256, and client credentials; no other grant is there at all.

oauthlib is handed plain dictionaries, never an address: it would stumble over those that clients really send.
"""

from typing import Any

from oauthlib.oauth2 import (
    AuthorizationCodeGrant,
    AuthorizationEndpoint,
    BearerToken,
    ClientCredentialsGrant,
    RevocationEndpoint,
    TokenEndpoint,
)
from oauthlib.oauth2.rfc6749.grant_types.authorization_code import code_challenge_method_s256

from ..clock import now
from ..models.keys import new_secret
from .validator import Validator, check_wish

RESPONSE_TYPES = ["code"]
RESPONSE_MODES = ["query", "fragment", "form_post"]
GRANT_TYPES = ["authorization_code", "client_credentials"]
CHALLENGE_METHODS = {"S256": code_challenge_method_s256}


class Server(AuthorizationEndpoint, TokenEndpoint, RevocationEndpoint):
    """The provider, for one request."""

    def __init__(self, validator: Validator) -> None:
        codes = AuthorizationCodeGrant(validator, refresh_token=False, _code_challenge_methods=CHALLENGE_METHODS)
        codes.custom_validators.pre_auth.append(check_wish)
        codes.register_code_modifier(_as_our_secrets)
        own = ClientCredentialsGrant(validator)
        for grant in (codes, own):
            grant.register_token_modifier(_as_clients_expect)

        bearer = BearerToken(validator, token_generator=lambda _: new_secret())
        grants = dict(zip(GRANT_TYPES, (codes, own), strict=True))
        AuthorizationEndpoint.__init__(self, "code", bearer, dict.fromkeys(RESPONSE_TYPES, codes))
        TokenEndpoint.__init__(self, GRANT_TYPES[0], bearer, grants)
        RevocationEndpoint.__init__(self, validator)


def _as_our_secrets(grant: dict[str, Any], *_: object) -> dict[str, Any]:
    """Let a code be one of our own secrets."""
    return {**grant, "code": new_secret()}


def _as_clients_expect(token: dict[str, Any], *_: object) -> dict[str, Any]:
    """Say when a token was made; it has no end."""
    token.pop("expires_in")
    token["created_at"] = int(now().timestamp())
    return token
