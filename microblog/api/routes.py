"""Every address of the API, in the order in which they are tried."""

from collections.abc import Callable

from pyramid.config import Configurator

from ..assets import add_static_files

ACCOUNT = "/api/v1/accounts/{id}"
STATUS = "/api/v1/statuses/{id}"
Add = Callable[[str, str], None]
"""Adds a route: its name, and its pattern."""


def includeme(config: Configurator) -> None:
    """Draw the map."""

    def add(name: str, pattern: str) -> None:
        config.add_route(f"api.{name}", pattern)

    add("openapi", "/api/openapi.json")
    add("viewer", "/api")
    add_static_files(config, "static/api")
    for group in (_site, _applications, _people, _posts, _timelines, _filters, _notifications):
        group(add)


def _site(add: Add) -> None:
    """What this is."""
    add("instance", "/api/v2/instance")
    add("instance.v1", "/api/v1/instance")
    add("instance.peers", "/api/v1/instance/peers")
    add("instance.activity", "/api/v1/instance/activity")
    add("instance.rules", "/api/v1/instance/rules")
    add("instance.domain_blocks", "/api/v1/instance/domain_blocks")
    add("instance.extended_description", "/api/v1/instance/extended_description")
    add("instance.privacy_policy", "/api/v1/instance/privacy_policy")
    add("instance.terms_of_service", "/api/v1/instance/terms_of_service")
    add("instance.terms_of_service.on", "/api/v1/instance/terms_of_service/{date}")
    add("instance.translation_languages", "/api/v1/instance/translation_languages")
    add("instance.languages", "/api/v1/instance/languages")
    add("custom_emojis", "/api/v1/custom_emojis")
    add("announcements", "/api/v1/announcements")
    add("health", "/health")
    add("nodeinfo.links", "/.well-known/nodeinfo")
    add("nodeinfo", "/nodeinfo/{version:2\\.[01]}")
    add("webfinger", "/.well-known/webfinger")
    add("host_meta", "/.well-known/host-meta")


def _applications(add: Add) -> None:
    """Applications."""
    add("apps", "/api/v1/apps")
    add("apps.verify", "/api/v1/apps/verify_credentials")


def _people(add: Add) -> None:
    """People, and who they are to the reader."""
    add("accounts", "/api/v1/accounts")
    add("accounts.verify", "/api/v1/accounts/verify_credentials")
    add("accounts.update", "/api/v1/accounts/update_credentials")
    add("accounts.lookup", "/api/v1/accounts/lookup")
    add("accounts.search", "/api/v1/accounts/search")
    add("accounts.relationships", "/api/v1/accounts/relationships")
    add("accounts.familiar_followers", "/api/v1/accounts/familiar_followers")
    add("account", ACCOUNT)
    for one in (
        *("statuses", "followers", "following", "featured_tags", "lists", "endorsements", "follow", "unfollow"),
        *("remove_from_followers", "block", "unblock", "mute", "unmute", "pin", "unpin", "endorse", "unendorse"),
        "note",
    ):
        add(f"account.{one}", f"{ACCOUNT}/{one}")
    add("profile.avatar", "/api/v1/profile/avatar")
    add("profile.header", "/api/v1/profile/header")
    add("preferences", "/api/v1/preferences")
    add("follow_requests", "/api/v1/follow_requests")
    add("follow_request.authorize", "/api/v1/follow_requests/{id}/authorize")
    add("follow_request.reject", "/api/v1/follow_requests/{id}/reject")
    add("blocks", "/api/v1/blocks")
    add("mutes", "/api/v1/mutes")
    add("domain_blocks", "/api/v1/domain_blocks")
    add("endorsements", "/api/v1/endorsements")
    add("suggestions", "/api/v2/suggestions")
    add("suggestions.v1", "/api/v1/suggestions")
    add("suggestion", "/api/v1/suggestions/{id}")


