"""Quoting on the website, and deciding who may quote and answer."""

import pytest
from sqlalchemy import select

from microblog.actions.blocks import block
from microblog.actions.filters import FilterChange, make_filter
from microblog.actions.mutes import mute
from microblog.actions.posts import delete_post
from microblog.actions.quotes import revoke_quote
from microblog.models import KeptDraft, Post, QuotePolicy, ReplyPolicy, Visibility
from tests.making import make_account, make_follow, make_media, make_poll, make_post
from tests.site.page import read_page

SECRET = "The secret word."


@pytest.fixture
def ann(db):
    return make_account(db, "ann")


@pytest.fixture
def bob(db):
    return make_account(db, "bob")


@pytest.fixture
def reader(bob, visitor):
    """Bob, at his desk."""
    return visitor.log_in("bob")


def latest(db) -> Post:
    """What was published last."""
    db.rollback()
    return db.scalars(select(Post).order_by(Post.id.desc())).first()


def address(post):
    return f"/@{post.author.username}/{post.id}"


def test_a_post_is_quoted_from_its_menu(db, ann, reader):
    post = make_post(db, ann, "Look.")

    page = reader.get(address(post)).click("Quote", index=0)
    read_page(page)
    assert page.html.select_one(".composer .quoted .words").text.strip() == "Look."
    form = page.forms["composer"]
    form["text"], form["quote_policy"], form["reply_policy"] = "I looked.", "nobody", "followers"
    preview = form.submit("do", value="preview")
    read_page(preview)
    assert preview.html.select_one(".preview .quoted .words").text.strip() == "Look."
    preview.forms["composer"].submit(status=303)

    made = latest(db)
    assert (made.quoted_id, made.quote_policy, made.reply_policy) == (
        post.id,
        QuotePolicy.NOBODY,
        ReplyPolicy.FOLLOWERS,
    )
    shown = reader.get(address(made))
    read_page(shown)
    assert shown.html.select_one(".focus .quoted blockquote").text.count("Look.") == 1
    assert "Those who follow @bob may answer" in shown
    assert "1 quote" in reader.get(address(post))
    quotes = reader.get(f"{address(post)}/quotes")
    read_page(quotes)
    assert "I looked." in quotes


def test_what_was_typed_is_kept_whatever_becomes_of_what_is_quoted(db, ann, reader):
    post = make_post(db, ann, "Look.")
    form = reader.get(f"/compose?quoted={post.id}").forms["composer"]
    form["text"] = "I looked."
    bare = form.submit("do", value="unquote")
    assert bare.forms["composer"]["text"].value == "I looked."
    assert "quoted" not in bare.forms["composer"].fields

    post.quote_policy = QuotePolicy.NOBODY
    db.commit()
    refused = form.submit(status=422)
    read_page(refused)
    assert refused.html.select_one(".composer .quoted .problem").text == "@ann does not want this post to be quoted."

    delete_post(db, ann, post)
    db.commit()
    refused = form.submit(status=422)
    assert "The post that you quote is gone." in refused
    refused.forms["composer"].submit(status=303)
    assert (latest(db).text, latest(db).quoted_id) == ("I looked.", None)


def test_who_may_not_quote_is_told_why_before_they_write(db, ann, reader):
    post = make_post(db, ann, quote_policy=QuotePolicy.NOBODY)

    assert "quoted=" not in reader.get(address(post))
    assert "does not want this post to be quoted" in reader.get(f"/compose?quoted={post.id}", status=400)
    for nothing in ("1", "x", "9" * 30):
        reader.get(f"/compose?quoted={nothing}", status=400)


def test_who_may_not_answer_is_told_why_in_place_of_the_form(db, ann, reader, visitors):
    post = make_post(db, ann, "@cem?", reply_policy=ReplyPolicy.MENTIONED)

    for page in (reader.get(address(post)), reader.get(f"/compose?reply_to={post.id}")):
        read_page(page)
        assert "Only those whom the post names may answer it." in page
        assert "composer" not in page.forms
    assert "Those whom it names may answer" in visitors().get(address(post))
    answer = reader.send("/compose", status=422, text="But I!", reply_to=str(post.id))
    assert "Only those whom the post names may answer it." in answer
    assert "But I!" in answer
    assert "composer" in visitors().log_in("ann").get(address(post)).forms


