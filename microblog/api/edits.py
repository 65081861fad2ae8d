"""Saying something better than before, for applications."""

from pydantic import Field
from pyramid.request import Request

from ..actions.edits import Edit, edit_post
from ..errors import NotFound
from ..models import Post
from .contract import api_view
from .entities.edits import StatusEdit, StatusSource, history_of
from .entities.posts import Status
from .given import Flag, Given, Many, Reference, Words
from .posts import StatusGiven
from .things import MISSING, the_post


class MediaGiven(Given):
    """What to say of a file."""

    id: Reference
    description: Words | None = None
    """What it shows, for those who do not see it."""
    focus: Words | None = None
    """What to keep in sight when it is cut: two numbers from -1 to 1, to the right and up, such as 0.0,0.5."""


class StatusChanges(StatusGiven):
    """All that a post is to say from now on: what is not given is taken away."""

    sensitive: Flag = False
    """Whether its pictures are veiled until somebody asks for them."""
    media_attributes: Many[MediaGiven] = Field([])
    """What to say of what is attached."""

    def edit(self) -> Edit:
        """What that is to the action."""
        retouched = [{**one.model_dump(), "focus": one.focus or None} for one in self.media_attributes]
        return Edit.read({**self.said(), "sensitive": self.sensitive, "retouched": retouched})


def the_own_post(request: Request) -> Post:
    """Find a post of whoever asks."""
    post = the_post(request)
    if post.author_id != request.account.id or post.boosted_id is not None:
        raise NotFound(MISSING)
    return post


@api_view(
    "status",
    ("PUT", "PATCH"),
    permission="write:statuses",
    takes=StatusChanges,
    returns=Status,
    about=the_own_post,
)
def edit(post: Post, request: Request) -> Post:
    """Edit a post of one's own. What it said is kept; who may see it does not change."""
    return edit_post(request.db, request.account, post, request.given.edit())


@api_view("status.source", "GET", permission="read:statuses", returns=StatusSource, about=the_post)
def source(post: Post, request: Request) -> Post:
    """Show a post as it was written."""
    return post.original


@api_view("status.history", "GET", permission="read:statuses", public=True, returns=list[StatusEdit], about=the_post)
def history(post: Post, request: Request) -> list[StatusEdit]:
    """Show what a post said before it was edited, the oldest first, and at the end what it says now."""
    return history_of(request, post.original)
