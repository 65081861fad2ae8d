"""Where files lie."""

import hashlib
import io
import os
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from microblog.media import Storage, TooLarge


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


def test_what_is_kept_again_is_as_good_as_new(storage):
    path = storage.path(storage.keep(b"data"))
    os.utime(path, (1, 1))

    storage.keep(b"data")

    assert path.stat().st_mtime > time.time() - 60


def test_a_file_that_was_made_is_moved_to_its_place(storage):
    for again in (False, True):
        with storage.workplace() as folder:
            (folder / "made.mp4").write_bytes(b"film")
            name = storage.keep_file(folder / "made.mp4", ".mp4")
            assert (folder / "made.mp4").exists() == again

    assert storage.path(name).read_bytes() == b"film"
    assert name == storage.keep(b"film", ".mp4")
    assert storage.path(name).stat().st_mode & 0o777 == 0o644
    assert files(storage) == [storage.path(name)]


def test_what_waits_is_for_nobody_else_and_its_name_says_nothing(storage):
    one, other = (storage.let_wait(io.BytesIO(b"film"), 4) for _ in range(2))

    assert one != other
    assert storage.path(one).read_bytes() == b"film"
    assert storage.path(one).stat().st_mode & 0o777 == 0o600
    assert storage.path(one).parent.stat().st_mode & 0o777 == 0o700
    assert storage.shown(one) is None


def test_of_what_is_too_large_nothing_stays(storage):
    with pytest.raises(TooLarge):
        storage.let_wait(io.BytesIO(b"films"), 4)

    assert files(storage) == []


def test_of_what_breaks_off_nothing_stays(storage):
    class Broken(io.BytesIO):
        def read(self, *_):
            raise OSError("disconnected")

    with pytest.raises(OSError, match="disconnected"):
        storage.let_wait(Broken(), 4)

    assert files(storage) == []


@pytest.mark.parametrize(
    "name", ["", "..", "../x", "waiting", "ab", "ab/" + "0" * 32, "AB/" + "0" * 32 + ".png", "ab/" + "0" * 32 + ".png"]
)
def test_what_is_not_there_is_not_shown(storage, name):
    storage.directory.mkdir(parents=True)
    (storage.directory / "x").write_bytes(b"x")

    assert storage.shown(name) is None


def test_what_is_there_is_shown_with_its_type(storage):
    name = storage.keep(b"film", ".mp4")

    assert storage.shown(name) == (storage.path(name), "video/mp4")
    assert storage.shown(storage.keep(b"page", ".html")) is None


def test_a_folder_that_is_not_there_has_nothing_to_sweep(storage):
    assert storage.folders() == []


def test_of_two_that_sweep_one_counts(storage):
    for number in range(50):
        os.utime(storage.path(storage.keep(b"%d" % number)), (1, 1))

    def sweep(_):
        return sum(storage.sweep(folder, before=time.time() - 60, needed=set) for folder in storage.folders())

    with ThreadPoolExecutor(4) as together:
        assert sum(together.map(sweep, range(4))) == 50
    assert files(storage) == []
