"""nginx in front of the application: what the role writes, in a real nginx, before something that speaks uwsgi."""

import http.client
import json
import os
import re
import shutil
import socket
import ssl
import struct
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.making import make_account, make_post

from .here import play_here

ROOT = Path(__file__).parent.parent.parent
GIXY = ROOT / "var/rehearsal/bin/gixy"
SSLYZE = ROOT / "var/rehearsal/bin/sslyze"
NAME = "microblog.example"
WORLD, HERE = "127.0.0.2", "127.0.0.1"
"""Where nginx listens to everybody, and to programs on this machine."""
PEOPLE, PROGRAMS = "text/html", "application/json"
ENVIRONMENT = os.environ | {
    "ANSIBLE_CONFIG": str(ROOT / "ansible/ansible.cfg"),
    "ANSIBLE_ROLES_PATH": str(ROOT / "ansible/roles"),
    "PATH": os.environ["PATH"] + ":/usr/sbin",
}
NGINX = shutil.which("nginx", path=ENVIRONMENT["PATH"])

Headers = dict[str, str]


@dataclass
class Asked:
    """What the application was asked."""

    variables: Headers
    body: bytes


@dataclass
class Application:
    """Speaks the protocol of uWSGI on a socket, and remembers what it was asked."""

    path: Path
    asked: list[Asked] = field(default_factory=list)
    answers: dict[str, tuple[int, Headers]] = field(default_factory=dict)
    dies: int = 0
    """How many requests it ends without an answer."""

    def __post_init__(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(str(self.path))
        self.path.chmod(0o666)
        self.listener.listen(64)
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        with connection, connection.makefile("rb") as file:
            _, size, _ = struct.unpack("<BHB", file.read(4))
            words, variables = file.read(size), []
            while words:
                (length,) = struct.unpack_from("<H", words)
                variables.append(words[2 : 2 + length].decode())
                words = words[2 + length :]
            asked = Asked(dict(zip(variables[::2], variables[1::2], strict=True)), b"")
            assert len(set(variables[::2])) == len(variables) / 2, "something is said twice"
            asked.body = file.read(int(asked.variables.get("CONTENT_LENGTH") or 0))
            self.asked.append(asked)
            if self.dies:
                self.dies -= 1
                return
            status, headers = self.answers.get(asked.variables["PATH_INFO"], (200, {}))
            body = f"answer {len(self.asked)}".encode()
            headers = {"Content-Type": "text/plain", "Cache-Control": "private, no-cache", **headers}
            lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
            head = f"HTTP/1.1 {status} Said\r\n{lines}Content-Length: {len(body)}\r\n\r\n"
            connection.sendall(head.encode() + (b"" if asked.variables["REQUEST_METHOD"] == "HEAD" else body))


@dataclass
class Answer:
    """What nginx answered."""

    status: int
    headers: Headers
    body: bytes


@dataclass
class Machine:
    """Folders as they lie on a web host, with nginx on ports of its own."""

    folder: Path
    ports: dict[str, int]

    @property
    def site(self) -> Path:
        return self.folder / "srv"

    def variables(self) -> dict[str, Any]:
        """Say to the role where things lie here."""
        places = {"directory": "etc", "run": "run", "logs": "log", "cache": "cache", "pages": "pages"}
        return {
            **{f"nginx_{name}": str(self.folder / place) for name, place in places.items()},
            "nginx_certificates": str(self.folder / "tls"),
            "nginx_webroot": str(self.folder / "acme"),
            "nginx_http_port": self.ports["http"],
            "nginx_https_port": self.ports["https"],
            "nginx_status_port": self.ports["status"],
            "nginx_listen": [WORLD],
            "site_root": str(self.site),
        }

    def ask(
        self,
        path: str,
        method: str = "GET",
        headers: Headers | None = None,
        body: bytes | None = None,
        *,
        host: str = NAME,
        sni: str = NAME,
        source: str = "127.0.0.1",
        before: bytes = b"",
    ) -> Answer:
        """Ask over https."""
        connection = socket.create_connection((WORLD, self.ports["https"]), 10, (source, 0))
        connection.sendall(before)
        context = ssl.create_default_context(cafile=str(self.folder / "tls/fullchain.pem"))
        return _ask(context.wrap_socket(connection, server_hostname=sni), path, method, headers or {}, body, host)

    def ask_plainly(self, path: str, host: str = NAME) -> Answer:
        """Ask over http."""
        return _ask(socket.create_connection((WORLD, self.ports["http"]), 10), path, "GET", {}, None, host)

    def ask_candidate(self, path: str) -> Answer:
        """Ask the server for a release that is not let loose yet."""
        connection = socket.socket(socket.AF_UNIX)
        connection.connect(str(self.folder / "run/candidate.sock"))
        return _ask(connection, path, "GET", {}, None, NAME)

    def logged(self) -> list[dict[str, Any]]:
        """Read the log."""
        return [json.loads(line) for line in (self.folder / "log/access.log").read_text().splitlines()]


def _ask(connection: socket.socket, path: str, method: str, headers: Headers, body: bytes | None, host: str) -> Answer:
    client = http.client.HTTPConnection("unused")
    client.sock = connection
    client.request(method, path, body, {"Host": host, **headers})
    answer = client.getresponse()
    said = Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
    client.close()
    return said


def _machine(folder: Path, responder: str = "") -> Machine:
    """Lay out the folders, with a certificate of an authority, whose responder it may name."""
    for name in ("etc", "run", "log", "cache", "tls", "acme/.well-known/acme-challenge", "srv"):
        (folder / name).mkdir(parents=True)
    shutil.chown(folder / "cache", "www-data")
    extensions = [f"subjectAltName=DNS:{NAME},DNS:www.{NAME}", "basicConstraints=critical,CA:FALSE"]
    extensions += [f"authorityInfoAccess=OCSP;URI:{responder}"] if responder else []
    _certify(folder / "tls", "authority", "An authority", ["basicConstraints=critical,CA:TRUE"])
    signer = ["-CA", folder / "tls/authority.pem", "-CAkey", folder / "tls/authority-key.pem"]
    _certify(folder / "tls", "site", NAME, extensions, *signer)
    (folder / "tls/site-key.pem").rename(folder / "tls/privkey.pem")
    chain = [(folder / "tls" / f"{name}.pem").read_text() for name in ("site", "authority")]
    (folder / "tls/fullchain.pem").write_text("".join(chain))
    with socket.socket() as one, socket.socket() as two, socket.socket() as three:
        sockets = {"http": one, "https": two, "status": three}
        for each in sockets.values():
            each.bind((HERE, 0))
        return Machine(folder, {name: each.getsockname()[1] for name, each in sockets.items()})


def _certify(folder: Path, name: str, subject: str, extensions: list[str], *signer: str | Path) -> None:
    """Make a key and a certificate, signed by itself or by whom is said."""
    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", folder / f"{name}-key.pem"]
    request = ["openssl", "req", "-new", *key, "-subj", f"/CN={subject}", "-out", folder / f"{name}.csr"]
    (folder / "extensions").write_text("\n".join(extensions))
    signer = signer or ("-signkey", folder / f"{name}-key.pem")
    how = ["-in", folder / f"{name}.csr", "-extfile", folder / "extensions", "-days", "2", "-set_serial", "7"]
    sign = ["openssl", "x509", "-req", *how, *signer, "-out", folder / f"{name}.pem"]
    for command in (request, sign):
        subprocess.run(command, check=True, capture_output=True)


SHARED = {
    "site_domain": NAME,
    "site_name": "Trial & Error",
    "site_settings": {},
    "certificates_names": [NAME, f"www.{NAME}"],
    "certificates_kind": "selfsigned",
    "ansible_managed": "Written by a test.",
}
BALANCED = {
    "nginx_balancers": ["127.0.0.1"],
    "nginx_challenge_peers": [WORLD],
    "nginx_kept_seconds": 0,
    "nginx_public_port": 8443,
    "nginx_hsts_subdomains": True,
}
# The pages are looked at once; to write them takes time.
FEW = {"nginx_problems": [{"code": 404, "error": "", "title": "", "sentence": "", "retry": ""}]}
HEADED = {
    "nginx_balancers": ["127.0.0.9", "10.0.0.0/8"],
    "nginx_balancers_speak": "x_forwarded_for",
    "nginx_resolvers": ["127.0.0.1", "2001:db8::53"],
}


@pytest.fixture(scope="module")
def machines() -> Iterator[dict[str, Machine]]:
    """Have the role configure three machines: a single one, and two behind balancers."""
    with tempfile.TemporaryDirectory(prefix="mb-", dir="/tmp") as name:  # short, as names of sockets must be
        folder = Path(name)
        folder.chmod(0o755)
        kinds = {"single": {}, "balanced": BALANCED | FEW, "headed": HEADED | FEW}
        responders = {"headed": "http://127.0.0.1:9"}
        machines = {name: _machine(folder / name, responders.get(name, "")) for name in kinds}
        tasks = [
            {
                "ansible.builtin.include_role": {"name": "nginx", "tasks_from": "configure"},
                "vars": {**SHARED, **machines[name].variables(), **kinds[name]},
            }
            for name in kinds
        ]
        play_here(folder, tasks, ENVIRONMENT)
        yield machines


def _running(machine: Machine) -> Iterator[Machine]:
    """Run nginx as the unit does, but for a moment."""
    configuration = machine.folder / "etc/nginx.conf"
    nginx = subprocess.Popen([NGINX, "-c", configuration, "-g", "daemon off;"], stderr=subprocess.PIPE)
    deadline = time.monotonic() + 10
    while nginx.poll() is None and time.monotonic() < deadline:
        try:
            socket.create_connection((WORLD, machine.ports["https"])).close()
            break
        except OSError:
            time.sleep(0.02)
    yield machine
    nginx.terminate()
    _, complaints = nginx.communicate(timeout=10)
    assert complaints.decode() == "", "nginx complains of its configuration"


@pytest.fixture(scope="module")
def machine(machines: dict[str, Machine]) -> Iterator[Machine]:
    yield from _running(machines["single"])


@pytest.fixture(scope="module")
def balanced(machines: dict[str, Machine]) -> Iterator[Machine]:
    yield from _running(machines["balanced"])


@pytest.fixture(scope="module")
def headed(machines: dict[str, Machine]) -> Iterator[Machine]:
    yield from _running(machines["headed"])


@pytest.fixture
def application(machines: dict[str, Machine]) -> Iterator[Application]:
    """Something that speaks uwsgi, as the current release of each machine."""
    folder = machines["single"].folder.parent
    running = Application(folder / "release/web.sock")
    for machine in machines.values():
        (machine.site / "current").symlink_to(folder / "release")
    yield running
    running.listener.close()
    running.path.unlink()
    for machine in machines.values():
        (machine.site / "current").unlink()


def proxied(client: str) -> bytes:
    """Say as a balancer does where a connection comes from (the PROXY protocol, version 1)."""
    return f"PROXY TCP4 {client} {WORLD} 40000 443\r\n".encode()


# What may be kept


def test_a_page_for_strangers_is_kept_for_a_second(machine, application):
    first, second = machine.ask("/kept"), machine.ask("/kept")
    time.sleep(2.1)
    third = machine.ask("/kept")

    assert first.body == second.body == b"answer 1"
    assert third.body == b"answer 2"
    assert first.headers["cache-control"] == "private, no-cache"  # what browsers are told is not changed


@pytest.mark.parametrize(
    "known",
    [{"Cookie": "__Host-login=ann"}, {"Cookie": "anything=1"}, {"Authorization": "Bearer ann"}],
    ids=["login", "cookie", "token"],
)
def test_whoever_shows_a_cookie_or_a_token_gets_a_page_of_their_own_that_nobody_else_gets(machine, application, known):
    path = f"/own-{len(known)}-{sorted(known.values())[0][:8].strip('_').replace(' ', '')}"

    own = machine.ask(path, headers=known)
    strangers = machine.ask(path)
    again = machine.ask(path, headers=known)

    assert [own.body, strangers.body, again.body] == [b"answer 1", b"answer 2", b"answer 3"]


def test_an_answer_that_sets_a_cookie_or_must_not_be_stored_is_not_kept(machine, application):
    application.answers = {
        "/sets": (200, {"Set-Cookie": "__Host-form=1"}),
        "/secret": (200, {"Cache-Control": "no-store"}),
        "/broken": (500, {}),
    }

    for path in application.answers:
        assert machine.ask(path).body != machine.ask(path).body


@pytest.mark.parametrize(
    "path",
    [
        *("/login", "/signup", "/forgotten", "/reset/t0ken", "/confirm/t0ken", "/unsubscribe/t0ken", "/mute/t0ken"),
        *("/settings", "/settings/mail", "/notifications", "/compose", "/api/v1/timelines/public", "/oauth/authorize"),
        *("/health", "/health/jobs", "/metrics", "/page?access_token=ann", "/%6cogin"),
    ],
)
def test_what_is_somebodys_own_or_about_this_moment_is_not_kept(machine, application, path):
    assert machine.ask(path).body != machine.ask(path).body


def test_pages_with_other_queries_methods_or_words_to_vary_by_are_kept_apart(machine, application):
    application.answers = {"/varied": (200, {"Vary": "Accept-Language"})}

    bodies = [machine.ask(path).body for path in ("/apart", "/apart?a=1", "/apart?a=2")]
    head, get = machine.ask("/other", "HEAD"), machine.ask("/other")
    varied = [machine.ask("/varied", headers={"Accept-Language": language}).body for language in ("en", "de")]

    assert len(set(bodies)) == 3
    assert (head.body, get.body) == (b"", b"answer 5")
    assert len(set(varied)) == 2


def test_a_strange_port_in_the_name_does_not_get_into_a_page_that_is_kept(machine, application):
    machine.ask("/links", host=f"{NAME}:666")

    assert application.asked[0].variables["HTTP_HOST"] == NAME


def test_nothing_sent_is_kept(machine, application):
    for _ in range(2):
        machine.ask("/sent", "POST", body=b"words")

    assert [asked.body for asked in application.asked] == [b"words", b"words"]


def test_the_applications_pages_for_strangers_set_no_cookie_and_are_the_same_for_all(db, visitor):
    """What nginx takes for granted when it keeps them."""
    post = make_post(db, make_account(db, "ann"), "Tea and #biscuits")
    paths = ("/", "/public", "/@ann", f"/@ann/{post.id}", "/@ann/followers", "/tags/biscuits", "/about", "/@ann.atom")

    for path in paths:
        one = visitor.get(path, headers={"User-Agent": "one", "Accept-Language": "en"})
        other = visitor.get(path, headers={"User-Agent": "other", "Accept-Language": "de", "X-Forwarded-For": "::2"})
        assert one.body == other.body, path
        assert "Set-Cookie" not in one.headers, path
        assert "no-store" not in one.headers["Cache-Control"], path


def test_keeping_can_be_turned_off(balanced, application):
    answers = [balanced.ask("/kept", before=proxied("192.0.2.1")).body for _ in range(2)]

    assert answers == [b"answer 1", b"answer 2"]


# Who asks


def test_the_application_hears_who_asks_and_not_what_they_say_of_it(machine, application):
    lies = ("X-Forwarded-For", "X-Real-IP", "Forwarded", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Request-ID")
    answer = machine.ask("/who", headers=dict.fromkeys((*lies, "Proxy"), "192.0.2.66"), source="127.0.0.7")

    said = application.asked[0].variables
    assert said["REMOTE_ADDR"] == said["HTTP_X_FORWARDED_FOR"] == "127.0.0.7"
    assert (said["HTTPS"], said["REQUEST_SCHEME"], said["SERVER_PORT"]) == ("on", "https", "443")
    assert "192.0.2.66" not in said.values()
    assert re.fullmatch("[0-9a-f]{32}", said["REQUEST_ID"])
    assert answer.headers["x-request-id"] == said["REQUEST_ID"]


def test_the_applications_own_word_for_a_request_is_not_told_twice(machine, application):
    application.answers = {"/id": (200, {"X-Request-Id": "0" * 32})}

    first, second = machine.ask("/id"), machine.ask("/id")

    assert first.body == second.body
    assert len({first.headers["x-request-id"], second.headers["x-request-id"], "0" * 32}) == 3


def test_a_balancer_tells_where_a_connection_comes_from(balanced, application):
    balanced.ask("/who", before=proxied("192.0.2.5"), headers={"X-Forwarded-For": "192.0.2.66"})

    said = application.asked[0].variables
    assert said["REMOTE_ADDR"] == said["HTTP_X_FORWARDED_FOR"] == "192.0.2.5"
    assert said["HTTP_HOST"] == f"{NAME}:8443"


def test_only_a_balancers_header_is_believed(headed, application):
    said = {"X-Forwarded-For": "192.0.2.66, 192.0.2.5, 10.1.2.3"}
    headed.ask("/a", headers=said, source="127.0.0.9")
    headed.ask("/b", headers=said, source="127.0.0.8")

    assert [asked.variables["REMOTE_ADDR"] for asked in application.asked] == ["192.0.2.5", "127.0.0.8"]


# TLS and names


def test_http_leads_to_https_and_to_the_one_name(machine, balanced):
    assert machine.ask_plainly("/@ann?a=b").headers["location"] == f"https://{NAME}/@ann?a=b"
    assert machine.ask_plainly("/@ann", host=f"www.{NAME}").headers["location"] == f"https://{NAME}/@ann"
    assert balanced.ask_plainly("/@ann").headers["location"] == f"https://{NAME}:8443/@ann"
    led = machine.ask("/@ann", host=f"www.{NAME}", sni=f"www.{NAME}")
    assert (led.status, led.headers["location"]) == (301, f"https://{NAME}/@ann")


def test_another_name_is_told_nothing(machine, application):
    with pytest.raises(ssl.SSLError):
        machine.ask("/", sni="elsewhere.example")
    with pytest.raises(ConnectionError):
        machine.ask_plainly("/", host="elsewhere.example")
    assert machine.ask("/", host="elsewhere.example").status == 421
    assert application.asked == []


def test_programs_on_this_machine_need_no_name_and_no_balancer(machine, balanced, application):
    for one in (machine, balanced):
        context = ssl.create_default_context(cafile=str(one.folder / "tls/fullchain.pem"))
        context.check_hostname = False
        connection = context.wrap_socket(socket.create_connection((HERE, one.ports["https"])))
        assert _ask(connection, "/health", "GET", {}, None, NAME).status == 200


def test_the_authoritys_challenge_is_answered_without_https(machine, balanced):
    (machine.folder / "acme/.well-known/acme-challenge/t0ken").write_text("proof")

    assert machine.ask_plainly("/.well-known/acme-challenge/t0ken").body == b"proof"
    assert machine.ask_plainly("/.well-known/acme-challenge/other").status == 404
    assert balanced.ask_plainly("/.well-known/acme-challenge/other").status == 404  # its peer is itself, and stops


@pytest.mark.parametrize(
    ("version", "accepted"), [("TLSv1_1", False), ("TLSv1_2", True), ("TLSv1_3", True)], ids=["1.1", "1.2", "1.3"]
)
@pytest.mark.filterwarnings("ignore:ssl.TLSVersion")
def test_old_tls_is_refused_and_http_2_offered(machine, version, accepted):
    context = ssl.create_default_context(cafile=str(machine.folder / "tls/fullchain.pem"))
    context.minimum_version = context.maximum_version = getattr(ssl.TLSVersion, version)
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.set_alpn_protocols(["h2", "http/1.1"])
    connection = socket.create_connection((WORLD, machine.ports["https"]))

    if not accepted:
        with pytest.raises((ssl.SSLError, ConnectionError)):
            context.wrap_socket(connection, server_hostname=NAME)
        return
    with context.wrap_socket(connection, server_hostname=NAME) as spoken:
        assert spoken.selected_alpn_protocol() == "h2"
        assert not spoken.session.has_ticket or version == "TLSv1_3"
        assert "ECDHE" in spoken.cipher()[0] or version == "TLSv1_3"


def test_a_responder_is_asked_only_where_the_certificate_names_one(machine, headed):
    written = [(one.folder / "etc/nginx.conf").read_text() for one in (machine, headed)]

    assert ["ssl_stapling on" in words for words in written] == [False, True]
    assert "resolver 127.0.0.1 [2001:db8::53] valid=300s;" in written[1]


def test_browsers_are_told_to_come_by_https_on_every_answer(machine, balanced, application):
    (machine.site / "static/0123456789").mkdir(parents=True, exist_ok=True)
    (machine.site / "static/0123456789/a.css").write_text("a {}")

    for path in ("/page", "/static/0123456789/a.css", "/media/nothing", "/login"):
        assert machine.ask(path).headers["strict-transport-security"] == "max-age=63072000"
    said = balanced.ask("/page", before=proxied("192.0.2.1")).headers["strict-transport-security"]
    assert said == "max-age=63072000; includeSubDomains"
    assert "strict-transport-security" not in machine.ask_plainly("/").headers
    assert machine.ask("/page").headers["server"] == "nginx"


# Files


def test_static_files_are_given_away_precompressed_and_for_ever(machine, application):
    folder = machine.site / "static/api/00aa00aa00"
    folder.mkdir(parents=True)
    (folder / "site.css").write_text("p { color: red }")
    (folder / "site.css.gz").write_bytes(b"pressed before")

    plain = machine.ask("/static/api/00aa00aa00/site.css")
    pressed = machine.ask("/static/api/00aa00aa00/site.css", headers={"Accept-Encoding": "gzip"})

    assert plain.body == b"p { color: red }"
    assert plain.headers["content-type"] == "text/css"
    assert (pressed.body, pressed.headers["content-encoding"]) == (b"pressed before", "gzip")
    assert plain.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert plain.headers["x-content-type-options"] == "nosniff"
    assert application.asked == []


def test_static_files_that_were_not_collected_come_from_the_application(machine, application):
    assert machine.ask("/static/site.js").body == b"answer 1"


def test_media_are_given_away_with_safe_headers(machine, application):
    name = f"3f/{'9a' * 16}.webp"
    (machine.site / "media/3f").mkdir(parents=True)
    (machine.site / "media" / name).write_bytes(b"RIFF")

    answer = machine.ask(f"/media/{name}")
    part = machine.ask(f"/media/{name}", headers={"Range": "bytes=1-2"})

    assert (answer.body, answer.headers["content-type"]) == (b"RIFF", "image/webp")
    assert (part.status, part.body) == (206, b"IF")
    assert answer.headers["content-security-policy"] == "default-src 'none'; media-src 'self'; sandbox"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert application.asked == []


@pytest.mark.parametrize(
    "path",
    [
        *(f"/media/waiting/{'9a' * 16}", f"/media/3f/{'9a' * 16}.html", f"/media/3f/{'9a' * 16}.webp/x.html"),
        *("/media/", "/media/3f/", "/media../current/production.ini", "/media/..%2fcurrent/production.ini"),
    ],
)
def test_whatever_else_lies_there_is_nobodys(machine, application, path):
    secret = machine.site / "media/waiting"
    secret.mkdir(parents=True, exist_ok=True)
    (secret / ("9a" * 16)).write_text("secret")
    (machine.site / f"media/3f/{'9a' * 16}.html").parent.mkdir(exist_ok=True)
    (machine.site / f"media/3f/{'9a' * 16}.html").write_text("secret")

    answer = machine.ask(path)

    assert b"secret" not in answer.body
    assert answer.status == 404 or answer.body.startswith(b"answer")  # the application's, which refuses it, too


# How much, and how often


@pytest.mark.parametrize(("path", "many"), [("/login", 11), ("/signup", 11), ("/forgotten", 6), ("/reset/t0ken", 6)])
def test_who_tries_too_often_waits_and_others_do_not(machine, application, path, many):
    source = f"127.0.3.{len(path)}"

    looked = {machine.ask(path, source=source).status for _ in range(many + 1)}
    tried = [machine.ask(path, "POST", source=source, body=b"a=b") for _ in range(many + 1)]

    assert looked == {200}
    assert [answer.status for answer in tried] == [200] * many + [429]
    assert tried[-1].headers["content-type"] == "text/html; charset=utf-8"
    assert tried[-1].headers["retry-after"] == "10"
    assert b"Slowly, please" in tried[-1].body
    assert machine.ask(path, "POST", source="127.0.4.1", body=b"a=b").status == 200


def test_applications_that_ask_too_often_are_told_so_in_json(machine, application):
    answers = [
        machine.ask("/api/v1/instance", source="127.0.5.1") for _ in range(201)
    ]  # slower than 50 a second or not
    while answers[-1].status == 200:
        answers.append(machine.ask("/api/v1/instance", source="127.0.5.1"))
        assert len(answers) < 2000

    assert answers[-1].status == 429
    assert json.loads(answers[-1].body) == {"error": "Too many requests"}
    assert answers[-1].headers["content-type"] == PROGRAMS
    assert answers[-1].headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize(
    ("path", "most", "kind"),
    [
        ("/login", 262144, PEOPLE),
        ("/settings/profile", 9437184, PEOPLE),
        ("/compose", 68157440, PEOPLE),
        ("/compose/pictures", 68157440, PEOPLE),
        ("/@ann_2/12/edit", 68157440, PEOPLE),
        ("/api/v1/statuses", 9437184, PROGRAMS),
        ("/api/v1/accounts/update_credentials", 34603008, PROGRAMS),
        ("/api/v2/media", 121634816, PROGRAMS),
    ],
)
def test_what_is_too_large_is_refused_before_it_is_sent(machine, application, path, most, kind):
    fits = machine.ask(path, "POST", {"Content-Length": "3"}, b"a=b", source="127.0.6.1")
    large = machine.ask(path, "POST", {"Content-Length": str(most + 1)}, b"", source="127.0.6.1")

    assert fits.status == 200
    assert (large.status, large.headers["content-type"].partition(";")[0]) == (413, kind)
    assert len(application.asked) == 1


def test_figures_are_refused_from_outside(machine, application):
    outside = machine.ask("/metrics", source="127.0.0.7")
    here = machine.ask("/metrics")

    assert (outside.status, here.status) == (403, 200)
    assert len(application.asked) == 1


def test_connections_are_counted_for_this_machine_alone(machine):
    connection = socket.create_connection((HERE, machine.ports["status"]))

    assert b"Active connections" in _ask(connection, "/status", "GET", {}, None, "localhost").body


# When something is wrong


def test_while_the_application_is_away_there_is_a_page_of_our_own(machine):
    page, json_ = machine.ask("/@ann"), machine.ask("/api/v1/instance")

    assert (page.status, json_.status) == (502, 502)
    words = page.body.decode()
    assert "We will be back in a moment" in words
    assert "Trial &amp; Error" in words
    assert page.headers["x-request-id"] in words
    assert page.headers["retry-after"] == "5"
    assert page.headers["cache-control"] == "no-store"
    assert not re.search(r"(?:src|href)=\"(?!/\")|url\(|@import", words)  # nothing from outside
    assert "prefers-color-scheme: dark" in words
    assert "temporary problem" in json.loads(json_.body)["error"]
    time.sleep(0.1)
    assert [line["path"] for line in machine.logged()[-2:]] == ["/@ann", "/api/v1/instance"]


def test_what_the_application_refuses_goes_through_as_it_is(machine, application):
    for status in (403, 404, 413, 429, 502, 503):
        application.answers = {f"/says-{status}": (status, {"Retry-After": "77"})}
        answer = machine.ask(f"/says-{status}")
        assert (answer.status, answer.headers["retry-after"]) == (status, "77")
        assert answer.body.startswith(b"answer")


def test_what_dies_with_a_process_is_asked_again_if_that_does_no_harm(machine, application):
    application.dies = 1
    read = machine.ask("/read", headers={"Cookie": "a=b"})
    application.dies = 1
    written = machine.ask("/written", "POST", {"Cookie": "a=b"}, b"a=b")

    assert (read.status, written.status) == (200, 502)
    assert len(application.asked) == 3


def test_a_page_cannot_be_asked_for_by_its_own_address(machine, application):
    assert machine.ask("/_errors/502.html").status == 404


# The log, the release beside, the configuration


def test_the_log_holds_what_is_needed_and_nothing_secret(machine, application):
    answer = machine.ask("/reset/t0ken?q=whispered", headers={"User-Agent": 'a "program"'}, source="127.0.0.8")
    machine.ask("/tags/a?q=whispered")
    time.sleep(0.1)

    (line,) = [line for line in machine.logged() if line["request_id"] == answer.headers["x-request-id"]]
    assert (line["client"], line["method"], line["path"], line["status"]) == ("127.0.0.8", "GET", "/reset/{token}", 200)
    assert line["agent"] == 'a "program"'
    assert float(line["application"]["took"]) <= line["took"] + 0.01
    assert not [one for one in machine.logged() if "whispered" in str(one)]
    assert machine.logged()[-1]["kept"] == "MISS"


def test_a_release_is_asked_before_it_is_let_loose(machine, application):
    candidate = Application(machine.folder / "new/web.sock")
    (machine.site / "candidate").symlink_to(machine.folder / "new")

    answer = machine.ask_candidate("/health")

    assert answer.status == 200
    assert (len(candidate.asked), len(application.asked)) == (1, 0)
    assert candidate.asked[0].variables["HTTP_HOST"] == NAME
    candidate.listener.close()


def test_one_link_moves_everybody_to_another_release(machine, application):
    other = Application(machine.folder / "other/web.sock")
    (machine.site / "next").symlink_to(machine.folder / "other")

    machine.ask("/before")
    (machine.site / "next").replace(machine.site / "current")
    machine.ask("/after")

    assert [len(one.asked) for one in (application, other)] == [1, 1]
    other.listener.close()


def test_gixy_finds_nothing(machines):
    for machine in machines.values():
        words = (machine.folder / "etc/nginx.conf").read_text()
        # It takes any port in which 443 stands for one with TLS.
        for name, port in {"http": 80, "https": 443, "status": 8089}.items():
            words = words.replace(str(machine.ports[name]), str(port))
        judged = machine.folder / "etc/judged.conf"
        judged.write_text(words)
        found = subprocess.run([GIXY, "-f", "json", judged], capture_output=True, text=True)
        assert json.loads(found.stdout) == [], found.stdout


def test_tls_is_as_mozilla_advises(machine):
    command = [SSLYZE, "--mozilla_config", "intermediate", f"{NAME}:{machine.ports['https']}{{{WORLD}}}"]
    words = subprocess.run(command, capture_output=True, text=True).stdout.partition("COMPLIANCE AGAINST")[2]

    differences = re.findall(r"^ +\* (\w+):", words, re.MULTILINE)
    assert "Not compliant" in words  # as nobody else trusts the authority of a test, and for nothing else
    assert differences == ["certificate_path_validation"]
