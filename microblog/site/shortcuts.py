"""The keys that do something, where scripts run."""

from collections.abc import Mapping
from typing import Any

from pyramid.request import Request
from pyramid.view import view_config

from ..i18n import _

KEYS = {
    "j": _("the next post"),
    "k": _("the post before"),
    "o": _("open the post"),
    "r": _("reply to the post"),
    "f": _("favourite the post, or take that back"),
    "b": _("boost the post, or take that back"),
    "s": _("keep the post in your bookmarks, or take that back"),
    "x": _("unfold what is folded away"),
    "n": _("write a new post"),
    ".": _("show the new posts"),
    "/": _("search"),
    "g h": _("go home"),
    "g n": _("go to the notifications"),
    "g e": _("go to explore"),
    "g b": _("go to your bookmarks"),
    "g l": _("go to your lists"),
    "g p": _("go to your profile"),
    "?": _("this list"),
    "Ctrl Enter": _("send what is written"),
}
"""What `static/js/keys.js` listens to."""


@view_config(route_name="shortcuts", renderer="pages/shortcuts.jinja2", request_method="GET", budget=3)
def shortcuts(request: Request) -> Mapping[str, Any]:
    """List the keys."""
    return {"keys": KEYS}
