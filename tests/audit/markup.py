"""The HTML of every page, read by the validator of the W3C (vnu)."""

import json
import re
import subprocess
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from .findings import Finding, Outcome
from .modules import AUDIT, MODULES
from .town import Town, log_in

VNU = MODULES / "vnu-jar/build/dist/vnu.jar"


def read_all(browser: Browser, town: Town, only: str = "") -> Outcome:
    """Let the validator read every page, as strangers get it and as somebody of the town does."""
    folder, outcome = AUDIT / "pages", Outcome()
    folder.mkdir(parents=True, exist_ok=True)
    written: dict[str, str] = {}
    for member in (False, True):
        context = browser.new_context(base_url=town.address)
        if member:
            log_in(context)
        for name, path in town.named(only).items():
            answer = context.request.get(path, max_redirects=0)
            if answer.status not in (200, 404):
                continue
            if answer.headers.get("content-type", "").startswith("text/html"):
                shown = f"{name}{' (signed in)' if member else ''}"
                file = folder / f"{re.sub('[^a-z]+', '-', shown)}.html"
                file.write_bytes(answer.body())
                written[file.name] = shown
                outcome.looked(shown)
        context.close()
    for message in _judged([folder / name for name in written]):
        file = Path(message["url"].removeprefix("file:")).name
        where = f"{message['message']} {message.get('extract', '')[:140]!r}"
        outcome.add(Finding(message.get("subType") or message["type"], where, "HTML", written[file]))
    return outcome


def _judged(files: list[Path]) -> list[dict[str, Any]]:
    """What the validator says of some files: errors and warnings."""
    words = ["java", "-jar", str(VNU), "--format", "json", "--exit-zero-always", *map(str, files)]
    done = subprocess.run(words, capture_output=True, text=True, check=True, timeout=600)
    return [one for one in json.loads(done.stderr)["messages"] if one["type"] == "error" or "subType" in one]
