"""Whoever deploys learns within seconds that a release cannot start, and why."""

import os
import socketserver
import subprocess
import sys
import threading
from pathlib import Path

import pytest

PROGRAM = Path(__file__).parents[2] / "ansible" / "roles" / "microblog" / "files" / "ask_candidate.py"
SYSTEMCTL = "#!/bin/sh\necho {times}\n"
JOURNALCTL = "#!/bin/sh\nprintf 'uWSGI starts\\nTraceback\\nRuntimeError: rehearsed\\nbye\\n'\n"


@pytest.fixture
def machine(tmp_path):
    """A machine on which systemd has started the unit again so many times."""

    def make(times):
        for name, words in (("systemctl", SYSTEMCTL.format(times=times)), ("journalctl", JOURNALCTL)):
            (tmp_path / name).write_text(words)
            (tmp_path / name).chmod(0o755)
        return tmp_path

    return make


@pytest.fixture
def front(tmp_path):
    """A front server whose site is well from its third answer on."""
    asked = []

    class Handler(socketserver.StreamRequestHandler):
        def handle(self):
            asked.append(self.rfile.readline())
            while self.rfile.readline().strip():
                pass
            status, body = ("200 OK", b"OK 0.2") if len(asked) > 2 else ("502 Bad Gateway", b"away")
            self.wfile.write(f"HTTP/1.0 {status}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)

    path = tmp_path / "front.sock"
    with socketserver.UnixStreamServer(str(path), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield path
        server.shutdown()


def ask(machine, path, release="0.2"):
    """Ask on such a machine."""
    words = [sys.executable, str(PROGRAM), str(path), release, f"microblog-web@{release}.service"]
    environment = {**os.environ, "PATH": f"{machine}:{os.environ['PATH']}"}
    return subprocess.run(words, capture_output=True, text=True, env=environment, timeout=60)


def test_it_waits_until_the_release_is_well(machine, front):
    done = ask(machine(times=1), front)

    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "", "")


def test_one_that_ends_again_and_again_is_given_up_and_its_last_words_are_told(machine, tmp_path):
    done = ask(machine(times=4), tmp_path / "nobody.sock")

    assert (done.returncode, done.stdout) == (1, "it ended 4 times: RuntimeError: rehearsed\n")


def test_the_answer_of_another_release_is_none(machine, front):
    assert "it ended 3 times" in ask(machine(times=3), front, release="0.3").stdout
