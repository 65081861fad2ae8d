"""Where files lie."""

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Storage:
    """A folder of files that are named by what is in them: the same content is kept once, and never changes."""

    directory: Path

    def keep(self, data: bytes, suffix: str = ".webp") -> str:
        """Keep a file and return its name, such as `3f/9a….webp`. It is there whole or not at all."""
        digest = hashlib.sha256(data).hexdigest()
        name = f"{digest[:2]}/{digest[2:34]}{suffix}"
        path = self.directory / name
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())  # an empty file of that name, after a power cut, would stay empty for ever
            os.chmod(file.name, 0o644)
            os.replace(file.name, path)
        return name
