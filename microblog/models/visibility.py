"""Who may see a post."""

import enum


class Visibility(enum.StrEnum):
    """Who may see a post; the names are those of the API."""

    PUBLIC = "public"
    """Everybody, and it stands in the public timeline."""
    UNLISTED = "unlisted"
    """Everybody who comes across it."""
    PRIVATE = "private"
    """Those who follow its author, and those whom it names."""
    DIRECT = "direct"
    """Those whom it names."""

    @property
    def open(self) -> bool:
        """Whether strangers may see it."""
        return self in (Visibility.PUBLIC, Visibility.UNLISTED)

    def at_most(self, other: "Visibility") -> "Visibility":
        """The narrower of two."""
        return max(self, other, key=list(Visibility).index)
