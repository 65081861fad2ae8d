"""What a job says of a run."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Done:
    """How many rows a run changed, and in words what it did; empty words if there was nothing to do."""

    rows: int = 0
    words: str = ""

    def __bool__(self) -> bool:
        """Whether there was anything to do."""
        return bool(self.words)


NOTHING = Done()
