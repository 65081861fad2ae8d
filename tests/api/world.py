"""A world in which somebody owns one of everything that an address of the API can be about."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from microblog import models
from microblog.clock import now
from microblog.models import Account, Visibility
from tests.making import make_account, make_post


@dataclass(frozen=True)
class World:
    """Ann owns it all; the others want it."""

    ann: Account
    bob: Account
    blocked: Account
    """Ann has blocked them."""
    unconfirmed: Account
    suspended: Account
    hers: dict[str, str]
    """What is Ann's alone, by the address that is about it: nobody else may learn that it exists."""
    open: dict[str, str]
    """What everybody sees, by the address that is about it."""


def make_world(db: Session) -> World:
    """Make it."""
    ann, bob, blocked = (make_account(db, name) for name in ("ann", "bob", "blocked"))
    unconfirmed = make_account(db, "unconfirmed", confirmed=False)
    suspended = make_account(db, "suspended", suspended_at=now())
    post = make_post(db, ann, "For everybody. #tea")
    secret = make_post(db, ann, "For nobody. #tea")
    secret.visibility = Visibility.DIRECT
    fan = make_account(db, "fan")
    things = _things(db, ann, fan, post, secret)
    db.add(models.Block(blocker_id=ann.id, blocked_id=blocked.id))
    db.add(models.Follow(follower_id=ann.id, followed_id=bob.id))
    db.commit()
    hers = {
        "/api/v1/statuses/{id}": str(secret.id),
        "/api/v1/polls/{id}": str(things["secret_poll"].id),
        "/api/v1/scheduled_statuses/{id}": str(things["scheduled"].id),
        "/api/v1/conversations/{id}": str(things["conversation"].id),
        "/api/v1/media/{id}": str(things["media"].id),
        "/api/v1/lists/{id}": str(things["list"].id),
        "/api/v1/timelines/list/{id}": str(things["list"].id),
        "/api/v1/featured_tags/{id}": str(things["featured"].id),
        "/api/v2/filters/{id}": str(things["filter"].id),
        "/api/v1/filters/{id}": str(things["keyword"].id),
        "/api/v2/filters/keywords/{id}": str(things["keyword"].id),
        "/api/v2/filters/statuses/{id}": str(things["filtered"].id),
        "/api/v1/notifications/{id}": str(things["notification"].id),
        "/api/v1/notifications/requests/{id}": str(fan.id),
        "/api/v2/notifications/{key}": f"ungrouped-{things['notification'].id}",
        "/api/v1/follow_requests/{id}": str(fan.id),
    }
    open = {
        "/api/v1/accounts/{id}": str(ann.id),
        "/api/v1/suggestions/{id}": str(ann.id),
        "/api/v1/statuses/{id}": str(post.id),
        "/api/v1/polls/{id}": str(things["poll"].id),
        "/api/v1/tags/{name}": "tea",
        "/api/v1/timelines/tag/{name}": "tea",
        "/nodeinfo/{version}": "2.0",
        "/api/v1/instance/terms_of_service/{date}": "2026-01-01",
    }
    return World(ann, bob, blocked, unconfirmed, suspended, hers, open)


def _things(db: Session, ann: Account, fan: Account, post: models.Post, secret: models.Post) -> dict[str, models.Base]:
    """Make one of everything."""
    soon = now() + timedelta(days=1)
    tag = db.query(models.Tag).one()
    things: dict[str, models.Base] = {
        "poll": models.Poll(post_id=post.id, options=["Yes", "No"], expires_at=soon),
        "secret_poll": models.Poll(post_id=secret.id, options=["Yes", "No"], expires_at=soon),
        "scheduled": models.ScheduledPost(account_id=ann.id, due_at=soon, draft={"text": "Later."}),
        "conversation": models.Conversation(account_id=ann.id, thread_id=secret.id, last_post_id=secret.id),
        "media": models.Media(account_id=ann.id, kind=models.MediaKind.IMAGE, file="aa/bb.webp", preview="aa/bb.webp"),
        "list": models.List(account_id=ann.id, title="Friends"),
        "featured": models.FeaturedTag(account_id=ann.id, tag_id=tag.id),
        "filter": models.Filter(account_id=ann.id, title="Coffee", contexts=["home"]),
        "notification": models.Notification(account_id=ann.id, event=models.Event.FOLLOW, by_id=fan.id),
        "kept_apart": models.Notification(
            account_id=ann.id, event=models.Event.FAVOURITE, by_id=fan.id, post_id=post.id, filtered=True
        ),
        "request": models.FollowRequest(follower_id=fan.id, followed_id=ann.id),
    }
    db.add_all(things.values())
    db.flush()
    filter_id = things["filter"].id  # type: ignore[attr-defined]
    things["keyword"] = models.FilterKeyword(filter_id=filter_id, keyword="coffee")
    things["filtered"] = models.FilterPost(filter_id=filter_id, post_id=post.id)
    db.add_all([things["keyword"], things["filtered"]])
    db.flush()
    return things
