"""The lines of the small table in a profile."""

from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from .. import text
from ..models import ProfileField


@pass_context
def value(context: Context, row: ProfileField) -> Markup:
    """Write what a line says as HTML. Its links say that what they lead to is the same person (rel="me")."""
    path: Any = context["request"].route_path
    written = text.to_html(
        row["value"],
        mention_url=lambda name: None,
        tag_url=lambda name: path("tag", name=name),
        rel="me nofollow noopener ugc",
    )
    return Markup(written.removeprefix("<p>").removesuffix("</p>"))  # noqa: S704 - it was HTML before
