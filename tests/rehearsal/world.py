"""What a rehearsal of one suite has: a network, packages, a mail host, a machine, its playbooks, and people."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from .commands import call
from .images import image
from .machines import Machine
from .mailhost import DOMAIN as ELSEWHERE
from .mailhost import MailHost
from .network import Network, namespace_of
from .packages import Packages
from .playbooks import ROOT, Playbooks
from .releases import checkout, with_what_is_not_committed
from .report import Report, Section
from .site import DOMAIN, Person, Site

NAME = "microblog"
ADDRESS = "10.66.0.10"
DATA, DATA_SIZE = "/var/lib/postgresql", "2G"
"""The volume that runs full in a whole rehearsal."""
COPIES, COPIES_ADDRESS = "copies", "10.66.0.20"
NONE: Mapping[str, str] = {}
PEOPLE = "people"
FIRST_OF_THEM = 100
"""People have the addresses from 10.66.0.100 on."""

CA = "/etc/microblog/tls/ca.pem"


@dataclass(frozen=True)
class Wish:
    """What is to be rehearsed, and where things are kept."""

    suite: str
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
    _machine: Machine | None = None
    _playbooks: Playbooks | None = None
    _site: Site | None = None
    _addresses: int = 0

    @property
    def suite(self) -> str:
        """Which Debian it is."""
        return self.wish.suite

    def section(self, title: str) -> Section:
        """Begin what a step writes down."""
        return self.report.section(self.suite, title)

    def new_machine(self, name: str = NAME, address: str = ADDRESS, volumes: Mapping[str, str] = NONE) -> Machine:
        """A bare machine, switched off; where the data lies may be a volume of its own."""
        root = image(self.wish.suite, self.wish.cache, self.packages)
        machine = Machine(name, address, root, self.wish.cache / "machines" / name, self.network, self.key, volumes)
        self.stack.enter_context(machine.exist())
        return machine

    @property
    def machine(self) -> Machine:
        """The machine of the site; a bare one, booted, at first."""
        if self._machine is None:
            self._machine = self.new_machine(volumes={DATA: DATA_SIZE} if self.wish.whole else {})
            self._machine.boot()
        return self._machine

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
            playbooks = Playbooks(self.wish.folder / "operator", source, self.packages, self.key)
            self._playbooks = self.stack.enter_context(playbooks.open(self.machine))
        return self._playbooks

    @property
    def site(self) -> Site:
        """The site, as people know it."""
        if self._site is None:
            self._site = Site(namespace_of(PEOPLE), ADDRESS, self.certificate())
        return self._site

    def certificate(self) -> str:
        """What the machine's certificate is signed by."""
        return self.machine.run(f"cat {CA}")

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
        address = f"10.66.0.{FIRST_OF_THEM + self._addresses}"
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
        stack.enter_context(network.place(PEOPLE, f"10.66.0.{FIRST_OF_THEM}"))
        network.names.add(DOMAIN, "A", ADDRESS)
        yield World(wish, network, packages, mailhost, report, say, key, stack)
