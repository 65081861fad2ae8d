"""Mail hosts that count what they are given and throw it away, each in a process of its own."""

import asyncio
import multiprocessing
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session

SAMPLE = 256
"""How many letters it keeps, to be sent again by somebody else."""


@dataclass
class Sink:
    """A running sink."""

    port: int
    _taken: Any
    _sample: Any

    @property
    def taken(self) -> int:
        """How many letters it has taken."""
        return int(self._taken.value)

    def sample(self) -> list[tuple[str, str, bytes]]:
        """Give the first letters that it took: sender, recipient, words."""
        return list(self._sample)


class Counting:
    """What aiosmtpd does with a letter."""

    def __init__(self, taken: Any, sample: Any) -> None:
        self.taken, self.sample = taken, sample
        self.count = 0

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        """Count it."""
        if self.count < SAMPLE:
            self.sample.append((envelope.mail_from, envelope.rcpt_tos[0], bytes(envelope.content or b"")))
        self.count += 1
        self.taken.value = self.count
        return "250 Taken"


class Quick(asyncio.Protocol):
    """A sink that does the least that the protocol asks for, so that it is hardly ever waited for."""

    def __init__(self, taken: Any, sample: Any) -> None:
        self.taken, self.sample = taken, sample
        self.heard = b""
        self.writing = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Greet."""
        self.transport: Any = transport
        self.transport.write(b"220 sink.example ESMTP\r\n")

    def data_received(self, data: bytes) -> None:
        """Answer each line, or each letter."""
        self.heard += data
        while True:
            end = b"\r\n.\r\n" if self.writing else b"\r\n"
            part, found, rest = self.heard.partition(end)
            if not found:
                return
            self.heard = rest
            self.transport.write(self._answer(part))

    def _answer(self, line: bytes) -> bytes:
        """Say what is to be said to a line."""
        if self.writing:
            self.writing = False
            if self.taken.value < SAMPLE:
                self.sample.append(("microblog@localhost", "reader@example.org", line + b"\r\n"))
            self.taken.value += 1
            return b"250 Taken\r\n"
        match line[:4].upper():
            case b"EHLO":
                return b"250-sink.example\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n"
            case b"DATA":
                self.writing = True
                return b"354 Go on\r\n"
            case b"QUIT":
                return b"221 Bye\r\n"
        return b"250 OK\r\n"


@contextmanager
def sink(kind: str) -> Iterator[Sink]:
    """Run a sink: `aiosmtpd`, or `quick`."""
    context = multiprocessing.get_context("spawn")
    with context.Manager() as manager:
        taken, sample = context.Value("q", 0, lock=False), manager.list()
        listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        process = context.Process(target=_serve, args=(kind, listener, taken, sample), daemon=True)
        process.start()
        try:
            yield Sink(int(listener.getsockname()[1]), taken, sample)
        finally:
            process.kill()
            process.join()
            listener.close()


def _serve(kind: str, listener: socket.socket, taken: Any, sample: Any) -> None:
    """Take letters until the process is ended."""

    async def serve() -> None:
        handler = Counting(taken, sample)

        def talk() -> asyncio.Protocol:
            return (
                SMTP(handler, enable_SMTPUTF8=True, hostname="sink.example")
                if kind == "aiosmtpd"
                else Quick(taken, sample)
            )

        server = await asyncio.get_running_loop().create_server(talk, sock=listener)
        await server.serve_forever()

    asyncio.run(serve())
