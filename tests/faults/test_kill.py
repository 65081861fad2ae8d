"""kill -9 of the website, at any moment: what was accepted is there, with everything it promised."""

import http.client
import os
import random
import signal
import threading
import time
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from microblog.models import Post, Reason
from tests.conftest import ini_of
from tests.making import make_account
from tests.processes import website, write_ini
from tests.visitor import PASSWORD


class Client:
    """Somebody who writes as fast as the site takes it, on one kept connection."""

    def __init__(self, address: str) -> None:
        self.host = urlsplit(address).netloc
        self.cookies: dict[str, str] = {}
        self.connection = http.client.HTTPConnection(self.host, timeout=10)

    def send(self, method: str, path: str, **fields: str) -> tuple[int, str]:
        """Send a request; return its status and body."""
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
        self.connection.request(method, path, urlencode(fields) if fields else None, headers)
        response = self.connection.getresponse()
        for header in response.headers.get_all("Set-Cookie") or []:
            name, _, value = header.split(";")[0].partition("=")
            self.cookies[name] = value
        return response.status, response.read().decode()

    def token(self) -> str:
        """Get a form token."""
        return self.send("GET", "/login")[1].split('name="csrf_token" value="')[1].split('"')[0]


def write_until_it_ends(address: str, name: str, accepted: list[str], started: threading.Event) -> None:
    """Publish numbered posts, and note down each that was accepted, until the site is gone."""
    client = Client(address)
    try:
        client.send("POST", "/login", csrf_token=client.token(), name=name, password=PASSWORD)
        token = client.token()
        for number in range(10_000):
            text = f"{name} writes {number} to @reader"
            status, _ = client.send("POST", "/compose", csrf_token=token, text=text)
            if status == 303:
                accepted.append(text)
                started.set()
    except (OSError, http.client.HTTPException):
        return


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_no_accepted_post_and_no_promised_letter_is_lost(
    db: Session, engine: Engine, database_url: str, tmp_path: Path, seed: int
) -> None:
    for name in ("reader", "ann", "bob"):
        make_account(db, name)
    ini = write_ini(tmp_path, ini_of(database_url))
    accepted: list[str] = []
    started = threading.Event()

    with website(ini, tmp_path / "log") as (address, process):
        words = [(address, name, accepted, started) for name in ("ann", "bob")]
        writers = [threading.Thread(target=write_until_it_ends, args=one) for one in words]
        for writer in writers:
            writer.start()
        assert started.wait(20)
        time.sleep(random.Random(seed).uniform(0.1, 0.8))
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        for writer in writers:
            writer.join()

    with website(ini, tmp_path / "log") as (address, _):
        assert Client(address).send("GET", "/@ann")[0] == 200
    with Session(engine) as session:
        kept = set(session.scalars(select(Post.text)))
        promised = set(session.scalars(select(Post.text).join(Reason, Reason.post_id == Post.id)))
    assert accepted
    assert set(accepted) <= kept
    assert kept == promised
