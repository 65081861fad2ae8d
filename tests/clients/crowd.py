"""A world with so much of everything the API can be about that some is left after much deleting."""

from collections import defaultdict
from datetime import timedelta
from itertools import count
from typing import Any

from sqlalchemy.orm import Session

from microblog import models
from microblog.clock import now
from microblog.models import Account
from tests.api.examples import example_of
from tests.api.operations import operations
from tests.api.world import make_world
from tests.making import make_account, make_follow, make_poll, make_post

LIMITED: dict[Any, int] = {models.List: 30, models.Filter: 60, models.FeaturedTag: 6}
"""Of what nobody may have any number, how many are left, so that a few may be added."""


class Crowd:
    """The world of the tests, and more and more of everything that Ann has in it."""

    def __init__(self, db: Session, size: int) -> None:
        self.size = size
        world = make_world(db)
        self.things: dict[str, list[str]] = defaultdict(list)
        self.examples = {one.name: example_of(one.name, world).get("json") for one in operations()}
        """What is good to send to an operation, if it takes anything."""
        self._ann_id = world.ann.id
        self._numbers = count()
        for address, id in (*world.hers.items(), *world.open.items()):
            self.things[address].append(id)
        for _ in range(size):
            self.grow(db)

    def grow(self, db: Session) -> None:
        """Make one more of everything. Of the ids, those of the newest are kept, and of what is limited, the newest."""
        for address, id in _more(db, self.ann(db), next(self._numbers)).items():
            self.things[address] = [*self.things[address], id][-self.size :]
        for limited, most in LIMITED.items():
            found = db.query(limited).filter_by(account_id=self._ann_id).order_by(limited.id.desc())
            for thing in found.offset(most):
                db.delete(thing)
        db.commit()

    def ann(self, db: Session) -> Account:
        """Give Ann, whose all of it is."""
        return db.get_one(Account, self._ann_id)


def _more(db: Session, ann: Account, number: int) -> dict[str, str]:
    """Make one more of everything."""
    fan = make_account(db, f"fan_{number}")
    make_follow(db, ann, fan)
    post = make_post(db, ann, f"Hello, @{fan.username}. #tea{number}")
    answer = make_post(db, fan, f"Hello, @ann. #tea{number}", reply_to=post)
    polls = [make_poll(db, somebody, "Tea", "Coffee") for somebody in (ann, fan)]
    tag = db.query(models.Tag).filter_by(name=f"tea{number}").one()
    notification = db.query(models.Notification).filter_by(account_id=ann.id, post_id=answer.id).first()
    notification = notification or models.Notification(account_id=ann.id, event=models.Event.FOLLOW, by_id=fan.id)
    made = {
        "/api/v1/scheduled_statuses/{id}": models.ScheduledPost(
            account_id=ann.id, due_at=now() + timedelta(days=1 + number), draft={"text": "Later."}
        ),
        "/api/v1/conversations/{id}": models.Conversation(
            account_id=ann.id, thread_id=post.thread_id, last_post_id=post.id
        ),
        "/api/v1/media/{id}": models.Media(
            account_id=ann.id, kind=models.MediaKind.IMAGE, file=f"aa/{number}.webp", preview=f"aa/{number}.webp"
        ),
        "/api/v1/lists/{id}": models.List(account_id=ann.id, title=f"Friends {number}"),
        "/api/v1/featured_tags/{id}": models.FeaturedTag(account_id=ann.id, tag_id=tag.id),
        "/api/v2/filters/{id}": models.Filter(account_id=ann.id, title=f"Coffee {number}", contexts=["home"]),
        "/api/v1/notifications/{id}": notification,
    }
    request = models.FollowRequest(follower_id=fan.id, followed_id=ann.id)
    apart = models.Notification(
        account_id=ann.id, event=models.Event.FAVOURITE, by_id=fan.id, post_id=post.id, filtered=True
    )
    db.add_all([*made.values(), request, apart])
    db.flush()
    filter_id = made["/api/v2/filters/{id}"].id
    made["/api/v2/filters/keywords/{id}"] = models.FilterKeyword(filter_id=filter_id, keyword="coffee")
    made["/api/v2/filters/statuses/{id}"] = models.FilterPost(filter_id=filter_id, post_id=post.id)
    db.add_all(made.values())
    db.commit()
    ids = {address: str(thing.id) for address, thing in made.items()}
    return ids | {
        "/api/v1/accounts/{id}": str(fan.id),
        "/api/v1/statuses/{id}": str((post, answer)[number % 2].id),
        "/api/v1/polls/{id}": str(polls[number % 2].id),
        "/api/v1/tags/{name}": tag.name,
        "/api/v1/timelines/tag/{name}": tag.name,
        "/api/v1/timelines/list/{id}": ids["/api/v1/lists/{id}"],
        "/api/v1/filters/{id}": ids["/api/v2/filters/keywords/{id}"],
        "/api/v1/notifications/requests/{id}": str(fan.id),
        "/api/v2/notifications/{key}": f"ungrouped-{notification.id}",
        "/api/v1/follow_requests/{id}": str(fan.id),
    }
