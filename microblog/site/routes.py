"""Every address of the website, in the order in which they are tried, and which thing an address is about."""

import re
from collections.abc import Callable
from datetime import date

from pyramid.config import Configurator
from pyramid.request import Request

from ..assets import add_static_files
from ..clock import today
from ..errors import NotFound
from ..i18n import _
from ..models import Account, CountedDay, List, Post, Tag
from ..queries.accounts import account_named
from ..queries.lists import list_of
from ..queries.posts import visible_post
from ..queries.tags import tags_known
from ..text import is_tag, tag_key
from . import reactions, relationships

ID = "{id:[0-9]{1,18}}"
"""A number that fits into 64 bits; ours have 18 digits until the year 2453."""
HANDLE = r"{handle:@\w+}"
POST_GONE = _("This post does not exist, or it was deleted.")
Add = Callable[..., None]
"""Adds a route: its name, its pattern, and who finds the thing that it is about."""
DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


def the_account(request: Request) -> Account:
    """Find the account that an address names."""
    account = request.db.scalar(account_named(request.matchdict["handle"].removeprefix("@")))
    if account is None or account.hidden:
        raise NotFound(_("There is nobody of that name here."))
    return account


def the_post(request: Request) -> Post:
    """Find the post that an address names, if whoever asks may see it."""
    post = request.db.scalar(visible_post(int(request.matchdict["id"]), request.account))
    if post is None or f"@{post.author.username}" != request.matchdict["handle"].lower():
        raise NotFound(POST_GONE)
    return post


def the_post_for_everybody(request: Request) -> Post:
    """Find the post that an address names, if strangers may see it; who asks does not matter, and is not looked at."""
    post = request.db.scalar(visible_post(int(request.matchdict["id"]), None))
    if post is None or post.boosted_id or f"@{post.author.username}" != request.matchdict["handle"].lower():
        raise NotFound(POST_GONE)
    return post


def the_tag_for_everybody(request: Request) -> Tag:
    """Find the hashtag that an address names, as strangers see it."""
    return _tag_seen_by(request, None)


def the_tag(request: Request) -> Tag:
    """Find the hashtag that an address names; one that nobody used where the reader sees it exists, too, but empty."""
    return _tag_seen_by(request, request.account)


def _tag_seen_by(request: Request, reader: Account | None) -> Tag:
    """Find the hashtag that an address names, as somebody sees it."""
    name = request.matchdict["name"]
    if not is_tag(name):
        raise NotFound(_("That is no hashtag."))
    used = tags_known(reader).where(Tag.key == tag_key(name))
    return request.db.scalar(used) or Tag(id=0, key=name, name=name)


def the_list(request: Request) -> List | None:
    """Find the list that an address names, if it belongs to whoever asks; for strangers, who must log in, nothing."""
    if request.account is None:
        return None
    found: List | None = request.db.scalar(list_of(request.account, int(request.matchdict["id"])))
    if found is None:
        raise NotFound(_("You have no such list."))
    return found


def the_day(request: Request) -> CountedDay:
    """Find the day (UTC) that an address names, once it was counted."""
    day = _day_written(request.matchdict["day"])
    counted: CountedDay | None = request.db.get(CountedDay, day) if day and day < today() else None
    if counted is None:
        raise NotFound(_("That day was not counted. A day is counted once it is over."))
    return counted


def includeme(config: Configurator) -> None:
    """Draw the map."""
    add = config.add_route

    _open_web(add)
    _reading(add)
    _finding(add)
    _statistics(add)
    _joining(add)
    _settings(add)
    _people(add)
    _posts(add)
    _machines(add)
    add_static_files(config, "static")

    if config.registry.settings["microblog"].development.pages:
        add("dev.style", "/dev/style")
        add("dev.colours", "/dev/style/{look}.css")
        add("dev.mail", "/dev/mail")
        add("dev.letter", r"/dev/mail/{name:[\w-]+}")


