"""Profiles, and what one says of oneself."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config
from sqlalchemy import Select

from ..actions.profiles import Profile, edit_profile, remove_header, remove_picture
from ..i18n import _
from ..media import Storage
from ..models import FIELD_LENGTH, MAX_FIELDS, Account, FilterContext, Post, Visibility
from ..queries.accounts import Figures, counts_of
from ..queries.reactions import pinned_posts
from ..queries.relationships import relationship_of
from ..queries.timelines import profile_timeline
from ..text import Format, mentions
from .composer import QUOTE_POLICIES
from .focus import written
from .forms import Form, settled
from .globals import person_url
from .languages import LANGUAGES
from .sentences import say
from .timelines import page_of

VISIBILITIES = {
    Visibility.PUBLIC: _("Everybody, in all lists"),
    Visibility.UNLISTED: _("Everybody, but not in the lists of what everybody writes"),
    Visibility.PRIVATE: _("My followers"),
}
"""Who may see a post, in words."""

FORMATS = {
    Format.PLAIN: _("As it is typed"),
    Format.MARKDOWN: _("With a little Markdown"),
}
"""How posts are written, in words."""


@view_config(route_name="profile", renderer="accounts/profile.jinja2", request_method="GET", budget=10)
def profile(context: Account, request: Request) -> Mapping[str, Any]:
    """Show somebody and what they write, on top of it what they pinned."""
    top = not {"before", "after"} & set(request.GET)
    pinned = request.db.scalars(pinned_posts(context, request.account)).all() if top else []
    return _shown(request, context, profile_timeline(context, request.account, replies=False), pinned)


@view_config(route_name="profile.replies", renderer="accounts/profile.jinja2", request_method="GET", budget=9)
def with_replies(context: Account, request: Request) -> Mapping[str, Any]:
    """Show somebody and all that they write, also to others."""
    return _shown(request, context, profile_timeline(context, request.account))


@view_config(route_name="profile.media", renderer="accounts/profile.jinja2", request_method="GET", budget=9)
def with_media(context: Account, request: Request) -> Mapping[str, Any]:
    """Show somebody and those of their posts on which something hangs."""
    return _shown(request, context, profile_timeline(context, request.account, boosts=False, only_media=True))


def _shown(
    request: Request, account: Account, timeline: Select[Post], pinned: Sequence[Post] = ()
) -> Mapping[str, Any]:
    """Say who somebody is, and read a page of theirs."""
    counts = counts_of(account, request.account)
    page = page_of(request, timeline, FilterContext.ACCOUNT, counts, besides=pinned, names=mentions(account.bio))
    return {
        **page,
        "pinned": pinned,
        "account": account,
        "figures": Figures(**{kind: page["view"].also[kind] for kind in counts}),
        "named": page["view"].known,
        "them": relationship_of(request.db, request.account, account),
    }


class ProfileForm(Form[Profile]):
    """What somebody says of themselves, with the lines of a small table."""

    @property
    def value(self) -> Profile:
        """What was given; a form without lines leaves them as they are."""
        rows = [{"name": self.typed(f"name_{n}"), "value": self.typed(f"value_{n}")} for n in range(MAX_FIELDS)]
        given = self._fields() | ({"fields": rows} if "name_0" in self._fields() else {})
        chosen_of_old = {f"{name}_focus" for name in ("picture", "header") if self.upload(name)}
        return Profile.read({name: value for name, value in given.items() if name not in chosen_of_old})


@view_config(
    route_name="settings.profile",
    renderer="settings/profile.jinja2",
    permission="member",
    request_method=("GET", "POST"),
    budget=3,
)
def edit(request: Request) -> Mapping[str, Any] | Response:
    """Show one's own profile as a form; once sent, change it."""
    account = request.account
    form = ProfileForm(request, Profile, _said_by(account))
    if form.sent:
        with form:
            storage = Storage(request.registry.settings["microblog"].media.directory)
            pictures = {"picture": form.upload("picture"), "header": form.upload("header")}
            edit_profile(account, form.value, **pictures, storage=storage)
            if form.typed("remove_picture"):
                remove_picture(account)
            if form.typed("remove_header"):
                remove_header(account)
            say(request, _("Your profile is changed."))
            return HTTPSeeOther(person_url(request, account))
    return {"form": form, "rows": MAX_FIELDS, "longest": FIELD_LENGTH}


@view_config(
    route_name="settings.privacy",
    renderer="settings/privacy.jinja2",
    permission="member",
    request_method=("GET", "POST"),
    budget=3,
)
def privacy(request: Request) -> Mapping[str, Any] | Response:
    """Show who finds and follows one as a form; once sent, change it."""
    form = _chosen(request, ("locked", "bot", "discoverable", "indexable", "hide_collections"))
    changed = settled(form, lambda: _change(request, form), _("Your wishes are kept."), "settings.privacy")
    return changed or {"form": form}


@view_config(
    route_name="settings.posting",
    renderer="settings/posting.jinja2",
    permission="member",
    request_method=("GET", "POST"),
    budget=3,
)
def posting(request: Request) -> Mapping[str, Any] | Response:
    """Show what the composer begins with as a form; once sent, change it."""
    wishes = ("default_visibility", "default_language", "default_format", "default_quote_policy", "default_sensitive")
    form = _chosen(request, wishes)
    sentence = _("From now on your posts begin like this.")
    changed = settled(form, lambda: _change(request, form), sentence, "settings.posting")
    known = request.account.default_language
    other = {known: known} if known and known not in LANGUAGES else {}
    return changed or {
        "form": form,
        "visibilities": VISIBILITIES,
        "quote_policies": QUOTE_POLICIES,
        "formats": FORMATS,
        "languages": {"": _("None in particular"), **other, **LANGUAGES},
    }


def _said_by(account: Account) -> dict[str, str]:
    """What somebody says of themselves, as fields of a form."""
    rows = {f"name_{n}": row["name"] for n, row in enumerate(account.fields)}
    rows |= {f"value_{n}": row["value"] for n, row in enumerate(account.fields)}
    points = {"picture_focus": written(account.avatar_focus), "header_focus": written(account.header_focus)}
    return {"display_name": account.display_name, "bio": account.bio, **rows, **points}


def _chosen(request: Request, names: Iterable[str]) -> Form[Profile]:
    """A form that begins with how somebody wants to be met."""
    said = {name: getattr(request.account, name) for name in names}
    words = {name: ("yes" if one else "no") if isinstance(one, bool) else one or "" for name, one in said.items()}
    return Form(request, Profile, words)


def _change(request: Request, form: Form[Profile]) -> None:
    """Change what a form without pictures says."""
    edit_profile(request.account, form.value, storage=Storage(request.registry.settings["microblog"].media.directory))
