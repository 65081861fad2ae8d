"""The mail host of a machine: what the role writes, read by a real Postfix, and handed letters."""

import os
import shutil
import smtplib
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from .here import play_here

ROOT = Path(__file__).parent.parent.parent
NAME = "microblog.example"
ENVIRONMENT = os.environ | {
    "ANSIBLE_CONFIG": str(ROOT / "ansible/ansible.cfg"),
    "ANSIBLE_ROLES_PATH": str(ROOT / "ansible/roles"),
    "PATH": os.environ["PATH"] + ":/usr/sbin",
}

SHARED = {
    "site_domain": NAME,
    "site_contact": "keeper@elsewhere.example",
    "mail_domain": NAME,
    "mail_hostname": f"mail.{NAME}",
    "mail_forward_to": "keeper@elsewhere.example",
    "ansible_managed": "Written by a test.",
}
KINDS: dict[str, dict[str, Any]] = {
    "relay": {"mail_kind": "relay", "mail_dkim": True},
    "smarthost": {
        "mail_kind": "smarthost",
        "mail_dkim": False,
        "mail_smarthost": "smart.example",
        "mail_smarthost_username": "site",
        "mail_smarthost_password": "a secret",
    },
    "submission": {
        "mail_kind": "smarthost",
        "mail_dkim": False,
        "mail_smarthost": "smart.example",
        "mail_smarthost_port": 465,
        "mail_smarthost_ca": "-----BEGIN CERTIFICATE-----",
    },
    "fleet": {"mail_kind": "relay", "mail_dkim": True, "mail_machines": ["127.0.0.41", "fd00::42"]},
}


@pytest.fixture(scope="module")
def folders() -> Iterator[dict[str, Path]]:
    """Have the role write the configuration of each kind of mail host."""
    with tempfile.TemporaryDirectory(prefix="mb-", dir="/tmp") as name:
        top = Path(name)
        top.chmod(0o755)
        folders = {kind: top / kind for kind in KINDS}
        tasks = []
        for kind, folder in folders.items():
            folder.mkdir()
            role = {"name": "mail", "tasks_from": "configure"}
            tasks.append(
                {"ansible.builtin.include_role": role, "vars": {**SHARED, **KINDS[kind], "mail_postfix": str(folder)}}
            )
            shutil.copy("/usr/share/postfix/master.cf.dist", folder / "master.cf")
        play_here(top, tasks, ENVIRONMENT)
        yield folders


def said_by(folder: Path, *names: str) -> dict[str, str]:
    """Ask Postfix what it understands of a configuration; it complains of names that it does not know."""
    words = subprocess.run(["postconf", "-c", folder, "-x", *names], env=ENVIRONMENT, capture_output=True, text=True)
    assert words.stderr == ""
    return dict(
        line.split(" = ", 1) if " = " in line else (line.removesuffix(" ="), "") for line in words.stdout.splitlines()
    )


@pytest.mark.parametrize("kind", KINDS)
def test_postfix_understands_all_of_it(folders, kind):
    known = said_by(folders[kind], "-n")

    assert known["mynetworks"] == "127.0.0.0/8 [::1]/128"
    assert known["inet_interfaces"] == ("all" if kind == "fleet" else "loopback-only")
    assert known["smtpd_relay_restrictions"].startswith("permit_mynetworks, ")
    assert known["smtpd_relay_restrictions"].endswith("reject")


def test_a_relay_says_who_it_is_and_sends_nothing_unsigned(folders):
    known = said_by(folders["relay"])

    assert known["smtp_helo_name"] == f"mail.{NAME}"
    assert (known["relayhost"], known["smtp_tls_security_level"]) == ("", "may")
    assert known["smtpd_milters"] == known["non_smtpd_milters"] == "unix:opendkim/opendkim.sock"
    assert known["milter_default_action"] == "tempfail"


def test_a_smart_host_must_show_who_it_is_before_it_hears_the_password(folders):
    known = said_by(folders["smarthost"])

    assert known["relayhost"] == "[smart.example]:587"
    assert (known["smtp_tls_security_level"], known["smtp_tls_wrappermode"]) == ("secure", "no")
    assert known["smtp_tls_CAfile"] == "/etc/ssl/certs/ca-certificates.crt"
    assert known["smtpd_milters"] == ""
    password = folders["smarthost"] / "password"
    assert password.stat().st_mode & 0o777 == 0o600
    assert looked_up(folders["smarthost"], "password", "[smart.example]:587") == "site:a secret"


