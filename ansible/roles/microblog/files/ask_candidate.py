#!/usr/bin/env python3
"""Ask a release that has just been started whether it is well, until it says so: ask_candidate.py SOCKET RELEASE UNIT.

It has two minutes. One that ends again and again is not waited for: the last line that it wrote is the answer.
"""

import http.client
import socket
import subprocess
import sys
import time

PATIENCE = 120.0
OF_AN_ANSWER = 20.0
ENDS = 3
"""How often it may end before it is given up: once or twice, it may have come before what it needs."""


class Connection(http.client.HTTPConnection):
    """A connection to a UNIX socket."""

    def connect(self):
        """Connect."""
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.host)


def main(path, release, unit):
    """Ask; return nothing if it is well, and else a sentence."""
    end, said = time.monotonic() + PATIENCE, "it does not answer"
    while time.monotonic() < end:
        said = answer(path)
        if said.startswith("200 ") and release in said:
            return ""
        times = restarts(unit)
        if times >= ENDS:
            return f"it ended {times} times: {last_words(unit)}"
        time.sleep(1)
    return f"it was not well within {PATIENCE:.0f} seconds: {said}"


def answer(path):
    """What it says of its health: the status, and the first line."""
    connection = Connection(path, timeout=OF_AN_ANSWER)
    try:
        connection.request("GET", "/health", headers={"Host": "candidate"})
        response = connection.getresponse()
        return f"{response.status} {response.read(4000).decode(errors='replace').strip().splitlines()[:1]}"
    except (OSError, http.client.HTTPException) as fault:
        return f"it does not answer: {fault}"
    finally:
        connection.close()


def restarts(unit):
    """How often systemd has started it again."""
    return int(wrote("systemctl", "show", "--value", "--property=NRestarts", unit) or 0)


def last_words(unit):
    """The last thing that it wrote which says what is wrong."""
    said = wrote("journalctl", "--quiet", "--no-pager", "--output=cat", "--lines=200", f"--unit={unit}")
    lines = [line.strip() for line in said.splitlines()]
    return ([line for line in lines if "error" in line.lower()] or lines or ["it wrote nothing"])[-1][:400]


def wrote(*command):
    """What a program writes."""
    return subprocess.run(command, capture_output=True, text=True).stdout.strip()  # noqa: S603


if __name__ == "__main__":
    trouble = main(*sys.argv[1:])
    print(trouble)  # noqa: T201
    sys.exit(1 if trouble else 0)
