"""`microblog settings`"""

import pytest

from microblog.settings import names
from tests.conftest import SECRET


@pytest.fixture
def ini(ini):
    return {**ini, "mail.password": "open sesame", "mail.port": "26"}


def lines(done):
    return {line.split()[0]: line for line in done.out.splitlines()}


def test_every_setting_is_shown_with_where_it_came_from(microblog, monkeypatch):
    monkeypatch.setenv("MICROBLOG_SITE_NAME", "Another name")

    done = microblog("settings")

    shown = lines(done)
    assert (done.status, done.err) == (0, "")
    assert set(shown) == {"setting", *names()}
    assert shown["mail.port"].split() == ["mail.port", "26", "25", "ini", "file"]
    assert shown["mail.timeout"].split()[-1] == "default"
    assert "Another name" in shown["site.name"]
    assert shown["site.name"].endswith("MICROBLOG_SITE_NAME")


def test_secrets_are_masked(microblog, monkeypatch):
    monkeypatch.setenv("MICROBLOG_DATABASE_URL", "postgresql://somebody:barley@localhost/name")

    done = microblog("settings")

    assert SECRET not in done.out
    assert "sesame" not in done.out
    assert "barley" not in done.out
    assert "postgresql+psycopg://somebody:***@localhost/name" in lines(done)["database.url"]
    assert "********" in lines(done)["mail.password"]


def test_a_mistake_is_said_instead(microblog, monkeypatch):
    monkeypatch.setenv("MICROBLOG_MAIL_PORT", "many")

    done = microblog("settings")

    assert done.out == ""
    assert "mail.port" in str(done.status)  # what the program ends with is printed as it ends
