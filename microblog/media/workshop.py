"""What an operator allows to be sent, and where what is made of it goes."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from .films import ROOM, Studio, find_ffmpeg
from .programs import Limits
from .storage import Storage


@dataclass(frozen=True)
class Workshop:
    """Where media are made ready. The fields are the settings `media.*`, which say what each is."""

    directory: Path
    image_bytes: int
    video_bytes: int
    pixels: int
    seconds: int
    ffmpeg: str
    work_seconds: int
    work_memory: int

    @classmethod
    def of(cls, section: Any) -> Self:
        """Set one up as the settings say."""
        return cls(**{name: getattr(section, name) for name in cls.__dataclass_fields__})

    @property
    def storage(self) -> Storage:
        """Where the files lie."""
        return Storage(self.directory)

    @property
    def takes_films(self) -> bool:
        """Whether films and sounds can be made ready here."""
        return find_ffmpeg(self.ffmpeg) is not None

    def studio(self, stopping: Callable[[], bool]) -> Studio | None:
        """Set up what films are made with; None where that is missing."""
        found = find_ffmpeg(self.ffmpeg)
        limits = Limits(self.work_seconds, self.work_memory, ROOM * self.video_bytes)
        return Studio(*found, seconds=self.seconds, limits=limits, stopping=stopping) if found else None
