"""The door for people: pages that work without any script."""

from pyramid.config import Configurator

from ..i18n import DOMAIN
from . import durations, filters, rows, zones


def includeme(config: Configurator) -> None:
    """Put the website together."""
    config.add_settings(
        {
            "jinja2.filters": {
                "ago": filters.ago,
                "day": filters.day,
                "gist": filters.gist,
                "left": durations.left,
                "local": zones.local,
                "moment": filters.moment,
                "number": filters.number,
                "short": filters.short,
                "summary": filters.summary,
                "translated": filters.translated,
                "value": rows.value,
                "words": filters.words,
                "words_of": filters.words_of,
            },
            "jinja2.i18n.domain": DOMAIN,
            "jinja2.newstyle": "true",
            "jinja2.undefined": "strict",
            "jinja2.trim_blocks": "true",
            "jinja2.lstrip_blocks": "true",
        }
    )
    config.include("pyramid_jinja2")
    config.add_jinja2_search_path("microblog:site/templates")
    config.include(".budgets")
    config.include(".locales")
    config.include(".routes")
    config.add_subscriber(".globals.add_globals", "pyramid.events.BeforeRender")
    config.scan(".", ignore=[] if config.registry.settings["microblog"].development.pages else [".dev"])
