"""Which thing an address is about. What is missing and what may not be seen are one and the same: NotFound."""

from pyramid.request import Request

from ..errors import NotFound
from ..models import Account, Post
from ..queries.paging import MAX_ID
from ..queries.posts import visible_post

MISSING = "Record not found"


def id_of(request: Request, name: str = "id") -> int:
    """Read an id out of the address; 0, which nothing has, if it is none."""
    word = request.matchdict[name]
    return int(word) if word.isascii() and word.isdigit() and len(word) < 20 and int(word) <= MAX_ID else 0


def the_account(request: Request) -> Account:
    """Find somebody; who is shut out exists for nobody."""
    account = any_account(request)
    if account.hidden:
        raise NotFound(MISSING)
    return account


def any_account(request: Request) -> Account:
    """Find somebody, also one who is shut out."""
    account = request.db.get(Account, id_of(request))
    if account is None:
        raise NotFound(MISSING)
    return account


def the_post(request: Request) -> Post:
    """Find a post, or a boost, that whoever asks may see."""
    post = request.db.scalar(visible_post(id_of(request), request.account))
    if post is None:
        raise NotFound(MISSING)
    return post
