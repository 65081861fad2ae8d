"""Hashtags come into being by being used."""

from sqlalchemy import func, select

from microblog.actions.tags import tag_post
from microblog.models import Post, Tag, Tagging
from tests.making import make_account, make_post
from tests.meanwhile import while_unfinished


def everything(db, table):
    return db.scalar(select(func.count()).select_from(table))


def test_two_spellings_of_a_tag_are_one_and_the_first_stays(db):
    ann = make_account(db)

    for text in ("#Straße #STRASSE", "#strasse", "#ＳＴＲＡＳＳＥ"):
        make_post(db, ann, text)

    assert db.execute(select(Tag.key, Tag.name)).all() == [("strasse", "Straße")]
    assert everything(db, Tagging) == 3


def test_different_tags_are_different(db):
    make_post(db, make_account(db), "#a #b #ä #日本 #1 #_")

    assert set(db.scalars(select(Tag.key))) == {"a", "b", "ä", "日本"}


def test_two_posts_with_the_same_new_tags_at_one_moment_share_them(engine, db):
    ann = make_account(db)
    ids = [make_post(db, ann).id, make_post(db, ann).id]
    db.rollback()

    outcomes = while_unfinished(
        engine,
        lambda db: tag_post(db, db.get(Post, ids[0]), ["new", "newer"]),
        lambda db: tag_post(db, db.get(Post, ids[1]), ["newer", "New"]),
    )

    assert outcomes == (None, None)
    assert sorted(db.scalars(select(Tag.key))) == ["new", "newer"]
    assert everything(db, Tagging) == 4
