"""Timelines that people put together, and who stands on them."""

from collections.abc import Mapping
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from ..actions.inputs import Input, Line
from ..actions.lists import ListDraft, add_members, change_list, create_list, delete_list, remove_members
from ..errors import Invalid, NotFound
from ..i18n import _
from ..models import Account, FilterContext, List, RepliesPolicy
from ..queries.accounts import account_named
from ..queries.lists import lists_holding, lists_of, read_members
from ..queries.timelines import list_timeline
from .deeds import done
from .forms import Form, place_of, settled
from .sentences import say
from .timelines import page_of

POLICIES = {
    RepliesPolicy.LIST: _("Answers to those who stand on it"),
    RepliesPolicy.FOLLOWED: _("Answers to anybody whom you follow"),
    RepliesPolicy.NONE: _("No answers"),
}
"""What a list shows of the answers that its members write."""

STRANGER = _("You can only put people on a list whom you follow.")


class Newcomer(Input):
    """Who is to stand on a list."""

    name: Line = ""


@view_config(
    route_name="lists", renderer="lists/lists.jinja2", permission="member", request_method=("GET", "POST"), budget=4
)
def lists(request: Request) -> Mapping[str, Any] | Response:
    """Show one's lists, and a form for a new one; once sent, make it and go where people are put on it."""
    form = Form(request, ListDraft, {"replies_policy": RepliesPolicy.LIST})
    if form.sent:
        with form:
            made = create_list(request.db, request.account, form.value)
            say(request, _("The list is there. Now put somebody on it."))
            return HTTPSeeOther(request.route_url("list.members", id=made.id))
    return {"lists": request.db.scalars(lists_of(request.account)).all(), "form": form, "policies": POLICIES}


@view_config(route_name="list", renderer="lists/list.jinja2", permission="member", request_method="GET", budget=9)
def show(context: List, request: Request) -> Mapping[str, Any]:
    """Show the posts of those who stand on a list."""
    return {**page_of(request, list_timeline(context, request.account), FilterContext.HOME), "list": context}


@view_config(
    route_name="list.edit",
    renderer="lists/edit.jinja2",
    permission="member",
    request_method=("GET", "POST"),
    budget=4,
)
def edit(context: List, request: Request) -> Mapping[str, Any] | Response:
    """Show a list as a form; once sent, change it."""
    initial = {"title": context.title, "replies_policy": context.replies_policy}
    form = Form(request, ListDraft, initial | {"exclusive": "true" if context.exclusive else ""})
    changed = settled(
        form,
        lambda: change_list(request.db, context, form.value),
        _("The list is changed."),
        "list",
        id=context.id,
    )
    return changed or {"list": context, "form": form, "policies": POLICIES}


@view_config(
    route_name="list.delete",
    renderer="lists/delete.jinja2",
    permission="member",
    request_method=("GET", "POST"),
    budget=4,
)
def delete(context: List, request: Request) -> Mapping[str, Any] | Response:
    """Ask whether a list is to be thrown away; once sent, do it."""
    if request.method == "POST":
        delete_list(request.db, context)
        say(request, _("The list is gone."))
        return HTTPSeeOther(request.route_url("lists"))
    return {"list": context}


@view_config(
    route_name="list.members",
    renderer="lists/members.jinja2",
    permission="member",
    request_method=("GET", "POST"),
    budget=5,
)
def members(context: List, request: Request) -> Mapping[str, Any] | Response:
    """Show who stands on a list, and a form for one more."""
    form = Form(request, Newcomer)
    if form.sent:
        with form:
            member = _person_named(request, form.value.name)
            _put(request, context, member)
            say(request, _("@${name} stands on the list now.", mapping={"name": member.username}))
            return HTTPSeeOther(request.route_url("list.members", id=context.id))
    return {"list": context, "page": read_members(request.db, context, place_of(request)), "form": form}


@view_config(
    route_name="profile.lists", renderer="lists/holding.jinja2", permission="member", request_method="GET", budget=6
)
def holding(context: Account, request: Request) -> Mapping[str, Any]:
    """Show on which of one's lists somebody stands."""
    held = {one.id for one in request.db.scalars(lists_holding(request.account, context))}
    return {"account": context, "lists": request.db.scalars(lists_of(request.account)).all(), "held": held}


@view_config(route_name="list.add", request_method="POST", permission="member")
def add(context: List, request: Request) -> Response:
    """Put somebody on a list."""
    member = _person(request)
    _put(request, context, member)
    return _done(request, context, member, _("@${name} stands on the list now."), held=True)


@view_config(route_name="list.remove", request_method="POST", permission="member")
def remove(context: List, request: Request) -> Response:
    """Take somebody off a list."""
    member = _person(request)
    remove_members(request.db, context, [member.id])
    return _done(request, context, member, _("@${name} does not stand on the list any more."), held=False)


def _done(request: Request, list: List, member: Account, sentence: Any, *, held: bool) -> Response:
    """Say what became of somebody on a list, and offer to take it back."""
    back = request.route_path("list.remove" if held else "list.add", id=list.id, handle=f"@{member.username}")
    return done(
        request,
        sentence % {"name": member.username},
        undo=back,
        parts=("parts/list_member.jinja2", {"list": list, "account": member, "held": held}),
        otherwise=request.route_path("list.members", id=list.id),
    )


def _put(request: Request, list: List, member: Account) -> None:
    """Put somebody on a list; it is no fault if they stand there already."""
    try:
        add_members(request.db, list, request.account, [member.id])
    except NotFound:
        raise Invalid(name=STRANGER) from None
    except Invalid:
        pass


def _person(request: Request) -> Account:
    """Find the person whom the address names."""
    return _person_named(request, request.matchdict["handle"])


def _person_named(request: Request, name: str) -> Account:
    """Find somebody by their name, with or without its sign."""
    account: Account | None = request.db.scalar(account_named(name.strip().removeprefix("@")))
    if account is None or account.hidden:
        raise Invalid(name=_("There is nobody of that name here."))
    return account
