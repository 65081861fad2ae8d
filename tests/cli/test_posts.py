"""`microblog post`"""

import pytest
from sqlalchemy import select

from microblog.models import Post, Reason
from tests.making import make_account, make_post


def posts(db):
    db.rollback()
    return list(db.scalars(select(Post).order_by(Post.id)))


def test_a_post_is_written_from_an_argument(db, microblog):
    make_account(db, "ann")

    done = microblog("post", "@Ann", "Hello, Ünïcödé.")

    [post] = posts(db)
    assert (done.status, done.err) == (0, "")
    assert done.out == f"http://localhost/@ann/{post.id}\n"
    assert post.text == "Hello, Ünïcödé."


def test_a_post_is_written_from_standard_input(db, microblog):
    make_account(db, "ann")

    done = microblog("post", "ann", stdin="Line 1\nLine 2 👋\n")

    assert done.status == 0
    assert posts(db)[0].text == "Line 1\nLine 2 👋"


def test_a_post_answers_another_and_tells_whom_it_concerns(db, microblog):
    ann, _ = make_account(db, "ann"), make_account(db, "bob")
    first = make_post(db, ann)

    done = microblog("post", "bob", "Yes, @ann.", "--reply-to", str(first.id))

    assert done.status == 0
    assert posts(db)[1].parent_id == first.id
    assert db.scalar(select(Reason.account_id)) == ann.id


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("ann", ""), "text: Say something.\n"),
        (("ann", "x" * 501), "text: Say it in 500 characters.\n"),
        (("ann", "Yes.", "--reply-to", "7"), "reply_to: The post that you answer is gone.\n"),
        (("ann", "Yes.", "--reply-to", "9" * 30), "reply_to: The post that you answer is gone.\n"),
        (("nobody", "Hello."), "There is no account named nobody.\n"),
        (("bob", "Hello."), "Confirm your e-mail address first: follow the link in the letter that we sent you.\n"),
    ],
)
def test_a_refusal_is_one_line_and_nothing_is_written(db, microblog, words, said):
    make_account(db, "ann")
    make_account(db, "bob", confirmed=False)

    done = microblog("post", *words)

    assert (done.status, done.out, done.err) == (1, "", said)
    assert posts(db) == []
