"""A real mail host for the jobs to send to."""

from collections.abc import Iterator

import pytest

from tests.jobs.mailhost import MailHost


@pytest.fixture
def mailhost() -> Iterator[MailHost]:
    """A mail host on a free port."""
    with MailHost().open() as host:
        yield host


@pytest.fixture
def ini(ini: dict[str, str], mailhost: MailHost) -> dict[str, str]:
    """The settings, with letters going to that host."""
    return {
        **ini,
        "mail.transport": "smtp",
        "mail.host": "127.0.0.1",
        "mail.port": str(mailhost.port),
        "mail.sender": "site@example.org",
        "mail.timeout": "5",
        "mail.answer_timeout": "5",
    }