def _open_web(add: Add) -> None:
    """What other sites and programs ask for; feeds come before the pages that they are feeds of."""
    add("tag.atom", "/tags/{name}.atom", factory=the_tag_for_everybody)
    add("tag.json", "/tags/{name}.json", factory=the_tag_for_everybody)
    add("feed.json", rf"/{HANDLE}.json", factory=the_account)
    add("embed", rf"/{HANDLE}/{ID}/embed", factory=the_post_for_everybody)
    add("oembed", "/oembed")
    add("sitemap", "/sitemap.xml")
    add("sitemap.site", "/sitemaps/site.xml")
    add("sitemap.people", "/sitemaps/people-{letter:[a-z0-9_]}.xml")
    add("sitemap.posts", r"/sitemaps/posts-{day:\d{4}-\d\d-\d\d}.xml")
    add("security", "/.well-known/security.txt")
    add("manifest", "/manifest.webmanifest")
    add("shortcuts", "/shortcuts")


def _reading(add: Add) -> None:
    """Lists of posts, and what is said to everybody."""
    add("home", "/")
    add("public", "/public")
    add("news", "/news")
    add("more", "/more")
    add("favourites", "/favourites")
    add("bookmarks", "/bookmarks")
    add("tags", "/tags")
    add("tag", "/tags/{name}", factory=the_tag)
    add("tag.follow", "/tags/{name}/follow", factory=the_tag)
    add("tag.unfollow", "/tags/{name}/unfollow", factory=the_tag)
    add("lists", "/lists")
    add("list", f"/lists/{ID}", factory=the_list)
    add("list.edit", f"/lists/{ID}/edit", factory=the_list)
    add("list.delete", f"/lists/{ID}/delete", factory=the_list)
    add("list.members", f"/lists/{ID}/members", factory=the_list)
    add("list.add", rf"/lists/{ID}/members/{HANDLE}/add", factory=the_list)
    add("list.remove", rf"/lists/{ID}/members/{HANDLE}/remove", factory=the_list)
    add("notifications", "/notifications")
    add("about", "/about")


def _finding(add: Add) -> None:
    """Looking for something, or just looking around."""
    add("search", "/search")
    add("explore", "/explore")
    add("directory", "/directory")


def _statistics(add: Add) -> None:
    """What was counted."""
    add("statistics", "/statistics")
    add("statistics.json", "/statistics.json")
    add("statistics.csv", "/statistics.csv")
    add("statistics.atom", "/statistics.atom")
    add("statistics.definitions", "/statistics/definitions")
    add("statistics.day.json", "/statistics/{day}.json", factory=the_day)
    add("statistics.day", "/statistics/{day}", factory=the_day)


def _joining(add: Add) -> None:
    """Coming in, going out, and the links in our letters."""
    add("signup", "/signup")
    add("login", "/login")
    add("return", "/return")
    add("logout", "/logout")
    add("forgotten", "/forgotten")
    add("reset", "/reset/{token}")
    add("confirm_again", "/confirm")
    add("confirm", "/confirm/{token}")
    add("address", "/address/{token}")
    add("unsubscribe", "/unsubscribe/{token}")
    add("mute", "/mute/{token}")
    add("welcome", "/welcome")
    add("welcome.people", "/welcome/people")
    add("welcome.profile", "/welcome/profile")
    add("welcome.post", "/welcome/post")
    add("welcome.end", "/welcome/end")


def _settings(add: Add) -> None:
    """What everybody decides for themselves."""
    add("settings", "/settings")
    add("settings.profile", "/settings/profile")
    add("settings.privacy", "/settings/privacy")
    add("settings.posting", "/settings/posting")
    add("settings.notifications", "/settings/notifications")
    add("settings.filters", "/settings/filters")
    add("settings.filters.new", "/settings/filters/new")
    add("settings.filters.edit", f"/settings/filters/{ID}")
    add("settings.filters.delete", f"/settings/filters/{ID}/delete")
    add("settings.blocks", "/settings/blocks")
    add("settings.mutes", "/settings/mutes")
    add("settings.password", "/settings/password")
    add("settings.address", "/settings/address")
    add("settings.address.cancel", "/settings/address/cancel")
    add("settings.account", "/settings/account")
    add("settings.account.deactivate", "/settings/account/deactivate")
    add("settings.account.delete", "/settings/account/delete")
    add("settings.mail", "/settings/mail")
    add("settings.mail.enable", "/settings/mail/enable")
    add("settings.statistics", "/settings/statistics")
    add("settings.applications", "/settings/applications")
    add("settings.applications.revoke", f"/settings/applications/{ID}/revoke")
    add("settings.sessions", "/settings/sessions")
    add("settings.sessions.end", f"/settings/sessions/{ID}/end")


