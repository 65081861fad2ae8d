"""Debian's packages: a cache of them on this machine, which is all that the rehearsed machines can reach.

Where they come from is what this machine's own apt is told, at the moment: nothing of it stands here. The cache is
an apt-cacher-ng of our own; it is reached on the bridge's address by way of a file's socket, as it lives
in the network of this machine.
"""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

from .commands import Unable, attempt, begin, end, until
from .network import GATEWAY, HUB

PORT = 3142
SERVER = "/usr/sbin/apt-cacher-ng"

CONFIGURATION = """\
CacheDir: {folder}/packages
LogDir: {folder}/log
SupportDir: /usr/lib/apt-cacher-ng
BindAddress: 127.0.0.1
Port: {port}
ForeGround: 1
ReportPage:
ExThreshold: 30
VerboseLog: 0
CAfile: /etc/ssl/certs/ca-certificates.crt
{proxy}
"""


class Packages:
    """The cache."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = 0

    @property
    def here(self) -> str:
        """Its address for this machine."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def there(self) -> str:
        """Its address for the rehearsed ones."""
        return f"http://{GATEWAY}:{PORT}"

    @contextmanager
    def open(self) -> Iterator["Packages"]:
        """Run it."""
        for name in ("packages", "log", "configuration"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        self.port = _free_port()
        words = CONFIGURATION.format(folder=self.folder, port=self.port, proxy=_proxy())
        (self.folder / "configuration" / "acng.conf").write_text(words, encoding="utf-8")
        log = self.folder / "log" / "server.log"
        server = begin(SERVER, "-c", self.folder / "configuration", log=log)
        try:
            until(lambda: _listens(self.port), f"apt-cacher-ng does not listen; see {log}", within=15)
            yield self
        finally:
            end(server)

    @contextmanager
    def on_the_bridge(self) -> Iterator[None]:
        """Let machines reach it."""
        file = self.folder / "door"
        file.unlink(missing_ok=True)
        log = self.folder / "log" / "door.log"
        inner = begin("socat", f"UNIX-LISTEN:{file},fork", f"TCP:127.0.0.1:{self.port}", log=log)
        listen = f"TCP-LISTEN:{PORT},bind={GATEWAY},reuseaddr,fork"
        outer = begin("nsenter", f"--net=/run/netns/{HUB}", "socat", listen, f"UNIX-CONNECT:{file}", log=log)
        try:
            yield
        finally:
            end(outer)
            end(inner)


def sources(suite: str) -> list[str]:
    """The lines of a sources.list for a suite of Debian, from the mirrors that this machine has for its own."""
    own = _codename()
    form = "$(REPO_URI) $(RELEASE) $(COMPONENT)"
    asked = attempt("apt-get", "indextargets", "--format", form, "Created-By: Packages")
    lines = {}
    for target in asked.stdout.splitlines():
        address, release, component = target.split()
        if release.partition("-")[0] == own and component == "main":
            lines[f"deb {_plain(address)} {suite}{release.removeprefix(own)} main"] = True
    if not lines:
        raise Unable("This machine's apt knows no mirror of Debian, from which a machine could be built.")
    return list(lines)


def _plain(address: str) -> str:
    """An address that can be fetched through the cache: it speaks TLS with the mirror itself, if that wants it."""
    parts = urlsplit(address)
    return address if parts.scheme == "http" else f"http://HTTPS///{parts.netloc}{parts.path}"


def _proxy() -> str:
    """The line by which the cache uses the proxy that this machine's apt uses, if any."""
    with suppress(Unable):
        words = attempt("apt-config", "shell", "PROXY", "Acquire::http::Proxy").stdout.strip()
        address = words.removeprefix("PROXY=").strip("'\"")
        if address and address != "DIRECT":
            return f"Proxy: {address}"
    return ""


def _codename() -> str:
    """What this machine's own Debian is called."""
    facts = dict(
        line.split("=", 1) for line in Path("/etc/os-release").read_text(encoding="utf-8").splitlines() if "=" in line
    )
    return facts.get("VERSION_CODENAME", "").strip('"')


def _free_port() -> int:
    """Find a port of this machine that nobody listens on; apt-cacher-ng cannot count beyond 32767."""
    with socket.socket() as listener:
        for port in range(PORT, 1 << 15):
            with suppress(OSError):
                listener.bind(("127.0.0.1", port))
                return port
    raise Unable("No port of this machine is free for the cache of packages.")


def _listens(port: int) -> bool:
    """Whether somebody listens there."""
    with socket.socket() as caller:
        caller.settimeout(1)
        return caller.connect_ex(("127.0.0.1", port)) == 0
