"""The one file that a release is: there whole, or not at all."""

import io
import json
import os
import re
import tarfile
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from .programs import Unbuildable
from .source import REQUIREMENTS, Source, version_of
from .static import pressed, static_files
from .target import Target, requirements_for
from .wheels import download, make_wheel


def build(source: Source, target: Target, name: str, bundle: Path) -> None:
    """Put a release together; it is there whole or not at all."""
    with tempfile.TemporaryDirectory(prefix="microblog-release-") as room:
        wanted = Path(room, "requirements.txt")
        wanted.write_text(requirements_for(target, source.folder / REQUIREMENTS), encoding="utf-8")
        wheels = Path(room, "wheels")
        download(target, wanted, wheels)
        code = Path(room, "code")
        _copy(source, code)
        make_wheel(code, wheels, source.moment)

        parts = {f"wheels/{path.name}": path.read_bytes() for path in wheels.iterdir()}
        parts["production.ini"] = (code / "production.ini").read_bytes()
        for path in (code / "alembic").rglob("*"):
            if path.is_file():
                parts[f"alembic/{path.relative_to(code / 'alembic')}"] = path.read_bytes()
        parts.update(static_files(code))
        parts["RELEASE.json"] = _facts(source, target, name, code)
        part = bundle.with_name(f".{bundle.name}.part")
        part.write_bytes(pressed(_tar(parts, source.moment)))
        part.rename(bundle)


def _copy(source: Source, code: Path) -> None:
    """Copy the files of a release, and no others."""
    for name in source.files():
        path = code / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes((source.folder / name).read_bytes())
        path.chmod(0o755 if os.access(source.folder / name, os.X_OK) else 0o644)


def _facts(source: Source, target: Target, name: str, code: Path) -> bytes:
    """Write down what a release is."""
    facts = {
        "name": name,
        "version": version_of(code),
        "commit": source.commit,
        "made_at": datetime.fromtimestamp(source.moment, UTC).isoformat(),
        "python": "{}.{}".format(*target.python),
        "migration": newest_migration(code / "alembic" / "versions"),
    }
    return (json.dumps(facts, indent=2) + "\n").encode()


def newest_migration(versions: Path) -> str:
    """Find the migration that no other one follows."""
    texts = [path.read_text(encoding="utf-8") for path in versions.glob("*.py")]
    named = {found[1] for text in texts for found in re.finditer(r'^revision\b.*?= "(\w+)"', text, re.MULTILINE)}
    former = {found[1] for text in texts for found in re.finditer(r'^down_revision\b.*?= "(\w+)"', text, re.MULTILINE)}
    newest = named - former
    if len(newest) != 1:
        raise Unbuildable(f"The migrations end in {len(newest)} places: {', '.join(sorted(newest)) or 'none'}.")
    return newest.pop()


def _tar(parts: dict[str, bytes], moment: int) -> bytes:
    """Pack files so that the same make the same."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as tar:
        folders = {str(folder) for name in parts for folder in list(Path(name).parents)[:-1]}
        for name in sorted({*parts, *folders}):
            entry = tarfile.TarInfo(name)
            entry.mtime = moment
            if name in parts:
                entry.mode, entry.size = 0o644, len(parts[name])
                tar.addfile(entry, io.BytesIO(parts[name]))
            else:
                entry.mode, entry.type = 0o755, tarfile.DIRTYPE
                tar.addfile(entry)
    return packed.getvalue()
