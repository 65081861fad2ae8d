"""Lists of people, for applications."""

from pyramid.request import Request

from .. import models
from ..actions.lists import ListDraft, add_members, change_list, create_list, delete_list, remove_members
from ..errors import NotFound
from ..models import RepliesPolicy
from ..queries.lists import list_of, lists_holding, lists_of, read_members
from ..queries.paging import MAX_ID, Page
from .contract import Cursored, api_view
from .entities.accounts import Account
from .entities.base import Empty
from .entities.lists import List
from .given import Flag, Given, Many, Reference, Words
from .paging import LongPaging, limit_of
from .things import MISSING, id_of, the_account

EVERYBODY = MAX_ID - 1


class ListChanges(Given):
    """What to change of a list."""

    title: Words | None = None
    replies_policy: RepliesPolicy | None = None
    """Which answers of its members it shows."""
    exclusive: Flag | None = None
    """Whether its members' posts stand here and not in the home timeline."""

    def draft(self) -> ListDraft:
        """What that is to the action."""
        return ListDraft.read(self.model_dump())


class NewList(ListChanges):
    """What a list is to be."""

    title: Words


class Members(Given):
    """People to put on a list, or to take off it."""

    account_ids: Many[Reference]


class MemberPaging(LongPaging):
    """Where in a list of members to read."""

    limit: limit_of(40, zero=EVERYBODY) = 40  # type: ignore[valid-type]
    """How many at most; 0 is all."""


def the_list(request: Request) -> models.List:
    """Find one of the reader's own lists."""
    found = request.db.scalar(list_of(request.account, id_of(request)))
    if found is None:
        raise NotFound(MISSING)
    return found


@api_view("lists", "GET", permission="read:lists", returns=list[List])
def all_lists(_context: object, request: Request) -> list[models.List]:
    """List one's lists, the oldest first."""
    return request.db.scalars(lists_of(request.account)).all()


@api_view("lists", "POST", permission="write:lists", takes=NewList, returns=List)
def create(_context: object, request: Request) -> models.List:
    """Make a list."""
    return create_list(request.db, request.account, request.given.draft())


@api_view("list", "GET", permission="read:lists", returns=List, about=the_list)
def show(one: models.List, request: Request) -> models.List:
    """Show a list."""
    return one


@api_view("list", ("PUT", "PATCH"), permission="write:lists", takes=ListChanges, returns=List, about=the_list)
def change(one: models.List, request: Request) -> models.List:
    """Change a list. What is not given stays."""
    change_list(request.db, one, request.given.draft())
    return one


@api_view("list", "DELETE", permission="write:lists", returns=Empty, about=the_list)
def delete(one: models.List, request: Request) -> Empty:
    """Throw a list away."""
    delete_list(request.db, one)
    return Empty()


@api_view(
    "list.accounts",
    "GET",
    permission="read:lists",
    takes=MemberPaging,
    returns=Cursored[Account],
    about=the_list,
)
def members(one: models.List, request: Request) -> Page[models.Account] | list[models.Account]:
    """List who stands on a list, those who came last first."""
    page = read_members(request.db, one, request.given.place)
    return page.rows if request.given.limit == EVERYBODY else page


@api_view("list.accounts", "POST", permission="write:lists", takes=Members, returns=Empty, about=the_list)
def add(one: models.List, request: Request) -> Empty:
    """Put people on a list. They must all be followed, and stand there not yet."""
    add_members(request.db, one, request.account, request.given.account_ids)
    return Empty()


@api_view("list.accounts", "DELETE", permission="write:lists", takes=Members, returns=Empty, about=the_list)
def remove(one: models.List, request: Request) -> Empty:
    """Take people off a list."""
    remove_members(request.db, one, request.given.account_ids)
    return Empty()


@api_view("account.lists", "GET", permission="read:lists", returns=list[List], about=the_account)
def holding(account: models.Account, request: Request) -> list[models.List]:
    """List those of one's lists on which somebody stands."""
    return request.db.scalars(lists_holding(request.account, account)).all()
