"""The folder of a nullmailer"""

import os
import pwd
import time

import pytest

from microblog.cli.doctor.spool import can_read, look_at_spool
from tests.cli.doctor.conftest import said


@pytest.fixture
def spool(tmp_path):
    for name in ("queue", "failed"):
        (tmp_path / name).mkdir()
    os.mkfifo(tmp_path / "trigger")
    return tmp_path


@pytest.fixture
def awake(spool):
    """Somebody reads the trigger, as nullmailer does."""
    file = os.open(spool / "trigger", os.O_RDONLY | os.O_NONBLOCK)
    yield
    os.close(file)


def test_a_folder_in_which_somebody_looks_is_well(spool, awake):
    assert said(look_at_spool(spool)) == [
        ("ok", f"Letters can be put into {spool}/queue."),
        ("ok", "nullmailer runs, and can be woken up."),
        ("ok", f"0 letters wait in {spool}/queue, none of them for long."),
    ]
    assert list((spool / "ready").iterdir()) == []


def test_without_a_folder_nothing_can_be_handed_over(tmp_path):
    assert said(look_at_spool(tmp_path)) == [("error", f"There is no folder {tmp_path}/queue.")]


def test_where_nobody_reads_the_trigger_nothing_leaves(spool):
    assert said(look_at_spool(spool))[1] == ("error", "nullmailer does not run: nobody reads its trigger.")


def test_without_a_trigger_nobody_looks(spool):
    (spool / "trigger").unlink()

    [_, (verdict, sentence), _] = said(look_at_spool(spool))

    assert (verdict, sentence) == ("error", f"The trigger {spool}/trigger cannot be used: No such file or directory.")


def test_another_filesystem_is_an_error(spool, awake):
    (spool / "ready").symlink_to("/dev/shm")

    [(verdict, sentence), *_] = said(look_at_spool(spool))

    assert (verdict, sentence) == ("error", f"{spool}/ready and {spool}/queue are on different filesystems.")


def test_a_place_that_is_no_folder_is_an_error(spool, awake):
    (spool / "ready").write_text("")

    assert said(look_at_spool(spool))[0] == ("error", f"The folder {spool}/ready cannot be written into: File exists.")


@pytest.mark.parametrize(
    ("mode", "owner", "group", "readable"),
    [
        (0o640, 0, "theirs", True),
        (0o600, 0, "theirs", False),
        (0o640, 0, "another", False),
        (0o644, 0, "another", True),
        (0o600, "theirs", "another", True),
    ],
)
def test_the_mail_program_must_be_able_to_read_what_we_write(mode, owner, group, readable):
    other = next(one for one in pwd.getpwall() if one.pw_uid)
    ids = {"theirs": other.pw_gid, "another": 59_999}
    file = os.stat_result((mode, 0, 0, 1, other.pw_uid if owner else 0, ids[group], 0, 0, 0, 0))

    assert can_read(other.pw_uid, file) == readable


def test_letters_that_wait_for_long_and_those_given_up_are_named(spool, awake):
    for name, age in (("1", 10), ("2", 7300), ("3", 11000)):
        (spool / "queue" / name).write_text("")
        os.utime(spool / "queue" / name, (time.time() - age,) * 2)
    (spool / "failed/4").write_text("")

    assert said(look_at_spool(spool))[2:] == [
        ("warning", f"2 of 3 letters wait in {spool}/queue for up to 3 hours."),
        ("warning", f"nullmailer has given up 1 letters; they lie in {spool}/failed."),
    ]
