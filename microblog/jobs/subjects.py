"""What stands above letters that bring news, and in whose name they come."""

from ..i18n import _, ngettext
from ..models import Account, Event, Post
from ..pens import Pen
from ..text import isolated, mentions, one_line
from .news import News
from .stationery import gist

DID = {
    Event.MENTION: _("${name} named you"),
    Event.REPLY: _("${name} answered you"),
    Event.QUOTE: _("${name} quoted you"),
    Event.FAVOURITE: _("${name} likes your post"),
    Event.BOOST: _("${name} boosted your post"),
    Event.FOLLOW: _("${name} follows you now"),
    Event.FOLLOW_REQUEST: _("${name} wants to follow you"),
}
"""What is said of somebody."""

DID_TOGETHER = {
    Event.FAVOURITE: _("${names} like your post"),
    Event.BOOST: _("${names} boosted your post"),
    Event.FOLLOW: _("${names} follow you now"),
    Event.FOLLOW_REQUEST: _("${names} want to follow you"),
}
"""The same of several people."""

DID_IN_ANSWER = {
    Event.MENTION: _("${name} named you in an answer to ${other}"),
    Event.REPLY: _("${name} answered you in an answer to ${other}"),
}
"""The same of words to somebody else."""

WHY = {
    "mentions": _("somebody named you"),
    "replies": _("somebody answered or quoted you"),
    "follows": _("somebody follows you, or wants to"),
    "favourites": _("somebody liked or boosted a post of yours"),
    "digests": _("you want to be told from time to time what happens"),
}
"""Why one gets a letter, by the preference that brought it."""


def sender_of(news: News, site: str, pen: Pen) -> str:
    """In whose name the news come."""
    first, *others = news.doers.values()
    facts = {"name": first.name, "site": site}
    return pen.say(
        _("${name} and others (${site})", mapping=facts) if others else _("${name} (${site})", mapping=facts)
    )


def subject_of(news: News, reader: Account, pen: Pen) -> str:
    """Say in a line what a letter about one thing is about.

    That of a conversation stays the same, with "Re:" once it is no longer about what began it: some mail programs make
    one thread only of what has one subject.
    """
    if news.said:
        return _about_conversation(news, reader, pen)
    for liked in news.liked.values():
        event = Event.FAVOURITE if liked.by[Event.FAVOURITE] else Event.BOOST
        return f"{_did(liked.by[event], event, pen)}: {gist(liked.post, pen)}"
    event = Event.FOLLOW if news.people[Event.FOLLOW] else Event.FOLLOW_REQUEST
    return _did([account for account, _url in news.people[event]], event, pen)


def subject_of_digest(news: News, site: str, pen: Pen) -> str:
    """Say in a line how much a digest tells."""
    follows, wishes = len(news.people[Event.FOLLOW]), len(news.people[Event.FOLLOW_REQUEST])
    counts = [
        (len(news.said), ngettext("${n} post for you", "${n} posts for you", len(news.said))),
        (follows, ngettext("${n} new follower", "${n} new followers", follows)),
        (wishes, ngettext("${n} wish to follow you", "${n} wishes to follow you", wishes)),
        (len(news.liked), ngettext("${n} post of yours liked", "${n} posts of yours liked", len(news.liked))),
    ]
    listed = ", ".join(pen.say(sentence) for count, sentence in counts if count)
    return pen.say(_("News from ${site}: ${counts}", mapping={"site": site, "counts": listed}))


def _about_conversation(news: News, reader: Account, pen: Pen) -> str:
    """Name a conversation by what began it, if the reader may see that."""
    [conversation, *_others] = news.conversations.values()
    first, beginning = conversation.said[0], conversation.beginning
    if beginning is None:
        return f"{_did([first.post.author], first.event, pen)}: {gist(first.post, pen)}"
    if first.post.id != beginning.id:
        return "Re: " + _title(beginning, reader, pen, named=reader.username in mentions(beginning.spoken))
    title = _title(beginning, reader, pen, named=first.event is Event.MENTION)
    return title if len(news.said) == 1 else "Re: " + title


def _title(beginning: Post, reader: Account, pen: Pen, *, named: bool) -> str:
    """Name a conversation to one of those in it, whom its first post may have `named`."""
    if beginning.author_id == reader.id:
        return gist(beginning, pen)
    who = _did([beginning.author], Event.MENTION, pen) if named else _name(beginning.author)
    return f"{who}: {gist(beginning, pen)}"


def _did(people: list[Account], event: Event, pen: Pen) -> str:
    """Say what one or several people did."""
    first, *others = people
    if not others:
        return pen.say(DID[event] % {"name": _name(first)})
    if len(others) == 1:
        both = _("${first} and ${second}", mapping={"first": _name(first), "second": _name(others[0])})
    else:
        more = len(others)
        both = ngettext("${first} and ${n} other", "${first} and ${n} others", more, {"first": _name(first)})
    return pen.say(DID_TOGETHER[event] % {"names": pen.say(both)})


def _name(account: Account) -> str:
    """Name somebody so that the direction of their writing stays their own."""
    return isolated(one_line(account.name))
