"""A microblog for people who run it themselves."""

from importlib.metadata import version

from pyramid.config import Configurator
from pyramid.router import Router

from .schema import check_schema
from .settings import FOREIGN, check_folders, read_settings

__version__ = version("microblog")


def configure(global_config: dict[str, str], **ini: str) -> Configurator:
    """Put the application together, for the web and for everything off it."""
    settings = read_settings(ini)
    config = Configurator(settings={name: ini[name] for name in FOREIGN & ini.keys()} | {"microblog": settings})
    config.include(".addresses")
    config.include(".tweens")
    config.include(".database")
    config.include(".parameters")
    config.include(".security")
    config.include(".rates")
    config.include(".api")
    config.include(".oauth")
    config.include(".site")
    return config


def main(global_config: dict[str, str], **ini: str) -> Router:
    """Make the web application of an ini file's [app:main]; the database must be migrated."""
    config = configure(global_config, **ini)
    config.registry["shape"] = check_schema(config.registry["engine"], global_config["__file__"])
    check_folders(config.registry.settings["microblog"])
    return config.make_wsgi_app()
