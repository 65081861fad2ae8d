"""News as a letter tells them: sorted by conversation, then people, then what became of one's own posts."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from markupsafe import Markup
from pyramid.request import Request

from ..addresses import post_url, profile_url, site_url, tag_url
from ..i18n import _
from ..models import Account, Event, MediaKind, Post, Reason
from ..queries.enclosures import Enclosures
from ..security import sign_thread_mute
from ..text import to_html

MOST = 50
"""How many posts, people, or posts of one's own a letter shows of each; of the others it says how many there are."""

MEDIA = {
    MediaKind.IMAGE: (_("Picture"), _("Picture: ${words}"), _("Picture: without a description")),
    MediaKind.AUDIO: (_("Sound"), _("Sound: ${words}"), _("Sound: without a description")),
}
"""What attachments are called: without their description, with it, and when there is none."""
FILM = (_("Film"), _("Film: ${words}"), _("Film: without a description"))
"""What the others are called."""

LIST = {
    Event.MENTION: "mentions",
    Event.REPLY: "replies",
    Event.QUOTE: "replies",
    Event.FOLLOW: "follows",
    Event.FOLLOW_REQUEST: "follows",
    Event.FAVOURITE: "favourites",
    Event.BOOST: "favourites",
}
"""Which preference brought what."""


@dataclass(frozen=True)
class Said:
    """A post in which the reader was named, answered or quoted."""

    event: Event
    post: Post
    html: Markup
    """Its words; empty where a warning stands before them."""
    enclosed: Sequence[str]
    """A line for each thing that hangs on it."""
    parent: Post | None
    """What it answers, if the reader may see it; where it quotes the reader, what it quotes."""
    quotes: bool
    """Whether to show that: it does not stand in the letter yet."""
    url: str
    answer_url: str
    answers_you: bool
    """Whether it answers something of the reader's."""


@dataclass
class Conversation:
    """What was said in one conversation, the oldest first."""

    beginning: Post | None
    """The post that began it, if the reader may see that."""
    mute_url: str
    said: list[Said] = field(default_factory=list)


@dataclass
class Liked:
    """A post of the reader's, and who liked and who boosted it."""

    post: Post
    url: str
    by: dict[Event, list[Account]] = field(default_factory=lambda: {Event.FAVOURITE: [], Event.BOOST: []})


@dataclass
class News:
    """Everything of which one letter tells."""

    conversations: dict[int, Conversation] = field(default_factory=dict)
    liked: dict[int, Liked] = field(default_factory=dict)
    people: dict[Event, list[tuple[Account, str]]] = field(
        default_factory=lambda: {Event.FOLLOW: [], Event.FOLLOW_REQUEST: []}
    )
    """Who follows or wants to, with the address of their page."""
    doers: dict[int, Account] = field(default_factory=dict)
    """All who did any of it."""
    lists: list[str] = field(default_factory=list)
    """Which preferences brought it."""
    more: int = 0
    """How much more there is that is not shown."""

    @property
    def said(self) -> list[Said]:
        """What was said in all conversations."""
        return [one for conversation in self.conversations.values() for one in conversation.said]


def sort_news(request: Request, reader: Account, reasons: Sequence[Reason], enclosures: Enclosures) -> News:
    """Sort what is to be told; each post is told of once, as a mention if it is one."""
    news, shown = News(), dict.fromkeys(Event, 0)
    told: set[tuple[int | None, Event, int]] = set()
    for reason in sorted(
        reasons, key=lambda reason: (reason.post_id or 0, reason.event is not Event.MENTION, reason.id)
    ):
        kind = Event.MENTION if reason.event in (Event.REPLY, Event.QUOTE) else reason.event
        if (reason.post_id, kind, reason.by_id) in told:
            continue
        told.add((reason.post_id, kind, reason.by_id))
        if LIST[reason.event] not in news.lists:
            news.lists.append(LIST[reason.event])
        news.doers[reason.by_id] = reason.by
        shown[kind] += 1
        if shown[kind] > MOST:
            news.more += 1
        else:
            _tell(request, news, reader, reason, enclosures)
    news.lists.sort(key=list(LIST.values()).index)
    return news


def _tell(request: Request, news: News, reader: Account, reason: Reason, enclosures: Enclosures) -> None:
    """Put one reason where it belongs."""
    if reason.post is None:
        news.people[reason.event].append((reason.by, profile_url(request, reason.by)))
    elif reason.event in (Event.FAVOURITE, Event.BOOST):
        liked = news.liked.setdefault(reason.post.id, Liked(reason.post, post_url(request, reason.post)))
        liked.by[reason.event].append(reason.by)
    else:
        conversation = news.conversations.get(reason.post.thread_id)
        if conversation is None:
            conversation = _conversation(request, reader, reason.post, enclosures)
            news.conversations[reason.post.thread_id] = conversation
        conversation.said.append(_said(request, reader, reason.event, reason.post, conversation, enclosures))


def _conversation(request: Request, reader: Account, post: Post, enclosures: Enclosures) -> Conversation:
    """Begin to tell of a conversation."""
    first = post.thread_id == post.id
    token = sign_thread_mute(request, reader, post.thread_id)
    return Conversation(
        beginning=post if first else enclosures.posts.get((reader.id, post.thread_id)),
        mute_url=request.route_url("mute", token=token),
    )


def _said(
    request: Request, reader: Account, event: Event, post: Post, conversation: Conversation, enclosures: Enclosures
) -> Said:
    """Tell of a post, with what it answers unless that stands in the letter already."""
    known = {one.username: one for one in (reader, post.author)}
    before = post.quoted_id if event is Event.QUOTE else post.parent_id
    parent = enclosures.posts.get((reader.id, before or 0))
    if parent is not None:
        known[parent.author.username] = parent.author
    return Said(
        event=event,
        post=post,
        html=Markup() if post.warning else _html(request, post, known),
        enclosed=_enclosed(post, enclosures),
        parent=parent,
        quotes=parent is not None and not any(parent in (one.post, one.parent) for one in conversation.said),
        url=post_url(request, post),
        answers_you=post.answered_id == reader.id,
        answer_url=f"{site_url(request)}{request.route_path('compose')}?reply_to={post.id}",
    )


def _html(request: Request, post: Post, known: dict[str, Account]) -> Markup:
    """Write a post's words; of the names in it, those of whom the letter speaks lead to their pages."""
    return to_html(
        post.text,
        mention_url=lambda name: profile_url(request, known[name]) if name in known else None,
        tag_url=lambda name: tag_url(request, name),
        format=post.format,
    )


def _enclosed(post: Post, enclosures: Enclosures) -> list[str]:
    """Say what hangs on a post; where there is a warning, only that something does."""
    media, options = enclosures.media.get(post.id, []), enclosures.options.get(post.id, [])
    named = [(*MEDIA.get(kind, FILM), description) for kind, description in media]
    if post.warning:
        return [*(kind for kind, *_more in named), *([_("Poll")] if options else [])]
    described = [filled % {"words": words} if words else bare for _kind, filled, bare, words in named]
    return [*described, *([_("Poll: ${options}", mapping={"options": " · ".join(options)})] if options else [])]