def _people(add: Add) -> None:
    """Somebody, and what one can do about them."""
    add("feed", rf"/{HANDLE}.atom", factory=the_account)
    add("profile", rf"/{HANDLE}", factory=the_account)
    add("profile.replies", rf"/{HANDLE}/with-replies", factory=the_account)
    add("profile.media", rf"/{HANDLE}/media", factory=the_account)
    add("followers", rf"/{HANDLE}/followers", factory=the_account)
    add("following", rf"/{HANDLE}/following", factory=the_account)
    add("profile.lists", rf"/{HANDLE}/lists", factory=the_account)
    add("block", rf"/{HANDLE}/block", factory=the_account)
    add("unblock", rf"/{HANDLE}/unblock", factory=the_account)
    add("mute.person", rf"/{HANDLE}/mute", factory=the_account)
    add("unmute.person", rf"/{HANDLE}/unmute", factory=the_account)
    add("note", rf"/{HANDLE}/note", factory=the_account)
    add("suggestion.dismiss", rf"/{HANDLE}/dismiss", factory=the_account)
    add("suggestion.restore", rf"/{HANDLE}/suggest", factory=the_account)
    add("notifications.requests", "/notifications/requests")
    add("notifications.requests.accept", rf"/{HANDLE}/hear", factory=the_account)
    add("notifications.requests.dismiss", rf"/{HANDLE}/forget", factory=the_account)
    add("follow_requests", "/follow-requests")
    add("follow_requests.accept", rf"/{HANDLE}/accept", factory=the_account)
    add("follow_requests.reject", rf"/{HANDLE}/reject", factory=the_account)
    add("person.deed", rf"/{HANDLE}/{{deed:{'|'.join(relationships.DEEDS)}}}", factory=the_account)


def _posts(add: Add) -> None:
    """Writing a post, reading it, and what one can do with it."""
    add("compose", "/compose")
    add("compose.pictures", "/compose/pictures")
    add("complete", "/complete")
    add("drafts", "/drafts")
    add("drafts.remove", f"/drafts/{ID}/remove")
    add("scheduled", "/scheduled")
    add("scheduled.change", f"/scheduled/{ID}")
    add("scheduled.cancel", f"/scheduled/{ID}/cancel")
    add("post", rf"/{HANDLE}/{ID}", factory=the_post)
    add("post.edit", rf"/{HANDLE}/{ID}/edit", factory=the_post)
    add("post.history", rf"/{HANDLE}/{ID}/history", factory=the_post)
    add("post.redraft", rf"/{HANDLE}/{ID}/redraft", factory=the_post)
    add("post.delete", rf"/{HANDLE}/{ID}/delete", factory=the_post)
    add("post.restore", rf"/{HANDLE}/{ID}/restore")
    add("post.vote", rf"/{HANDLE}/{ID}/vote", factory=the_post)
    add("post.quotes", rf"/{HANDLE}/{ID}/quotes", factory=the_post)
    add("post.boosted_by", rf"/{HANDLE}/{ID}/boosts", factory=the_post)
    add("post.favourited_by", rf"/{HANDLE}/{ID}/favourites", factory=the_post)
    add("post.deed", rf"/{HANDLE}/{ID}/{{deed:{'|'.join(reactions.DEEDS)}}}", factory=the_post)


def _machines(add: Add) -> None:
    """What programs ask for."""
    add("initial", r"/initials/{letter:[a-z0-9_]}-{hue:\d{1,3}}.svg")
    add("media", "/media/{name:.*}", static=False)
    add("robots", "/robots.txt")
    add("health.jobs", "/health/jobs")
    add("health.backups", "/health/backups")
    add("metrics", "/metrics")
    add("favicon", "/favicon.ico")


def _day_written(words: str) -> date | None:
    """Read a day, written in the one way that addresses have; None if it is none."""
    try:
        return date.fromisoformat(words) if DAY.fullmatch(words) else None
    except ValueError:
        return None