def _posts(add: Add) -> None:
    """Posts, and what belongs to them."""
    add("statuses", "/api/v1/statuses")
    add("status", STATUS)
    for one in (
        *("context", "source", "history", "reblogged_by", "favourited_by", "favourite", "unfavourite", "reblog"),
        *("unreblog", "bookmark", "unbookmark", "mute", "unmute", "pin", "unpin", "quotes", "interaction_policy"),
    ):
        add(f"status.{one}", f"{STATUS}/{one}")
    add("status.quote.revoke", f"{STATUS}/quotes/{{quoting_id}}/revoke")
    add("bookmarks", "/api/v1/bookmarks")
    add("favourites", "/api/v1/favourites")
    add("poll", "/api/v1/polls/{id}")
    add("poll.votes", "/api/v1/polls/{id}/votes")
    add("scheduled_statuses", "/api/v1/scheduled_statuses")
    add("scheduled_status", "/api/v1/scheduled_statuses/{id}")
    add("conversations", "/api/v1/conversations")
    add("conversation", "/api/v1/conversations/{id}")
    add("conversation.read", "/api/v1/conversations/{id}/read")
    add("conversation.unread", "/api/v1/conversations/{id}/unread")
    add("media", "/api/v2/media")
    add("media.v1", "/api/v1/media")
    add("medium", "/api/v1/media/{id}")


def _timelines(add: Add) -> None:
    """Timelines, and what is put together by their readers."""
    add("timelines.home", "/api/v1/timelines/home")
    add("timelines.public", "/api/v1/timelines/public")
    add("timelines.tag", "/api/v1/timelines/tag/{name}")
    add("timelines.list", "/api/v1/timelines/list/{id}")
    add("markers", "/api/v1/markers")
    add("lists", "/api/v1/lists")
    add("list", "/api/v1/lists/{id}")
    add("list.accounts", "/api/v1/lists/{id}/accounts")
    add("tag", "/api/v1/tags/{name}")
    for one in ("follow", "unfollow", "feature", "unfeature"):
        add(f"tag.{one}", f"/api/v1/tags/{{name}}/{one}")
    add("followed_tags", "/api/v1/followed_tags")
    add("featured_tags", "/api/v1/featured_tags")
    add("featured_tags.suggestions", "/api/v1/featured_tags/suggestions")
    add("featured_tag", "/api/v1/featured_tags/{id}")
    add("search", "/api/v2/search")
    add("trends", "/api/v1/trends")
    for one in ("tags", "statuses", "links"):
        add(f"trends.{one}", f"/api/v1/trends/{one}")


def _filters(add: Add) -> None:
    """Filters."""
    add("filters", "/api/v2/filters")
    add("filter.keyword", "/api/v2/filters/keywords/{id}")
    add("filter.status", "/api/v2/filters/statuses/{id}")
    add("filter", "/api/v2/filters/{id}")
    add("filter.keywords", "/api/v2/filters/{id}/keywords")
    add("filter.statuses", "/api/v2/filters/{id}/statuses")
    add("filters.v1", "/api/v1/filters")
    add("filter.v1", "/api/v1/filters/{id}")


def _notifications(add: Add) -> None:
    """Notifications."""
    add("notifications", "/api/v1/notifications")
    add("notifications.clear", "/api/v1/notifications/clear")
    add("notifications.destroy_multiple", "/api/v1/notifications/destroy_multiple")
    add("notifications.unread_count", "/api/v1/notifications/unread_count")
    add("notifications.requests", "/api/v1/notifications/requests")
    add("notifications.requests.accept", "/api/v1/notifications/requests/accept")
    add("notifications.requests.dismiss", "/api/v1/notifications/requests/dismiss")
    add("notifications.requests.merged", "/api/v1/notifications/requests/merged")
    add("notifications.request", "/api/v1/notifications/requests/{id}")
    add("notifications.request.accept", "/api/v1/notifications/requests/{id}/accept")
    add("notifications.request.dismiss", "/api/v1/notifications/requests/{id}/dismiss")
    add("notification", "/api/v1/notifications/{id}")
    add("notification.dismiss", "/api/v1/notifications/{id}/dismiss")
    add("notifications.policy", "/api/v2/notifications/policy")
    add("notifications.grouped", "/api/v2/notifications")
    add("notifications.grouped.unread_count", "/api/v2/notifications/unread_count")
    add("notifications.group", "/api/v2/notifications/{key}")
    add("notifications.group.dismiss", "/api/v2/notifications/{key}/dismiss")
    add("notifications.group.accounts", "/api/v2/notifications/{key}/accounts")
