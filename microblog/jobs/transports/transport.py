"""What every way for letters to leave can do."""

from typing import Protocol, Self

from ..envelopes import Envelope


class Transport(Protocol):
    """Something that takes letters.

    Of each letter it is first asked to `prepare`; then the intent is written down; then it is handed over; then the
    outcome is written down. Whatever dies in between, `recognise` tells afterwards what it can about the hand-over.
    """

    name: str
    """By what, and where to, letters go: it is written down with the intent."""

    def prepare(self, envelope: Envelope) -> None:
        """Do all that can be done before the hand-over; HostAway if there is no use in trying any letter."""

    def hand_over(self, envelope: Envelope) -> None:
        """Hand a letter over; Refused, HostAway, NotLetIn or Unclear if it was not taken, or may not have been."""

    def recognise(self, id: int) -> bool | None:
        """Tell whether a letter was handed over of which the intent alone is known; None if nobody can tell."""

    def complete(self, id: int) -> bool:
        """Hand over what was prepared for a letter that was not handed over; False if nothing is prepared."""

    def prepared(self) -> list[int]:
        """Name the letters for which something is prepared."""
        return []

    def forget(self, id: int) -> None:
        """Undo what was prepared for a letter that is not going to be handed over."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None:
        """Let go of what is kept open."""
