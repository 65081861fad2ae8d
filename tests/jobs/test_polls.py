"""Telling people how the polls ended."""

from sqlalchemy import select

from microblog import clock
from microblog.actions.polls import vote
from microblog.jobs.done import NOTHING, Done
from microblog.jobs.polls import announce_polls
from microblog.models import Event, Notification
from tests.making import make_account, make_poll


def test_every_poll_that_has_ended_is_announced_once(db, request_off_web):
    ann, bob = make_account(db), make_account(db)
    polls = [make_poll(db, ann), make_poll(db, ann)]
    later = make_poll(db, ann, expires_in=7200)
    vote(db, bob, polls[0], [0])
    vote(db, bob, later, [0])
    db.commit()
    ends = polls[1].expires_at
    db.rollback()

    before = announce_polls(request_off_web)
    with clock.set_to(ends):
        then, after = announce_polls(request_off_web), announce_polls(request_off_web)

    assert (before, then, after) == (NOTHING, Done(2, "announced 2 polls"), NOTHING)
    told = select(Notification.account_id, Notification.post_id).where(Notification.event == Event.POLL)
    assert sorted(tuple(row) for row in db.execute(told)) == sorted(
        [(ann.id, polls[0].post_id), (ann.id, polls[1].post_id), (bob.id, polls[0].post_id)]
    )
