"""Following and unfollowing."""

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from ..actions import relationships
from ..models import Account, FollowRequest
from .sentences import say


@view_config(route_name="follow", request_method="POST", permission="member")
def follow(context: Account, request: Request) -> Response:
    """Begin to read somebody."""
    made = relationships.follow(request.db, request.account, context)
    if isinstance(made, FollowRequest):
        say(request, f"You asked to follow @{context.username}, who decides about it.")
    else:
        say(request, f"You follow @{context.username} now.")
    return _back(request, context)


@view_config(route_name="unfollow", request_method="POST", permission="member")
def unfollow(context: Account, request: Request) -> Response:
    """Stop reading somebody."""
    relationships.unfollow(request.db, request.account, context)
    say(request, f"You do not follow @{context.username} any more.")
    return _back(request, context)


def _back(request: Request, account: Account) -> Response:
    """Go to the profile that it was about."""
    return HTTPSeeOther(request.route_url("profile", handle=f"@{account.username}"))
