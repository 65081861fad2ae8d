"""Posts that are written in Markdown, wherever they are shown."""

import pytest
from sqlalchemy import select

from microblog.actions.edits import Edit, edit_post
from microblog.models import Mention, Post, PostLink, Tagging
from microblog.text import Format
from tests.making import make_account, make_post
from tests.visitor import Visitor

TEXT = "**Bread** is `@code` for *butter*, @bob #food\n> quoted\n\n- <b>one</b>\n- two"
SHOWN = "<p><strong>Bread</strong> is <code>@code</code> for <em>butter</em>,"


@pytest.fixture
def ann(db):
    return make_account(db, "ann", default_format=Format.MARKDOWN)


@pytest.fixture
def code(db):
    return make_account(db, "code")


@pytest.fixture
def bob(db):
    return make_account(db, "bob")


def test_it_is_shown_on_pages_and_in_feeds(db, visitor: Visitor, ann, bob):
    post = make_post(db, ann, TEXT)

    for path in ("/@ann", f"/@ann/{post.id}", "/public", f"/@ann/{post.id}/embed"):
        page = visitor.get(path).text
        assert SHOWN in page, path
        assert "<blockquote><p>quoted</p></blockquote><ul><li>&lt;b&gt;one&lt;/b&gt;</li><li>two</li></ul>" in page
    assert "&lt;strong&gt;Bread&lt;/strong&gt;" in visitor.get("/@ann.atom").text
    assert "<title>" in visitor.get(f"/@ann/{post.id}").text
    assert "**Bread" not in visitor.get(f"/@ann/{post.id}").text


def test_nobody_is_named_by_code(db, ann, bob, code):
    post = make_post(db, ann, f"{TEXT} `#no https://no.example.org`")

    assert db.scalars(select(Mention.account_id).where(Mention.post_id == post.id)).all() == [bob.id]
    assert len(db.scalars(select(Tagging).where(Tagging.post_id == post.id)).all()) == 1
    assert db.scalars(select(PostLink)).all() == []


def test_it_is_found_by_its_words(db, visitor, ann, bob):
    make_post(db, ann, "Un**believ**able")

    assert "<strong>believ</strong>" in visitor.get("/search?q=unbelievable").text


def test_a_post_stays_in_the_format_it_was_written_in(db, visitor, ann, bob):
    plain, marked = make_post(db, bob, "*old*"), make_post(db, ann, "*new*")
    ann.default_format, bob.default_format = Format.PLAIN, Format.MARKDOWN
    edit_post(db, ann, marked, Edit(text="*newer*"))
    edit_post(db, bob, plain, Edit(text="*older*"))
    db.commit()

    page = visitor.get("/public").text
    assert "<em>newer</em>" in page
    assert "<p>*older*</p>" in page
    assert "*</span><ins>" not in visitor.get(f"/@ann/{marked.id}/history").text


def test_one_chooses_it_in_the_settings(db, visitor, bob):
    visitor.log_in("bob")
    visitor.send("/settings/posting", 422, default_format="html")
    visitor.send("/settings/posting", default_format="markdown")
    page = visitor.get("/compose")
    assert "You write in Markdown" in page.text

    db.expire_all()
    assert bob.default_format is Format.MARKDOWN
    assert make_post(db, bob, "x").format is Format.MARKDOWN
    assert db.scalars(select(Post.format)).all() == [Format.MARKDOWN]
