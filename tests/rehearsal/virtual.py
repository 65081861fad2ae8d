"""A machine turned into a virtual one: the same files on a disk of its own, under Debian's kernel, in QEMU.

It has what a container lacks: a kernel that is set as its files say, memory that ends, and a real start. QEMU
reckons every instruction (TCG), so all is some ten times as slow; where the processor can do it, KVM is used.
"""

import re
import shlex
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from .commands import Failed, attempt, begin, call, end, tail, until
from .machines import LOGIN, Machine, unmount_below
from .network import BITS, GATEWAY, HUB, namespace_of

PROGRAM = "qemu-system-x86_64"
KERNEL = ("linux-image-cloud-amd64", "initramfs-tools", "udev")
MEMORY = 2048
SIZE = "8G"
PATIENCE = 900.0

KERNEL_TOLD = "root=/dev/vda rw console=ttyS0 net.ifnames=0 systemd.getty_auto=0 systemd.service_watchdogs=0 quiet"

NETWORK = """\
[Match]
Name=eth0
[Network]
Address={address}/{bits}
Gateway={gateway}
"""
PATIENT = """\
[Manager]
DefaultTimeoutStartSec=15min
DefaultDeviceTimeoutSec=15min
"""
"""All takes ten times as long, and more where others want the cores as well."""
MILD = """
mkdir -p /run/sshd
! sshd -T | grep -q persourcepenalties || echo PerSourcePenalties no > /etc/ssh/sshd_config.d/00-slow.conf
"""
"""Newer sshds shut out for minutes who breaks off often, as one must who waits for a machine that is slow."""
FSTAB = "/dev/vda / ext4 errors=remount-ro 0 1\n"


