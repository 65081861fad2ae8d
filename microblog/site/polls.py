"""Choosing from the answers to a question."""

from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from ..actions.polls import vote
from ..errors import Invalid, NotFound
from ..i18n import _
from ..models import Post
from ..queries.polls import poll_of
from ..queries.viewpoints import viewpoint_of
from .deeds import done
from .globals import post_url


@view_config(route_name="post.vote", request_method="POST", permission="member")
def choose(context: Post, request: Request) -> Response:
    """Count a choice, and show how it stands; what is no choice is said, and one chooses again."""
    post = context.original
    poll = request.db.scalar(poll_of(post))
    if poll is None:
        raise NotFound(_("This post asks nothing any more."))
    sentence = _("Your vote is counted.")
    try:
        vote(request.db, request.account, poll, _choices(request))
    except Invalid as refusal:
        [sentence] = refusal.sentences.values()
    request.db.flush()
    row = request.params.get("row", "")
    values = {"post": post, "view": viewpoint_of(request.db, request.account, [post]), "row": row or post.id}
    otherwise = post_url(request, post)
    return done(request, sentence, parts=("parts/poll.jinja2", values), otherwise=otherwise, anchor=f"post-{row}")


def _choices(request: Request) -> list[int]:
    """The numbers of the options that were chosen; what is none counts as one that does not exist."""
    given = [value for value in request.POST.getall("choices") if isinstance(value, str)]
    return [int(value) if value.isascii() and value.isdigit() and len(value) < 4 else -1 for value in given]
