"""How much time is left."""

import time

from .refusals import Unreachable


class Watch:
    """Counts down from the start of a fetch to its end, whatever happens in between."""

    def __init__(self, seconds: float) -> None:
        self.end = time.monotonic() + seconds

    def left(self) -> float:
        """How many seconds are left; Unreachable if none are."""
        left = self.end - time.monotonic()
        if left <= 0:
            raise Unreachable("it takes too long")
        return left
