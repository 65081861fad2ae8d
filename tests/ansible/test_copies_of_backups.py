"""Copies of backups on other machines, with a real rsync."""

import os
import shutil

import pytest
from microblog_backups import copies
from microblog_backups.config import Config, Copies
from microblog_backups.programs import Trouble, locked

from .backups import config_in


@pytest.fixture
def config(tmp_path):
    return config_in(tmp_path)


def test_a_copy_holds_all_of_it_and_can_be_fetched(config, tmp_path):
    archive = config.root / "pgbackrest/archive/microblog"
    archive.mkdir(parents=True)
    (archive / "000000010000000000000001").write_bytes(b"wal")
    (archive / "archive.info").write_bytes(b"info")
    (archive / "unfinished.pgbackrest.tmp").write_bytes(b"half")
    (config.root / "media/locks").mkdir()
    (config.root / "media/locks/one").touch()

    copies.copy_all(config)

    there = tmp_path / "copy"
    copied = {path.relative_to(there).as_posix() for path in there.rglob("*") if path.is_file()}
    assert copied == {
        "copied-pgbackrest-media.json",
        "pgbackrest/archive/microblog/000000010000000000000001",
        "pgbackrest/archive/microblog/archive.info",
    }
    shutil.rmtree(config.root / "pgbackrest")
    copies.fetch(config, str(tmp_path / "copy"))
    assert (archive / "000000010000000000000001").read_bytes() == b"wal"


def test_what_is_new_follows_at_once_and_what_was_forgotten_is_forgotten_at_night(config, tmp_path):
    archive = config.root / "pgbackrest/archive"
    archive.mkdir()
    (archive / "1").write_bytes(b"1")
    (config.root / "pgbackrest/backup").touch()
    (config.root / "media/config").touch()
    with locked(config.root, "media"):  # a snapshot is being taken
        copies.copy_new(config)
    assert sorted(one.name for one in (tmp_path / "copy").rglob("*")) == ["1", "archive", "pgbackrest"]

    (archive / "1").rename(archive / "2")
    copies.copy_new(config)
    assert sorted(one.name for one in (tmp_path / "copy/pgbackrest/archive").iterdir()) == ["1", "2"]
    assert (tmp_path / "copy/media/config").exists()
    copies.copy_all(config)
    assert sorted(one.name for one in (tmp_path / "copy/pgbackrest/archive").iterdir()) == ["2"]


def test_a_copy_that_rots_is_told_and_mended(config, tmp_path):
    (config.root / "pgbackrest/bundle").write_bytes(b"12345")
    copies.copy_all(config)
    there = tmp_path / "copy/pgbackrest/bundle"
    when = there.stat()
    there.write_bytes(b"12x45")
    os.utime(there, ns=(when.st_atime_ns, when.st_mtime_ns))

    with pytest.raises(Trouble, match="differed in 1 of 1 files, such as bundle; it was mended"):
        copies.copy_all(config)

    assert there.read_bytes() == b"12345"
    copies.copy_all(config)


def test_a_target_that_is_out_of_reach_keeps_nothing_from_the_others(config, tmp_path):
    (config.root / "pgbackrest/bundle").write_bytes(b"12345")
    (tmp_path / "file").touch()
    targets = (str(tmp_path / "file"), *config.copies.targets)
    both = Config(**{**vars(config), "copies": Copies(targets=targets)})

    with pytest.raises(Trouble, match="rsync ended with status"):
        copies.copy_all(both)

    assert (tmp_path / "copy/pgbackrest/bundle").exists()
