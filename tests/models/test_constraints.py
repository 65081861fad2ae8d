"""What the actions refuse, the database refuses as well, and says why."""

from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from microblog.models import (
    Account,
    DailyCount,
    Follow,
    Login,
    Mention,
    Notification,
    Post,
    Reason,
    Tag,
    Tagging,
    Visit,
    violated,
)
from tests.making import make_account, make_follow, make_post

TODAY = date(2026, 3, 1)


def refused(db, *rows):
    """Insert rows past all actions; return which constraint refused them."""
    db.add_all(rows)
    with pytest.raises(IntegrityError) as refusal:
        db.flush()
    db.rollback()
    return violated(refusal.value)


def account(**facts):
    return Account(**{"username": "bob", "email": "bob@example.org", "password_hash": "x", **facts})


@pytest.mark.parametrize(
    ("facts", "constraint"),
    [
        ({"username": "ann"}, "uq_accounts_username"),
        ({"email": "ann@example.org"}, "uq_accounts_email"),
        ({"username": "Bob"}, "ck_accounts_username"),
        ({"username": ""}, "ck_accounts_username"),
        ({"email": "Bob@example.org"}, "ck_accounts_email"),
        ({"password_hash": None}, ""),
        ({"username": None}, ""),
    ],
)
def test_accounts(db, facts, constraint):
    make_account(db, "ann", email="ann@example.org")

    assert refused(db, account(**facts)) == constraint


def test_ids_are_given_once(db):
    ann = make_account(db, "ann")
    id = ann.id
    db.expunge_all()

    assert refused(db, account(id=id)) == "pk_accounts"


def test_follows(db):
    ann, bob = make_account(db), make_account(db)
    make_follow(db, ann, bob)

    assert refused(db, Follow(follower_id=ann.id, followed_id=bob.id)) == "uq_follows_follower_id_followed_id"
    assert refused(db, Follow(follower_id=ann.id, followed_id=ann.id)) == "ck_follows_not_oneself"
    db.add(Follow(follower_id=bob.id, followed_id=ann.id))
    db.flush()


def test_nobody_is_told_or_written_to_twice_about_a_post(db):
    ann, bob = make_account(db, "ann"), make_account(db, "bob")
    post = make_post(db, ann, "@bob #tag")

    news = Notification(account_id=bob.id, event="mention", by_id=ann.id, post_id=post.id)
    reason = Reason(account_id=bob.id, event="mention", by_id=ann.id, post_id=post.id)
    mention = Mention(post_id=post.id, account_id=bob.id)
    tagging = Tagging(post_id=post.id, tag_id=db.query(Tag).one().id)
    db.expunge_all()

    assert refused(db, news) == "uq_notifications_account_id_event_by_id_post_id"
    assert refused(db, reason) == "uq_reasons_account_id_event_by_id_post_id"
    assert refused(db, mention) == "pk_mentions"
    assert refused(db, tagging) == "pk_taggings"
    assert refused(db, Tag(key="tag", name="TAG")) == "uq_tags_key"


def test_days(db):
    ann = make_account(db).id
    db.add_all([Visit(account_id=ann, day=TODAY), DailyCount(day=TODAY, measure="posts", count=1)])
    db.commit()
    db.expunge_all()

    assert refused(db, Visit(account_id=ann, day=TODAY)) == "pk_visits"
    assert refused(db, DailyCount(day=TODAY, measure="posts", count=2)) == "pk_daily_counts"


def test_logins(db):
    ann = make_account(db)
    db.add(Login(account=ann, token_hash="x"))
    db.commit()

    assert refused(db, Login(account=ann, token_hash="x")) == "uq_logins_token_hash"


def test_what_points_nowhere(db):
    assert refused(db, Post(author_id=7, text="x")) in ("fk_posts_author_id", "")  # SQLite does not tell


def test_every_constraint_has_a_name():
    for table in Account.metadata.sorted_tables:
        assert all(constraint.name for constraint in table.constraints), table
