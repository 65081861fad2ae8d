"""A small world in which every page has something on it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from microblog import clock
from microblog.actions.posts import delete_post
from microblog.actions.statistics import days_to_count, record_day
from microblog.actions.tags import follow_tag
from microblog.models import Account, Base, List, Login, Marker, Post, Visit
from tests.making import make_account, make_follow, make_list, make_post


@dataclass(frozen=True)
class World:
    """Who and what is there."""

    ann: Account
    bob: Account
    question: Post
    gap: Post
    answer: Post
    list: List


def make_world(db: Session) -> World:
    """Let ann and bob follow each other, talk, and take something back; all of it counted but today."""
    with clock.set_to(datetime.now(UTC) - timedelta(days=3)):
        ann, bob = (
            make_account(db, "ann", display_name="Ann & Co", bio="I <3 #tea. @bob knows."),
            make_account(db, "bob"),
        )
        make_follow(db, ann, bob)
        make_follow(db, bob, ann)
        question = make_post(db, ann, "Who wants #tea, @bob? See https://example.org/a?b=c&d=e")
        gap = make_post(db, bob, "Me.", reply_to=question)
        answer = make_post(db, ann, "Here you are, @bob. #чай #茶", reply_to=gap)
        make_post(db, bob, "Thanks.", reply_to=answer)
        delete_post(db, bob, gap)
        friends = make_list(db, ann, bob, title="Tea & friends")
        follow_tag(db, ann, "tea")
        for number in range(25):
            make_post(db, bob, f"Cup number {number}. #tea")
    for day in days_to_count(db):
        record_day(db, day)
    db.commit()
    return World(ann, bob, question, gap, answer, friends)


def rows(db: Session) -> dict[str, list[Any]]:
    """Everything there is, but for what merely says that somebody was here."""
    seen = {Visit.__table__, Login.__table__, Marker.__table__}
    tables = [table for table in Base.metadata.sorted_tables if table not in seen]
    db.rollback()
    return {table.name: sorted(map(str, db.execute(select(table)))) for table in tables} | {
        "logins": list(db.execute(select(func.count()).select_from(Login.__table__)).scalars())
    }
