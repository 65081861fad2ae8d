"""A DNS server on this machine that knows what it is told, over UDP and TCP."""

import socket
import socketserver
import struct
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdataclass
import dns.rdatatype
import dns.rrset

UDP_SIZE = 1232


class NameServer:
    """What it knows, and what it is to fail at."""

    def __init__(self) -> None:
        self.records: dict[tuple[dns.name.Name, str], list[str]] = {}
        self.faults: dict[dns.name.Name, dns.rcode.Rcode] = {}
        """Name → how questions about it fail."""
        self.silent = False
        self.asked: Counter[tuple[str, str]] = Counter()
        self.port = 0

    @property
    def address(self) -> str:
        """Where it listens, as an option of the command line."""
        return f"127.0.0.1:{self.port}"

    def add(self, name: str, kind: str, *values: str) -> "NameServer":
        """Let it know records of a name; texts are put into quotes, and into pieces that fit."""
        written = [_quoted(value) for value in values] if kind == "TXT" else list(values)
        self.records.setdefault((dns.name.from_text(name), kind), []).extend(written)
        return self

    def replace(self, name: str, kind: str, *values: str) -> "NameServer":
        """Let it know these records and no others of a name."""
        self.records.pop((dns.name.from_text(name), kind), None)
        return self.add(name, kind, *values) if values else self

    def fail(self, name: str, how: dns.rcode.Rcode = dns.rcode.SERVFAIL) -> None:
        """Let questions about a name fail."""
        self.faults[dns.name.from_text(name)] = how

    def answer(self, data: bytes, limit: int) -> bytes | None:
        """Answer a question; None if it is not answered."""
        if self.silent:
            return None
        query = dns.message.from_wire(data)
        [asked] = query.question
        kind = dns.rdatatype.to_text(asked.rdtype)
        self.asked[asked.name.to_text(omit_final_dot=True), kind] += 1
        reply = dns.message.make_response(query)
        reply.flags |= dns.flags.RA | dns.flags.AA
        found = self.records.get((asked.name, kind))
        if asked.name in self.faults:
            reply.set_rcode(self.faults[asked.name])
        elif found:
            reply.answer.append(dns.rrset.from_text_list(asked.name, 60, dns.rdataclass.IN, asked.rdtype, found))
        elif not any(name == asked.name for name, _ in self.records):
            reply.set_rcode(dns.rcode.NXDOMAIN)
        wire = reply.to_wire(max_size=65535)
        if len(wire) <= limit:
            return wire
        reply.answer.clear()
        reply.flags |= dns.flags.TC
        return reply.to_wire()

    @contextmanager
    def open(self, address: str = "127.0.0.1", port: int = 0) -> Iterator["NameServer"]:
        """Listen on a port of this machine, or of the network that the caller is in."""
        with socketserver.ThreadingTCPServer((address, port), _tcp(self)) as tcp:
            self.port = tcp.server_address[1]
            with socketserver.ThreadingUDPServer((address, self.port), _udp(self)) as udp:
                threads = [threading.Thread(target=one.serve_forever, args=(0.05,)) for one in (tcp, udp)]
                for thread in threads:
                    thread.start()
                try:
                    yield self
                finally:
                    tcp.shutdown()
                    udp.shutdown()
                    for thread in threads:
                        thread.join()


def _udp(server: NameServer) -> type[socketserver.BaseRequestHandler]:
    """Answer packets."""

    class Packets(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            data, way = self.request
            answer = server.answer(data, UDP_SIZE)
            if answer is not None:
                way.sendto(answer, self.client_address)

    return Packets


def _tcp(server: NameServer) -> type[socketserver.BaseRequestHandler]:
    """Answer on connections (RFC 1035 §4.2.2)."""

    class Connections(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            [size] = struct.unpack("!H", self.request.recv(2, socket.MSG_WAITALL))
            answer = server.answer(self.request.recv(size, socket.MSG_WAITALL), 65535)
            if answer is not None:
                self.request.sendall(struct.pack("!H", len(answer)) + answer)

    return Connections


def _quoted(text: str) -> str:
    """Write a text as records have it: pieces of at most 255 bytes."""
    pieces = [text[start : start + 255] for start in range(0, len(text), 255)] or [""]
    return " ".join('"' + piece.replace("\\", "\\\\").replace('"', '\\"') + '"' for piece in pieces)
