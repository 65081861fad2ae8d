"""What stands above letters that bring news, and in whose name they come."""

from ..models import Account, Event, Post
from ..text import isolated, mentions, one_line
from .news import News
from .stationery import gist

DID = {
    Event.MENTION: "named you",
    Event.REPLY: "answered you",
    Event.FAVOURITE: "likes your post",
    Event.BOOST: "boosted your post",
    Event.FOLLOW: "follows you now",
    Event.FOLLOW_REQUEST: "wants to follow you",
}
"""What is said of somebody, after their name."""

DID_TOGETHER = {
    Event.FAVOURITE: "like your post",
    Event.BOOST: "boosted your post",
    Event.FOLLOW: "follow you now",
    Event.FOLLOW_REQUEST: "want to follow you",
}
"""The same of several people."""

WHY = {
    "mentions": "somebody named you",
    "replies": "somebody answered you",
    "follows": "somebody follows you, or wants to",
    "favourites": "somebody liked or boosted a post of yours",
    "digests": "you want to be told from time to time what happens",
}
"""Why one gets a letter, by the preference that brought it."""


def sender_of(news: News, site: str) -> str:
    """In whose name the news come."""
    first, *others = news.doers.values()
    return f"{first.name} and others ({site})" if others else f"{first.name} ({site})"


def subject_of(news: News, reader: Account) -> str:
    """Say in a line what a letter about one thing is about.

    That of a conversation stays the same, with "Re:" once it is no longer about what began it: some mail programs make
    one thread only of what has one subject.
    """
    if news.said:
        return _about_conversation(news, reader)
    for liked in news.liked.values():
        event = Event.FAVOURITE if liked.by[Event.FAVOURITE] else Event.BOOST
        return f"{_did(liked.by[event], event)}: {gist(liked.post)}"
    event = Event.FOLLOW if news.people[Event.FOLLOW] else Event.FOLLOW_REQUEST
    return _did([account for account, _ in news.people[event]], event)


def subject_of_digest(news: News, site: str) -> str:
    """Say in a line how much a digest tells."""
    counts = [
        _counted(len(news.said), "post for you", "posts for you"),
        _counted(len(news.people[Event.FOLLOW]), "new follower", "new followers"),
        _counted(len(news.people[Event.FOLLOW_REQUEST]), "wish to follow you", "wishes to follow you"),
        _counted(len(news.liked), "post of yours liked", "posts of yours liked"),
    ]
    return f"News from {site}: {', '.join(filter(None, counts))}"


def _about_conversation(news: News, reader: Account) -> str:
    """Name a conversation by what began it, if the reader may see that."""
    [conversation, *_] = news.conversations.values()
    first, beginning = conversation.said[0], conversation.beginning
    if beginning is None:
        return f"{_did([first.post.author], first.event)}: {gist(first.post)}"
    if first.post.id != beginning.id:
        return "Re: " + _title(beginning, reader, named=reader.username in mentions(beginning.text))
    title = _title(beginning, reader, named=first.event is Event.MENTION)
    return title if len(news.said) == 1 else "Re: " + title


def _title(beginning: Post, reader: Account, *, named: bool) -> str:
    """Name a conversation to one of those in it, whom its first post may have `named`."""
    if beginning.author_id == reader.id:
        return gist(beginning)
    return f"{_name(beginning.author)}{' named you' if named else ''}: {gist(beginning)}"


def _did(people: list[Account], event: Event) -> str:
    """Say what one or several people did."""
    first, *others = people
    if not others:
        return f"{_name(first)} {DID[event]}"
    rest = _name(others[0]) if len(others) == 1 else f"{len(others)} others"
    return f"{_name(first)} and {rest} {DID_TOGETHER[event]}"


def _counted(count: int, one: str, many: str) -> str:
    """Count something; nothing if there is none."""
    return f"{count} {one if count == 1 else many}" if count else ""


def _name(account: Account) -> str:
    """Name somebody so that the direction of their writing stays their own."""
    return isolated(one_line(account.name))
