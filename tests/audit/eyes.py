"""Every page in every look, by axe-core and by what it does not ask for."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

from .findings import Finding, Outcome
from .modules import MODULES
from .town import BACKWARDS, PATIENCE, Town, log_in

HERE = Path(__file__).parent
AXE = MODULES / "axe-core/axe.min.js"
SHIFTS = """() => new Promise(tell => {
    let sum = 0
    new PerformanceObserver(list => list.getEntries().forEach(one => sum += one.value))
        .observe({ type: "layout-shift", buffered: true })
    requestAnimationFrame(() => setTimeout(() => tell(sum), 50))
})"""
PLAIN = {
    "color_scheme": "light",
    "forced_colors": "none",
    "contrast": "no-preference",
    "reduced_motion": "no-preference",
}
"""What somebody wants who wants nothing in particular."""
WIDE, ZOOMED, NARROW = 1280, 640, 320


@dataclass(frozen=True)
class Look:
    """How somebody looks at a page."""

    name: str
    width: int = WIDE
    media: tuple[tuple[str, str], ...] = ()
    fingers: bool = False


LIGHT = Look("light")
LOOKS = [
    LIGHT,
    Look("dark", media=(("color_scheme", "dark"),)),
    Look("forced colours", media=(("forced_colors", "active"),)),
    Look("forced colours, dark", media=(("forced_colors", "active"), ("color_scheme", "dark"))),
    Look("more contrast", media=(("contrast", "more"),)),
    Look("more contrast, dark", media=(("contrast", "more"), ("color_scheme", "dark"))),
    Look("320 px", NARROW, (("reduced_motion", "reduce"),), fingers=True),
    Look("320 px, dark", NARROW, (("color_scheme", "dark"),)),
    Look("200 % zoom", ZOOMED),
]
MIRRORED = [Look("right to left"), Look("right to left, 320 px", NARROW, fingers=True)]


def look_at_all(browser: Browser, town: Town, only: str = "") -> Outcome:
    """Look at every page, as a stranger and as somebody of the town, from left to right and from right to left."""
    outcome = Outcome()
    for language, looks in (("en", LOOKS), (BACKWARDS, MIRRORED)):
        for member in (False, True):
            context = browser.new_context(base_url=town.address, locale=language)
            context.set_default_timeout(PATIENCE)
            if member:
                log_in(context)
            for name, path in town.named(only).items():
                _look_at(context, f"{name}{' (signed in)' if member else ''}", path, looks, outcome)
            context.close()
    return outcome


def _look_at(context: BrowserContext, name: str, path: str, looks: list[Look], outcome: Outcome) -> None:
    """Look at one page in several looks; what is no page is left out."""
    page = context.new_page()
    answer = page.goto(path) if _is_page(context, path) else None
    if answer is not None and page.url.partition("?")[0].endswith(path.partition("?")[0]):
        for look in looks:
            outcome.looked(name)
            for rule, where in _see(page, look):
                outcome.add(Finding(rule, where, look.name, name))
        page.keyboard.press("Tab")
        for rule, where in page.evaluate((HERE / "focus.js").read_text("utf-8")):
            outcome.add(Finding(rule, where, "any", name))
    page.close()


def _is_page(context: BrowserContext, path: str) -> bool:
    """Whether an address leads to a page of ours, and not to a file or a feed."""
    answer = context.request.get(path, max_redirects=0)
    return answer.headers.get("content-type", "").startswith("text/html") and answer.status in (200, 404)


def _see(page: Page, look: Look) -> Iterator[tuple[str, str]]:
    """Look at a page once, and name what is wrong: a rule, and where it is broken."""
    page.emulate_media(**{**PLAIN, **dict(look.media)})  # type: ignore[arg-type]
    page.set_viewport_size({"width": look.width, "height": 800})
    if look.name in (LIGHT.name, MIRRORED[0].name) and page.evaluate(SHIFTS) > 0:
        yield "moves while it is loaded", f"by {page.evaluate(SHIFTS):.3f}"
    yield from page.evaluate((HERE / "look.js").read_text("utf-8"), {"fingers": look.fingers})
    page.evaluate(AXE.read_text("utf-8"))
    seen: dict[str, Any] = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    for violation in seen["violations"]:
        for node in violation["nodes"]:
            yield f"axe: {violation['id']}", f"{node['html'][:140]} {node.get('failureSummary', '')[:200]}"
