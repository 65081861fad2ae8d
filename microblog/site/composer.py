"""The form in which posts are written: plain fields, which together are a draft."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import cached_property
from secrets import token_urlsafe
from typing import Any

from markupsafe import Markup
from pyramid.request import Request

from ..actions.drafts import Sketch
from ..actions.media import About, change_media
from ..actions.posts import Draft
from ..actions.threads import MAX_THREAD
from ..errors import Invalid
from ..i18n import _
from ..models import MAX_ATTACHMENTS, MAX_OPTIONS, KeptDraft, Media, Post, QuotePolicy, ReplyPolicy, Visibility
from ..queries.attachments import own_media
from .focus import written
from .forms import Form, word
from .languages import LANGUAGES
from .media import take_files

VISIBILITIES = {
    Visibility.PUBLIC: _("Everybody"),
    Visibility.UNLISTED: _("Everybody, quietly"),
    Visibility.PRIVATE: _("My followers"),
    Visibility.DIRECT: _("Those I name"),
}
"""Who may see a post."""

REPLY_POLICIES = {
    ReplyPolicy.EVERYBODY: _("Everybody"),
    ReplyPolicy.FOLLOWERS: _("My followers"),
    ReplyPolicy.MENTIONED: _("Those I name"),
}
"""Who may answer it."""

QUOTE_POLICIES = {
    QuotePolicy.EVERYBODY: _("Everybody"),
    QuotePolicy.FOLLOWERS: _("My followers"),
    QuotePolicy.NOBODY: _("Nobody"),
}
"""Who may quote it."""

SPANS = {
    "300": _("5 minutes"),
    "1800": _("30 minutes"),
    "3600": _("1 hour"),
    "21600": _("6 hours"),
    "86400": _("1 day"),
    "259200": _("3 days"),
    "604800": _("7 days"),
    "2592000": _("30 days"),
}
"""How long one may vote, in seconds."""

A_DAY = "86400"

FIELDS = (
    *("text", "files", "media", "visibility", "warning", "language", "poll", "due_at", "further"),
    *("reply_policy", "quote_policy"),
)
"""What has one place in every composer."""

NO_WISH = ("csrf_token", "key", "do", "next", "reminded")
"""What of a form says nothing about what is to be published."""


QUOTING = ("quoted", "quote_policy", "reply_policy")
"""What is quoted, and who may quote and answer."""


class Composer(Form[Draft]):
    """A draft in the making. What was sent along is kept whatever is wrong with the rest."""

    preview: Markup | None = None
    """What it would look like, once somebody asked for that."""
    quoting: Post | None = None
    """What is to be quoted."""

    def __init__(
        self, request: Request, initial: Mapping[str, str], lists: Mapping[str, Sequence[str]] | None = None
    ) -> None:
        super().__init__(request, Draft, initial)
        self.lists = lists or {}
        self.added: list[int] = []

    @property
    def wish(self) -> str:
        """Which button was pressed; empty for the one that publishes."""
        return word(self.request, "do") if self.sent else ""

    @cached_property
    def key(self) -> str:
        """The name of this one form, which stays the same until it was accepted."""
        return self.typed("key") or token_urlsafe(9)

    @property
    def wish_key(self) -> str:
        """The name of what is wished for: the same words from the same form; empty if the form has none.

        A form may be folded out meanwhile, and have more fields with nothing in them.
        """
        if not self.typed("key"):
            return ""
        given = [one for one in self.request.POST.items() if isinstance(one[1], str) and one[1]]
        wish = sorted((one for one in given if one[0] not in NO_WISH), key=lambda one: one[0])
        return hashlib.sha256(json.dumps([self.key, *wish]).encode()).hexdigest()

    @property
    def value(self) -> Draft:
        """The draft; Invalid if it is none."""
        return Draft.read(self.raw())

    def raw(self) -> dict[str, Any]:
        """The draft as it was typed."""
        fields = self._fields()
        wishes = ("visibility", "language", *QUOTING)
        return {
            **{name: fields[name] for name in ("text", "reply_to", "warning") if fields.get(name)},
            **{name: fields[name] for name in wishes if fields.get(name)},
            # A browser says nothing of a box that is not ticked; the visibility tells that there was one.
            "sensitive": "sensitive" in fields if "visibility" in fields else None,
            "media": [file.id for file in self.files],
            "poll": self.poll(),
        }

    def poll(self) -> dict[str, Any] | None:
        """The question, if one is asked."""
        options = [option for option in self.several("option") if option.strip()]
        if not options:
            return None
        return {
            "options": options,
            "expires_in": self.typed("lasts") or A_DAY,
            "multiple": bool(self.typed("multiple")),
            "hide_totals": bool(self.typed("hide_totals")),
        }

    def sketch(self) -> Sketch:
        """What stands in the fields, whether it is a post or not yet one."""
        fields = self._fields()
        kept = ("text", "warning", "reply_to", "visibility", "language", "lasts", *QUOTING)
        return Sketch.read(
            {
                **{name: fields[name] for name in kept if fields.get(name)},
                **{name: name in fields for name in ("sensitive", "multiple", "hide_totals")},
                "further": self.several("further")[:MAX_THREAD],
                "options": [option for option in self.several("option")[:MAX_OPTIONS] if option.strip()],
                "media": [file.id for file in self.files],
            }
        )

    def several(self, name: str) -> list[str]:
        """What stands in the fields that have one name."""
        return self.chosen(name) if self.sent else list(self.lists.get(name, ()))

    @property
    def options(self) -> list[str]:
        """What can be chosen, and empty fields for as much as there could be."""
        typed = self.several("option")[:MAX_OPTIONS]
        return typed + [""] * (MAX_OPTIONS - len(typed))

    @property
    def further(self) -> list[str]:
        """What the posts after the first one say."""
        typed = self.several("further")[:MAX_THREAD]
        return [*typed, ""] if self.wish == "another" and len(typed) < MAX_THREAD - 1 else typed

    @cached_property
    def files(self) -> list[Media]:
        """What is attached so far, in order; what is gone meanwhile is left out."""
        given = [int(id) for id in self.several("media")[:MAX_ATTACHMENTS] if id.isascii() and id.isdigit()]
        ids = self._as_wished(list(dict.fromkeys([*given, *self.added])))
        found = {file.id: file for file in self.request.db.scalars(own_media(self.request.account, ids))} if ids else {}
        return [found[id] for id in ids if id in found and self.may_hold(found[id])]

    def _as_wished(self, ids: list[int]) -> list[int]:
        """Take off what is to be taken off, and put what is to come earlier before its neighbour."""
        wish, _dash, word = self.wish.partition("-")
        at = next((place for place, id in enumerate(ids) if str(id) == word), None)
        if at is None or wish not in ("off", "up"):
            return ids
        rest = [id for id in ids if str(id) != word]
        return rest if wish == "off" else [*rest[: max(at - 1, 0)], ids[at], *rest[max(at - 1, 0) :]]

    def may_hold(self, file: Media) -> bool:
        """Whether a file can be attached: it hangs nowhere else."""
        return file.post_id is None and file.scheduled_id is None

    def take_files(self) -> None:
        """Put away what was sent along; Invalid if something of it cannot be taken, but the rest is."""
        there = len([id for id in self.several("media") if id.isdigit()])
        self.added, refusal = take_files(self.request, "files", room=MAX_ATTACHMENTS - there)
        if refusal is not None:
            raise refusal

    def alt(self, file: Media) -> str:
        """How a file is described."""
        return self._fields().get(f"alt-{file.id}", file.description) if self.sent else file.description

    def focus(self, file: Media) -> str:
        """What of a file stays in sight where it is cut."""
        return self._fields().get(f"focus-{file.id}", focus_of(file)) if self.sent else focus_of(file)

    def describe(self) -> None:
        """Keep what is said of the files."""
        for file in self.files:
            if (self.alt(file), self.focus(file)) != (file.description, focus_of(file)):
                change_media(file, about_of(self, file))

    def remind(self) -> None:
        """Ask once to describe what is not described."""
        silent = any(not self.alt(file).strip() for file in self.files)
        if silent and not self.typed("reminded"):
            raise Invalid(media=_("A picture has no description. Say what it shows, or send it again as it is."))

    @property
    def placed(self) -> list[str]:
        """What has a place of its own, beside which is said what is wrong with it."""
        further = [f"further-{number}" for number in range(len(self.further))]
        quoted = ["quoted"] if self.quoting else []
        about = [f"{fact}-{file.id}" for file in self.files for fact in ("alt", "focus")]
        return [*FIELDS, *quoted, *further, *about]

    @property
    def reminds(self) -> bool:
        """Whether one was asked already to describe what is attached."""
        return bool(self.typed("reminded")) or "media" in self.problems

    @property
    def visibilities(self) -> dict[str, str]:
        """Who may be let see it."""
        return {str(value): words for value, words in VISIBILITIES.items()}

    @property
    def reply_policies(self) -> dict[str, str]:
        """Who may be let answer it."""
        return {str(value): words for value, words in REPLY_POLICIES.items()}

    @property
    def quote_policies(self) -> dict[str, str]:
        """Who may be let quote it."""
        return {str(value): words for value, words in QUOTE_POLICIES.items()}

    @property
    def spans(self) -> dict[str, str]:
        """How long one may let vote."""
        return SPANS

    @property
    def languages(self) -> dict[str, str]:
        """What it may be written in; also what its author usually writes in, if that is rare."""
        rare = {code: code for code in [self.typed("language")] if code and code not in LANGUAGES}
        return rare | LANGUAGES

    @property
    def most_bytes(self) -> int:
        """How large a picture may be."""
        return int(self.request.registry.settings["microblog"].media.image_bytes)

    @property
    def most_pictures(self) -> int:
        """How many pictures there may be."""
        return MAX_ATTACHMENTS

    @property
    def full(self) -> bool:
        """Whether there is room for no further picture."""
        return len(self.files) >= MAX_ATTACHMENTS


def gone_on_with(kept: KeptDraft) -> tuple[dict[str, str], dict[str, list[str]]]:
    """What the fields begin with when one goes on with a draft: those that are one, and those that are several."""
    sketch = Sketch.read(kept.sketch)
    boxes = ("sensitive", "multiple", "hide_totals")
    one = {
        "draft": str(kept.id),
        "text": sketch.text,
        "reply_to": str(sketch.reply_to or ""),
        "visibility": str(sketch.visibility or ""),
        "warning": sketch.warning,
        "language": sketch.language or "",
        "lasts": str(sketch.lasts or A_DAY),
        "quoted": str(sketch.quoted or ""),
        "quote_policy": str(sketch.quote_policy or ""),
        "reply_policy": str(sketch.reply_policy),
        **{name: "1" if getattr(sketch, name) else "" for name in boxes},
    }
    several = {
        "further": list(sketch.further),
        "option": list(sketch.options),
        "media": [str(id) for id in sketch.media],
    }
    return one, several


def about_of(form: Composer, file: Media) -> About:
    """What is said of a file; what is wrong with that is said beside it."""
    try:
        return About.read({"description": form.alt(file), "focus": _new_focus(form, file)})
    except Invalid as refusal:
        names = {"description": "alt", "focus": "focus"}
        raise Invalid({f"{names[fact]}-{file.id}": words for fact, words in refusal.sentences.items()}) from None


def focus_of(file: Media) -> str:
    """What of a file stayed in sight until now."""
    return written(None if file.focus_x is None or file.focus_y is None else (file.focus_x, file.focus_y))


def _new_focus(form: Composer, file: Media) -> str | None:
    """What of a file is to stay in sight, if that is not what did."""
    return None if form.focus(file) == focus_of(file) else form.focus(file)


def begun(request: Request, parent: Post | None = None) -> dict[str, str]:
    """What the fields begin with: what the account is used to; an answer names the one who is answered."""
    account = request.account
    begin = {
        "visibility": str(account.default_visibility),
        "language": account.default_language or "",
        "sensitive": "1" if account.default_sensitive else "",
        "lasts": A_DAY,
        "quote_policy": str(account.default_quote_policy),
        "reply_policy": str(ReplyPolicy.EVERYBODY),
    }
    if parent is None:
        return begin
    named = "" if parent.author_id == account.id else f"@{parent.author.username} "
    return begin | {
        "reply_to": str(parent.id),
        "text": named,
        "visibility": str(account.default_visibility.at_most(parent.visibility)),
        "warning": parent.warning,
    }
