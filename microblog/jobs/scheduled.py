"""Publishing what was written for later."""

import logging

from pyramid.request import Request

from ..actions.scheduled import publish_due
from ..queries.scheduled import due_posts
from .done import NOTHING, Done
from .stopping import told_to_stop

log = logging.getLogger("microblog.scheduled")

AT_ONCE = 200


def publish_scheduled(request: Request) -> Done:
    """Publish the posts that are due, each in its own transaction; a fault with one does not hold up the others."""
    published = 0
    with request.tm:
        due = request.db.scalars(due_posts().limit(AT_ONCE)).all()
    for id in due:
        if told_to_stop.is_set():
            break
        published += _publish(request, id)
    return Done(published, f"published {published} posts") if published else NOTHING


def _publish(request: Request, id: int) -> bool:
    """Publish one, and tell whether that was done; a fault is logged, and it is tried again next time."""
    try:
        with request.tm:
            return publish_due(request.db, id) is not None
    except Exception:
        log.exception("the scheduled post %s could not be published", id)
        return False
