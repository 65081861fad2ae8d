"""All that one may set, on one page."""

from collections.abc import Mapping
from typing import Any

from pyramid.request import Request
from pyramid.view import view_config

from ..i18n import _

GROUPS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    _("What others see"): {
        "settings.profile": (_("Profile"), _("Your name, your pictures, and what you say of yourself.")),
        "settings.privacy": (_("Privacy"), _("Who follows you, finds you, and sees whom you follow.")),
    },
    _("What you write"): {
        "settings.posting": (_("Posting"), _("Who sees your posts and in which language they are, unless you say so.")),
        "drafts": (_("Drafts"), _("What you put away to finish it later.")),
        "scheduled": (_("Scheduled posts"), _("What waits for its moment.")),
    },
    _("What reaches you"): {
        "settings.notifications": (_("Notifications"), _("Whose news are kept apart, or not told at all.")),
        "settings.mail": (_("Mail and time zone"), _("Of what you get letters, how often, and where your clock is.")),
        "settings.filters": (_("Filters"), _("Words that you do not want to read.")),
        "settings.mutes": (_("Muted"), _("Whom you do not read for now.")),
        "settings.blocks": (_("Blocked"), _("With whom you want to have nothing to do.")),
    },
    _("Your account"): {
        "settings.password": (_("Password"), _("Choose a new one; everybody else is logged out by that.")),
        "settings.address": (_("Address"), _("Where our letters go, and how to change that.")),
        "settings.sessions": (_("Logins"), _("Where you are logged in, and how to end that.")),
        "settings.applications": (_("Applications"), _("Which programs have a key, and keys for your own.")),
        "settings.statistics": (_("Statistics"), _("What you wrote, and how it was received, by days.")),
        "settings.account": (_("Going away"), _("Deactivate your account for a while, or delete it.")),
    },
}
"""Each page by its route, with its name and what it is about, in groups."""


@view_config(
    route_name="settings", renderer="settings/settings.jinja2", permission="member", request_method="GET", budget=2
)
def settings(request: Request) -> Mapping[str, Any]:
    """Show what there is to set."""
    return {"groups": GROUPS}