@dataclass
class VirtualMachine:
    """One that has taken a machine's place."""

    machine: Machine
    """Which is switched off, and keeps its files as they are."""
    folder: Path
    ssh: Path
    """How ssh reaches it."""
    _process: "subprocess.Popen[bytes] | None" = None

    @contextmanager
    def running(self) -> Iterator["VirtualMachine"]:
        """Switch the machine off, and this one on; at the end, the other way round."""
        name, network = self.machine.name, self.machine.network
        self.machine.switch_off()
        try:
            self._make()
            network.cable(name, plugged=False)
            _tap("add", name)
            try:
                self._switch_on()
                yield self
            finally:
                if self._process is not None:
                    end(self._process)
                _tap("delete", name)
                network.cable(name, plugged=True)
        finally:
            unmount_below(self.folder)
            shutil.rmtree(self.folder)
            self.machine.boot()

    def settle(self) -> str:
        """Wait until it has done what is done at a start, and tell how it is: running, or degraded."""
        return self.attempt("systemctl is-system-running --wait", within=PATIENCE).stdout.strip()

    def restart(self) -> float:
        """Let it start anew by itself; return for how many seconds it was away."""
        before, start = self.start_number(), time.monotonic()
        self.attempt("systemctl reboot")
        until(lambda: self.start_number() not in ("", before), "It does not start anew.", within=PATIENCE, every=2)
        return time.monotonic() - start

    def start_number(self) -> str:
        """What its kernel calls this start; nothing while it does not answer."""
        with suppress(Failed):
            return self.attempt("cat /proc/sys/kernel/random/boot_id", within=90).stdout.strip()
        return ""

    def run(self, command: str, *, within: float = 120) -> str:
        """Run a line of shell on it as root, and return what it wrote."""
        return call(*self._by_ssh(command), within=within)

    def attempt(self, command: str, *, within: float = 120) -> "subprocess.CompletedProcess[str]":
        """Do so, and let it fail."""
        return attempt(*self._by_ssh(command), within=within)

    def _by_ssh(self, command: str) -> list[str | Path]:
        """The words with which a command is run on it."""
        there = f"sudo sh -c {shlex.quote(command)}"
        options = ("-oBatchMode=yes", "-oConnectTimeout=60")
        return ["ssh", "-F", self.ssh, *options, f"{LOGIN}@{self.machine.address}", there]

    def _make(self) -> None:
        """Lay a kernel and what belongs to a disk over the machine's files, and write it all onto one."""
        root = self.folder / "root"
        for name in ("upper", "work", "root"):
            (self.folder / name).mkdir(parents=True)
        lower = f"{self.machine.folder / 'upper'}:{self.machine.image}"
        layers = f"lowerdir={lower},upperdir={self.folder / 'upper'},workdir={self.folder / 'work'}"
        call("mount", "-t", "overlay", "overlay", "-o", layers, root)
        inside = [
            "systemd-nspawn",
            "--quiet",
            "--settings=no",
            "--register=no",
            "--keep-unit",
            f"--directory={root}",
            f"--network-namespace-path=/run/netns/{namespace_of(self.machine.name)}",
            "--resolv-conf=off",
            "--timezone=off",
            "--link-journal=no",
            "--pipe",
            "sh",
            "-ec",
        ]
        install = f"DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends {' '.join(KERNEL)}"
        enable = "systemctl unmask systemd-networkd.service systemd-networkd.socket; systemctl enable systemd-networkd"
        call(*inside, f"apt-get update -qq; {install}; {enable}\n{MILD}", within=900)
        for part in ("vmlinuz", "initrd.img"):
            [file] = (root / "boot").glob(f"{part}-*")
            shutil.copy(file, self.folder / part)

        words = NETWORK.format(address=self.machine.address, bits=BITS, gateway=GATEWAY)
        (root / "etc/systemd/network/eth0.network").write_text(words, encoding="ascii")
        (root / "etc/fstab").write_text(FSTAB, encoding="ascii")
        (root / "etc/systemd/system.conf.d").mkdir(exist_ok=True)
        (root / "etc/systemd/system.conf.d/slow.conf").write_text(PATIENT, encoding="ascii")
        for place in self.machine.volumes:
            call("cp", "--archive", f"{self.machine.volume(place)}/.", root / place.lstrip("/"), within=600)
        options = ("-q", "-t", "ext4", "-E", "lazy_itable_init=1,nodiscard")
        call("mke2fs", *options, "-d", root, self.folder / "disk", SIZE, within=600)

    def _switch_on(self) -> None:
        """Start QEMU, and wait until ssh lets us in."""
        words = [
            *("nsenter", f"--net=/run/netns/{HUB}", PROGRAM, "-machine", "q35", *_accelerator(), "-smp", "2"),
            *("-m", str(MEMORY), "-nodefaults", "-display", "none", "-device", "virtio-rng-pci"),
            *("-kernel", str(self.folder / "vmlinuz"), "-initrd", str(self.folder / "initrd.img")),
            *("-append", KERNEL_TOLD),
            *("-drive", f"file={self.folder / 'disk'},format=raw,if=none,id=d0,cache=unsafe,discard=unmap"),
            *("-device", "virtio-blk-pci,drive=d0"),
            *("-netdev", f"tap,id=n0,ifname=t-{self.machine.name},script=no,downscript=no"),
            *("-device", "virtio-net-pci,netdev=n0,romfile=", "-serial", f"file:{self.folder / 'serial'}"),
        ]
        self._process = begin(*words, log=self.folder / "qemu")
        try:
            until(self._answers, "It cannot be logged in to.", within=PATIENCE, every=2)
        except Failed:
            raise Failed(f"{self.machine.name} does not start as a virtual machine: {self._last_words()}") from None

    def _answers(self) -> bool:
        """Whether it lets us in; Failed if QEMU has ended."""
        if self._process is not None and self._process.poll() is not None:
            raise Failed("QEMU has ended.")
        return bool(self.start_number())

    def _last_words(self) -> str:
        """What QEMU, and its console, said last."""
        files = [file for name in ("qemu", "serial") if (file := self.folder / name).exists()]
        return tail("\n".join(file.read_text(encoding="utf-8", errors="replace") for file in files))


def _accelerator() -> tuple[str, ...]:
    """How QEMU runs another kernel: by the processor, if that can; /dev/kvm may be there and be of no use."""
    able = re.search(r"^flags\s*:.* (vmx|svm)\b", Path("/proc/cpuinfo").read_text(encoding="utf-8"), re.MULTILINE)
    if able and Path("/dev/kvm").exists():
        return ("-accel", "kvm", "-cpu", "host")
    return ("-accel", "tcg,thread=multi,tb-size=512", "-cpu", "max")


def _tap(verb: str, name: str) -> None:
    """Plug a virtual machine's cable into the bridge, or take it away."""
    call("ip", "-n", HUB, "tuntap", verb, f"t-{name}", "mode", "tap")
    if verb == "add":
        call("ip", "-n", HUB, "link", "set", f"t-{name}", "master", "br0", "up")
