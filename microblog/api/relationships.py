"""What people are to each other, and following, for applications."""

from pyramid.request import Request

from .. import models
from ..actions import relationships
from ..actions.relationships import FollowWish
from ..queries.relationships import familiar_followers
from .accounts import People, found_among
from .contract import api_view
from .entities.accounts import Account
from .entities.relationships import FamiliarFollowers, Relationship
from .given import Flag, Given, Many, Words
from .things import the_account


class Acquaintances(People):
    """Some people whom one may know."""

    with_suspended: Flag = False
    """Also those who are shut out."""


class FollowGiven(Given):
    """How to follow somebody; what is not given stays, or is as usual."""

    reblogs: Flag | None = None
    """Whether to read what they boost, too; usually so."""
    notify: Flag | None = None
    """Whether to be told of each of their posts; usually not."""
    languages: Many[Words] | None = None
    """The codes of the languages to read them in; none stands for all."""

    def wish(self) -> FollowWish:
        """What that is to the action."""
        languages = None if self.languages is None else [one for one in self.languages if one]
        return FollowWish.read({"boosts": self.reblogs, "notify": self.notify, "languages": languages})


@api_view("accounts.relationships", "GET", permission="read:follows", takes=Acquaintances, returns=list[Relationship])
def show(_context: object, request: Request) -> list[models.Account]:
    """Show what some people are to whoever asks."""
    return found_among(request, request.given.ids, suspended=request.given.with_suspended)


@api_view(
    "accounts.familiar_followers", "GET", permission="read:follows", takes=People, returns=list[FamiliarFollowers]
)
def familiar(_context: object, request: Request) -> list[FamiliarFollowers]:
    """Show who of those whom one follows follows each of some people."""
    people = found_among(request, request.given.ids)
    found = familiar_followers(request.db, request.account, people)
    met = list({one.id: one for followers in found.values() for one in followers}.values())
    shown = {int(one.id): one for one in Account.show(request, met)}
    return [FamiliarFollowers(id=one.id, accounts=[shown[each.id] for each in found[one.id]]) for one in people]


@api_view(
    "account.follow", "POST", permission="write:follows", takes=FollowGiven, returns=Relationship, about=the_account
)
def follow(account: models.Account, request: Request) -> models.Account:
    """Follow somebody, or ask to, where they decide about each. Doing it again changes how they are followed."""
    relationships.follow(request.db, request.account, account, request.given.wish())
    return account


@api_view("account.unfollow", "POST", permission="write:follows", returns=Relationship, about=the_account)
def unfollow(account: models.Account, request: Request) -> models.Account:
    """Stop following somebody, or asking to."""
    relationships.unfollow(request.db, request.account, account)
    return account


@api_view("account.remove_from_followers", "POST", permission="write:follows", returns=Relationship, about=the_account)
def remove_from_followers(account: models.Account, request: Request) -> models.Account:
    """Let somebody follow one no longer; they are not told."""
    relationships.unfollow(request.db, account, request.account)
    return account
