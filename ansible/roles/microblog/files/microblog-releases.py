#!/usr/bin/python3
"""Tell which releases of microblog are on this machine, find the one to go back to, and clear away old ones.

    microblog-releases [--json]       all, the newest first
    microblog-releases previous       the one before that which is live
    microblog-releases retire         end the websites of all releases but that which is live
    microblog-releases prune          remove what is not kept

A release that went live has a file DEPLOYED, with the time; one that failed or was given up has BAD, with the reason.
"""

import argparse
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path


class Release:
    """A folder in releases/."""

    def __init__(self, folder):
        self.folder, self.name = folder, folder.name
        self.deployed = _read(folder / "DEPLOYED")
        self.bad = _read(folder / "BAD")
        try:
            self.facts = json.loads(_read(folder / "RELEASE.json") or "{}")
        except ValueError:
            self.facts = {}

    @property
    def good(self):
        """Whether one may go back to it."""
        return bool(self.deployed) and self.bad is None


class Releases:
    """All that lie on this machine."""

    def __init__(self, root):
        self.root = root
        folders = [path for path in (root / "releases").glob("*") if path.is_dir() and not path.name.endswith(".part")]
        self.all = sorted(map(Release, folders), key=lambda one: (one.deployed or "", one.name), reverse=True)
        self.current, self.candidate = (_target(root / link) for link in ("current", "candidate"))

    def previous(self):
        """The last good one before that which is live; None if there is none."""
        return next((one for one in self.all if one.good and one.name != self.current), None)

    def unneeded(self, keep):
        """Those that need not be kept: good ones but the newest, and those that never went live or were given up."""
        good = [one for one in self.all if one.good]
        kept = {self.current, self.candidate, *(one.name for one in good[: max(keep, 2)])}
        return [one for one in self.all if one.name not in kept]

    def unneeded_files(self, gone):
        """Static files that none of the releases has that stay."""
        names = {one.name for one in gone}
        stay = [one.folder / "static" for one in self.all if one.name not in names]
        files = (path for path in (self.root / "static").rglob("*") if path.is_file())
        return [
            path for path in files if not any((one / path.relative_to(self.root / "static")).is_file() for one in stay)
        ]

    def prune(self, keep):
        """Remove what is not needed; tell what it was."""
        gone = self.unneeded(keep)
        for path in self.unneeded_files(gone):
            path.unlink()
            if not any(path.parent.iterdir()):
                path.parent.rmdir()
        for one in gone:
            half = one.folder.with_name(f"{one.name}.part")  # one that is half removed is no release any more
            one.folder.rename(half)
        for half in (self.root / "releases").glob("*.part"):
            shutil.rmtree(half)
        return [one.name for one in gone]


def retire(releases):
    """End all instances but that which is live, once they have answered what they were asked; tell whose they were.

    Socket and service are stopped together, or whoever knocks meanwhile would start the service anew.
    """
    if releases.current is None:
        sys.exit("No release is live.")
    gone = sorted(instances() - {releases.current})
    for name in gone:
        units = [f"microblog-web@{name}.{kind}" for kind in ("socket", "service")]
        _systemctl("disable", "--now", "--quiet", *units)
        _systemctl("reset-failed", *units)
    return gone


def instances(units=Path("/etc/systemd/system")):
    """List whose websites run, or would be started with the machine."""
    listed = _systemctl("list-units", "--all", "--plain", "--no-legend", "microblog-web@*").split()
    enabled = [path.name for path in units.glob("*.wants/microblog-web@*")]
    found = (re.fullmatch(r"microblog-web@(.+)\.(?:socket|service)", word) for word in (*listed, *enabled))
    return {match[1] for match in found if match}


def _systemctl(*words):
    """Ask systemd; what it cannot do, such as stop what does not run, is no fault."""
    command = ["/usr/bin/systemctl", *words]
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout  # noqa: S603


def main():
    """Do what the command line asks for."""
    parser = argparse.ArgumentParser(description="Which releases of microblog are on this machine.")
    parser.add_argument("act", nargs="?", choices=("list", "previous", "retire", "prune"), default="list")
    parser.add_argument("--root", type=Path, default=Path("/srv/microblog"))
    parser.add_argument("--keep", type=int, default=5, help="how many that went live are kept")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    releases = Releases(asked.root)
    if asked.act == "previous":
        previous = releases.previous()
        if previous is None:
            sys.exit("There is no release to go back to.")
        print(previous.name)  # noqa: T201
    elif asked.act == "retire":
        for name in retire(releases):
            print(name)  # noqa: T201
    elif asked.act == "prune":
        for name in releases.prune(asked.keep):
            print(name)  # noqa: T201
    elif asked.json:
        print(json.dumps([_facts(one, releases) for one in releases.all], indent=2))  # noqa: T201
    else:
        for one in releases.all:
            marks = [word for word in ("current", "candidate") if getattr(releases, word) == one.name]
            state = f"bad: {one.bad}" if one.bad is not None else one.deployed or "never live"
            print(f"{one.name}  {state}  {' '.join(marks)}".rstrip())  # noqa: T201


def _facts(one, releases):
    """Describe a release."""
    facts = {"name": one.name, "deployed": one.deployed, "bad": one.bad, "current": one.name == releases.current}
    return {**facts, "commit": one.facts.get("commit"), "migration": one.facts.get("migration")}


def _target(link):
    """Name the release that a link leads to."""
    return link.readlink().name if link.is_symlink() else None


def _read(path):
    """Read a mark; None if there is none."""
    try:
        return path.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None


if __name__ == "__main__":
    main()
