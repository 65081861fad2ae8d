"""How much a page weighs on its way, and how often it asks."""

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Response

from microblog.assets import bundles
from tests.processes import ROOT
from tests.site.test_scripts import minified

from .town import LEVEL, PATIENCE, Town, log_in

KB = 1024
PAGES = {"home": "/", "public": "/public", "profile": "/@ada", "post": "", "compose": "/compose"}
"""What is weighed, and which of it are twenty posts."""
TIMELINES = ("home", "public", "profile")

MOST_HTML = 14 * KB
MOST_PAGE = 30 * KB
MOST_REQUESTS = 5
MOST_SCRIPT = 20 * KB


@dataclass
class Weight:
    """What came over the wire for a page, but for pictures of people and posts."""

    page: str
    posts: int = 0
    html: int = 0
    whole: int = 0
    requests: int = 0
    strangers: int = 0
    """How many requests went to others."""

    def faults(self) -> Iterator[str]:
        """Say what is too much."""
        if self.posts >= 20 and self.html > MOST_HTML:  # of a timeline
            yield f"{self.page}: {self.html} bytes of HTML"
        if self.whole > MOST_PAGE:
            yield f"{self.page}: {self.whole} bytes"
        if self.requests > MOST_REQUESTS:
            yield f"{self.page}: {self.requests} requests"
        if self.strangers:
            yield f"{self.page}: {self.strangers} requests to others"


def weigh(browser: Browser, town: Town) -> list[Weight]:
    """Weigh the pages that are opened most."""
    weights = []
    for member in (False, True):
        context = browser.new_context(base_url=town.address)
        context.set_default_timeout(PATIENCE)
        if member:
            log_in(context)
        for name, path in PAGES.items():
            if member or name != "compose":
                where = f"{name}{' (signed in)' if member else ''}"
                weights.append(_weight(context, where, path or town.pages["post"]))
        context.close()
    return weights


def _weight(context: BrowserContext, name: str, path: str) -> Weight:
    """Open a page as for the first time, and add up what comes."""
    weight, came, page = Weight(name), list[Response](), context.new_page()
    page.on("response", lambda response: came.append(response))  # playwright writes on what it is given
    page.goto(path, wait_until="networkidle")
    weight.posts = page.locator("article.post").count()
    here = urlsplit(page.url).netloc
    for one in came:
        weight.strangers += urlsplit(one.url).netloc != here
        if one.request.resource_type != "image":
            size = len(gzip.compress(one.body(), LEVEL))
            weight.requests += 1
            weight.whole += size
            weight.html += size if one.request.resource_type == "document" else 0
    page.close()
    return weight


def own_script() -> int:
    """How many bytes of script are our own, about as a minifier would write them."""
    root = ROOT / "microblog/site/static"
    own = (part for part in bundles(root)["site.js"] if not part.startswith("vendor/"))
    return sum(len(minified((root / part).read_text("utf-8")).encode()) for part in own)
