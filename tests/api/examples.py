"""What to send to each operation so that it does what it is for. Operations that take nothing, or nothing they need,
are not listed."""

from datetime import timedelta
from typing import Any

from microblog.clock import now
from tests.api.world import World
from tests.media.pictures import picture_bytes


def example_of(operation: str, world: World) -> dict[str, Any]:
    """What to send: `json`, or `form` with `files`."""
    soon = (now() + timedelta(hours=1)).isoformat()
    post = world.open["/api/v1/statuses/{id}"]
    file = [("file", "tea.png", picture_bytes("PNG"))]
    sent: dict[str, Any] = {
        "apps_post": {"client_name": "Tea", "redirect_uris": "https://tea.example/back"},
        "accounts_post": {
            "username": "newcomer",
            "email": "newcomer@example.org",
            "password": "correct horse battery",
            "agreement": True,
            "locale": "en",
        },
        "statuses_post": {"status": "Good morning."},
        "status_put": {"status": "Good evening."},
        "status_patch": {"status": "Good evening."},
        "poll_votes_post": {"choices": [0]},
        "scheduled_status_put": {"scheduled_at": soon},
        "scheduled_status_patch": {"scheduled_at": soon},
        "lists_post": {"title": "Tea"},
        "list_put": {"title": "Tea"},
        "list_patch": {"title": "Tea"},
        "list_accounts_post": {"account_ids": [str(world.bob.id)]},
        "list_accounts_delete": {"account_ids": [str(world.bob.id)]},
        "featured_tags_post": {"name": "coffee"},
        "filters_post": {"title": "Tea", "context": ["home"]},
        "filters_v1_post": {"phrase": "tea", "context": ["home"]},
        "filter_v1_put": {"phrase": "tea", "context": ["home"]},
        "filter_v1_patch": {"phrase": "tea", "context": ["home"]},
        "filter_keywords_post": {"keyword": "tea"},
        "filter_keyword_put": {"keyword": "tea"},
        "filter_keyword_patch": {"keyword": "tea"},
        "filter_statuses_post": {"status_id": post},
        "notifications_requests_accept_post": {"id": [world.hers["/api/v1/notifications/requests/{id}"]]},
        "notifications_requests_dismiss_post": {"id": [world.hers["/api/v1/notifications/requests/{id}"]]},
        "markers_post": {"home": {"last_read_id": post}},
    }
    if operation in ("media_post", "media_v1_post"):
        return {"form": {}, "files": file}
    return {"json": sent[operation]} if operation in sent else {}


QUERIES = {
    "accounts_lookup_get": "acct=ann",
    "accounts_search_get": "q=ann",
    "search_get": "q=tea",
    "webfinger_get": "resource=acct:ann@localhost",
}
"""What has to stand in the address of what only reads."""
