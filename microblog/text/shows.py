"""How what is more than words is shown."""

from collections.abc import Callable

from markupsafe import Markup

from .entities import Entity

Show = Callable[[Entity, str], Markup | None]
"""Shows an entity; None if it is to be read as any other word."""
