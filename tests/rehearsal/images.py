"""Bare Debian systems, as a landlord hands them out: made once a week, and then only copied over."""

import shutil
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from .commands import call
from .packages import Packages, sources

SUITES = ("trixie", "bookworm")
HAS = (
    "systemd-sysv",
    "kmod",
    "dbus",
    "libpam-systemd",
    "openssh-server",
    "python3",
    "sudo",
    "iproute2",
    "ca-certificates",
)
LEFT_OUT = ("/usr/share/man/*", "/usr/share/locale/*")

CUSTOMIZE = (
    'cd "$1/etc" && rm -f apt/apt.conf.d/99mmdebstrap ssh/ssh_host_* resolv.conf hostname',
    ': > "$1"/etc/machine-id',
    ': > "$1"/etc/fstab',
    'chroot "$1" systemctl mask --quiet systemd-networkd.service systemd-networkd.socket systemd-resolved.service',
    # The account that landlords make.
    'chroot "$1" useradd --create-home --shell /bin/bash debian',
    'echo "debian ALL=(ALL) NOPASSWD: ALL" > "$1"/etc/sudoers.d/debian',
    # A cache of package lists that is empty must not look fresh.
    'touch --date=2000-01-01 "$1"/var/lib/apt/lists',
)


def image(suite: str, cache: Path, packages: Packages) -> Path:
    """The root of a bare system of a suite."""
    return system(suite, suite, HAS, CUSTOMIZE, cache, packages)


def system(
    name: str, suite: str, has: Sequence[str], customize: Sequence[str], cache: Path, packages: Packages
) -> Path:
    """The root of a system of a suite with some packages; it is built if there is none of this week."""
    year, week, _ = datetime.now(UTC).isocalendar()
    folder = cache / "images"
    path = folder / f"{name}-{year}w{week:02}"
    if path.is_dir():
        return path

    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f"{path.name}.part"
    for old in folder.glob(f"{name}-*"):
        shutil.rmtree(old)
    call(*_command(suite, part, has, customize, packages), within=1200)
    part.rename(path)
    return path


def _command(
    suite: str, target: Path, has: Sequence[str], customize: Sequence[str], packages: Packages
) -> list[str | Path]:
    """The command that builds one."""
    options = [
        "--variant=minbase",
        "--mode=root",
        "--format=directory",
        f"--include={','.join(has)}",
        f'--aptopt=Acquire::http::Proxy "{packages.here}"',
        "--dpkgopt=force-unsafe-io",
        *(f"--dpkgopt=path-exclude={path}" for path in LEFT_OUT),
        *(f"--customize-hook={words}" for words in customize),
    ]
    return ["mmdebstrap", *options, suite, target, *sources(suite)]
