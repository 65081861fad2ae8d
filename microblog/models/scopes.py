"""What a key may open: the scopes of the protocol, and which covers which."""

from collections.abc import Iterable

SCOPES = {
    "read": "See everything that you can see here: your timelines, lists, notifications, filters and whom you follow.",
    "profile": "See who you are: your name and your profile.",
    "write": "Do everything in your name that you can do here: post, follow, block, and change your profile.",
    "write:accounts": "Change your profile.",
    "write:blocks": "Block people, and unblock them.",
    "write:bookmarks": "Keep bookmarks for you.",
    "write:collections": "Put together collections of people in your name.",
    "write:conversations": "Mute conversations, and remove them from your list.",
    "write:favourites": "Mark posts as your favourites.",
    "write:filters": "Change your filters.",
    "write:follows": "Follow people, and stop following them.",
    "write:lists": "Change your lists.",
    "write:media": "Upload pictures and other files in your name.",
    "write:mutes": "Mute people and conversations.",
    "write:notifications": "Clear your notifications.",
    "write:reports": "Report posts and people in your name.",
    "write:statuses": "Post in your name, and edit and delete what you posted.",
    "read:accounts": "See your profile, and those of others.",
    "read:blocks": "See whom you block.",
    "read:bookmarks": "See your bookmarks.",
    "read:collections": "See your collections of people.",
    "read:favourites": "See your favourites.",
    "read:filters": "See your filters.",
    "read:follows": "See whom you follow, and who wants to follow you.",
    "read:lists": "See your lists.",
    "read:mutes": "See whom you mute.",
    "read:notifications": "See your notifications.",
    "read:search": "Search in your name.",
    "read:statuses": "See the posts that you can see, private ones too.",
    "follow": "See and change whom you follow, block and mute.",
    "push": "Be told of your notifications at once.",
    "admin:read": "Look after the site: see all that moderators see.",
    "admin:read:accounts": "Look after the site: see what moderators see of people.",
    "admin:read:reports": "Look after the site: see reports.",
    "admin:read:domain_allows": "Look after the site: see which other sites are allowed.",
    "admin:read:domain_blocks": "Look after the site: see which other sites are blocked.",
    "admin:read:ip_blocks": "Look after the site: see which network addresses are blocked.",
    "admin:read:email_domain_blocks": "Look after the site: see from which mail hosts nobody may sign up.",
    "admin:read:canonical_email_blocks": "Look after the site: see which mail addresses are blocked.",
    "admin:write": "Look after the site: do all that moderators do.",
    "admin:write:accounts": "Look after the site: act on people.",
    "admin:write:reports": "Look after the site: act on reports.",
    "admin:write:domain_allows": "Look after the site: change which other sites are allowed.",
    "admin:write:domain_blocks": "Look after the site: change which other sites are blocked.",
    "admin:write:ip_blocks": "Look after the site: change which network addresses are blocked.",
    "admin:write:email_domain_blocks": "Look after the site: change from which mail hosts nobody may sign up.",
    "admin:write:canonical_email_blocks": "Look after the site: change which mail addresses are blocked.",
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
