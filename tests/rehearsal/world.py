"""What a rehearsal of one suite has: a network, packages, a mail host, machines, their playbooks, and people."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from .commands import call
from .images import image
from .machines import Machine
from .mailhost import DOMAIN as ELSEWHERE
from .mailhost import MailHost
from .network import NETWORK, Network, namespace_of
from .packages import Packages
from .playbooks import ROOT, Playbooks
from .releases import checkout, with_what_is_not_committed
from .report import Report, Section
from .site import DOMAIN, Person, Site

ADDRESS = f"{NETWORK}10"
"""Where people reach the site, on whatever machine that is."""
DATA, DATA_SIZE = "/var/lib/postgresql", "2G"
"""The volume that runs full in a whole rehearsal."""
COPIES, COPIES_ADDRESS = "copies", f"{NETWORK}20"
NONE: Mapping[str, str] = {}
PEOPLE = "people"
FIRST_OF_THEM = 100
"""People have the addresses from 10.66.0.100 on."""

CA = "/etc/microblog/tls/ca.pem"


@dataclass(frozen=True)
class Plan:
    """Which machines a site is made of."""

    name: str
    title: str
    example: str
    """The inventory that has them."""
    machines: Mapping[str, str]
    """Their addresses, by name, which the inventory has as well."""
    web: tuple[str, ...]
    """Those that answer visitors in the end."""
    volumes: Mapping[str, str] = field(default_factory=dict)
    """What is a volume of its own on each in a whole rehearsal."""
    shared: str = ""
    """A folder that those have in common, as if something like NFS had mounted it."""

    @property
    def front(self) -> str:
        """The one that has the address of the site."""
        return next(name for name, address in self.machines.items() if address == ADDRESS)


VIRTUAL = Plan("virtual", "a virtual machine", "single.example", {"microblog": ADDRESS}, ("microblog",))
SINGLE = Plan("single", "one machine", "single.example", {"microblog": ADDRESS}, ("microblog",), {DATA: DATA_SIZE})


@dataclass(frozen=True)
class Wish:
    """What is to be rehearsed, and where things are kept."""

    suite: str
    plan: Plan
    cache: Path
    """What the next rehearsal can use, too."""
    folder: Path
    """What is said, and what an operator has."""
    whole: bool
    """Whether everything is tried, or only what must hold at any time."""
    uncommitted: bool
    """Whether what is not committed belongs to it."""


@dataclass
class World:
    """All of it."""

    wish: Wish
    network: Network
    packages: Packages
    mailhost: MailHost
    report: Report
    say: Callable[[str], None]
    """Tells a person how far it is."""
    key: Path
    stack: ExitStack
    people: dict[str, Person] = field(default_factory=dict)
    _machines: dict[str, Machine] = field(default_factory=dict)
    _playbooks: Playbooks | None = None
    _site: Site | None = None
    _addresses: int = 0

    @property
    def suite(self) -> str:
        """Which Debian it is."""
        return self.wish.suite

    def section(self, title: str) -> Section:
        """Begin what a step writes down."""
        return self.report.section(title)

    def new_machine(self, name: str, address: str, volumes: Mapping[str, str] = NONE) -> Machine:
        """A bare machine, switched off; where the data lies may be a volume of its own."""
        root = image(self.wish.suite, self.wish.cache, self.packages)
        machine = Machine(name, address, root, self.wish.cache / "machines" / name, self.network, self.key, volumes)
        self.stack.enter_context(machine.exist())
        return machine

    @property
    def machines(self) -> Mapping[str, Machine]:
        """The machines of the site, by name; bare ones, booted, at first."""
        if not self._machines:
            plan = self.wish.plan
            volumes = plan.volumes if self.wish.whole else NONE
            for name, address in plan.machines.items():
                machine = self.new_machine(name, address, volumes)
                if plan.shared and name in plan.web:
                    self._share(machine.root / plan.shared.lstrip("/"))
                machine.boot()
                self._machines[name] = machine
        return self._machines

    @property
    def machine(self) -> Machine:
        """The only machine of the site, or the one in front of the others."""
        return self.machines[self.wish.plan.front]

    @property
    def web(self) -> list[Machine]:
        """Those that answer visitors in the end."""
        return [self.machines[name] for name in self.wish.plan.web]

    def _share(self, place: Path) -> None:
        """Mount what several machines have in common, on one that is switched off."""
        common = self.wish.folder / "shared"
        for folder in (common, place):
            folder.mkdir(parents=True, exist_ok=True)
        call("mount", "--bind", common, place)

    def replace_machine(self) -> None:
        """Destroy it, and have a bare one in its place, booted."""
        self.machine.start_over()
        self.machine.boot()
        self.playbooks.meet(self.machine)

    def copies(self) -> Machine:
        """Another machine, bare and booted, for the copies of backups."""
        machine = self.new_machine(COPIES, COPIES_ADDRESS)
        machine.boot()
        self.playbooks.add_for_copies(machine)
        return machine

    @property
    def playbooks(self) -> Playbooks:
        """What an operator has."""
        if self._playbooks is None:
            take = with_what_is_not_committed if self.wish.uncommitted else checkout
            source = take(ROOT, self.wish.folder / "source")
            playbooks = Playbooks(
                self.wish.folder / "operator", source, self.wish.plan.example, self.packages, self.key
            )
            self._playbooks = self.stack.enter_context(playbooks.open(self.machines.values()))
        return self._playbooks

    @property
    def site(self) -> Site:
        """The site, as people know it."""
        if self._site is None:
            self._site = Site(namespace_of(PEOPLE), ADDRESS, self.certificate())
        return self._site

    def certificate(self) -> str:
        """What the certificates that people are shown are signed by."""
        return "".join(machine.run(f"cat {CA}") for machine in self.web)

    def person(self, name: str) -> Person:
        """Somebody with an address of their own, who has joined and confirmed their mailbox; and an application."""
        if name not in self.people:
            person = Person(name, self.site, f"{name}@{ELSEWHERE}", self.another_address())
            person.sign_up()
            person.confirm(self.mailhost.wait_for(person.mailbox, "/confirm/").words)
            person.let_in(f"The application of {name}")
            self.people[name] = person
        return self.people[name]

    def another_address(self) -> str:
        """An address from which nobody came yet."""
        self._addresses += 1
        address = f"{NETWORK}{FIRST_OF_THEM + self._addresses}"
        self.network.add_address(PEOPLE, address)
        return address


@contextmanager
def world(wish: Wish, packages: Packages, report: Report, say: Callable[[str], None]) -> Iterator[World]:
    """Set it up, and take it down again."""
    wish.folder.mkdir(parents=True, exist_ok=True)
    key = wish.folder / "key"
    call("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "operator", "-f", key)
    with ExitStack() as stack:
        network = stack.enter_context(Network().open())
        stack.enter_context(packages.on_the_bridge())
        mailhost = stack.enter_context(MailHost().open(network))
        stack.enter_context(network.place(PEOPLE, f"{NETWORK}{FIRST_OF_THEM}"))
        network.names.add(DOMAIN, "A", ADDRESS)
        yield World(wish, network, packages, mailhost, report, say, key, stack)
