"""Every address of the site: it leads somewhere, takes the methods it says, and to look at it changes nothing."""

from collections import deque
from datetime import timedelta
from urllib.parse import urljoin, urlsplit

import pytest

from microblog.clock import today
from tests.site.page import read_page
from tests.site.wire import ask, cookies_of, routes_with_methods
from tests.site.world import rows

HERE = "http://localhost"

A_DAY = today() - timedelta(days=2)
"""Whatever happens at midnight: a day that is counted."""

ADDRESSES = {
    "home": "/",
    "public": "/public",
    "compose": "/compose",
    "post.restore": "/@ann/1/restore",
    "compose.pictures": "/compose/pictures",
    "complete": "/complete",
    "drafts": "/drafts",
    "drafts.remove": "/drafts/1/remove",
    "scheduled": "/scheduled",
    "scheduled.change": "/scheduled/1",
    "scheduled.cancel": "/scheduled/1/cancel",
    "news": "/news",
    "more": "/more",
    "favourites": "/favourites",
    "bookmarks": "/bookmarks",
    "tags": "/tags",
    "tag": "/tags/tea",
    "tag.follow": "/tags/tea/follow",
    "tag.unfollow": "/tags/tea/unfollow",
    "lists": "/lists",
    "list": "/lists/{list}",
    "list.edit": "/lists/{list}/edit",
    "list.delete": "/lists/{list}/delete",
    "list.members": "/lists/{list}/members",
    "list.add": "/lists/{list}/members/@bob/add",
    "list.remove": "/lists/{list}/members/@bob/remove",
    "notifications": "/notifications",
    "search": "/search",
    "explore": "/explore",
    "directory": "/directory",
    "statistics": "/statistics",
    "statistics.json": "/statistics.json",
    "statistics.csv": "/statistics.csv",
    "statistics.atom": "/statistics.atom",
    "statistics.definitions": "/statistics/definitions",
    "statistics.day": f"/statistics/{A_DAY}",
    "statistics.day.json": f"/statistics/{A_DAY}.json",
    "about": "/about",
    "signup": "/signup",
    "login": "/login",
    "logout": "/logout",
    "forgotten": "/forgotten",
    "reset": "/reset/x",
    "confirm_again": "/confirm",
    "confirm": "/confirm/x",
    "unsubscribe": "/unsubscribe/x",
    "mute": "/mute/x",
    "welcome": "/welcome",
    "welcome.people": "/welcome/people",
    "welcome.profile": "/welcome/profile",
    "welcome.post": "/welcome/post",
    "welcome.end": "/welcome/end",
    "settings": "/settings",
    "settings.profile": "/settings/profile",
    "settings.privacy": "/settings/privacy",
    "settings.posting": "/settings/posting",
    "settings.notifications": "/settings/notifications",
    "settings.filters": "/settings/filters",
    "settings.filters.new": "/settings/filters/new",
    "settings.filters.edit": "/settings/filters/1",
    "settings.filters.delete": "/settings/filters/1/delete",
    "settings.blocks": "/settings/blocks",
    "settings.mutes": "/settings/mutes",
    "settings.password": "/settings/password",
    "settings.address": "/settings/address",
    "settings.address.cancel": "/settings/address/cancel",
    "address": "/address/x",
    "settings.account": "/settings/account",
    "settings.account.deactivate": "/settings/account/deactivate",
    "settings.account.delete": "/settings/account/delete",
    "return": "/return",
    "settings.mail": "/settings/mail",
    "settings.mail.enable": "/settings/mail/enable",
    "settings.statistics": "/settings/statistics",
    "settings.applications": "/settings/applications",
    "settings.applications.revoke": "/settings/applications/1/revoke",
    "settings.sessions": "/settings/sessions",
    "settings.sessions.end": "/settings/sessions/1/end",
    "feed": "/@bob.atom",
    "profile": "/@bob",
    "profile.replies": "/@bob/with-replies",
    "profile.media": "/@bob/media",
    "followers": "/@bob/followers",
    "following": "/@bob/following",
    "profile.lists": "/@bob/lists",
    "person.deed": "/@bob/follow",
    "block": "/@bob/block",
    "unblock": "/@bob/unblock",
    "mute.person": "/@bob/mute",
    "unmute.person": "/@bob/unmute",
    "note": "/@bob/note",
    "suggestion.dismiss": "/@bob/dismiss",
    "suggestion.restore": "/@bob/suggest",
    "notifications.requests": "/notifications/requests",
    "notifications.requests.accept": "/@bob/hear",
    "notifications.requests.dismiss": "/@bob/forget",
    "follow_requests": "/follow-requests",
    "follow_requests.accept": "/@bob/accept",
    "follow_requests.reject": "/@bob/reject",
    "post": "/@ann/{post}",
    "post.edit": "/@ann/{post}/edit",
    "post.history": "/@ann/{post}/history",
    "post.redraft": "/@ann/{post}/redraft",
    "post.delete": "/@ann/{post}/delete",
    "post.vote": "/@ann/{post}/vote",
    "post.deed": "/@ann/{post}/favourite",
    "post.quotes": "/@ann/{post}/quotes",
    "post.boosted_by": "/@ann/{post}/boosts",
    "post.favourited_by": "/@ann/{post}/favourites",
    "initial": "/initials/a-120.svg",
    "media": "/media/x",
    "robots": "/robots.txt",
    "tag.atom": "/tags/tea.atom",
    "tag.json": "/tags/tea.json",
    "feed.json": "/@bob.json",
    "embed": "/@ann/{post}/embed",
    "oembed": "/oembed",
    "sitemap": "/sitemap.xml",
    "sitemap.site": "/sitemaps/site.xml",
    "sitemap.people": "/sitemaps/people-a.xml",
    "sitemap.posts": f"/sitemaps/posts-{A_DAY}.xml",
    "security": "/.well-known/security.txt",
    "manifest": "/manifest.webmanifest",
    "shortcuts": "/shortcuts",
    "health.jobs": "/health/jobs",
    "health.backups": "/health/backups",
    "metrics": "/metrics",
    "favicon": "/favicon.ico",
}
"""An example of every route: a new one must be added, and is then tested here and in test_forms.py."""

