"""The scripts that the role `backups` puts on machines, and what they are told about one."""

import json
from pathlib import Path

from microblog_backups.config import Config

ROOT = Path(__file__).parents[2]
FILES = ROOT / "ansible/roles/backups/files"


def config_in(folder: Path) -> Config:
    """Make a machine's folders of backups and media, and what the playbooks would have written down about them."""
    backups = folder / "backups"
    for name in ("outcomes", "scratch", "media", "pgbackrest"):
        (backups / name).mkdir(parents=True)
    (folder / "passphrase").write_text("a passphrase of the test\n")
    (folder / "files").mkdir()
    (backups / "outcomes/media-pruned").touch()
    places = {"folder": folder / "files", "repository": backups / "media", "password_file": folder / "passphrase"}
    given = {
        "root": str(backups),
        "media": {name: str(path) for name, path in places.items()} | {"nights": 1},
        "files": ["cat", str(folder / "named")],
        "copies": {"targets": [f"{folder}/copy/"]},
    }
    (folder / "backups.json").write_text(json.dumps(given))
    return Config.read(folder / "backups.json")
