"""Made-up people, posts, pictures, questions and quotes in every state: what /dev/style shows.

None of them is in the database: they are made, shown and forgotten.
"""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from ..clock import now
from ..media import Storage
from ..models import (
    Account,
    Base,
    Card,
    CardPicture,
    FilterAction,
    Media,
    MediaKind,
    Poll,
    Post,
    ReplyPolicy,
    Visibility,
)
from ..queries.filters import Verdict
from ..queries.polls import PollView
from ..queries.quotes import Quote, QuoteState
from ..queries.viewpoints import Viewpoint

STATIC = Path(__file__).parent / "static"
PICTURES = (
    ("card.png", 1200, 630, "The sign of the site on a card"),
    ("icon-512.png", 512, 512, ""),
    ("card.png", 1200, 630, "The card again"),
    ("icon-192.png", 192, 192, "The sign, small"),
)
"""Which of the site's own pictures stand for what people send: how wide and high they are, and what is said of them."""
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
"""A word that no line has room for."""


def _made(of: type[Base], /, **facts: Any) -> Any:
    """Make a thing that stands in no table, with what its columns hold where nothing is said."""
    made = of(**facts)
    for column in of.__table__.columns:
        if column.name not in facts and column.default is not None and column.default.is_scalar:
            setattr(made, column.name, column.default.arg)
    for name in {"created_at"} & set(of.__table__.columns.keys()) - set(facts):
        setattr(made, name, now() - timedelta(hours=3))
    return made


def sample_person(id: int, name: str, shown: str, bio: str = "") -> Account:
    """Make somebody up."""
    facts = {"email": "somebody@example.org", "email_confirmed_at": now(), "fields": [], "display_name": shown}
    made: Account = _made(Account, id=id, username=name, bio=bio, **facts)
    return made


def _post(id: int, author: Account, text: str, **facts: Any) -> Post:
    """Make a post up."""
    made: Post = _made(Post, id=id, author=author, author_id=author.id, text=text, thread_id=id, **facts)
    return made


def sample_posts(people: list[Account]) -> dict[str, Post]:
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
    made["that not everybody may answer"] = _post(26, bob, "Family meeting.", reply_policy=ReplyPolicy.MENTIONED)
    made["with a link, and what its page says of itself"] = _post(27, bob, "Read this: https://example.org/lamps")
    made["with a link to a page that says little"] = _post(28, bob, "Or this: https://example.org/wicks")
    for number in range(1, len(PICTURES) + 1):
        made[f"with {number} picture{'s' * (number > 1)}"] = _post(30 + number, bob, "Look at this.")
    made["with veiled pictures"] = _post(39, bob, "Not everybody likes spiders.", sensitive=True, quoted_id=19)
    for number, state in enumerate(QuoteState, 40):
        made[f"with a quote: {state.name.lower()}"] = _post(number, bob, "What do you say to this?", quoted_id=39)
    made["with a quote behind a warning"] = _post(49, bob, "What do you say to this?", quoted_id=17)
    return made


def sample_viewpoint(reader: Account, posts: Mapping[str, Post], storage: Storage) -> Viewpoint:
    """How all of them are seen; their pictures are put into the storage."""
    pictures = _pictures(storage)
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
        cards=_cards(pictures[0]),
        quotes={12: 2},
        quoted=_quotes(posts),
        closed=frozenset({26}),
        unquotable=frozenset({26}),
        filtered={18: Verdict(FilterAction.WARN, ["Sport"])},
    )


def _pictures(storage: Storage) -> list[Media]:
    """Put some pictures where the pictures of posts are."""
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


def _cards(picture: Media) -> dict[int, Card]:
    """What pages say of themselves: all there is to say, and next to nothing."""
    words = "How lamps were lit, who lit them, and what became of both when somebody invented the switch. " * 2
    seen = CardPicture(picture.file, 1200, 630, "", "A lamp")
    told = {"site": "The Lamp Post", "author": "Ada Lindqvist", "description": words, "picture": seen}
    return {
        27: Card("https://example.org/lamps", "A short history of lamps, and of everybody who fell over one", **told),
        28: Card("https://example.org/wicks", LONG, site="example.org"),
    }


def _quotes(posts: Mapping[str, Post]) -> dict[int, Quote]:
    """A quote in each state, one that quotes another, and one behind a warning."""
    quoted, long, folded = (posts[f"with {what}"] for what in ("veiled pictures", "very long words", "a warning"))
    by_state = {id: Quote(state, quoted if state.there else None) for id, state in enumerate(QuoteState, 40)}
    return by_state | {39: Quote(QuoteState.ACCEPTED, long), 49: Quote(QuoteState.ACCEPTED, folded)}
