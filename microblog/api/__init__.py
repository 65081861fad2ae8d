"""The door for applications: the client protocol of Mastodon, whose clients it serves unchanged."""

from pyramid.config import Configurator


def includeme(config: Configurator) -> None:
    """Put the API together."""
    config.include(".api_calls")
    config.include(".contract")
    config.include(".routes")
    config.scan(".")
