"""The balancer: what the role writes, in a real haproxy, before something that answers as web hosts do."""

import http.client
import importlib.util
import os
import socket
import ssl
import struct
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from .here import play_here

ROOT = Path(__file__).parents[2]
NAME = "microblog.example"
HERE, HTTPS, HTTP = "127.0.0.2", 18443, 18080
"""Where the balancer listens. Each web host has the same ports at an address of its own."""
HOSTS = {"web1": "127.0.0.31", "web2": "127.0.0.32"}
SIGNATURE = b"\r\n\r\n\x00\r\nQUIT\n"
"""How the PROXY protocol begins, in its second version."""
ENVIRONMENT = os.environ | {
    "ANSIBLE_CONFIG": str(ROOT / "ansible/ansible.cfg"),
    "ANSIBLE_ROLES_PATH": str(ROOT / "ansible/roles"),
    "PATH": os.environ["PATH"] + ":/usr/sbin",
}


@dataclass
class WebHost:
    """Takes what a balancer passes on, and tells who came."""

    name: str
    context: ssl.SSLContext
    healthy: bool = True
    names: set[str] = field(default_factory=set)
    """Which ones were asked for within TLS."""

    def __post_init__(self) -> None:
        self.context.sni_callback = lambda _line, name, _context: self.names.add(name or "")
        self.listener = self._listen(HTTPS, self._answer)

    def _listen(self, port, answer) -> socket.socket:
        listener = socket.create_server((HOSTS[self.name], port), backlog=64)

        def serve() -> None:
            with suppress(OSError):
                while True:
                    threading.Thread(target=answer, args=(listener.accept()[0],), daemon=True).start()

        threading.Thread(target=serve, daemon=True).start()
        return listener

    def _answer(self, plain: socket.socket) -> None:
        with suppress(OSError), plain:
            visitor = self._visitor(plain)
            with self.context.wrap_socket(plain, server_side=True) as line:
                asked = line.recv(4096).decode()
                well = self.healthy or not asked.startswith("GET /health ")
                words = f"{self.name} {visitor}"
                head = f"HTTP/1.1 {'200 OK' if well else '503 No'}\r\nContent-Length: {len(words)}\r\n\r\n"
                line.sendall(head.encode() + words.encode())

    def _visitor(self, plain: socket.socket) -> str:
        """Read what comes ahead of TLS."""
        head = _read(plain, 16)
        assert head.startswith(SIGNATURE)
        rest = _read(plain, struct.unpack("!H", head[14:])[0])
        return socket.inet_ntoa(rest[:4]) if head[12] == 0x21 else "the balancer itself"

    def end(self) -> None:
        """Take no connection any more."""
        with suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()


def _read(line: socket.socket, size: int) -> bytes:
    """Read so much, and no more."""
    words = b""
    while len(words) < size:
        words += line.recv(size - len(words)) or pytest.fail("it ended too early")
    return words


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """What the role has written, and a certificate of the site."""
    with tempfile.TemporaryDirectory(prefix="mb-", dir="/tmp") as name:  # short, as names of sockets must be
        folder = Path(name)
        folder.chmod(0o755)
        for part in ("etc", "run"):
            (folder / part).mkdir()
        given = {
            "balancer_directory": str(folder / "etc"),
            "balancer_run": str(folder / "run"),
            "balancer_listen": [HERE],
            "balancer_http_port": HTTP,
            "balancer_https_port": HTTPS,
            "balancer_web_http_port": HTTP,
            "balancer_web_https_port": HTTPS,
            "balancer_status_port": _free_port(),
            "balancer_connections": 1000,
            "balancer_web": HOSTS,
            "site_domain": NAME,
            "ansible_managed": "Written by a test.",
        }
        play_here(
            folder,
            [{"ansible.builtin.include_role": {"name": "balancer", "tasks_from": "configure"}, "vars": given}],
            ENVIRONMENT,
        )
        (folder / "status").write_text(str(given["balancer_status_port"]))
        words = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
        words += ["-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}", "-days", "2"]
        words += ["-keyout", folder / "key.pem", "-out", folder / "site.pem"]
        subprocess.run(words, check=True, capture_output=True)
        yield folder