@pytest.mark.parametrize("state", ["revoked", "deleted", "unauthorized", "blocked", "muted", "hidden"])
def test_a_quiet_sentence_stands_where_something_is_not_shown(db, ann, bob, visitors, state):
    cem = make_account(db, "cem")
    post = make_post(db, ann, SECRET)
    quote = make_post(db, bob, "Hear, hear. #tea", quoted=post.id)
    match state:
        case "revoked":
            revoke_quote(db, ann, quote)
        case "deleted":
            delete_post(db, ann, post)
        case "unauthorized":
            block(db, ann, cem)
        case "blocked":
            block(db, cem, ann)
        case "muted":
            mute(db, cem, ann)
        case "hidden":
            contexts = ["home", "public", "thread", "account"]
            make_filter(
                db,
                cem,
                FilterChange(title="No", contexts=contexts, action="hide", keywords=[{"keyword": "secret word"}]),
            )
    make_follow(db, cem, bob)
    reader = visitors().log_in("cem")

    for path in ("/", "/public", "/@bob", "/tags/tea", address(quote), "/search?q=hear"):
        page = reader.get(path)
        read_page(page)
        assert "Hear, hear." in page, path
        assert page.html.select_one(".quoted .gap"), path
        assert all("secret" not in str(one) for one in page.html.select(".quoted")), path


def test_what_strangers_may_not_see_is_nowhere(db, ann, bob, visitors):
    post = make_post(db, ann, SECRET, visibility=Visibility.PRIVATE)
    quote = make_post(db, ann, "As I said. #tea", quoted=post.id)
    quote.visibility = Visibility.PUBLIC
    cem = make_account(db, "cem")
    unwanted = make_post(db, cem, SECRET, visibility=Visibility.UNLISTED)
    other = make_post(db, bob, "Hear. #tea", quoted=unwanted.id)
    revoke_quote(db, cem, other)
    db.commit()
    here = "http://localhost"

    paths = ["/public", "/tags/tea", "/tags/tea.atom", "/tags/tea.json"]
    for one in (quote, other):
        name = one.author.username
        paths += [f"/@{name}", f"/@{name}.atom", f"/@{name}.json", address(one), f"{address(one)}/embed"]
        paths += [f"/oembed?url={here}{address(one)}"]
    for path in paths:
        assert "secret" not in visitors().get(path), path


def test_feeds_and_frames_show_what_everybody_may_see(db, ann, bob, visitors):
    hostile = "<b>&amp; </blockquote>"
    quote = make_post(db, bob, "Hear. #tea", quoted=make_post(db, ann, f"Open words. {hostile}").id)
    folded = make_post(db, bob, "Hm.", quoted=make_post(db, ann, SECRET, warning="A warning").id)

    for path in ("/@bob.atom", "/@bob.json", "/tags/tea.atom", "/tags/tea.json", f"{address(quote)}/embed"):
        page = visitors().get(path)
        assert "Open words." in page, path
        assert "<b>&" not in page, path
        assert "secret" not in page, path
    assert "A warning" in visitors().get(f"{address(folded)}/embed")
    assert "<b>&" not in visitors().get("/@bob")


def test_a_quote_in_a_quote_is_a_link(db, ann, bob, visitors):
    first = make_post(db, ann, "The very first.")
    second = make_post(db, bob, "The second.", quoted=first.id)
    third = make_post(db, ann, "The third.", quoted=second.id)

    page = visitors().get(address(third))

    read_page(page)
    assert "The very first." not in page
    assert page.html.select_one(".quoted .answers a")["href"] == address(first)
    assert len(page.html.select(".quoted")) == 1


def test_who_is_quoted_takes_it_back_and_thinks_better_of_it(db, ann, bob, visitors):
    post = make_post(db, ann, "Mine.")
    quote = make_post(db, bob, "!", quoted=post.id)
    anns = visitors().log_in("ann")
    assert "revoke" not in visitors().log_in("bob").get(address(quote))

    page = anns.get(address(quote))
    assert f"{address(quote)}/revoke" in page
    after = anns.send(f"{address(quote)}/revoke").follow()
    assert "Your post is not shown in this quote any more." in after
    assert "its author does not want that any more" in anns.get(address(quote))
    assert f"{address(quote)}/unrevoke" in after
    anns.send(f"{address(quote)}/unrevoke")
    assert "Mine." in anns.get(address(quote))
    visitors().log_in("bob").send(f"{address(quote)}/revoke", status=403)
    anns.send(f"{address(post)}/revoke", status=404)


