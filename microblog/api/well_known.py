"""What stands at well-known addresses: who is behind a name, where that can be asked, and whether all is well."""

import re

from pyramid.request import Request
from pyramid.response import Response

from ..addresses import profile_url, site_url
from ..errors import NotFound, Refusal
from ..models import Account
from ..queries.accounts import account_named
from ..schema import Shape, revision_of
from .contract import api_view
from .entities.webfinger import Webfinger, WebfingerLink
from .given import Given, Words
from .place import domain_of, keep_a_while
from .things import MISSING

PROFILE_PAGE = "http://webfinger.net/rel/profile-page"
MIGRATED = "The database was changed in a way that this version of the program cannot live with. Install the newer one."
HOST_META = """\
<?xml version="1.0" encoding="UTF-8"?>
<XRD xmlns="http://docs.oasis-open.org/ns/xri/xrd-1.0">
  <Link rel="lrdd" template="{url}/.well-known/webfinger?resource={{uri}}"/>
</XRD>
"""


class WebfingerQuery(Given):
    """Whom to look for."""

    resource: Words = ""
    """acct:name@host, or the address of a profile."""


@api_view(
    "webfinger",
    "GET",
    permission="public",
    takes=WebfingerQuery,
    returns=Webfinger,
    refuses=(404, 422),
)
def webfinger(_context: object, request: Request) -> Webfinger:
    """Tell who stands behind a name (RFC 7033)."""
    account = _account(request, request.given.resource)
    keep_a_while(request)
    profile = profile_url(request, account)
    return Webfinger(
        subject=f"acct:{account.username}@{domain_of(request)}",
        aliases=[profile],
        links=[WebfingerLink(rel=PROFILE_PAGE, type="text/html", href=profile)],
    )


@api_view("host_meta", "GET", permission="public", returns={200: "application/xrd+xml"})
def host_meta(_context: object, request: Request) -> Response:
    """Tell where names can be looked up (RFC 6415)."""
    document = HOST_META.format(url=site_url(request))
    return Response(document, content_type="application/xrd+xml", charset="utf-8", cache_control="public, max-age=300")


@api_view("health", "GET", permission="public", returns={200: "text/plain", 503: "text/plain"})
def health(_context: object, request: Request) -> Response:
    """Tell whether all is well: the answer has been to the database and back, and found it as this version can use it.

    Behind the word stands the name of the release, where there is one. How the scheduler fares, `/health/jobs` tells.
    """
    connection, release = request.db.connection(), request.registry.settings["microblog"].site.release
    shape = request.registry.get("shape") or Shape(revision_of(connection), frozenset())
    words, status = (f"OK {release}".rstrip(), 200) if shape.suits(connection) else (MIGRATED, 503)
    return Response(words, status=status, content_type="text/plain", charset="utf-8", cache_control="no-store")


def _account(request: Request, resource: str) -> Account:
    """Find whom a resource names. Those of other places are not ours to tell of."""
    if not resource:
        raise Refusal("Say whom you look for: ?resource=acct:name@host")
    domain, url = re.escape(domain_of(request)), re.escape(site_url(request))
    named = re.fullmatch(rf"(?:acct:)?@?(\w+)@{domain}|{url}/@(\w+)/?", resource, re.IGNORECASE | re.ASCII)
    account = request.db.scalar(account_named(named[1] or named[2])) if named else None
    if account is None or account.hidden:
        raise NotFound(MISSING)
    return account
