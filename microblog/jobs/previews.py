"""Looking at the pages that posts link to."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from pyramid.request import Request

from ..actions.previews import claim_preview, record_absence, record_card, record_refusal
from ..fetching import Fetcher, Page, Refused, Target, Unreachable, read_page
from ..media import BadPicture, Workshop, make_small
from ..models import Card, CardPicture, Preview
from ..text import one_line, summary
from .done import NOTHING, Done
from .stopping import told_to_stop
from .strangers import OF_A_PAGE, OF_A_PICTURE, PAGES, PICTURES, fetcher_of

log = logging.getLogger("microblog.previews")

AT_ONCE = 50
TITLE, DESCRIPTION, NAME, ALT = 150, 300, 80, 500
"""How many characters of each are kept."""
LEAST = 48
"""How many points a picture must be wide and high; smaller ones count visitors, or are signs."""


def fetch_previews(request: Request) -> Done:
    """Look at the pages that posts link to, and write down what they say of themselves."""
    fetcher, looked = fetcher_of(request), 0
    while looked < AT_ONCE and not told_to_stop.is_set() and (claimed := _claim(request)) is not None:
        _look(request, fetcher, *claimed)
        looked += 1
    return Done(looked, f"looked at {looked} pages") if looked else NOTHING


def _claim(request: Request) -> tuple[int, str] | None:
    """Take a page to ourselves; None if none waits."""
    with request.tm:
        preview = claim_preview(request.db)
        return (preview.id, preview.url) if preview is not None else None


def _look(request: Request, fetcher: Fetcher, id: int, url: str) -> None:
    """Look at one page and write down what there is. No transaction is open while we wait for others."""
    try:
        if url.startswith(request.registry.settings["microblog"].site.url + "/"):
            raise Refused("it is our own")
        _record(request, id, record_card, _card(request, fetcher, url))
    except Refused as why:
        _record(request, id, record_refusal, str(why))
    except Unreachable as why:
        _record(request, id, record_absence, str(why))
    except Exception:  # whatever is wrong with one must not hold up the others
        log.exception("the page %s cannot be looked at", id)
        _record(request, id, record_absence, "something went wrong here")


def _card(request: Request, fetcher: Fetcher, url: str) -> Card:
    """Make what is to be shown of a page."""
    found = fetcher.fetch(url, PAGES, OF_A_PAGE)
    page = read_page(found)
    title = summary(page.title, TITLE)
    if not title:
        raise Refused("it has no title")
    return Card(
        url=url,
        title=title,
        description=summary(page.description, DESCRIPTION),
        site=summary(page.site_name, NAME) or _name_of(found.target),
        author=summary(page.author, NAME),
        language=_language(page.language),
        published=_moment(page.published),
        picture=_picture(request, fetcher, page),
    )


def _picture(request: Request, fetcher: Fetcher, page: Page) -> CardPicture | None:
    """Make a small picture of the one that stands for a page; None if there is none that can be had."""
    if not page.picture:
        return None
    workshop = Workshop.of(request.registry.settings["microblog"].media)
    try:
        data = fetcher.fetch(page.picture, PICTURES, OF_A_PICTURE).data
        small, blurhash = make_small(data, pixels=workshop.pixels)
    except (Refused, Unreachable, BadPicture):
        return None
    if min(small.width, small.height) < LEAST:
        return None
    name = workshop.storage.keep(small.data, small.suffix)
    return CardPicture(name, small.width, small.height, blurhash, summary(page.picture_words, ALT))


def _record(request: Request, id: int, what: Callable[..., None], fact: Any) -> None:
    """Write down what became of a page, if anybody still links to it."""
    with request.tm:
        preview = request.db.get(Preview, id, with_for_update=True)
        if preview is not None:
            what(preview, fact)


def _name_of(target: Target) -> str:
    """What a site is called that gives itself no name."""
    return target.host.removeprefix("www.")


def _language(code: str) -> str:
    """Read the code of a language; empty if it is none."""
    code = one_line(code)[:20].partition("-")[0].lower()
    return code if 2 <= len(code) <= 3 and code.isascii() and code.isalpha() else ""


def _moment(written: str) -> str:
    """Read a moment; empty if it is none."""
    try:
        moment = datetime.fromisoformat(one_line(written)[:40])
        return (moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)).isoformat()
    except (ValueError, OverflowError):
        return ""
