"""Whom one wants to hear, and those who ask to be heard, for applications."""

from typing import Any

from pydantic import Field
from pyramid.request import Request

from .. import models
from ..actions.notification_policies import PolicyChange, accept_requests, change_policy, dismiss_requests
from ..errors import NotFound
from ..models import Handling
from ..queries.notification_policies import (
    NotificationRequest,
    count_kept_apart,
    policy_of,
    read_requests,
    requesting,
    requests_of,
)
from ..queries.paging import Page
from .contract import Paged, api_view
from .entities import notifications as entities
from .entities.base import Empty
from .given import Given, Many, Reference
from .paging import LongPaging
from .things import MISSING, id_of


class PolicyWish(Given):
    """What is to become of the news from some kinds of people."""

    for_not_following: Handling | None = None
    """People whom one does not follow."""
    for_not_followers: Handling | None = None
    """People who do not follow one."""
    for_new_accounts: Handling | None = None
    """People who joined a short while ago."""
    for_private_mentions: Handling | None = None
    """Direct posts of people whom one does not follow."""
    for_limited_accounts: Handling | None = None
    """People whom a moderator keeps out of sight."""


class Requests(Given):
    """Whose requests are meant."""

    ids: Many[Reference] = Field(alias="id")


def the_request(request: Request) -> models.Account:
    """Find somebody of whom something was kept apart."""
    account = request.db.scalar(requesting(request.account).where(models.Account.id == id_of(request)))
    if account is None:
        raise NotFound(MISSING)
    return account


@api_view("notifications.policy", "GET", permission="read:notifications", returns=entities.NotificationPolicy)
def show_policy(context: Any, request: Request) -> entities.PolicyView:
    """Tell from whom one wants to hear at once."""
    accept = models.NotificationPolicy(**dict.fromkeys(PolicyWish.model_fields, Handling.ACCEPT))
    return _view(request, request.db.scalar(policy_of(request.account)) or accept)


@api_view(
    "notifications.policy",
    ("PUT", "PATCH"),
    permission="write:notifications",
    takes=PolicyWish,
    returns=entities.NotificationPolicy,
)
def change(context: Any, request: Request) -> entities.PolicyView:
    """Decide from whom one wants to hear at once, of whom only apart from all else, and of whom not at all.

    It counts for what is yet to come.
    """
    wish = PolicyChange.read(request.given.model_dump())
    return _view(request, change_policy(request.db, request.account, wish))


@api_view(
    "notifications.requests",
    "GET",
    permission="read:notifications",
    takes=LongPaging,
    returns=Paged[entities.NotificationRequest],
)
def index(context: Any, request: Request) -> Page[NotificationRequest]:
    """List those whose news are kept apart; who joined last comes first."""
    return read_requests(request.db, request.account, request.given.place)


@api_view(
    "notifications.request",
    "GET",
    permission="read:notifications",
    returns=entities.NotificationRequest,
    about=the_request,
)
def show(account: models.Account, request: Request) -> NotificationRequest:
    """Tell what was kept apart of somebody."""
    return requests_of(request.db, request.account, [account])[0]


@api_view("notifications.request.accept", "POST", permission="write:notifications", returns=Empty, about=the_request)
def accept(account: models.Account, request: Request) -> Empty:
    """Hear somebody from now on, whatever the policy says."""
    accept_requests(request.db, request.account, [account.id])
    return Empty()


@api_view("notifications.request.dismiss", "POST", permission="write:notifications", returns=Empty, about=the_request)
def dismiss(account: models.Account, request: Request) -> Empty:
    """Forget what was kept apart of somebody."""
    dismiss_requests(request.db, request.account, [account.id])
    return Empty()


@api_view("notifications.requests.accept", "POST", permission="write:notifications", takes=Requests, returns=Empty)
def accept_some(context: Any, request: Request) -> Empty:
    """Hear several people from now on, whatever the policy says. Those who did not ask to be heard are left out."""
    accept_requests(request.db, request.account, _asking(request))
    return Empty()


@api_view("notifications.requests.dismiss", "POST", permission="write:notifications", takes=Requests, returns=Empty)
def dismiss_some(context: Any, request: Request) -> Empty:
    """Forget what was kept apart of several people."""
    dismiss_requests(request.db, request.account, _asking(request))
    return Empty()


@api_view(
    "notifications.requests.merged",
    "GET",
    permission="read:notifications",
    returns=entities.NotificationRequestsMerged,
)
def merged(context: Any, request: Request) -> entities.NotificationRequestsMerged:
    """Tell whether the news of those who were accepted stand among all others by now: here, they do at once."""
    return entities.NotificationRequestsMerged(merged=True)


def _view(request: Request, policy: models.NotificationPolicy) -> entities.PolicyView:
    """A policy with what waits because of it."""
    return entities.PolicyView(policy, *count_kept_apart(request.db, request.account))


def _asking(request: Request) -> list[int]:
    """Those of the people given who ask to be heard."""
    asking = requesting(request.account).where(models.Account.id.in_(request.given.ids))
    return [one.id for one in request.db.scalars(asking)]
