#!/usr/bin/python3
"""Look whether all is well on this machine, and write a letter when something begins to be wrong, and when it ends.

Started by a timer every few minutes; Python's standard library will do. A letter tells of each trouble once: what was
told is kept in a file, and a letter that does not leave is written again the next time.
"""

import csv
import http.client
import json
import os
import smtplib
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

CONFIG = Path("/etc/microblog/watch.json")
TIMEOUT = 20

Troubles = dict[str, str]
"""What is wrong: a name that stays the same while it lasts, and a sentence."""


@dataclass
class Known:
    """A trouble that was seen before."""

    said: str
    since: str
    seen: int = 1
    """How often in a row."""
    missed: int = 0
    """How often in a row it was not seen any more."""
    told: bool = False


def main(config_path: Path = CONFIG) -> int:
    """Look, compare with what was known, and write if there is any news."""
    config = json.loads(config_path.read_text(encoding="utf-8"))
    state = Path(config["state"])
    troubles = dict(look(config))
    for said in troubles.values():
        print(said, flush=True)  # noqa: T201
    known, begun, ended = compare(read(state), troubles, patience=config["patience"], now=datetime.now(UTC))
    if begun or ended:
        try:
            send(config, begun, ended, known)
        except OSError as fault:  # of the network, or of the mail host
            print(f"The letter did not leave: {fault}", file=sys.stderr, flush=True)  # noqa: T201
            return 1
    write(state, known)
    return 0


def compare(
    known: dict[str, Known], troubles: Troubles, *, patience: int, now: datetime
) -> tuple[dict[str, Known], list[Known], list[Known]]:
    """Tell what is known from now on, which troubles have begun, and which have ended.

    One begins, and ends, only once it was seen, or missed, several times in a row: a deploy is no news.
    """
    after: dict[str, Known] = {}
    begun, ended = [], []
    for name, said in troubles.items():
        old = known.get(name)
        one = Known(said, old.since, old.seen + 1, 0, old.told) if old else Known(said, f"{now:%Y-%m-%d %H:%M} UTC")
        if one.seen >= patience and not one.told:
            one.told = True
            begun.append(one)
        after[name] = one
    for name, old in known.items():
        if name not in troubles:
            missed = old.missed + 1
            if old.told and missed < patience:
                after[name] = Known(old.said, old.since, old.seen, missed, told=True)
            elif old.told:
                ended.append(old)
    return after, begun, ended


