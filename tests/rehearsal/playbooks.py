"""The real playbooks, run by the Ansible of `make operations`, on an inventory filled in as an operator would do it."""

import os
import re
import secrets
import shutil
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from .commands import Failed, Unable, attempt, begin, call, tail, wait_for
from .machines import LOGIN, Machine
from .mailhost import DOMAIN as ELSEWHERE
from .network import GATEWAY, HUB, NETWORK
from .packages import Packages
from .site import DOMAIN

ROOT = Path(__file__).parents[2]
PROGRAM = ROOT / "var" / "operations" / "bin" / "ansible-playbook"
EXAMPLES = "ansible/inventories"
NETWORKS = ("192.0.2.", "10.0.0.")
"""Where machines are in the examples, as operators reach them and as they reach each other; here that is one network,
and what comes after these words stays."""
TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).with_name("templates")),
    undefined=StrictUndefined,
    keep_trailing_newline=True,
)

RECAP = re.compile(r"^(\S+)\s+: (ok=.*)$", re.MULTILINE)
TASK = re.compile(r"^(?:TASK|RUNNING HANDLER) \[(.*)\] \**$")
OUTCOME = re.compile(r"^(changed|fatal|failed): \[([^\]]+)\]")

LONGEST = 1800.0
SHARED = "-o ControlMaster=auto -o ControlPersist=120s"
"""One connection for all tasks."""


@dataclass(frozen=True)
class Outcome:
    """How a playbook went."""

    playbook: str
    status: int
    seconds: float
    hosts: Mapping[str, Mapping[str, int]]
    """Of each host how many tasks were ok, changed, failed, …"""
    changed: Sequence[str]
    """The names of the tasks that changed something."""
    troubles: Sequence[str]
    """The tasks that failed, and what they said."""
    log: Path

    def sum(self, what: str) -> int:
        """How many tasks of all hosts were such."""
        return sum(numbers.get(what, 0) for numbers in self.hosts.values())

    def __str__(self) -> str:
        """Tell it in a line."""
        numbers = ", ".join(f"{what} {self.sum(what)}" for what in ("ok", "changed", "failed", "unreachable"))
        return f"{self.playbook}: {numbers}, {self.seconds:.0f} s"


