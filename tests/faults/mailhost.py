"""A mail host that misbehaves: it drops connections at every point of a letter, refuses, keeps silent and goes away.

It speaks SMTP over a real socket (RFC 5321), from a thread of its own. It knows what it took, and of each letter
whether it came to say so; who hands over letters to it knows only what it said.
"""

import asyncio
import enum
import random
import re
import socket
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes, policy

SILENCE = 20.0
"""For how many seconds it says nothing when it hangs; nobody waits for that long."""

LONGEST = 1 << 22
TOKEN = re.compile(r"\bp\d{6}q\b")


class Stage(enum.Enum):
    """How far a letter has come."""

    GREETING = "before the greeting"
    SENDER = "at MAIL"
    RECIPIENT = "at RCPT"
    DATA = "at DATA"
    WORDS = "amid the words"
    END = "after the final dot"
    ANSWERED = "after the final 250"


class Fault(enum.Enum):
    """What may go wrong there."""

    DROP = enum.auto()
    """The connection ends; what was being handed over is not kept."""
    DROP_KEPT = enum.auto()
    """The letter is kept, and the connection ends before the final 250."""
    DROP_HALF = enum.auto()
    """The letter is kept, and the connection ends amid the final 250."""
    LATER = enum.auto()
    """4xx."""
    NEVER = enum.auto()
    """5xx, once for each letter."""
    HANG = enum.auto()
    HANG_KEPT = enum.auto()
    """The letter is kept, and nothing is said of it."""
    BYE = enum.auto()
    """421, and the connection ends."""


Conduct = Mapping[Stage, Mapping[Fault, float]]
"""How likely which fault is at each stage."""

WELL: Conduct = {}
DROPS: Conduct = {
    Stage.GREETING: {Fault.DROP: 0.02},
    Stage.SENDER: {Fault.DROP: 0.004},
    Stage.RECIPIENT: {Fault.DROP: 0.004},
    Stage.DATA: {Fault.DROP: 0.004},
    Stage.WORDS: {Fault.DROP: 0.006},
    Stage.END: {Fault.DROP: 0.006, Fault.DROP_KEPT: 0.006, Fault.DROP_HALF: 0.003},
    Stage.ANSWERED: {Fault.DROP: 0.006},
}
REFUSES: Conduct = {
    Stage.GREETING: {Fault.BYE: 0.02},
    Stage.SENDER: {Fault.LATER: 0.004, Fault.BYE: 0.002},
    Stage.RECIPIENT: {Fault.LATER: 0.01, Fault.BYE: 0.002},
    Stage.DATA: {Fault.LATER: 0.004},
    Stage.END: {Fault.LATER: 0.01, Fault.NEVER: 0.01, Fault.BYE: 0.002},
}
HANGS: Conduct = {
    Stage.GREETING: {Fault.HANG: 0.01},
    Stage.RECIPIENT: {Fault.HANG: 0.002},
    Stage.END: {Fault.HANG: 0.003, Fault.HANG_KEPT: 0.003},
}
ALL: Conduct = {
    stage: {fault: chance / 2 for how in (DROPS, REFUSES, HANGS) for fault, chance in how.get(stage, {}).items()}
    for stage in Stage
}


@dataclass
class Kept:
    """A letter that the host took."""

    recipient: str
    token: str
    message_id: str
    answered: bool
    """Whether it came to say so."""


@dataclass
class _Letter:
    sender: str = ""
    recipient: str = ""
    words: bytes = b""
    _parsed: tuple[str, str] | None = field(default=None, repr=False)

    @property
    def facts(self) -> tuple[str, str]:
        """What it is about, and its Message-ID."""
        if self._parsed is None:
            self._parsed = _facts(self.words)
        return self._parsed


class Hang(Exception):
    """Nothing is said any more."""


class Bye(Exception):
    """The connection ends."""


