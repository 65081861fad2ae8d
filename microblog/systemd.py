"""What systemd is told by the programs that it runs (sd_notify(3)); nothing, where it does not run them.

Run as a file of its own it watches the website: `python -I systemd.py`, started by uWSGI beside its workers. uWSGI
tells systemd that it began, and never again that it lives. So this asks for /health through the very socket that the
front server uses (WEB_SOCKET), and passes on that an answer came, whichever: a database that is away is no reason to
begin anew. If none comes for so long as the unit allows (WatchdogSec=), systemd ends the website and starts it again.
"""

import os
import socket
import struct
import time

READY = "READY=1"
ALIVE = "WATCHDOG=1"

TRIES = 4
"""How often we ask within the time that systemd waits."""


def main() -> None:
    """Ask, tell, and wait, for ever."""
    seconds, path = patience(), os.environ.get("WEB_SOCKET")
    while True:
        if seconds and path and answers(path, seconds / 2):
            tell(ALIVE)
        time.sleep((seconds or 3600) / TRIES)


def tell(word: str) -> None:
    """Tell systemd something, if it wants to know; one that does not listen is no reason to stop."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as way:
        try:
            way.connect(f"\0{address[1:]}" if address.startswith("@") else address)
            way.send(word.encode())
        except OSError:
            pass


def patience() -> float | None:
    """Tell after how many seconds without a word systemd takes us for dead; None if it does not watch."""
    try:
        return int(os.environ.get("WATCHDOG_USEC", "")) / 1_000_000 or None
    except ValueError:
        return None


def answers(path: str, seconds: float) -> bool:
    """Whether the website behind a UNIX socket answers at all."""
    try:
        with socket.socket(socket.AF_UNIX) as way:
            way.settimeout(seconds)
            way.connect(path)
            way.sendall(question())
            answer = b"".join(iter(lambda: way.recv(4096), b""))  # to its end, or uWSGI would complain
            return answer.startswith(b"HTTP/")
    except OSError:
        return False


def question() -> bytes:
    """Put together a request for /health, in the protocol of uWSGI: lengths and words, nothing to be escaped."""
    facts = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": "/health",
        "SCRIPT_NAME": "",
        "QUERY_STRING": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "localhost",
        "REMOTE_ADDR": "127.0.0.1",
    }
    words = [word.encode() for pair in facts.items() for word in pair]
    body = b"".join(struct.pack("<H", len(word)) + word for word in words)
    return struct.pack("<BHB", 0, len(body), 0) + body


if __name__ == "__main__":
    main()
