"""Waking the mail program of this machine up"""

import os

import pytest

from microblog.jobs.envelopes import Envelope
from microblog.jobs.transports.spool import Spool


@pytest.fixture
def trigger(tmp_path):
    """What nullmailer reads."""
    (tmp_path / "queue").mkdir()
    os.mkfifo(tmp_path / "trigger")
    file = os.open(tmp_path / "trigger", os.O_RDONLY | os.O_NONBLOCK)
    yield file
    os.close(file)


@pytest.fixture
def spool(tmp_path, trigger):
    spool = Spool(tmp_path)
    spool.prepare(
        Envelope(7, "<test-7@localhost>", "site@example.org", "bob@example.org", b"Subject: Good\r\n\r\nMorning\r\n")
    )
    return spool


def test_it_is_woken_up_for_each_letter(spool, trigger):
    spool.complete(7)

    assert os.read(trigger, 10) == b"\0"


def test_it_is_woken_up_for_a_letter_whose_bringer_died_before_that(spool, trigger):
    os.rename(spool.ready / "7", spool.queue / "7")

    assert spool.recognise(7) is True
    assert os.read(trigger, 10) == b"\0"


def test_it_is_let_alone_while_the_letter_is_not_there(spool, trigger):
    assert spool.recognise(7) is False
    assert os.read(trigger, 10) == b""
