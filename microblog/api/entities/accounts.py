"""People, as applications see them."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time
from typing import Any, Literal, Self

from pydantic import MISSING
from pyramid.request import Request

from ... import models
from ...addresses import avatar_url, header_url, profile_url
from ...queries.accounts import Figures, figures_of_many
from ..html import plain_html
from .base import Day, Entity, Html, Id, Time, Url


class CustomEmoji(Entity):
    """A picture with a name, to stand in texts. There are none here yet."""

    shortcode: str
    url: Url
    static_url: Url
    visible_in_picker: bool


class Field(Entity):
    """A line of the small table in a profile."""

    name: str
    value: Html
    verified_at: Time | None
    """When the page that it is the address of was first seen to lead back with rel="me"; null if it does not."""


class AccountRole(Entity):
    """What somebody does here beyond writing and reading."""

    id: str
    name: str
    color: str


class Account(Entity):
    """Somebody who writes and reads."""

    id: Id
    username: str
    """Their short name, as in @username."""
    acct: str
    """The same: everybody here is of this site."""
    display_name: str
    """What they call themselves; may be empty."""
    locked: bool
    """Whether they say of each follower whether they may be one."""
    bot: bool
    """Whether a program writes here."""
    discoverable: bool
    """Whether we may recommend them."""
    indexable: bool
    """Whether their public posts may be found by a search for words."""
    group: bool
    """Always false."""
    noindex: bool
    """Whether search engines are asked to stay away."""
    created_at: Time
    """The day on which they joined."""
    note: Html
    """What they say of themselves."""
    url: Url
    uri: Url
    avatar: Url
    avatar_static: Url
    header: Url
    header_static: Url
    followers_count: int
    following_count: int
    statuses_count: int
    last_status_at: Day | None
    hide_collections: bool
    """Whether nobody else sees whom they follow and who follows them."""
    emojis: list[CustomEmoji]
    roles: list[AccountRole]
    fields: list[Field]
    suspended: Literal[True] | MISSING = MISSING
    """They are shut out, and nothing is told of them."""

    @classmethod
    def show(cls, request: Request, things: Sequence[models.Account]) -> list[Self]:
        """Show people, in a fixed number of queries."""
        figures = figures_of_many(request.db, things)
        return [cls(**facts_of(request, account, figures[account.id])) for account in things]


def facts_of(request: Request, account: models.Account, figures: Figures) -> dict[str, Any]:
    """What is told of somebody; of one who is shut out, no more than that."""
    avatar, header, url = avatar_url(request, account), header_url(request, account), profile_url(request, account)
    facts: dict[str, Any] = {
        "id": account.id,
        "username": account.username,
        "acct": account.username,
        "locked": account.locked,
        "bot": account.bot,
        "group": False,
        "discoverable": account.discoverable,
        "indexable": account.indexable,
        "noindex": not account.indexable,
        "hide_collections": account.hide_collections,
        "created_at": datetime.combine(account.created_at, time(), UTC),
        "url": url,
        "uri": url,
        "emojis": [],
        "roles": _roles(account),
    }
    if account.hidden:
        return facts | _blank(request)
    return facts | {
        "display_name": account.display_name,
        "note": plain_html(request, account.bio),
        "avatar": avatar,
        "avatar_static": avatar,
        "header": header,
        "header_static": header,
        "followers_count": figures.followers,
        "following_count": figures.following,
        "statuses_count": figures.posts,
        "last_status_at": figures.last_post_on,
        "fields": [_field(request, field) for field in account.fields],
    }


def _field(request: Request, field: Mapping[str, Any]) -> Field:
    """Show a line of the profile, its value with links but without a paragraph around it."""
    value = plain_html(request, field["value"]).removeprefix("<p>").removesuffix("</p>")
    return Field(name=field["name"], value=value, verified_at=field.get("verified_at"))


def _roles(account: models.Account) -> list[AccountRole]:
    """Name what somebody does here, where that is something."""
    if not account.moderates:
        return []
    return [AccountRole(id=str(list(models.Role).index(account.role)), name=account.role.value.capitalize(), color="")]


def _blank(request: Request) -> dict[str, Any]:
    """What stands in place of a suspended account's own words and pictures."""
    empty = header_url(request, models.Account())
    pictures = dict.fromkeys(("avatar", "avatar_static", "header", "header_static"), empty)
    counts = dict.fromkeys(("followers_count", "following_count", "statuses_count"), 0)
    return {
        "display_name": "",
        "note": "",
        "last_status_at": None,
        "fields": [],
        "suspended": True,
        **pictures,
        **counts,
    }
