"""What is known of somebody in the town."""

from dataclasses import dataclass

from ..faces import Look, portrait, symbol


@dataclass(frozen=True)
class Person:
    """Somebody who lives in the town, or something that posts there."""

    username: str
    name: str
    bio: str
    look: Look | str
    """A face, or the name of a symbol."""
    awake: tuple[int, int]
    """From which hour to which hour; somebody who works at night wakes later than they go to sleep."""
    circles: str
    """Where they belong: those who share a circle mostly read each other."""
    pull: float = 0.3
    """How likely it is that somebody from another circle reads them, from 0 to 1."""
    joined: int = 0
    """How many days after the first they came."""

    @property
    def automatic(self) -> bool:
        """Whether this is a machine that reads nobody."""
        return self.username in ("tides_bot", "weathervane", "foghorn")

    def is_awake(self, hour: int) -> bool:
        """Whether they are up at this hour."""
        wakes, sleeps = self.awake
        return wakes <= hour < sleeps if wakes < sleeps else hour >= wakes or hour < sleeps

    def face(self) -> bytes:
        """Draw their picture, as PNG."""
        return symbol(self.look) if isinstance(self.look, str) else portrait(self.look)