@pytest.fixture
def web(folder: Path) -> Iterator[dict[str, WebHost]]:
    """Two web hosts, with haproxy in front of them, which has found both to be well."""
    hosts = {}
    for name in HOSTS:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(folder / "site.pem", folder / "key.pem")
        hosts[name] = WebHost(name, context)
    haproxy = subprocess.Popen(
        ["haproxy", "-W", "-f", folder / "etc/haproxy.cfg"],
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        until(lambda: states(folder) == dict.fromkeys(HOSTS, "UP"))
        yield hosts
    finally:
        haproxy.terminate()
        haproxy.communicate(timeout=10)
        for host in hosts.values():
            host.end()


def test_visitors_are_led_to_all_web_hosts_and_keep_their_address(folder, web):
    said = {ask(folder, source="127.0.0.77") for _ in range(6)}

    assert said == {f"{name} 127.0.0.77" for name in HOSTS}
    assert web["web1"].names == {NAME}  # whoever looks whether it is well says the site's name, too


def test_a_web_host_that_is_ill_gets_no_visitors_until_it_is_well(folder, web):
    web["web1"].healthy = False
    until(lambda: states(folder)["web1"] == "DOWN")
    without = {ask(folder).split()[0] for _ in range(6)}
    web["web1"].healthy = True
    until(lambda: states(folder)["web1"] == "UP")

    assert without == {"web2"}
    assert {ask(folder).split()[0] for _ in range(6)} == set(HOSTS)


def test_where_all_are_ill_they_say_so_themselves(folder, web):
    for host in web.values():
        host.healthy = False
    until(lambda: states(folder) == dict.fromkeys(HOSTS, "DOWN"))

    assert {ask(folder).split()[0] for _ in range(6)} == set(HOSTS)


def test_nobody_is_refused_because_a_web_host_has_just_gone(folder, web):
    web["web2"].end()

    assert {ask(folder).split()[0] for _ in range(6)} == {"web1"}


def test_the_watch_tells_which_web_host_is_ill(folder, web):
    spec = importlib.util.spec_from_file_location("watch", ROOT / "ansible/roles/monitoring/files/watch.py")
    watch = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(watch)
    path = str(folder / "run/admin.sock")

    before = list(watch.look_at_web_hosts(path))
    web["web1"].healthy = False
    until(lambda: states(folder)["web1"] == "DOWN")

    assert before == []
    assert list(watch.look_at_web_hosts(path)) == [
        ("web host web1", "web1 is not well, as the balancer sees it (DOWN, L7STS).")
    ]
    assert [name for name, _ in watch.look_at_web_hosts("/nowhere")] == ["balancer"]


def test_figures_are_there_for_this_machine(folder, web):
    connection = http.client.HTTPConnection("127.0.0.1", int((folder / "status").read_text()), timeout=5)
    connection.request("GET", "/metrics")

    assert b"haproxy_server_check_status" in connection.getresponse().read()


def ask(folder: Path, source: str = "127.0.0.1") -> str:
    """Come to the site; give which web host answers, and whom it sees."""
    context = ssl.create_default_context(cafile=str(folder / "site.pem"))
    plain = socket.create_connection((HERE, HTTPS), 10, (source, 0))
    with context.wrap_socket(plain, server_hostname=NAME) as line:
        client = http.client.HTTPConnection(NAME)
        client.sock = line
        client.request("GET", "/")
        return client.getresponse().read().decode()


def states(folder: Path) -> dict[str, str]:
    """How each web host is, as haproxy sees it."""
    try:
        with socket.socket(socket.AF_UNIX) as line:
            line.connect(str(folder / "run/admin.sock"))
            line.sendall(b"show stat -1 4 -1\n")
            rows = [row.split(",") for row in line.makefile()]
    except OSError:
        return {}
    # A host that was found well only once is on its way, and written as such.
    return {row[1]: row[17] if row[36] else "" for row in rows if row[0] == "well"}


def until(come_true, within: float = 15) -> None:
    """Wait until something comes true."""
    end = time.monotonic() + within
    while not come_true():
        assert time.monotonic() < end, "it did not come true"
        time.sleep(0.05)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]
