"""What a scheduler remembers of the mail from one run to the next: whether the mail host is away."""

import logging
import time

log = logging.getLogger("microblog.mail")

SHORTEST, LONGEST = 2.0, 60.0
"""For how many seconds a mail host that is away is left alone, at first and in the end."""


class Outage:
    """A time in which the mail host is away. That is said once, and so is its end."""

    def __init__(self) -> None:
        self.since: float | None = None
        self.until = 0.0
        self.pause = SHORTEST

    @property
    def waits(self) -> bool:
        """Whether the mail host is still to be left alone."""
        return time.monotonic() < self.until

    def begin(self, why: Exception) -> None:
        """Let the mail host be alone, each time for longer."""
        if self.since is None:
            self.since, self.pause = time.monotonic(), SHORTEST
            log.warning("Letters wait, because %s.", why)
        self.until = time.monotonic() + self.pause
        self.pause = min(self.pause * 2, LONGEST)

    def end(self) -> None:
        """The mail host took a letter, or refused one: it is there."""
        if self.since is not None:
            log.info("The mail host is back, after %.0f s.", time.monotonic() - self.since)
        self.since, self.until = None, 0.0