class MailHost:
    """Takes letters on a port of this machine, as its conduct says."""

    def __init__(self, seed: object, *, refused: frozenset[str] = frozenset(), unsure: frozenset[str] = frozenset()):
        self.random = random.Random(str(seed))
        self.conduct: Conduct = WELL
        self.refused = refused
        """Addresses that are refused for good, always."""
        self.unsure = unsure
        """Addresses that are refused for good, the first time."""
        self.kept: list[Kept] = []
        self.faults: Counter[str] = Counter()
        self.refusals: Counter[str] = Counter()
        """5xx by address."""
        self.on_stage: Callable[[Stage], None] = lambda _: None
        self.port = _bound(0)[1]
        self.turned_away: set[tuple[str, str]] = set()
        """(address, token) of letters that were refused for good once."""
        self._refused_once: set[str] = set()
        self._loop = asyncio.new_event_loop()
        self._server: asyncio.Server | None = None
        self._talks: set[asyncio.Task[None]] = set()

    @contextmanager
    def open(self) -> Iterator["MailHost"]:
        """Listen."""
        thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        thread.start()
        self.come_back()
        try:
            yield self
        finally:
            self.go_away()
            self._loop.call_soon_threadsafe(self._loop.stop)
            thread.join(10)
            self._loop.close()

    def go_away(self) -> None:
        """Listen no more, and end all that is being said."""
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(10)

    def come_back(self) -> None:
        """Listen on the same port as ever."""
        asyncio.run_coroutine_threadsafe(self._open(), self._loop).result(10)

    async def _open(self) -> None:
        if self._server is None:
            listener, _ = _bound(self.port)
            self._server = await asyncio.start_server(self._talk, sock=listener, limit=LONGEST)

    async def _close(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None
        for talk in list(self._talks):
            talk.cancel()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Talk to one client, until either has enough."""
        task = asyncio.current_task()
        assert task is not None
        self._talks.add(task)
        try:
            await self._serve(reader, writer)
        except Hang:
            with suppress(asyncio.CancelledError):
                await asyncio.sleep(SILENCE)
        except (Bye, OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, asyncio.CancelledError):
            pass
        finally:
            self._talks.discard(task)
            writer.transport.abort()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one command after the other."""

        async def say(words: str) -> None:
            writer.write(words.encode() + b"\r\n")
            await writer.drain()

        await self._fate(Stage.GREETING, say)
        await say("220 sink.example ESMTP")
        letter = _Letter()
        while line := (await reader.readline()).decode("utf-8", "replace").strip():
            verb = line.upper()
            if verb.startswith(("EHLO", "HELO")):
                await say("250-sink.example\r\n250-8BITMIME\r\n250 SMTPUTF8" if verb[0] == "E" else "250 sink.example")
            elif verb.startswith("MAIL FROM:"):
                letter = _Letter(sender=_address(line))
                if await self._fate(Stage.SENDER, say):
                    await say("250 OK")
            elif verb.startswith("RCPT TO:"):
                letter.recipient = _address(line)
                if await self._fate(Stage.RECIPIENT, say, letter):
                    await say("250 OK")
            elif verb == "DATA":
                if await self._fate(Stage.DATA, say):
                    await say("354 Go on")
                    await self._take(letter, reader, writer, say)
            elif verb == "QUIT":
                await say("221 Bye")
                return
            else:
                await say("250 OK")

    async def _take(
        self, letter: _Letter, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, say: Callable[[str], object]
    ) -> None:
        """Take the words of a letter, and say whether it is kept."""
        if self._draw(Stage.WORDS) is Fault.DROP:
            await reader.readline()
            raise Bye
        self.on_stage(Stage.WORDS)
        letter.words = await reader.readuntil(b"\r\n.\r\n")
        if not await self._fate(Stage.END, say, letter, writer):
            return
        kept = self._keep(letter)
        kept.answered = True
        await say("250 Taken")  # type: ignore[misc]
        await self._fate(Stage.ANSWERED, say)

    async def _fate(
        self, stage: Stage, say: Callable[[str], object], letter: _Letter | None = None, writer: object = None
    ) -> bool:
        """Let happen what happens at a stage; True if all is well."""
        self.on_stage(stage)
        if stage is Stage.RECIPIENT and letter is not None and self._refuses(letter.recipient):
            self.refusals[letter.recipient] += 1
            await say("550 5.1.1 There is nobody of that name here")  # type: ignore[misc]
            return False
        fault = self._draw(stage)
        if fault is None:
            return True
        if fault is Fault.NEVER and (letter is None or not self._refuse_once(letter)):
            return True
        self.faults[f"{fault.name.lower()} {stage.value}"] += 1
        match fault:
            case Fault.LATER:
                await say("451 4.3.0 Not now")  # type: ignore[misc]
            case Fault.NEVER:
                await say("554 5.6.0 We do not like it")  # type: ignore[misc]
            case Fault.BYE:
                await say("421 4.3.2 Closing")  # type: ignore[misc]
                raise Bye
            case Fault.HANG:
                raise Hang
            case Fault.HANG_KEPT if letter:
                self._keep(letter)
                raise Hang
            case Fault.DROP_KEPT if letter:
                self._keep(letter)
                raise Bye
            case Fault.DROP_HALF if letter:
                self._keep(letter)
                await self._say_half(writer)
                raise Bye
            case _:
                raise Bye
        return False

    async def _say_half(self, writer: object) -> None:
        """Begin to say 250."""
        assert isinstance(writer, asyncio.StreamWriter)
        writer.write(b"25")
        await writer.drain()

    def _draw(self, stage: Stage) -> Fault | None:
        """Draw what goes wrong at a stage, if anything."""
        drawn = self.random.random()
        for fault, chance in self.conduct.get(stage, {}).items():
            drawn -= chance
            if drawn < 0:
                return fault
        return None

    def _refuses(self, address: str) -> bool:
        """Whether an address is refused, now."""
        if address in self.unsure and address not in self._refused_once:
            self._refused_once.add(address)
            return True
        return address in self.refused

    def _refuse_once(self, letter: _Letter) -> bool:
        """Whether a letter was not yet refused, so that it may be."""
        token, message_id = letter.facts
        if message_id in self._refused_once or letter.recipient in self.unsure:
            return False
        self._refused_once.add(message_id)
        self.turned_away.add((letter.recipient, token))
        return True

    def _keep(self, letter: _Letter) -> Kept:
        """Keep a letter."""
        token, message_id = letter.facts
        kept = Kept(letter.recipient, token, message_id, answered=False)
        self.kept.append(kept)
        return kept


def _address(line: str) -> str:
    """Read the address out of MAIL or RCPT."""
    return line.partition("<")[2].partition(">")[0]


def _facts(words: bytes) -> tuple[str, str]:
    """Read what a letter is about, from its words alone, and its Message-ID."""
    message = message_from_bytes(words.removesuffix(b".\r\n"), policy=policy.default)
    body = message.get_body(("plain", "html"))
    found = TOKEN.search(body.get_content()) if body is not None else None
    return (found[0] if found else ""), str(message["Message-ID"] or "").strip()


def _bound(port: int) -> tuple[socket.socket, int]:
    """Bind a port of this machine, the given one or a free one."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", port))
    if not port:  # it was only to find one
        port = int(listener.getsockname()[1])
        listener.close()
    return listener, port
