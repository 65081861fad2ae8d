"""Making films and sounds to be sent in."""

import functools
import subprocess
import tempfile
from pathlib import Path

COLOURS = ["-f", "lavfi", "-i", "testsrc=size={size}:rate=10:duration={seconds}"]
TONE = ["-f", "lavfi", "-i", "sine=frequency=440:duration={seconds}"]
NOTES = ["-metadata", "title=Secret", "-metadata", "location=+52.5+013.4/", "-metadata:s", "title=Secret"]


@functools.cache
def film_bytes(suffix: str, *how: str, size: str = "64x48", seconds: float = 1, sound: bool = True) -> bytes:
    """Make a film, with a tone, and with notes of who made it and where."""
    inputs = COLOURS + (TONE if sound else [])
    return _made(suffix, inputs, [*NOTES, *how], size=size, seconds=seconds)


@functools.cache
def sound_bytes(suffix: str, *how: str, seconds: float = 1) -> bytes:
    """Make a tone, with notes of who made it and where."""
    return _made(suffix, TONE, [*NOTES, *how], seconds=seconds)


def _made(suffix: str, inputs: list[str], how: list[str], **facts: object) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"made{suffix}"
        words = [word.format(**facts) for word in inputs]
        subprocess.run(["ffmpeg", "-v", "error", "-y", *words, *how, str(path)], check=True)
        return path.read_bytes()
