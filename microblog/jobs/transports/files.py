"""Letters as files in a folder, for developers: any mail program opens them."""

import os
from pathlib import Path
from typing import Self

from ..envelopes import Envelope


class Files:
    """Writes letters into a folder, as .eml files."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.name = f"files {directory}"

    def prepare(self, _envelope: Envelope) -> None:
        """Make the folder."""
        self.directory.mkdir(parents=True, exist_ok=True)

    def hand_over(self, envelope: Envelope) -> None:
        """Write a letter; it is there whole or not at all, and once however often it is sent."""
        name = envelope.message_id.strip("<>").partition("@")[0]
        unfinished = self.directory / f".{name}"
        unfinished.write_bytes(envelope.data)
        os.replace(unfinished, self.directory / f"{name}.eml")

    def recognise(self, id: int) -> bool:
        """Look whether a letter is there."""
        return any(self.directory.glob(f"*-{id}.eml"))

    def complete(self, _id: int) -> bool:
        """Nothing is prepared."""
        return False

    def prepared(self) -> list[int]:
        """Nothing is."""
        return []

    def forget(self, _id: int) -> None:
        """There is nothing to undo."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """There is nothing to let go of."""
