"""The door for people: pages that work without any script."""

from pyramid.config import Configurator

from ..i18n import DOMAIN
from . import durations, focus, formatting, rows, zones


def includeme(config: Configurator) -> None:
    """Put the website together."""
    config.add_settings(
        {
            "jinja2.filters": {
                "ago": formatting.ago,
                "day": formatting.day,
                "gist": formatting.gist,
                "left": durations.left,
                "local": zones.local,
                "moment": formatting.moment,
                "number": formatting.number,
                "places": focus.places,
                "short": formatting.short,
                "side": lambda file: focus.side(file.focus_x, file.focus_y),
                "summary": formatting.summary,
                "translated": formatting.translated,
                "value": rows.value,
                "words": formatting.words,
                "words_of": formatting.words_of,
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
    config.scan(".", ignore=[] if config.registry.settings["microblog"].development.pages else [".dev", ".style"])
