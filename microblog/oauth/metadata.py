"""What a program can find out about us by itself (RFC 8414)."""

from typing import Any

from pyramid.request import Request
from pyramid.view import view_config

from ..models import SCOPES
from .answers import issuer
from .server import CHALLENGE_METHODS, GRANT_TYPES, RESPONSE_MODES, RESPONSE_TYPES


@view_config(route_name="oauth.metadata", renderer="json", request_method="GET")
def metadata(request: Request) -> dict[str, Any]:
    """Describe the provider."""
    request.response.cache_control.public, request.response.cache_control.max_age = True, 300
    here = issuer(request)
    return {
        "issuer": here,
        "authorization_endpoint": f"{here}oauth/authorize",
        "token_endpoint": f"{here}oauth/token",
        "revocation_endpoint": f"{here}oauth/revoke",
        "userinfo_endpoint": f"{here}oauth/userinfo",
        "scopes_supported": list(SCOPES),
        "response_types_supported": RESPONSE_TYPES,
        "response_modes_supported": RESPONSE_MODES,
        "grant_types_supported": GRANT_TYPES,
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        "code_challenge_methods_supported": list(CHALLENGE_METHODS),
        "authorization_response_iss_parameter_supported": True,
        "service_documentation": f"{here}api",
        "app_registration_endpoint": f"{here}api/v1/apps",
    }
