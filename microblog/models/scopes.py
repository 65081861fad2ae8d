"""What a key may open: the scopes of the protocol, and which covers which."""

from collections.abc import Iterable

from ..i18n import _

SCOPES = {
    "read": _(
        "See everything that you can see here: your timelines, lists, notifications, filters and whom you follow."
    ),
    "profile": _("See who you are: your name and your profile."),
    "write": _("Do everything in your name that you can do here: post, follow, block, and change your profile."),
    "write:accounts": _("Change your profile."),
    "write:blocks": _("Block people, and unblock them."),
    "write:bookmarks": _("Keep bookmarks for you."),
    "write:collections": _("Put together collections of people in your name."),
    "write:conversations": _("Mute conversations, and remove them from your list."),
    "write:favourites": _("Mark posts as your favourites."),
    "write:filters": _("Change your filters."),
    "write:follows": _("Follow people, and stop following them."),
    "write:lists": _("Change your lists."),
    "write:media": _("Upload pictures and other files in your name."),
    "write:mutes": _("Mute people and conversations."),
    "write:notifications": _("Clear your notifications."),
    "write:reports": _("Report posts and people in your name."),
    "write:statuses": _("Post in your name, and edit and delete what you posted."),
    "read:accounts": _("See your profile, and those of others."),
    "read:blocks": _("See whom you block."),
    "read:bookmarks": _("See your bookmarks."),
    "read:collections": _("See your collections of people."),
    "read:favourites": _("See your favourites."),
    "read:filters": _("See your filters."),
    "read:follows": _("See whom you follow, and who wants to follow you."),
    "read:lists": _("See your lists."),
    "read:mutes": _("See whom you mute."),
    "read:notifications": _("See your notifications."),
    "read:search": _("Search in your name."),
    "read:statuses": _("See the posts that you can see, private ones too."),
    "follow": _("See and change whom you follow, block and mute."),
    "push": _("Be told of your notifications at once."),
    "admin:read": _("Look after the site: see all that moderators see."),
    "admin:read:accounts": _("Look after the site: see what moderators see of people."),
    "admin:read:reports": _("Look after the site: see reports."),
    "admin:read:domain_allows": _("Look after the site: see which other sites are allowed."),
    "admin:read:domain_blocks": _("Look after the site: see which other sites are blocked."),
    "admin:read:ip_blocks": _("Look after the site: see which network addresses are blocked."),
    "admin:read:email_domain_blocks": _("Look after the site: see from which mail hosts nobody may sign up."),
    "admin:read:canonical_email_blocks": _("Look after the site: see which mail addresses are blocked."),
    "admin:write": _("Look after the site: do all that moderators do."),
    "admin:write:accounts": _("Look after the site: act on people."),
    "admin:write:reports": _("Look after the site: act on reports."),
    "admin:write:domain_allows": _("Look after the site: change which other sites are allowed."),
    "admin:write:domain_blocks": _("Look after the site: change which other sites are blocked."),
    "admin:write:ip_blocks": _("Look after the site: change which network addresses are blocked."),
    "admin:write:email_domain_blocks": _("Look after the site: change from which mail hosts nobody may sign up."),
    "admin:write:canonical_email_blocks": _("Look after the site: change which mail addresses are blocked."),
}
"""Every scope, in the order in which servers of this protocol list them, in words for those who are asked for it."""

DEFAULT = ["read"]
"""What is meant where no scope is named."""

FOLLOW = {f"{deed}:{what}" for deed in ("read", "write") for what in ("blocks", "follows", "mutes")}


def covers(held: Iterable[str], wanted: Iterable[str]) -> bool:
    """Whether those scopes open all that these would."""
    return _opened(wanted) <= _opened(held)


def holds(held: Iterable[str], scope: str) -> bool:
    """Whether those scopes open this one."""
    return covers(held, [scope])


def words_of(asked: str | Iterable[str]) -> list[str]:
    """Read scopes as they are written, apart or in a row; each once, in the order given."""
    words = asked.split() if isinstance(asked, str) else [word for one in asked for word in one.split()]
    return list(dict.fromkeys(words))


def unknown(scopes: Iterable[str]) -> list[str]:
    """Name those that are none of ours."""
    return [scope for scope in scopes if scope not in SCOPES]


def in_words(scopes: Iterable[str]) -> list[tuple[str, str]]:
    """Say what scopes mean, each beside its name; what the others mean already is left out, the narrowest first."""
    said = set(scopes)
    for scope in sorted(said, key=lambda one: len(_parts(one))):
        if covers(said - {scope}, [scope]):
            said.remove(scope)
    return [(scope, sentence) for scope, sentence in SCOPES.items() if scope in said]


def _opened(scopes: Iterable[str]) -> set[str]:
    """What scopes open, one by one. What is not ours opens only itself."""
    return {part for scope in scopes for part in _parts(scope)}


def _parts(scope: str) -> set[str]:
    """Take a scope apart; `follow` is no more than its parts, the others may grow new ones and so count themselves."""
    if scope == "follow":
        return FOLLOW
    below = {one for one in SCOPES if one.startswith(f"{scope}:")}
    return {scope} | below | ({"profile"} if scope == "read" else set())
