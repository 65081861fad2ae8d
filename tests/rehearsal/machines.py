"""Debian machines: systemd-nspawn containers that really boot, with systemd, sshd and the rest.

They share this machine's kernel, clock and memory; everything else of theirs is their own. What one writes lies over
the bare system in a folder of its own, so that a new machine costs nothing.
"""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from .commands import NAME, Failed, Unable, attempt, begin, call, children, end, until
from .network import GATEWAY, HUB, Network, connect, namespace_of

LOGIN = "debian"
"""The account that a landlord makes: it may become root, and has our key."""

PATIENCE = 60.0
CGROUPS = Path("/sys/fs/cgroup")
ENCLOSE = f"""
for root in {CGROUPS} {CGROUPS}/*; do
    [ -e $root/cgroup.procs ] && ! [ -e $root/cpuset.cpus ] && mkdir -p $root/$0 && echo $$ > $root/$0/cgroup.procs
done
exec "$@"
"""
"""Gives a machine control groups of its own: else units of one name would share theirs, and their bounds."""
PLAIN = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8", "HOME": "/root"}


@dataclass
class Machine:
    """One of them."""

    name: str
    """At most ten letters."""
    address: str
    image: Path
    folder: Path
    """Where what it writes lies, its console, and the key to it."""
    network: Network
    key: Path
    volumes: Mapping[str, str] = field(default_factory=dict)
    """Folders that are volumes of their own, and their sizes, such as 300M."""
    _process: "subprocess.Popen[bytes] | None" = None

    @property
    def root(self) -> Path:
        """Its files, from outside."""
        return self.folder / "root"

    @property
    def known_host(self) -> str:
        """Its line in a file of known hosts."""
        return f"{self.address} {(self.root / 'etc/ssh/ssh_host_ed25519_key.pub').read_text(encoding='ascii').strip()}"

    @contextmanager
    def exist(self) -> Iterator["Machine"]:
        """Be there, bare and switched off, and be gone at the end."""
        with self.network.place(self.name, self.address):
            self._make()
            try:
                yield self
            finally:
                self.destroy()

    def boot(self) -> float:
        """Switch it on, and wait until it can be logged in to; return for how many seconds that was."""
        start = time.monotonic()
        words = [
            "sh",
            "-c",
            ENCLOSE,
            f"{NAME}-{self.name}",
            "systemd-nspawn",
            "--quiet",
            "--boot",
            "--settings=no",
            "--register=no",
            "--keep-unit",
            f"--directory={self.root}",
            f"--machine={self.name}",
            f"--network-namespace-path=/run/netns/{namespace_of(self.name)}",
            "--capability=all",
            "--drop-capability=CAP_SYS_MODULE",
            "--system-call-filter=@keyring bpf",
            "--rlimit=NOFILE=1024:524288",
            "--console=pipe",
            "--link-journal=no",
            "--resolv-conf=off",
            "--timezone=off",
            *(f"--bind={self.volume(path)}:{path}" for path in self.volumes),
        ]
        environment = {"SYSTEMD_NSPAWN_API_VFS_WRITABLE": "network"}
        self._process = begin(*words, log=self.folder / "console", environment=environment)
        try:
            until(lambda: self._is_over() or self.answers(), "It cannot be logged in to.", within=PATIENCE)
        except Failed:
            raise Failed(f"{self.name} does not boot: {self._last_words()}") from None
        if self._is_over() or self._process is None:
            raise Unable(f"This machine cannot boot containers: {self._last_words()}")
        return time.monotonic() - start

    def settle(self) -> str:
        """Wait until it has done what is done at a start, and tell how it is: running, or degraded."""
        return self.attempt("systemctl is-system-running --wait", within=PATIENCE).stdout.strip()

    def answers(self) -> bool:
        """Whether its ssh greets."""
        try:
            with connect(HUB, self.address, 22, 1) as line:
                line.settimeout(1)
                return line.recv(4) == b"SSH-"
        except OSError:
            return False

    def run(self, command: str, *, within: float = 60, given: str | None = None) -> str:
        """Run a line of shell on it as root, past ssh, and return what it wrote."""
        return call(*self._enter(), command, within=within, given=given)

    def attempt(self, command: str, *, within: float = 60) -> "subprocess.CompletedProcess[str]":
        """Do so, and let it fail."""
        return attempt(*self._enter(), command, within=within)

    def put(self, path: str, words: str, mode: str = "0644") -> None:
        """Write a file on it."""
        self.run(f"install -D -m {mode} /dev/stdin {path}", given=words)

    def reboot(self) -> float:
        """Let it start anew, in good order; return for how many seconds it was away."""
        start = time.monotonic()
        self.switch_off()
        self.boot()
        return time.monotonic() - start

    def switch_off(self) -> None:
        """Let it shut down in good order."""
        self.attempt("systemctl poweroff")
        until(self._is_over, f"{self.name} does not shut down.", within=180)
        self.power_cut()

    def power_cut(self) -> None:
        """Take its power away: whatever runs on it ends at once. It can be booted again."""
        init = self._init_now()
        if init is not None:
            with suppress(ProcessLookupError):
                os.kill(init, signal.SIGKILL)
        if self._process is not None:
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(10)
            end(self._process)
            self._process = None
            _remove_cgroups(f"{NAME}-{self.name}")

    def start_over(self) -> None:
        """Be bare again, and switched off, with another key of its own."""
        self.destroy()
        self._make()

    def destroy(self) -> None:
        """Take it away with all that is on it; its place in the network stays until the end of the block.

        Where a disk is told of each file that it loses, to remove them takes a minute, for which nobody waits.
        """
        self.power_cut()
        unmount_below(self.folder)
        if self.folder.exists():
            gone = self.folder.rename(self.folder.with_name(f".{self.name}-{time.monotonic_ns()}"))
            begin("nice", "rm", "-rf", gone, log=Path(os.devnull))

    @property
    def init(self) -> int:
        """Its process 1, as this machine counts."""
        found = self._init_now()
        if found is None:
            raise Failed(f"{self.name} is not running: {self._last_words()}")
        return found

    def _init_now(self) -> int | None:
        """Its process 1, or None while there is none."""
        if self._process is None:
            return None
        for pid in children(self._process.pid):
            with suppress(OSError):
                for line in Path(f"/proc/{pid}/status").read_text(encoding="utf-8", errors="replace").splitlines():
                    if line.startswith("NSpid:") and line.split()[-1] == "1" and len(line.split()) > 2:
                        return pid
        return None

    def _enter(self) -> list[str]:
        """The words with which a command is run on it."""
        plain = [f"{name}={value}" for name, value in PLAIN.items()]
        return ["nsenter", f"--target={self.init}", "--all", "--wdns=/", "env", "-i", *plain, "sh", "-c"]

    def _make(self) -> None:
        """Lay it over the bare system, with a name, a key and a way into the network."""
        for name in ("upper", "work", "root"):
            (self.folder / name).mkdir(parents=True)
        layers = f"lowerdir={self.image},upperdir={self.folder / 'upper'},workdir={self.folder / 'work'}"
        call("mount", "-t", "overlay", "overlay", "-o", layers, self.root)
        etc = self.root / "etc"
        (etc / "hostname").write_text(f"{self.name}\n", encoding="ascii")
        (etc / "hosts").write_text(f"127.0.0.1 localhost\n127.0.1.1 {self.name}\n", encoding="ascii")
        (etc / "resolv.conf").write_text(f"nameserver {GATEWAY}\n", encoding="ascii")
        call("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", self.name, "-f", etc / "ssh/ssh_host_ed25519_key")
        keys = self.root / "home" / LOGIN / ".ssh" / "authorized_keys"
        keys.parent.mkdir(mode=0o700)
        keys.write_text(self.key.with_suffix(".pub").read_text(encoding="ascii"), encoding="ascii")
        owner = keys.parent.parent.stat()
        for path in (keys.parent, keys):
            os.chown(path, owner.st_uid, owner.st_gid)
        for place, size in self.volumes.items():
            (self.root / place.lstrip("/")).mkdir(parents=True, exist_ok=True)
            self.volume(place).mkdir(parents=True)
            call("mount", "-t", "tmpfs", "-o", f"size={size},mode=0755", "tmpfs", self.volume(place))

    def volume(self, path: str) -> Path:
        """Where a volume is, from outside."""
        return self.folder / "volumes" / path.strip("/").replace("/", "-")

    def _is_over(self) -> bool:
        """Whether it has ended by itself."""
        return self._process is not None and self._process.poll() is not None

    def _last_words(self) -> str:
        """What its console said last."""
        console = self.folder / "console"
        return console.read_text(encoding="utf-8", errors="replace").strip()[-600:] if console.exists() else ""


def _remove_cgroups(name: str) -> None:
    """Take away the control groups of a machine that was switched off."""
    for folder in (CGROUPS / name, *CGROUPS.glob(f"*/{name}")):
        for group, _, _ in os.walk(folder, topdown=False):
            with suppress(OSError):  # what still ends is taken over by the next boot
                Path(group).rmdir()


def unmount_below(folder: Path) -> None:
    """Unmount all that is mounted below a folder, what came last first."""
    mounted = [line.split()[4] for line in Path("/proc/self/mountinfo").read_text(encoding="utf-8").splitlines()]
    for point in reversed([point for point in mounted if Path(point).is_relative_to(folder)]):
        call("umount", point)


def remove_leftovers(folder: Path) -> None:
    """Take away the machines that a killed earlier run left, once their processes have ended."""
    unmount_below(folder)
    shutil.rmtree(folder, ignore_errors=True)
