"""Reading an ini file."""

import os

import pytest

from microblog.inifile import read_ini
from microblog.settings import Misconfigured

NOBODY = 65534


def refused(ini):
    with pytest.raises(Misconfigured) as refusal:
        read_ini(str(ini))
    said = str(refusal.value)
    assert "\n" not in said
    return said


def test_the_section_of_the_application_is_read(tmp_path):
    ini = tmp_path / "microblog.ini"
    ini.write_text(
        "[app:main]\nuse = egg:microblog\nsite.name = 100%% Ünï\nmail.directory = %(here)s/mail\n[other]\na=b"
    )

    assert read_ini(str(ini)) == {"site.name": "100% Ünï", "mail.directory": f"{tmp_path}/mail"}


@pytest.mark.parametrize(
    "content",
    [b"just words", b"\xff\xfe\x00", b"[app:main]\nx = %(nothing)s\n", b"[server:main]\n", b"", b"[a]\n[a]\n",
     b"[app:main]\na = 1\na = 2\n", b"[app:main]\nuse = egg:nothing_of_that_name\n"],
    ids=["words", "bytes", "nothing", "section", "empty", "twice", "setting twice", "egg"],
)  # fmt: skip
def test_what_cannot_be_understood_is_refused_with_a_sentence(content, tmp_path):
    ini = tmp_path / "microblog.ini"
    ini.write_bytes(content)

    assert refused(ini).startswith(f"The file {ini} cannot be understood: ")


def test_what_is_not_there_or_is_a_folder_is_refused(tmp_path):
    for path in (tmp_path / "none.ini", tmp_path, tmp_path / "none" / "none.ini"):
        assert refused(path) == f"There is no file {path}: name the ini file with -c."


@pytest.mark.parametrize("where", ["the file", "its folder"])
def test_what_may_not_be_read_is_refused(where, tmp_path):
    ini = tmp_path / "folder" / "microblog.ini"
    ini.parent.mkdir()
    ini.write_text("[app:main]\nuse = egg:microblog\n")
    (ini if where == "the file" else ini.parent).chmod(0)

    root = os.geteuid() == 0  # who may read everything
    try:
        if root:
            os.seteuid(NOBODY)
        said = refused(ini)
    finally:
        if root:
            os.seteuid(0)
        ini.parent.chmod(0o700)

    assert said == f"The file {ini} may not be read by this user."
