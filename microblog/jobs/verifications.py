"""Looking whether the pages that people name in their profiles lead back to them."""

import logging

from pyramid.request import Request

from ..actions.verifications import claim_links, link_of, record_links
from ..addresses import profile_url
from ..fetching import Fetcher, Refused, Target, Unreachable, read_page, same_site
from ..models import Account
from .done import NOTHING, Done
from .stopping import told_to_stop
from .strangers import OF_A_PAGE, PAGES, fetcher_of

log = logging.getLogger("microblog.verifications")

AT_ONCE = 20


def verify_links(request: Request) -> Done:
    """Look whether the pages that profiles name lead back, and write down which do."""
    fetcher, looked = fetcher_of(request), 0
    while looked < AT_ONCE and not told_to_stop.is_set() and (claimed := _claim(request)) is not None:
        id, home, targets = claimed
        found = {value: _leads_back(fetcher, target, home) for value, target in targets.items()}
        with request.tm:
            account = request.db.get(Account, id, with_for_update=True)
            if account is not None:
                record_links(account, found)
        looked += 1
    return Done(looked, f"looked at the links of {looked} people") if looked else NOTHING


def _claim(request: Request) -> tuple[int, str, dict[str, Target]] | None:
    """Take somebody's links to ourselves, with the address to which they are to lead; None if none wait."""
    with request.tm:
        account = claim_links(request.db)
        if account is None:
            return None
        targets = {row["value"]: target for row in account.fields if (target := link_of(row)) is not None}
        return account.id, profile_url(request, account), targets


def _leads_back(fetcher: Fetcher, target: Target, home: str) -> bool | None:
    """Whether a page leads to somebody's profile; None if it cannot be reached now.

    One that leads on to another site proves nothing: whoever can write an address can write one that does.
    """
    try:
        found = fetcher.fetch(target.url, PAGES, OF_A_PAGE)
        me = {_plain(address) for address in read_page(found).me}
        return same_site(target, found.target) and _plain(home) in me
    except Refused:
        return False
    except Unreachable:
        return None
    except Exception:  # whatever is wrong with one must not hold up the others
        log.exception("a link of a profile cannot be looked at")
        return None


def _plain(address: str) -> str:
    """The one form of an address of a profile."""
    return address.lower().rstrip("/")