@dataclass
class Playbooks:
    """An inventory with a vault of its own, and what runs on it."""

    folder: Path
    source: Path
    """The checkout whose playbooks they are."""
    example: str
    """The inventory of it that is filled in."""
    packages: Packages
    key: Path
    runs: int = 0
    known: dict[str, str] = field(default_factory=dict)
    """The lines of known hosts, by address."""

    @property
    def inventory(self) -> Path:
        """Its folder."""
        return self.folder / "inventory"

    @contextmanager
    def open(self, machines: Iterable[Machine]) -> Iterator["Playbooks"]:
        """Fill in the example for such machines, and encrypt its vault."""
        if not PROGRAM.exists():
            raise Unable(f"{PROGRAM.relative_to(ROOT)} is missing: run `make operations`.")
        self.folder.mkdir(parents=True, exist_ok=True)
        shutil.copytree(self.source / EXAMPLES / self.example, self.inventory, dirs_exist_ok=True)
        for machine in machines:
            self.meet(machine)
        self._fill_in()
        try:
            yield self
        finally:
            self.hang_up()

    def play(
        self,
        name: str,
        *options: str,
        source: Path | None = None,
        may_fail: bool = False,
        hurried: bool = False,
        **variables: Any,
    ) -> Outcome:
        """Run a playbook, of this checkout or another; Failed with what went wrong unless it may.

        One that is hurried runs with Mitogen, which an operator does not have: it takes a third of the time, but cannot
        run on a bare machine, where Ansible fetches what its modules need, unless that is there.
        """
        ansible = (source or self.source) / "ansible"
        self.runs += 1
        log = self.folder / f"{self.runs:02}-{name.removesuffix('.yml')}.log"
        words = [f"{variable}={value}" for variable, value in variables.items()]
        command: list[str | Path] = [
            PROGRAM,
            f"playbooks/{name}",
            "-i",
            self.inventory,
            *(part for one in words for part in ("-e", one)),
        ]
        environment = {
            "ANSIBLE_CONFIG": str(ansible / "ansible.cfg"),
            "ANSIBLE_HOME": str(self.folder / "home"),
            "ANSIBLE_SSH_ARGS": f"-F {self.folder / 'ssh_config'} {SHARED}",
            "ANSIBLE_SSH_CONTROL_PATH_DIR": str(self.folder / "cp"),
            "ANSIBLE_VAULT_PASSWORD_FILE": str(self.folder / "password"),
            "ANSIBLE_CALLBACKS_ENABLED": "ansible.posix.profile_tasks",
            "ANSIBLE_FORCE_COLOR": "0",
            "ANSIBLE_NOCOLOR": "1",
            "PATH": f"{PROGRAM.parent}:{os.environ['PATH']}",
        }
        if hurried:
            environment |= {"ANSIBLE_STRATEGY": "mitogen_linear", "ANSIBLE_STRATEGY_PLUGINS": str(_mitogen())}
        start = time.monotonic()
        told = ("env", f"--chdir={ansible}", *command, *options)
        status = wait_for(begin(*told, log=log, environment=environment), LONGEST)
        said = log.read_text(encoding="utf-8", errors="replace")
        outcome = _outcome(name, status, time.monotonic() - start, said, log)
        if status and not may_fail:
            raise Failed(f"{outcome} ({log})\n" + tail("\n".join(outcome.troubles) or said))
        return outcome

    def hang_up(self) -> None:
        """End the connections that are kept for the next playbook."""
        for line in (self.folder / "cp").glob("*"):
            attempt("ssh", "-F", self.folder / "ssh_config", "-o", f"ControlPath={line}", "-O", "exit", "nobody")
            line.unlink(missing_ok=True)

    def meet(self, machine: Machine) -> None:
        """Know a machine at its address, and none that was there before."""
        self.hang_up()
        self.known[machine.address] = machine.known_host
        (self.folder / "known_hosts").write_text("\n".join([*self.known.values(), ""]), encoding="ascii")

    def add_for_copies(self, machine: Machine) -> None:
        """Let a machine take the copies of backups."""
        self.meet(machine)
        facts = {"name": machine.name, "address": machine.address, "login": LOGIN}
        self._write("copies.yml", self.inventory / "copies.yml", facts)

    def _fill_in(self) -> None:
        """Put into the example what it asks for."""
        group = self.inventory / "group_vars" / "all"
        for file in (self.inventory / "hosts.yml", group / "main.yml"):
            words = file.read_text(encoding="utf-8")
            for network in NETWORKS:
                words = words.replace(network, NETWORK)
            file.write_text(words, encoding="utf-8")
        public = self.key.with_suffix(".pub").read_text(encoding="ascii").strip()
        _replace(self.inventory / "hosts.yml", {"ansible_user: root": f"ansible_user: {LOGIN}"})
        _replace(group / "main.yml", {DOMAIN: DOMAIN, "ssh-ed25519 AAAA-put-your-own-here anna@laptop": public})
        vault = (group / "vault.yml.example").read_text(encoding="utf-8")
        while "put-your-own-here" in vault:
            vault = vault.replace("put-your-own-here", secrets.token_urlsafe(33), 1)
        (group / "vault.yml").write_text(vault, encoding="utf-8")
        (self.folder / "password").write_text(secrets.token_urlsafe(33), encoding="ascii")
        encrypt = (PROGRAM.with_name("ansible-vault"), "encrypt", "--vault-password-file", self.folder / "password")
        call(*encrypt, group / "vault.yml")
        facts = {
            "packages": self.packages.there,
            "hub": GATEWAY,
            "elsewhere": ELSEWHERE,
            "namespace": HUB,
            "key": self.key,
            "known_hosts": self.folder / "known_hosts",
        }
        self._write("rehearsal.yml", group / "rehearsal.yml", facts)
        self._write("ssh_config", self.folder / "ssh_config", facts)

    def _write(self, template: str, file: Path, facts: Mapping[str, object]) -> None:
        """Write a file from a template of ours."""
        file.write_text(TEMPLATES.get_template(template).render(facts), encoding="utf-8")


def _mitogen() -> Path:
    """Where Mitogen's way to run tasks is."""
    found = list((ROOT / "var" / "rehearsal").glob("lib/python3.*/site-packages/ansible_mitogen/plugins/strategy"))
    if not found:
        raise Unable("Mitogen is missing: run `make lint-ansible`, which installs it.")
    return found[0]


def _replace(file: Path, words: Mapping[str, str]) -> None:
    """Write other words into a file, each of which must be there."""
    text = file.read_text(encoding="utf-8")
    for old, new in words.items():
        if old not in text:
            raise Failed(f"{file.name} of the example does not say {old} any more.")
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")


def _outcome(name: str, status: int, seconds: float, said: str, log: Path) -> Outcome:
    """Read what Ansible said."""
    changed, troubles, task = [], [], ""
    lines = said.splitlines()
    for number, line in enumerate(lines):
        if begun := TASK.match(line):
            task = begun[1]
        elif found := OUTCOME.match(line):
            if found[1] == "changed":
                changed.append(f"{task} ({found[2]})")
            else:
                words = "\n".join(lines[number : number + 40]).partition("\n\n")[0]
                troubles.append(f"[{task}] {words}")
    troubles += [line for line in lines if line.startswith(("ERROR!", "[ERROR]"))]
    hosts = {
        host: {what: int(number) for what, _, number in (word.partition("=") for word in numbers.split())}
        for host, numbers in RECAP.findall(said)
    }
    return Outcome(name, status, seconds, hosts, tuple(dict.fromkeys(changed)), tuple(troubles), log)