def test_a_script_gets_the_quote_anew(db, ann, bob, visitors):
    quote = make_post(db, bob, "!", quoted=make_post(db, ann, "Mine.").id)
    anns = visitors().log_in("ann")
    token = anns.token()

    answer = anns.post(f"{address(quote)}/revoke", {"csrf_token": token}, headers={"FX-Request": "true"})
    other = anns.post(f"{address(quote)}/favourite", {"csrf_token": token}, headers={"FX-Request": "true"})

    assert f'data-part="quoted-{quote.id}"' in answer
    assert f'data-part="quoted-{quote.id}"' not in other


def test_policies_are_changed_by_an_edit_and_begin_as_one_is_used_to(db, bob, reader):
    form = next(one for one in reader.get("/settings/posting").forms.values() if "default_quote_policy" in one.fields)
    form["default_quote_policy"] = "followers"
    form.submit(status=303)
    form = reader.get("/compose").forms["composer"]
    assert (form["quote_policy"].value, form["reply_policy"].value) == ("followers", "public")
    form["text"] = "Look."
    form.submit(status=303)

    post = latest(db)
    form = reader.get(f"{address(post)}/edit").forms["composer"]
    assert (form["quote_policy"].value, form["reply_policy"].value) == ("followers", "public")
    form["quote_policy"], form["reply_policy"] = "nobody", "mentioned"
    form.submit(status=303)
    post = latest(db)
    assert (post.quote_policy, post.reply_policy, post.edited_at) == (QuotePolicy.NOBODY, ReplyPolicy.MENTIONED, None)
    assert reader.send("/compose", status=422, text="!", quote_policy="mine") is not None


def test_drafts_and_what_waits_keep_what_is_quoted(db, ann, reader):
    post = make_post(db, ann, "Look.")
    wish = {"quoted": str(post.id), "quote_policy": "nobody", "reply_policy": "mentioned"}

    page = reader.send("/compose", do="keep", text="I", **wish).follow().click("Go on with it")
    read_page(page)
    form = page.forms["composer"]
    assert {name: form[name].value for name in wish} == wish
    assert page.html.select_one(".composer .quoted .words").text.strip() == "Look."

    form["due_at"] = "2099-01-01T12:00"
    form.submit(status=303)
    waiting = reader.get("/scheduled")
    cancelled = next(form for form in waiting.forms.values() if "/cancel" in form.action).submit().follow()
    form = cancelled.click("Go on with it").forms["composer"]
    assert {name: form[name].value for name in wish} == wish
    form.submit(status=303)
    made = latest(db)
    assert (made.quoted_id, made.quote_policy) == (post.id, QuotePolicy.NOBODY)

    again = reader.send(f"{address(made)}/redraft").follow().forms["composer"]
    assert {name: again[name].value for name in wish} == wish
    db.rollback()
    assert len(db.scalars(select(KeptDraft)).all()) == 1


def test_of_ones_own_private_post_the_quote_begins_private(db, ann, visitors):
    post = make_post(db, ann, visibility=Visibility.PRIVATE)

    form = visitors().log_in("ann").get(f"/compose?quoted={post.id}").forms["composer"]

    assert form["visibility"].value == "private"


def test_all_pages_keep_to_their_budgets_with_everything_on_them(db, ann, bob, reader):
    make_follow(db, bob, ann)
    inner = make_post(db, ann, "Inner. #tea", quoted=make_post(db, ann).id, media=[make_media(db, ann).id])
    asking = make_poll(db, ann).post
    for quoted in (inner, asking):
        make_post(db, ann, "#tea @bob", quoted=quoted.id, media=[make_media(db, ann).id])
        make_post(db, bob, "#tea", quoted=quoted.id)
    make_filter(
        db,
        bob,
        FilterChange(title="No", contexts=["home", "public", "thread"], action="warn", keywords=[{"keyword": "Inner"}]),
    )
    db.commit()

    for path in ("/", "/public", "/tags/tea", "/@ann", "/notifications", "/explore", address(inner), "/search?q=inner"):
        read_page(reader.get(path))
    read_page(reader.get(f"{address(inner)}/quotes"))
    reader.get("/@ann.atom")


def test_news_of_quotes_say_what_happened(db, ann, bob, visitors):
    post = make_post(db, ann, "Look.")
    make_post(db, bob, "I looked.", quoted=post.id)
    visitors().log_in("ann").send(f"{address(post)}/edit", text="Look there.", visibility="public")

    page = visitors().log_in("ann").get("/notifications?only=words")
    read_page(page)
    assert "quoted you." in page
    page = visitors().log_in("bob").get("/notifications?only=more")
    read_page(page)
    assert "changed the post that you quote here." in page
    assert "Look there." in page
