"""One rule, whichever door: the same words make the same post, and are refused in the same sentences."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner
from sqlalchemy import select

from microblog.actions.posts import delete_post
from microblog.cli.context import Program
from microblog.cli.posts import post as post_command
from microblog.errors import Invalid, Refusal
from microblog.models import Mention, Notification, Post, Reason, Tag, Tagging
from microblog.queries.accounts import account_named
from tests.api.conftest import client
from tests.conftest import ROOT
from tests.making import make_account, make_post

__all__ = ["client"]

Door = Callable[..., set[str]]
"""Takes words, and the post they answer; gives the sentences with which it refused them, none if it took them."""

WORDS = [
    "Hello.",
    "Ünïcödé: 👩‍👩‍👧‍👦 e\u0301 \u202eright to left\u202c ZALGƠ̴̡̢̧̨̖̗̘̙̜̝̞̟",
    "@bob and @BOB and @nobody, #Tea #tea #чай https://example.org/a?b=c&d=(e)",
    "  Lines\r\n\r\n\r\n\r\n  and\tblanks \n ",
    "\N{REPLACEMENT CHARACTER} <b>&amp;</b> '\"",
    "x" * 500,
    "👩‍👩‍👧‍👦" * 500,
    "https://example.org/" + "x" * 900,
]

REFUSED = ["", " \n\t", "\u3000\u00a0\u2028", "x" * 501, "https://example.org " * 22, "a\u0301" * 6000, "NUL\0"]


@pytest.fixture
def website(visitor) -> Door:
    """The form on the home page."""

    def say(words, reply_to=None):
        if "Log out" not in visitor.get("/"):
            visitor.log_in("ann")
        more = {} if reply_to is None else {"reply_to": reply_to}
        page = visitor.send("/compose", status="*", text=words, **more)
        soup = BeautifulSoup(page.text, "html.parser")
        return {one.text for one in soup.select(".wrong small, p.notice.warning[role=alert], main > h1 + p")}

    return say


@pytest.fixture
def command_line(registry) -> Door:
    """`microblog post ann …`"""
    program = Program(ROOT / "development.ini")
    vars(program)["registry"] = registry  # on the database of the test

    def say(words, reply_to=None):
        more = [] if reply_to is None else ["--reply-to", str(reply_to)]
        done = CliRunner().invoke(post_command, ["ann", *more], input=words, obj=program)
        if isinstance(done.exception, Invalid):
            return set(done.exception.problems.values())
        return {str(done.exception)} if isinstance(done.exception, Refusal) else set()

    return say


@pytest.fixture
def application(db, client) -> Door:
    """`POST /api/v1/statuses`"""

    def say(words, reply_to=None):
        ann = db.scalar(account_named("ann"))
        given = {"status": words} | ({} if reply_to is None else {"in_reply_to_id": str(reply_to)})
        answer = client(ann).post("/api/v1/statuses", given, None)
        if answer.status_int == 200:
            return set()
        return {answer.json["error"].removeprefix("Validation failed: ") + "."}

    return say


def all_about(db, post):
    """What came of a post, but for its id and its moment."""

    def column(what, table, *on):
        found = select(what).select_from(table).join(*on) if on else select(what)
        return sorted(map(str, db.scalars(found.where(table.post_id == post.id))))

    return {
        "words": post.text,
        "author": post.author_id,
        "parent": post.parent_id,
        "mentions": column(Mention.account_id, Mention),
        "letters": column(Reason.account_id, Reason),
        "news": column(Notification.account_id, Notification),
        "tags": column(Tag.key, Tagging, Tag, Tagging.tag_id == Tag.id),
    }


def posts_since(db, last):
    """What was written after a post."""
    db.rollback()
    return list(db.scalars(select(Post).where(Post.id > last.id).order_by(Post.id)))


def test_the_same_words_make_the_same_post(db, website, command_line, application):
    make_account(db, "ann")
    last = question = make_post(db, make_account(db, "bob"), "Who is there?")

    for words in WORDS:
        for reply_to in (None, question.id):
            assert website(words, reply_to) == command_line(words, reply_to) == application(words, reply_to) == set()

            said, written, sent = posts_since(db, last)
            assert all_about(db, said) == all_about(db, written) == all_about(db, sent), words
            assert said.text
            last = sent


def test_the_same_words_are_refused_in_the_same_sentences(db, website, command_line, application):
    make_account(db, "ann")
    bob = make_account(db, "bob")
    gone, last = make_post(db, bob, "Soon gone."), make_post(db, bob)
    delete_post(db, bob, gone)
    db.commit()

    for words, reply_to in [*((words, None) for words in REFUSED), ("Yes.", gone.id), ("Yes.", 1), ("Yes.", -1)]:
        said = website(words, reply_to)

        assert said == command_line(words, reply_to), (words, reply_to)
        # To applications, what is gone is as what never was, in the words that they know.
        assert application(words, reply_to) == ({"Record not found."} if reply_to else said) or "NUL" in words
        assert len(said) == 1, (words, reply_to)
        assert posts_since(db, last) == []


def test_one_who_has_not_confirmed_their_address_is_refused_at_every_door(db, website, command_line, application):
    make_account(db, "ann", confirmed=False)

    assert website("Hello.") == command_line("Hello.")
    assert application("Hello.") == {"Your login is missing a confirmed e-mail address."}
    assert db.scalars(select(Post)).all() == []
