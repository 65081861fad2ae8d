"""What people say, each by themselves."""

from ..script import Line, read_script
from . import harbour, kitchen, nature, paper, sounds, workshop

POSTS: list[Line] = [
    line for theme in (harbour, kitchen, nature, paper, sounds, workshop) for line in read_script(theme.POSTS)
]
"""What people say, each by themselves In the order in which each theme tells it."""
