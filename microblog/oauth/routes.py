"""Every address of the provider."""

from pyramid.config import Configurator


def includeme(config: Configurator) -> None:
    """Draw the map."""
    config.add_route("oauth.authorize", "/oauth/authorize")
    config.add_route("oauth.token", "/oauth/token")
    config.add_route("oauth.revoke", "/oauth/revoke")
    config.add_route("oauth.userinfo", "/oauth/userinfo")
    config.add_route("oauth.metadata", "/.well-known/oauth-authorization-server")
