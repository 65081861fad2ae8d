"""What people say to each other."""

from ..script import Line, read_script
from . import harbour, school, sky, streets, table, tools

CONVERSATIONS: list[Line] = [
    line for theme in (harbour, school, sky, streets, table, tools) for line in read_script(theme.CONVERSATIONS)
]
"""What people say to each other In the order in which each theme tells it."""
