"""Where files lie."""

import hashlib
from concurrent.futures import ThreadPoolExecutor

import pytest

from microblog.media import Storage


@pytest.fixture
def storage(tmp_path):
    return Storage(tmp_path / "not" / "made" / "yet")


def files(storage):
    return [path for path in storage.directory.rglob("*") if path.is_file()]


def test_a_file_is_named_by_what_is_in_it(storage):
    digest = hashlib.sha256(b"data").hexdigest()

    name = storage.keep(b"data")

    assert name == f"{digest[:2]}/{digest[2:34]}.webp"
    assert (storage.directory / name).read_bytes() == b"data"


def test_the_same_is_kept_once_and_the_other_beside_it(storage):
    assert storage.keep(b"data") == storage.keep(b"data") != storage.keep(b"other")

    assert len(files(storage)) == 2


def test_everybody_may_read_it(storage):
    name = storage.keep(b"data")

    assert (storage.directory / name).stat().st_mode & 0o777 == 0o644


def test_many_may_keep_the_same_at_one_moment(storage):
    data = b"x" * 1_000_000

    with ThreadPoolExecutor(8) as together:
        [name] = set(together.map(lambda _: storage.keep(data), range(32)))

    assert [path.read_bytes() for path in files(storage)] == [data]
    assert (storage.directory / name).exists()
