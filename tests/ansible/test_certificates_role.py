"""Certificates: what is given is looked at before it is used, and what the machine signs itself is good."""

import os
import re
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from .here import play_here

ROOT = Path(__file__).parent.parent.parent
NAME = "microblog.example"
ENVIRONMENT = os.environ | {
    "ANSIBLE_CONFIG": str(ROOT / "ansible/ansible.cfg"),
    "ANSIBLE_ROLES_PATH": str(ROOT / "ansible/roles"),
    "ANSIBLE_NOCOLOR": "1",
}

REFUSALS = {
    "nothing": "so give the certificate in certificates_given_chain",
    "nonsense": "certificates_given_chain is no certificate as PEM",
    "locked": "certificates_given_key is no key as PEM, or it has a password.",
    "strange": "certificates_given_key is not the key of the first certificate",
    "ended": "which is not now. Give a newer one.",
    "elsewhere": f"is not for www.{NAME}, but for {NAME}.",
}


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """Run the role on a folder: with everything that is refused, with what is taken, and signing itself, twice."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        good, ended = _certify(folder, "good", 30), _certify(folder, "ended", -1)
        wide = _certify(folder, "wide", 30, f"DNS:{NAME},DNS:*.{NAME}")
        locked = subprocess.run(
            ["openssl", "pkey", "-aes256", "-passout", "pass:x"],
            input=good[1],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        given = {
            "nothing": ("", good[1]),
            "nonsense": ("nonsense", good[1]),
            "locked": (good[0], locked),
            "strange": (good[0], ended[1]),
            "ended": ended,
            "elsewhere": good,
            "good": wide,
        }
        names = [NAME, f"www.{NAME}"]
        tasks = [
            _given(folder / "given", kind, *pair, names if kind in ("elsewhere", "good") else [NAME])
            for kind, pair in given.items()
        ]
        (folder / "given").mkdir()
        (folder / "own").mkdir()
        (folder / "refusals").write_text(play_here(folder, tasks, ENVIRONMENT))
        own = {"certificates_directory": str(folder / "own"), "site_domain": NAME, "certificates_names": names}
        tasks = [{"ansible.builtin.include_role": {"name": "certificates", "tasks_from": "selfsigned"}, "vars": own}]
        for number in (1, 2):
            (folder / f"own-{number}").write_text(play_here(folder, tasks, ENVIRONMENT))
        yield folder


def _given(place: Path, kind: str, chain: str, key: str, names: list[str]) -> dict[str, Any]:
    """Give the role a certificate, and go on if it refuses."""
    variables = {
        "site_domain": NAME,
        "certificates_directory": str(place),
        "certificates_names": names,
        "certificates_given_chain": chain,
        "certificates_given_key": key,
    }
    said = (
        "{{ ansible_failed_result.results | default([ansible_failed_result])"
        " | selectattr('msg', 'defined') | map(attribute='msg') | join(' ') }}"
    )
    return {
        "block": [{"ansible.builtin.include_role": {"name": "certificates", "tasks_from": "given"}, "vars": variables}],
        "rescue": [{"ansible.builtin.debug": {"msg": f"REFUSED {kind}: {said}"}}],
    }


def _certify(folder: Path, name: str, days: int, names: str = f"DNS:{NAME}") -> tuple[str, str]:
    """Make a certificate that is good for so many days from now on, and its key."""
    chain, key, request = (folder / f"{name}{end}" for end in (".pem", "-key.pem", ".csr"))
    (folder / "extensions").write_text(f"subjectAltName={names}")
    new = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", key, "-subj", f"/CN={NAME}"]
    _openssl("req", *new, "-new", "-out", request)
    end = ["-days", str(days), "-extfile", folder / "extensions", "-signkey", key, "-out", chain]
    _openssl("x509", "-req", "-in", request, *end)
    return chain.read_text(), key.read_text()


def _openssl(*words: str | Path) -> None:
    subprocess.run(["openssl", *words], check=True, capture_output=True)


@pytest.mark.parametrize("kind", REFUSALS)
def test_what_cannot_be_used_is_refused_in_a_sentence(folder, kind):
    said = dict(re.findall(r"REFUSED (\w+): (.*)", (folder / "refusals").read_text()))

    assert REFUSALS[kind] in said[kind]


def test_what_is_given_is_at_the_path_that_everybody_reads(folder):
    live = folder / "given/live"

    assert live.is_symlink()
    assert (live / "fullchain.pem").read_text().strip() == (folder / "wide.pem").read_text().strip()
    assert (live / "privkey.pem").stat().st_mode & 0o777 == 0o600
    assert [one.name for one in (folder / "given").iterdir() if one.is_dir() and not one.is_symlink()] == [
        live.readlink().name
    ]


def test_the_machines_own_is_good_for_each_name_and_signed_by_its_authority(folder):
    own = folder / "own"
    command = ["openssl", "verify", "-x509_strict", "-CAfile", own / "ca.pem", "-purpose", "sslserver"]

    for name in (NAME, f"www.{NAME}"):
        verified = subprocess.run(
            [*command, "-verify_hostname", name, own / "live/fullchain.pem"], capture_output=True, text=True
        )
        assert verified.returncode == 0, verified.stderr
    assert (own / "live/privkey.pem").stat().st_mode & 0o777 == 0o600
    assert (own / "authority").stat().st_mode & 0o777 == 0o700


def test_a_second_run_makes_no_other(folder):
    first, second = ((folder / f"own-{number}").read_text() for number in (1, 2))

    assert "changed=0 " not in first
    assert "changed=0 " in second