def look(config: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Look everywhere."""
    for path in config["pages"]:
        yield from look_at_page(config, path)
    for folder in config["folders"]:
        yield from look_at_disk(Path(folder), config["disk_percent"])
    if config.get("certificate"):
        yield from look_at_certificate(Path(config["certificate"]), config["certificate_days"])
    if config.get("archive"):
        yield from look_at_archive(Path(config["archive"]), config["archive_files"])
    if config.get("balancer"):
        yield from look_at_web_hosts(config["balancer"])
    if config.get("cluster"):
        yield from look_at_cluster(config["cluster"])
    yield from look_at_units()
    if config["reboot"] and Path("/run/reboot-required").exists():
        yield "reboot", "An update wants the machine to be restarted (/run/reboot-required)."


def look_at_page(config: dict[str, Any], path: str) -> Iterator[tuple[str, str]]:
    """Ask the site, through the front server of this machine."""
    try:
        status, body = ask(config, path)
    except (OSError, http.client.HTTPException) as fault:
        yield f"page {path}", f"{path} does not answer: {fault}."
        return
    if status != 200:
        yield f"page {path}", f"{path} answers {status}: {_reasons(body)}"


def ask(config: dict[str, Any], path: str) -> tuple[int, bytes]:
    """Ask for a page. Whether the certificate is good is asked elsewhere: here it may be anybody's."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    plain = socket.create_connection((config["address"], config["port"]), TIMEOUT)
    with context.wrap_socket(plain, server_hostname=config["domain"]) as connection:
        connection.settimeout(TIMEOUT)
        asking = http.client.HTTPSConnection(config["domain"], timeout=TIMEOUT)
        asking.sock = connection
        asking.request("GET", path, headers={"User-Agent": "microblog-watch"})
        answer = asking.getresponse()
        return answer.status, answer.read(65536)


def _reasons(body: bytes) -> str:
    """Take from an answer why nothing is well."""
    try:
        return " ".join(json.loads(body)["troubles"])
    except (ValueError, KeyError, TypeError):
        return body[:200].decode("utf-8", "replace").strip().replace("\n", " ") or "(nothing)"


def look_at_disk(folder: Path, percent: int) -> Iterator[tuple[str, str]]:
    """Ask how full the disk of a folder is, in bytes and in files."""
    try:
        disk = os.statvfs(folder)
    except OSError:
        return
    for what, all, free in (("room", disk.f_blocks, disk.f_bavail), ("inodes", disk.f_files, disk.f_favail)):
        if all and 100 * (all - free) / all >= percent:
            yield f"disk {folder} {what}", f"The disk of {folder} is filled to {percent} % ({what}) or more."


def look_at_certificate(path: Path, days: int) -> Iterator[tuple[str, str]]:
    """Ask for how long the certificate is good."""
    words = ["openssl", "x509", "-noout", "-enddate", "-dateopt", "iso_8601", "-in", str(path)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)  # noqa: S603 - the words are ours
    if done.returncode:
        yield "certificate", f"The certificate {path} cannot be read."
        return
    ends = datetime.fromisoformat(done.stdout.strip().partition("=")[2].replace("Z", "+00:00"))
    if (ends - datetime.now(UTC)).days < days:
        yield "certificate", f"The certificate ends on {ends:%Y-%m-%d}, and was not renewed."


def look_at_archive(folder: Path, files: int) -> Iterator[tuple[str, str]]:
    """Count the files of WAL that wait to be archived."""
    try:
        waiting = sum(name.endswith(".ready") for name in os.listdir(folder))
    except OSError:
        return
    if waiting > files:
        yield "archive", "The database's changes do not reach the backup; the log of PostgreSQL tells why."


def look_at_web_hosts(path: str) -> Iterator[tuple[str, str]]:
    """Ask haproxy, by its socket, how the web hosts are that it leads visitors to."""
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(TIMEOUT)
        try:
            line.connect(path)
            line.sendall(b"show stat\n")
            rows = list(csv.DictReader(line.makefile()))
        except OSError as fault:
            yield "balancer", f"haproxy does not answer: {fault}."
            return
    for row in rows:
        host, state = row["svname"], row["status"]
        if row["# pxname"] == "well" and host not in ("FRONTEND", "BACKEND") and not state.startswith("UP"):
            yield f"web host {host}", f"{host} is not well, as the balancer sees it ({state}, {row['check_status']})."


def look_at_cluster(config: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Ask this machine's Patroni how the members of the database's cluster fare."""
    context = ssl.create_default_context(cafile=config["known"])
    context.load_cert_chain(config["certificate"], config["key"])
    asking = http.client.HTTPSConnection(config["address"], config["port"], timeout=TIMEOUT, context=context)
    try:
        asking.request("GET", "/cluster")
        members = json.loads(asking.getresponse().read())["members"]
    except (OSError, http.client.HTTPException, ValueError, KeyError) as fault:
        yield "cluster", f"Patroni does not tell how the cluster fares: {fault}."
        return
    finally:
        asking.close()
    yield from judge_cluster(members, config["member"], config["members"])


def judge_cluster(members: list[dict[str, Any]], me: str, names: list[str]) -> Iterator[tuple[str, str]]:
    """Say what is wrong with a member; the primary speaks for those who cannot."""
    states = {one["name"]: one["state"] for one in members}
    leader = next((one["name"] for one in members if one["role"] == "leader"), "")
    if not leader:
        yield "cluster", "The cluster of the database has no primary: nothing can be written."
    for name in names if leader == me else [me]:
        if states.get(name) not in ("running", "streaming"):
            yield f"member {name}", f"{name} does not follow the primary of the database: {states.get(name, 'gone')}."


def look_at_units() -> Iterator[tuple[str, str]]:
    """Ask which units have failed."""
    words = ["systemctl", "list-units", "--failed", "--plain", "--no-legend", "--no-pager"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)  # noqa: S603 - the words are ours
    for line in done.stdout.splitlines():
        if line.strip():
            unit = line.split()[0]
            yield f"unit {unit}", f"{unit} has failed; `journalctl -u {unit}` tells why."


def send(config: dict[str, Any], begun: list[Known], ended: list[Known], known: dict[str, Known]) -> None:
    """Write one letter about all that is new."""
    letter = EmailMessage()
    first = (begun or ended)[0]
    letter["Subject"] = f"[{config['machine']}] {first.said if begun else f'Over: {first.said}'}"[:200]
    letter["From"], letter["To"] = config["sender"], config["to"]
    letter["Auto-Submitted"] = "auto-generated"
    lasting = [one for one in known.values() if one.told and one not in begun]
    parts = [("This is wrong now:", begun), ("This is over:", ended), ("This is still wrong:", lasting)]
    lines = [
        f"{head}\n" + "".join(f"  * {one.said} (since {one.since})\n" for one in some) for head, some in parts if some
    ]
    letter.set_content("\n".join([*lines, f"{config['machine']}, {datetime.now(UTC):%Y-%m-%d %H:%M} UTC\n"]))
    deliver(letter, config["mail_host"].split(","), config["mail_port"])


def deliver(letter: EmailMessage, hosts: list[str], port: int) -> None:
    """Give a letter to the first mail host that takes it: another may be what the letter is about."""
    for host in hosts:
        try:
            with smtplib.SMTP(host, port, timeout=TIMEOUT) as line:
                line.send_message(letter)
            return
        except OSError:
            if host == hosts[-1]:
                raise


def read(path: Path) -> dict[str, Known]:
    """Read what was known; what cannot be read is as good as nothing."""
    try:
        return {name: Known(**one) for name, one in json.loads(path.read_text(encoding="utf-8")).items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def write(path: Path, known: dict[str, Known]) -> None:
    """Keep what is known."""
    made = path.with_suffix(".new")
    made.write_text(json.dumps({name: asdict(one) for name, one in known.items()}, indent=1) + "\n", encoding="utf-8")
    made.replace(path)


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:])))
