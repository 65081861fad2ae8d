"""Every part of the design in every state, from the real templates with made-up values (/dev/style, for developers)."""

import re
from collections.abc import Mapping
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from ..actions.inputs import Input
from ..clock import now
from ..media import Storage
from ..models import Account, Event, Post
from ..queries.grouped_notifications import Group
from ..queries.paging import Page
from ..queries.relationships import Relationship
from .composer import Composer
from .forms import Form, word
from .samples import LONG, STATIC, sample_person, sample_posts, sample_viewpoint
from .sentences import say

DARK = re.compile(r"@media \(prefers-color-scheme: dark\) \{\s*(:root \{.*?\n  \})", re.DOTALL)
MIRRORED = "ar"
"""A language that is written from right to left."""


class Sample(Input):
    """A form with a field of each kind."""

    name: str = ""
    email: str = ""
    about: str = ""
    shown: str = ""
    tidings: bool = False


@view_config(route_name="dev.style", renderer="dev/style.jinja2", request_method="GET")
def style(request: Request) -> Mapping[str, Any]:
    """Show everything: in the colours of the browser or those named by `look`, and mirrored if `dir` says rtl."""
    ada = sample_person(
        1, "ada", "Ada Lindqvist", "Keeper of the light. Visitors welcome on Saturdays; bring biscuits."
    )
    request.account = ada  # whoever looks sees what members see
    if word(request, "dir") == "rtl":
        request.locale_name = MIRRORED
    say(request, "Your post is deleted.", undo="/dev/style")
    people = [
        ada,
        sample_person(2, "bob", "Bob"),
        sample_person(3, "w" * 30, LONG, f"{LONG} and a very long biography, " * 4),
    ]
    posts = sample_posts(people)
    storage = Storage(request.registry.settings["microblog"].media.directory)
    return {
        "look": word(request, "look"),
        "people_by_id": {one.id: one for one in people},
        "posts": posts,
        "view": sample_viewpoint(ada, posts, storage),
        "form": _form(request),
        "composer_form": _composer(request),
        "relations": _relations(people),
        "news": _news(people, posts),
        "page": Page(list(posts.values()), newer=1, older=2),
        "buttons": ["", "plain", "danger", "link"],
    }


@view_config(route_name="dev.colours", request_method="GET")
def colours(request: Request) -> Response:
    """Give the dark colours, or the light ones, to a page that wants them whatever the browser likes."""
    tokens = (STATIC / "css/tokens.css").read_text("utf-8")
    dark = DARK.search(tokens)
    rules = {"dark": dark[1] if dark else "", "light": tokens.partition("@media")[0]}
    look = request.matchdict["look"]
    if look not in rules:
        raise HTTPNotFound
    return Response(f"{rules[look]}\n:root {{ color-scheme: {look}; }}\n", content_type="text/css", charset="utf-8")


def _form(request: Request) -> Form[Sample]:
    """A form that was filled in, and is wrong in places."""
    form = Form(request, Sample, {"name": "bob", "email": "nowhere", "about": LONG, "tidings": "yes"})
    form.problems = {"email": "That is no e-mail address.", "about": "Say it in 500 characters.", "else": "Too late."}
    return form


def _composer(request: Request) -> Composer:
    """A composer in which something is written, and something is wrong."""
    form = Composer(request, {"text": "Good morning.", "warning": "Weather"}, {"option": ["Tea"]})
    form.problems = {"poll": "Offer at least two answers."}
    return form


def _relations(people: list[Account]) -> list[tuple[Account, Relationship]]:
    """What people can be to each other."""
    nothing: dict[str, Any] = dict.fromkeys(Relationship.__dataclass_fields__, False)
    nothing |= {"languages": None, "muting_expires_at": None, "note": "", "boosts": True}
    states: list[dict[str, Any]] = [
        {"id": 51},
        {"id": 52, "following": True, "followed_by": True, "notifying": True, "note": "Met at the harbour."},
        {"id": 53, "requested": True, "muting": True, "muting_expires_at": now() + timedelta(hours=5)},
        {"id": 54, "requested_by": True, "following": True, "boosts": False},
        {"id": 55, "blocking": True},
        {"id": 56, "blocked_by": True},
    ]
    shown = [(state, people[number % len(people)]) for number, state in enumerate(states)]
    return [
        (sample_person(state["id"], one.username, one.name, one.bio), Relationship(**nothing | state))
        for state, one in shown
    ]


def _news(people: list[Account], posts: Mapping[str, Post]) -> list[Group]:
    """What one is told of: each kind once, and one of several people."""
    post = posts["of one's own, favourited, boosted and kept"]
    about: dict[Event, Post | None] = {Event.FOLLOW: None, Event.FOLLOW_REQUEST: None}
    groups = []
    for number, event in enumerate(Event, 1):
        several = event is Event.FAVOURITE
        facts = {"id": number, "event": event, "by": people[1], "by_id": 2, "created_at": now()}
        head: Any = SimpleNamespace(**facts, post=about.get(event, post))
        groups.append(Group(f"sample-{number}", head, count=2 if several else 1, by_ids=[2, 3] if several else [2]))
    return groups
