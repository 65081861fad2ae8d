"""Questions about what happened."""

from microblog.database import statements_run
from microblog.models import Event
from microblog.queries.notifications import read_notifications
from microblog.queries.paging import Place
from tests.making import make_account, make_follow, make_post


def test_what_happened_is_read_the_newest_first_in_one_query(db):
    ann, bob = make_account(db, "ann"), make_account(db, "bob")
    first = make_post(db, ann)
    make_post(db, bob, "Yes.", reply_to=first)
    make_post(db, bob, "@ann")
    make_follow(db, bob, ann)
    make_post(db, ann, "@bob")
    db.expire_all()
    ann.id  # noqa: B018 - loaded before we count
    before = statements_run()

    page = read_notifications(db, ann, Place())
    assert [(one.event, one.by.username, one.post.text if one.post else None) for one in page] == [
        (Event.FOLLOW, "bob", None),
        (Event.MENTION, "bob", "@ann"),
        (Event.REPLY, "bob", "Yes."),
    ]

    assert statements_run() - before == 1
