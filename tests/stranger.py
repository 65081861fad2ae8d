"""A web server of somebody who may wish us ill: each path does with the connection what a test wants."""

import socket
import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

Deed = Callable[[socket.socket], None]


@dataclass
class Stranger:
    """What it does, and what it was asked."""

    deeds: dict[str, Deed] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    """The heads of all questions."""
    port: int = 0
    over: threading.Event = field(default_factory=threading.Event)
    """Set once the server is to stop."""

    @property
    def paths(self) -> list[str]:
        """Which paths were asked for."""
        return [head.split(" ")[1] for head in self.asked]

    def url(self, path: str = "/", host: str = "stranger.example", scheme: str = "http") -> str:
        """The address of something here."""
        return f"{scheme}://{host}:{self.port}{path}"

    def answer(self, path: str, body: bytes | str = b"", *, status: str = "200 OK", **headers: str) -> None:
        """Let it answer decently."""
        data = body.encode() if isinstance(body, str) else body
        lines = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(data)), "Connection": "close"}
        lines |= {name.replace("_", "-"): value for name, value in headers.items()}
        head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        self.send(path, f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + data)

    def lead(self, path: str, to: str, status: str = "302 Found") -> None:
        """Let it lead on."""
        self.answer(path, status=status, Location=to)

    def send(self, path: str, *pieces: bytes, then: Deed = lambda _: None) -> None:
        """Let it send some bytes, and then do something."""

        def deed(connection: socket.socket) -> None:
            for piece in pieces:
                connection.sendall(piece)
            then(connection)

        self.deeds[path] = deed

    @contextmanager
    def open(self, address: str = "127.0.0.1", tls: ssl.SSLContext | None = None) -> Iterator["Stranger"]:
        """Listen."""
        stranger = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                with suppress(OSError):
                    stranger._handle(self.request, tls)

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = True
            address_family = socket.AF_INET6 if ":" in address else socket.AF_INET

        with Server((address, 0), Handler) as server:
            self.port = server.server_address[1]
            thread = threading.Thread(target=server.serve_forever, args=(0.05,))
            thread.start()
            try:
                yield self
            finally:
                self.over.set()
                server.shutdown()
                thread.join()

    def _handle(self, plain: socket.socket, tls: ssl.SSLContext | None) -> None:
        """Read a question, and do what its path wants."""
        connection = tls.wrap_socket(plain, server_side=True) if tls else plain
        connection.settimeout(10)
        head = b""
        while b"\r\n\r\n" not in head:
            piece = connection.recv(4096)
            if not piece:
                return
            head += piece
        self.asked.append(head.decode("latin-1"))
        deed = self.deeds.get(self.paths[-1])
        if deed is None:
            connection.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        else:
            deed(connection)
        connection.close()