def test_port_465_is_tls_from_the_start_and_an_authority_of_ones_own_is_asked_alone(folders):
    known = said_by(folders["submission"])

    assert known["smtp_tls_wrappermode"] == "yes"
    assert known["smtp_tls_CAfile"] == str(folders["submission"] / "smarthost-ca.pem")
    assert known["smtp_sasl_auth_enable"] == "no"


@pytest.mark.parametrize("to", ["root", "root@localhost", f"root@mail.{NAME}", "postmaster"])
def test_what_is_written_to_the_machine_goes_to_whoever_looks_after_it(folders, to):
    assert looked_up(folders["relay"], "virtual", to) == "keeper@elsewhere.example"


def test_people_of_the_domain_get_their_own_letters(folders):
    assert looked_up(folders["relay"], "virtual", f"microblog@{NAME}") == ""
    assert said_by(folders["relay"])["mydestination"] == ""


def looked_up(folder: Path, table: str, key: str) -> str:
    """Ask a table as Postfix does."""
    command = ["postmap", "-c", folder, "-q", key, f"texthash:{folder / table}"]
    return subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True).stdout.strip()


def test_a_real_postfix_takes_letters_and_brings_them_to_the_smart_host_only_by_tls(folders):
    """The host offers no TLS, so the letter stays in the queue and the password unsaid."""
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(20)
    with listener, running(folders["smarthost"], relayhost=f"[127.0.0.1]:{listener.getsockname()[1]}") as (port, log):
        with smtplib.SMTP("127.0.0.1", port, timeout=10) as client:
            client.sendmail(f"microblog@{NAME}", ["bob@other.example"], "Subject: news\r\n\r\nnews\r\n")
        heard = _hear(listener)
        time.sleep(1)
        told = log.read_text()

    assert heard == f"EHLO mail.{NAME}"
    assert "status=deferred (TLS is required, but was not offered" in told


def test_a_real_postfix_takes_alarms_of_the_machines_of_the_site_and_nothing_else(folders):
    """All of them are at addresses of this machine, of which one alone counts as its own."""
    keeper, other = SHARED["site_contact"], "bob@other.example"
    ours = {"mynetworks": "127.0.0.1/32", "smtpd_milters": "", "smtpd_peername_lookup": "no"}

    with running(folders["fleet"], **ours) as (port, _log):
        taken = {
            (source, to): _may_write(port, f"127.0.0.{source}", to) for source in (1, 41, 99) for to in (keeper, other)
        }

    assert [one for one, yes in taken.items() if yes] == [(1, keeper), (1, other), (41, keeper)]


def _may_write(port: int, source: str, to: str) -> bool:
    """Ask a mail host, as a machine at an address, whether it would take a letter."""
    with smtplib.SMTP("127.0.0.1", port, timeout=10, source_address=(source, 0)) as client:
        client.ehlo()
        client.mail(f"watch@{NAME}")
        return client.rcpt(to)[0] == 250


@contextmanager
def running(configuration: Path, **changed: object) -> Iterator[tuple[int, Path]]:
    """Run Postfix with a configuration, in a folder of its own; give its port and its log."""
    folder = configuration.with_name(f"{configuration.name}-running")
    shutil.copytree(configuration, folder)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    changed = {
        "queue_directory": folder / "queue",
        "data_directory": folder / "data",
        "maillog_file": folder / "log",
        "maillog_file_prefixes": folder,
        "inet_protocols": "ipv4",
        **changed,
    }
    for name in ("queue", "data"):
        (folder / name).mkdir()
    shutil.chown(folder / "data", "postfix")
    command = ["postconf", "-c", folder, *(f"{name}={value}" for name, value in changed.items())]
    subprocess.run(command, env=ENVIRONMENT, check=True)
    master = (folder / "master.cf").read_text()
    master = master.replace("smtp      inet  n       -       y", f"127.0.0.1:{port} inet n - n").replace(
        "y       -       -", "n       -       -"
    )
    (folder / "master.cf").write_text(master + "postlog   unix-dgram n  -       n       -       1       postlogd\n")
    subprocess.run(["postfix", "-c", folder, "start"], check=True, env=ENVIRONMENT, capture_output=True)
    try:
        yield port, folder / "log"
    finally:
        subprocess.run(["postfix", "-c", folder, "stop"], env=ENVIRONMENT, capture_output=True)


def _hear(listener: socket.socket) -> str:
    """Be a mail host without TLS, and tell who says hello."""
    connection, _ = listener.accept()
    with connection, connection.makefile("rw", newline="\r\n") as line:
        line.write("220 smart.example\n")
        line.flush()
        hello = line.readline().strip()
        line.write("250-smart.example\n250 AUTH PLAIN\n")
        line.flush()
        line.readline()
        return hello