FOR_MACHINES = {"health.jobs", "health.backups", "metrics"}
"""Those at which programs look; test_health.py and test_metrics.py do, too."""

SHOWN = set(ADDRESSES) - {
    "reset",
    "confirm",
    "address",
    "unsubscribe",
    "mute",
    "media",
    "oembed",
    "security",
    "scheduled.change",
    "settings.filters.edit",
    "settings.filters.delete",
    *FOR_MACHINES,
}
"""Those whose example leads to a page."""


def test_every_route_has_an_example(registry):
    assert set(routes_with_methods(registry)) == set(ADDRESSES)


@pytest.mark.parametrize("name", [None, "ann"])
def test_whoever_follows_every_link_finds_every_page_whole_and_changes_nothing(db, world, visitors, name):
    visitor = visitors().log_in(name) if name else visitors()
    before = rows(db)

    seen, waiting = {f"{HERE}/"}, deque([f"{HERE}/"])
    while waiting:
        address = waiting.popleft()
        page = visitor.get(address)
        assert page.status_int in (200, 303), address
        if page.status_int == 303:
            found = [page.location]
        elif page.content_type == "text/html":
            read = read_page(page)
            found = read.values("href") + read.values("src")
        else:
            found = []
        for link in (urljoin(address, one).partition("#")[0] for one in found):
            if link.startswith(f"{HERE}/") and link not in seen:
                seen.add(link)
                waiting.append(link)

    assert len({urlsplit(address).path for address in seen}) > 40
    assert rows(db) == before


def test_a_method_that_a_page_lacks_is_refused_with_those_it_has(registry, world, visitors):
    ann = visitors().log_in("ann")
    for name, has in routes_with_methods(registry).items():
        path = ADDRESSES[name].format(post=world.question.id, list=world.list.id)
        for method in {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"} - has:
            for cookies in ("", cookies_of(ann)):
                answer = ask(registry["wsgi"], method, path, HTTP_COOKIE=cookies)

                assert (name, method, answer.status_int) == (name, method, 405)
                assert answer.headers["Allow"] == ", ".join(sorted(has))
                assert (
                    method == "HEAD"
                    or name in ("health.jobs", "health.backups", "security")
                    or "That does not work here" in read_page(answer).words["h1"]
                )


def test_head_says_what_get_says_without_its_body(registry, world, visitors):
    ann = cookies_of(visitors().log_in("ann"))
    for name, has in routes_with_methods(registry).items():
        if "GET" in has:
            path = ADDRESSES[name].format(post=world.question.id, list=world.list.id)
            got, head = (ask(registry["wsgi"], method, path, HTTP_COOKIE=ann) for method in ("GET", "HEAD"))

            assert (head.status, head.content_type, head.body) == (got.status, got.content_type, b""), name
            assert (got.status_int < 400) == (name in SHOWN | {"health.backups"}), name
