"""`make audit`: look at every page, and write docs/audit.md.

ONLY=eyes, markup, sizes, lighthouse or pictures takes one part; words behind it, only the pages in whose names one
of them stands, and then nothing is written. AGAIN=1 takes the town of the time before.
"""

import os
import sys
import time
from collections.abc import Callable

import click
from playwright.sync_api import Browser, sync_playwright

from tests.browser.conftest import FLAGS
from tests.conftest import CHROMIUM

from . import eyes, lighthouse, markup, pictures, report, sizes
from .findings import Outcome
from .modules import AUDIT
from .town import Town, town

Verdict = tuple[str, str, bool]
"""The title of a part, what it saw, and whether that is good."""


def main() -> int:
    """Run the parts that are wanted; fail if something is wrong."""
    part, _, only = os.environ.get("ONLY", "").partition(" ")
    assert part in ("", *PARTS), f"The parts are {', '.join(PARTS)}."
    good = True
    with town(AUDIT / "town", again=bool(os.environ.get("AGAIN"))) as place, sync_playwright() as playwright:
        for name in [part] if part else PARTS:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            start = time.monotonic()
            title, words, fine = PARTS[name](browser, place, only)
            browser.close()
            click.echo(f"{title}\n\n{words}\n")
            good = good and fine
            if not only and title:
                report.keep(name, title, words, time.monotonic() - start)
    report.write(PARTS)
    return 0 if good else 1


def _eyes(browser: Browser, place: Town, only: str) -> Verdict:
    """Every page in every look."""
    outcome = eyes.look_at_all(browser, place, only)
    looks = ", ".join(look.name for look in [*eyes.LOOKS, *eyes.MIRRORED])
    by = report.versions(["axe-core"])["axe-core"]
    words = f"""\
axe-core {by} (all its rules, also those of good practice) and our own eyes (`tests/audit/look.js`, `focus.js`: nothing
beside the page, nothing smaller than 44 px for a finger but links within sentences, focus that shows, nothing that
moves while it is loaded or where motion is not wanted) saw {len(outcome.pages)} pages,
{sum(outcome.pages.values())} times in all: {looks}. The window has 1280 px where nothing else is said; at 200 % zoom
that is one of 640 px."""
    return "Accessibility", f"{words}\n\n{_told(outcome)}", not outcome.findings


def _markup(browser: Browser, place: Town, only: str) -> Verdict:
    """The HTML of every page."""
    outcome = markup.read_all(browser, place, only)
    words = (
        f"The validator of the W3C (vnu-jar {report.versions(['vnu-jar'])['vnu-jar']}) read {len(outcome.pages)} pages."
    )
    return "HTML", f"{words}\n\n{_told(outcome)}", not outcome.findings


def _sizes(browser: Browser, place: Town, only: str) -> Verdict:
    """What pages weigh."""
    weights, script = sizes.weigh(browser, place), sizes.own_script()
    faults = [fault for weight in weights for fault in weight.faults()]
    faults += [f"our own script: {script} bytes"] * (script > sizes.MOST_SCRIPT)
    rows = [(one.page, one.posts, _kb(one.html), _kb(one.whole), one.requests, one.strangers) for one in weights]
    head = ["Page", "Posts", "HTML", "Without pictures", "Requests for that", "To others"]
    html, whole, most = (_kb(size) for size in (sizes.MOST_HTML, sizes.MOST_PAGE, sizes.MOST_SCRIPT))
    words = f"""\
In KB (1024 bytes), each file by gzip as nginx does it, on a first visit. The HTML of 20 posts may be {html} KB, a page
without pictures {whole} KB in {sizes.MOST_REQUESTS} requests, and our own script, minified, {most} KB: it is
{_kb(script)} KB."""
    return "Size", f"{words}\n\n{report.table(head, rows)}\n\n{_list(faults)}", not faults


def _lighthouse(browser: Browser, place: Town, only: str) -> Verdict:
    """What Lighthouse thinks."""
    opinions = lighthouse.ask_all(browser, place, only)
    names = list(lighthouse.LEAST)
    rows = [(one.page, one.form, *(one.scores[name] for name in names)) for one in opinions]
    faults = [f"{one.page} on a {one.form}: {'; '.join(one.against)}" for one in opinions if not one.good]
    by = report.versions(["lighthouse"])["lighthouse"]
    words = f"""\
Lighthouse {by}, with the slow connection and processor that it pretends (`phone`: Slow 4G, 4 times slower). At least
{", ".join(f"{least} for {name}" for name, least in lighthouse.LEAST.items())}."""
    return "Lighthouse", f"{words}\n\n{report.table(['Page', 'On', *names], rows)}\n\n{_list(faults)}", not faults


def _pictures(browser: Browser, place: Town, only: str) -> Verdict:
    """Pictures of the main pages, for the README."""
    return "", f"{pictures.take_all(browser, place, only)} pictures are in docs/images.", True


PARTS: dict[str, Callable[[Browser, Town, str], Verdict]] = {
    "eyes": _eyes,
    "markup": _markup,
    "sizes": _sizes,
    "lighthouse": _lighthouse,
    "pictures": _pictures,
}


def _kb(count: int) -> str:
    """Bytes in KB."""
    return f"{count / sizes.KB:.1f}"


def _told(outcome: Outcome) -> str:
    """Say what is wrong, or that nothing is."""
    return _list(outcome.told())


def _list(faults: list[str]) -> str:
    """List what is wrong, or say that nothing is."""
    return "\n".join(f"* {fault}" for fault in faults) or "**Nothing is wrong.**"


if __name__ == "__main__":
    sys.exit(main())
