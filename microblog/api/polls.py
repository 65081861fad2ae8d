"""Polls, for applications."""

from pyramid.request import Request

from .. import models
from ..actions import polls
from ..errors import NotFound
from ..queries.polls import PollView, views_of, visible_poll
from .contract import api_view
from .entities.polls import Poll
from .given import Given, Many, Number
from .things import MISSING, id_of


class Choice(Given):
    """What somebody chooses."""

    choices: Many[Number]
    """The numbers of the options, from 0."""


def the_poll(request: Request) -> models.Poll:
    """Find the poll of a post that whoever asks may see."""
    poll = request.db.scalar(visible_poll(id_of(request), request.account))
    if poll is None:
        raise NotFound(MISSING)
    return poll


@api_view("poll", "GET", permission="read:statuses", public=True, returns=Poll, about=the_poll)
def show(poll: models.Poll, request: Request) -> PollView:
    """Show how a poll stands."""
    return _view(poll, request)


@api_view("poll.votes", "POST", permission="write:statuses", takes=Choice, returns=Poll, about=the_poll)
def vote(poll: models.Poll, request: Request) -> PollView:
    """Choose from the answers of a poll, once and for all."""
    polls.vote(request.db, request.account, poll, request.given.choices)
    return _view(poll, request)


def _view(poll: models.Poll, request: Request) -> PollView:
    """Take whoever asks' view of a poll."""
    return views_of(request.db, [poll], request.account)[0]
