"""What an operator may decide."""

import pytest

from microblog.settings import PREFIX, Misconfigured, given, names, read_settings
from tests.conftest import SECRET

GOOD = {
    "site.url": "https://example.org",
    "security.secret": SECRET,
    "database.url": "sqlite:////srv/microblog.sqlite",
}


def read(ini=(), **environ):
    return read_settings({**GOOD, **dict(ini)}, environ=environ)


def refused(ini=(), **environ):
    with pytest.raises(Misconfigured) as refusal:
        read(ini, **environ)
    said = str(refusal.value)
    assert "\n" not in said
    assert said.endswith((".", "?"))
    return said


def test_all_but_three_settings_have_a_default():
    settings = read()

    assert (settings.site.name, settings.mail.port, settings.accounts.confirm_email) == ("microblog", 25, True)


def test_every_setting_says_what_it_means():
    assert len(names()) > 20
    assert [name for name, field in names().items() if not (field.description or "").strip()] == []


@pytest.mark.parametrize("name", sorted(GOOD))
def test_a_setting_that_must_be_given_is_missed(name):
    ini = {key: value for key, value in GOOD.items() if key != name}

    with pytest.raises(Misconfigured) as refusal:
        read_settings(ini, environ={})

    variable = PREFIX + name.replace(".", "_").upper()
    assert str(refusal.value) == f"The setting {name} is missing: write it into the ini file or set {variable}."


def test_the_environment_stands_above_the_file():
    settings = read({"mail.port": "26", "site.name": "File"}, MICROBLOG_MAIL_PORT="27")

    assert (settings.mail.port, settings.site.name) == (27, "File")


def test_where_a_value_came_from_is_known():
    found = given({"mail.port": "26", "mail.host": "a"}, environ={"MICROBLOG_MAIL_PORT": "27", "HOME": "/"})

    assert found == {"mail.port": ("27", "MICROBLOG_MAIL_PORT"), "mail.host": ("a", "ini file")}


def test_every_setting_has_a_variable_of_its_own():
    environ = {PREFIX + name.replace(".", "_").upper(): "x" for name in names()}

    assert len(environ) == len(names())
    assert {name for name, _ in given({}, environ).items()} == set(names())


@pytest.mark.parametrize(
    ("name", "suggestion"),
    [("mail.sendr", "mail.sender"), ("site.nmae", "site.name"), ("databse.url", "database.url"),
     ("mail_sender", "mail.sender"), ("Mail.Sender", "mail.sender")],
)  # fmt: skip
def test_a_slip_of_the_pen_is_refused_with_what_was_meant(name, suggestion):
    assert refused({name: "x"}) == f"There is no setting {name!r}; did you mean {suggestion!r}?"


@pytest.mark.parametrize("name", ["quux", "user", "used.often", "pyramidal", ""])
def test_what_is_like_no_setting_is_refused_too(name):
    assert refused({name: "x"}).startswith(f"There is no setting {name!r}; ")


def test_a_slip_in_the_environment_is_refused_as_well():
    said = refused(MICROBLOG_MAIL_PASWORD="x")

    assert said == (
        "There is no setting for the variable MICROBLOG_MAIL_PASWORD; did you mean 'MICROBLOG_MAIL_PASSWORD'?"
    )


def test_what_pyramid_reads_and_the_name_of_the_file_are_let_through():
    assert read({"pyramid.reload_templates": "true"}, MICROBLOG_INI="production.ini")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("site.url", "example.org"),
        ("site.url", "https://example.org/blog"),
        ("site.url", "ftp://example.org"),
        ("site.url", "https://"),
        ("site.name", ""),
        ("site.name", "x" * 61),
        ("security.secret", "short"),
        ("security.secret", ""),
        ("database.url", "nonsense"),
        ("database.url", "mysql://localhost/x"),
        ("database.url", "postgresql://localhost:port/x"),
        ("database.url", ""),
        ("database.busy_timeout", "-1"),
        ("database.busy_timeout", "nan"),
        ("database.pool_size", "0"),
        ("accounts.confirm_email", "perhaps"),
        ("accounts.session_days", "1.5"),
        ("mail.transport", "pigeons"),
        ("mail.security", "ssl"),
        ("mail.port", "many"),
        ("mail.port", "0"),
        ("mail.port", "65536"),
        ("mail.timeout", "0"),
        ("mail.timeout", "inf"),
        ("limits.upload_bytes", "1"),
    ],
)
def test_a_value_that_cannot_be_is_refused_with_the_name_of_its_setting(name, value):
    assert refused({name: value}).startswith(f"The setting {name} is wrong: ")


def test_a_refusal_tells_no_secret():
    for name in ("security.secret", "database.url"):
        assert "sesame" not in refused({name: "sesame"})
    assert "sesame" not in refused({"database.url": "mysql://u:sesame@localhost/x"})
    assert "sesame" not in refused({"database.url": "postgresql://u:sesame@localhost:port/x"})


def test_secrets_do_not_show_by_accident():
    settings = read({"mail.password": "open sesame", "database.url": "postgresql://u:barley@localhost/x"})

    for words in (repr(settings), str(settings), f"{settings.mail} {settings.database} {settings.security}"):
        assert "sesame" not in words
        assert "barley" not in words
        assert SECRET not in words


@pytest.mark.parametrize(
    ("url", "read_as"),
    [("postgresql://u:p%40ss@h/n", "postgresql+psycopg://u:p%40ss@h/n"),
     ("postgresql+psycopg2://h/n", "postgresql+psycopg://h/n"), ("postgresql+asyncpg://h/n", "postgresql+psycopg://h/n"),
     ("postgresql:///n?host=/run/postgresql", "postgresql+psycopg:///n?host=%2Frun%2Fpostgresql"),
     ("postgresql://u@/n?host=10.0.0.1,10.0.0.2&target_session_attrs=read-write",
      "postgresql+psycopg://u@/n?host=10.0.0.1%2C10.0.0.2&target_session_attrs=read-write"),
     ("sqlite:///x.sqlite", "sqlite:///x.sqlite"), ("sqlite+aiosqlite:///x.sqlite", "sqlite:///x.sqlite")],
)  # fmt: skip
def test_databases_are_spoken_to_through_the_drivers_we_have(url, read_as):
    assert read({"database.url": url}).database.url.get_secret_value() == read_as


def test_the_address_of_the_site_loses_its_last_slash():
    assert read({"site.url": "https://example.org:8443/"}).site.url == "https://example.org:8443"


def test_settings_cannot_be_changed():
    with pytest.raises(ValueError, match="frozen"):
        read().mail.port = 26
