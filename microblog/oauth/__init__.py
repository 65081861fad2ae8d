"""The door for programs that want a key: an OAuth 2 provider (RFC 6749, RFC 7636, RFC 7009), on oauthlib."""

import logging

from pyramid.config import Configurator


def includeme(config: Configurator) -> None:
    """Put the provider together."""
    logging.getLogger("oauthlib").setLevel(logging.INFO)  # in detail it would tell codes and keys
    config.include(".routes")
    config.scan(".")
