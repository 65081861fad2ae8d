"""Every part of the design in every state, from the real templates with made-up values (/dev/style, for developers).

Nothing of it is in the database: the things are made, shown and forgotten.
"""

import re
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from ..actions.inputs import Input
from ..clock import now
from ..media import Storage
from ..models import Account, Base, Event, FilterAction, Media, MediaKind, Poll, Post, Visibility
from ..queries.filters import Verdict
from ..queries.grouped_notifications import Group
from ..queries.paging import Page
from ..queries.polls import PollView
from ..queries.relationships import Relationship
from ..queries.viewpoints import Viewpoint
from .composer import Composer
from .forms import Form, word
from .sentences import say

STATIC = Path(__file__).parent / "static"
DARK = re.compile(r"@media \(prefers-color-scheme: dark\) \{\s*(:root \{.*?\n  \})", re.DOTALL)
MIRRORED = "ar"
"""A language that is written from right to left."""
PICTURES = (
    ("card.png", 1200, 630, "The sign of the site on a card"),
    ("icon-512.png", 512, 512, ""),
    ("card.png", 1200, 630, "The card again"),
    ("icon-192.png", 192, 192, "The sign, small"),
)
"""Which of the site's own pictures stand for what people send: how wide and high they are, and what is said of them."""
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"


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
    ada = _person(1, "ada", "Ada Lindqvist", "Keeper of the light. Visitors welcome on Saturdays; bring biscuits.")
    request.account = ada  # whoever looks sees what members see
    if word(request, "dir") == "rtl":
        request.locale_name = MIRRORED
    say(request, "Your post is deleted.", undo="/dev/style")
    people = [ada, _person(2, "bob", "Bob"), _person(3, "w" * 30, LONG, f"{LONG} and a very long biography, " * 4)]
    posts, pictures = _posts(people), _pictures(request)
    return {
        "look": word(request, "look"),
        "people_by_id": {one.id: one for one in people},
        "posts": posts,
        "view": _viewpoint(ada, posts, pictures),
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


def _made(of: type[Base], /, **facts: Any) -> Any:
    """Make a thing that stands in no table, with what its columns hold where nothing is said."""
    made = of(**facts)
    for column in of.__table__.columns:
        if column.name not in facts and column.default is not None and column.default.is_scalar:
            setattr(made, column.name, column.default.arg)
    for name in {"created_at"} & set(of.__table__.columns.keys()) - set(facts):
        setattr(made, name, now() - timedelta(hours=3))
    return made


def _person(id: int, name: str, shown: str, bio: str = "") -> Account:
    """Make somebody up."""
    facts = {"email": "somebody@example.org", "email_confirmed_at": now(), "fields": [], "display_name": shown}
    made: Account = _made(Account, id=id, username=name, bio=bio, **facts)
    return made


def _post(id: int, author: Account, text: str, **facts: Any) -> Post:
    """Make a post up."""
    made: Post = _made(Post, id=id, author=author, author_id=author.id, text=text, thread_id=id, **facts)
    return made


def _posts(people: list[Account]) -> dict[str, Post]:
    """A post of every kind, by what it is."""
    ada, bob, long = people
    plain = _post(
        10, bob, "Just words, with @ada, #tea and a link: https://example.org/a/very/long/address?of=something"
    )
    boosted = _post(11, ada, "", boosted_id=10)
    boosted.boosted = plain
    made = {
        "of one's own, favourited, boosted and kept": _post(12, ada, "Lamp lit. The sea took it well."),
        "of somebody else": plain,
        "an answer": _post(13, bob, "Me, please.", parent_id=12, answered_id=1),
        "a boost": boosted,
        "edited": _post(14, bob, "I meant Thursday.", edited_at=now()),
        "for followers": _post(15, ada, "Only those who follow me read this.", visibility=Visibility.PRIVATE),
        "for those whom it names": _post(16, ada, "@bob psst.", visibility=Visibility.DIRECT),
        "with a warning": _post(17, bob, "It was the gull.", warning="How the story of the sandwich ends"),
        "filtered": _post(18, bob, "Football, football, football."),
        "with very long words": _post(19, long, f"{LONG * 3} https://example.org/{'a' * 200} #{'t' * 80}"),
        "from right to left": _post(20, bob, "ليلة صافية أخيراً. القمر هلال رقيق فوق المنارة."),
        "a poll in which one may choose one": _post(21, bob, "Tea or coffee?"),
        "a poll in which one may choose several": _post(22, bob, "Which days?"),
        "a poll in which one has voted": _post(23, bob, "And in the afternoon?"),
        "a poll that has ended": _post(24, ada, "Who was right?"),
        "a poll that keeps its secret": _post(25, ada, "Guess the weight of the marrow."),
    }
    for number in range(1, len(PICTURES) + 1):
        made[f"with {number} picture{'s' * (number > 1)}"] = _post(30 + number, bob, "Look at this.")
    made["with veiled pictures"] = _post(39, bob, "Not everybody likes spiders.", sensitive=True)
    return made


def _viewpoint(reader: Account, posts: Mapping[str, Post], pictures: list[Media]) -> Viewpoint:
    """How all of them are seen."""
    shown = [one for name, one in posts.items() if "picture" in name]
    return Viewpoint(
        reader,
        named={10: frozenset({"ada"}), 16: frozenset({"bob"})},
        replies={12: 3, 10: 1},
        boosts={12: 12, 10: 1},
        favourites={12: 12345, 10: 2},
        answered={13: "ada"},
        favourited=frozenset({12}),
        boosted=frozenset({12}),
        bookmarked=frozenset({12}),
        pinned=frozenset({12}),
        media={post.id: pictures[: number if number <= len(PICTURES) else 2] for number, post in enumerate(shown, 1)},
        polls=_polls(posts),
        filtered={18: Verdict(FilterAction.WARN, ["Sport"])},
    )


def _pictures(request: Request) -> list[Media]:
    """Put some pictures where the pictures of posts are."""
    storage = Storage(request.registry.settings["microblog"].media.directory)
    return [
        _made(
            Media,
            kind=MediaKind.IMAGE,
            file=storage.keep((STATIC / name).read_bytes(), ".png"),
            meta={"original": {"width": width, "height": height}},
            description=words,
        )
        for name, width, height, words in PICTURES
    ]


def _polls(posts: Mapping[str, Post]) -> dict[int, PollView]:
    """The questions: open, answered, ended, secret."""
    options = ["Tea", "Coffee, if it must be, and then with a lot of milk, please", LONG[:50]]
    soon, gone = now() + timedelta(days=1), now() - timedelta(days=1)
    by_id = {post.id: post for post in posts.values()}

    def poll(id: int, ends: Any = soon, **facts: Any) -> Poll:
        made: Poll = _made(Poll, id=id, post_id=id, options=options, expires_at=ends, **facts)
        made.post = by_id[id]
        return made

    return {
        21: PollView(poll(21), [3, 1, 0], 4, 4, voted=False),
        22: PollView(poll(22, multiple=True), [3, 1, 0], 4, 4, voted=False),
        23: PollView(poll(23), [3, 1, 0], 4, 4, voted=True, choices=[1]),
        24: PollView(poll(24, gone), [30, 11, 7], 48, 48, voted=True),
        25: PollView(poll(25, hide_totals=True), None, 4, 4, voted=True),
    }


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
        (_person(state["id"], one.username, one.name, one.bio), Relationship(**nothing | state)) for state, one in shown
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
