"""Letting posts be found that are older than searches."""

from sqlalchemy import select, update

from microblog.actions import search
from microblog.jobs.done import NOTHING, Done
from microblog.jobs.search import find_words
from microblog.models import Post
from microblog.queries.search import posts_saying, wordless_posts
from tests.making import make_account, make_post


def test_what_was_there_before_is_found_after_a_while(db, request_off_web, monkeypatch):
    monkeypatch.setattr(search.note_words, "__kwdefaults__", {"limit": 2})
    ann = make_account(db)
    for number in range(5):
        make_post(db, ann, f"Bread {number}")
    db.execute(update(Post).values(words=None))
    db.commit()

    assert db.scalars(posts_saying("bread", ann)).all() == []
    assert len(db.scalars(wordless_posts()).all()) == 5
    db.rollback()

    assert find_words(request_off_web) == Done(5, "noted the words of 5 posts")
    assert find_words(request_off_web) == NOTHING
    assert len(db.scalars(posts_saying("bread", ann)).all()) == 5
    assert db.scalars(wordless_posts()).all() == []
    assert {len(words.split()) for words in db.scalars(select(Post.words))} == {2}
