"""The clock of the machine, as schedulers are made to see it: libfaketime tells them another time, and sets it anew."""

from pathlib import Path

LIBRARIES = sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))


class FakedClock:
    """A clock that may be set while somebody looks at it; one that never `moves` is the machine's own."""

    def __init__(self, folder: Path, *, moves: bool) -> None:
        assert LIBRARIES or not moves, "libfaketime is missing (Debian: apt-get install faketime)."
        self.path, self.moves = folder / "clock", moves
        self.set(0)

    @property
    def environment(self) -> dict[str, str]:
        """What a process has to be started with to live by it."""
        if not self.moves:
            return {}
        return {
            "LD_PRELOAD": str(LIBRARIES[0]),
            "FAKETIME_TIMESTAMP_FILE": str(self.path),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_FORCE_MONOTONIC_FIX": "0",  # it lets threads wait for each other in busy circles
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",  # a machine's clock that is set does not move this one
        }

    def set(self, seconds: int) -> None:
        """Set it to so many seconds after, or before, the time that it is."""
        unfinished = self.path.with_suffix(".new")
        unfinished.write_text(f"{seconds:+d}\n")
        unfinished.replace(self.path)
