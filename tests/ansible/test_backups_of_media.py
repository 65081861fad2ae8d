"""Backups of pictures, films and sounds, with a real restic."""

import hashlib
import os
import shutil
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from microblog_backups import media
from microblog_backups.programs import Trouble

from .backups import config_in


@pytest.fixture
def config(tmp_path):
    return config_in(tmp_path)


def keep_file(config, data):
    """Keep a file as the application does, and let the database name it."""
    digest = hashlib.sha256(data).hexdigest()
    name = f"{digest[:2]}/{digest[2:34]}.webp"
    path = config.media.folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    with Path(config.files[1]).open("a") as named:
        named.write(f"{name}\n")
    return path


def prove(config):
    """Do what the unit does at night."""
    media.list_files(config, "before")
    media.back_up_media(config)
    media.list_files(config, "after")
    return media.prove_media(config)


def test_media_are_proven_and_nothing_is_left_lying(config):
    files = [keep_file(config, b"picture %d" % number) for number in range(5)]
    (config.outcomes / "media-pruned").unlink()

    proof = prove(config)

    assert (proof["kind"], proof["files"], proof["bytes"]) == ("media", 5, sum(one.stat().st_size for one in files))
    assert abs(datetime.now(UTC) - datetime.fromisoformat(proof["as_of"])) < timedelta(minutes=1)
    assert list((config.root / "scratch").iterdir()) == []


def test_a_file_that_the_backup_lacks_is_told(config):
    keep_file(config, b"here")
    keep_file(config, b"gone").unlink()

    with pytest.raises(Trouble, match="lacks 1 of 2 files"):
        prove(config)


def test_a_file_that_is_not_what_its_name_says_is_told(config):
    keep_file(config, b"a picture").write_bytes(b"another")

    with pytest.raises(Trouble, match="Of 1 restored files 1 are damaged and 0 lost"):
        prove(config)
    assert list((config.root / "scratch").iterdir()) == []


def test_a_damaged_repository_is_told(config):
    keep_file(config, os.urandom(100_000))
    prove(config)
    [pack] = [one for one in (config.root / "media/data").rglob("*") if one.is_file() and one.stat().st_size > 100_000]
    pack.chmod(0o600)
    broken = bytearray(pack.read_bytes())
    broken[50_000] ^= 1
    pack.write_bytes(broken)

    with pytest.raises(Trouble, match="restic ended with status 1"):
        prove(config)


def test_media_come_back(config):
    old = keep_file(config, b"old")
    prove(config)
    between = datetime.now(UTC)
    time.sleep(0.01)
    old.unlink()
    new = keep_file(config, b"new")
    media.back_up_media(config)
    shutil.rmtree(config.media.folder)

    media.restore_media(config)
    assert (old.exists(), new.exists()) == (False, True)

    media.restore_media(config, to=between)
    assert (old.read_bytes(), new.read_bytes()) == (b"old", b"new")
