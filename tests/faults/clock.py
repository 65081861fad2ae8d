"""The clock of the machine, as schedulers are made to see it: libfaketime tells them another time, and sets it anew."""

from pathlib import Path

LIBRARIES = sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))


class FakedClock:
    """A clock that may be set while somebody looks at it. Without the library it is the machine's own."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "clock"
        self.set(0)

    @property
    def is_ours(self) -> bool:
        """Whether it can be set at all."""
        return bool(LIBRARIES)

    @property
    def environment(self) -> dict[str, str]:
        """What a process has to be started with to live by it."""
        if not self.is_ours:
            return {}
        return {
            "LD_PRELOAD": str(LIBRARIES[0]),
            "FAKETIME_TIMESTAMP_FILE": str(self.path),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",  # a machine's clock that is set does not move this one
        }

    def set(self, seconds: int) -> None:
        """Set it to so many seconds after, or before, the time that it is."""
        unfinished = self.path.with_suffix(".new")
        unfinished.write_text(f"{seconds:+d}\n")
        unfinished.replace(self.path)
