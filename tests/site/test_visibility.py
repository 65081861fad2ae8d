"""What stands on the pages of posts that are not for everybody, are folded, boosted or edited, or ask something."""

import pytest

from microblog.actions.boosts import boost
from microblog.actions.edits import Edit, edit_post
from microblog.actions.reactions import favourite
from microblog.models import MediaKind, Visibility
from tests.making import make_account, make_follow, make_media, make_poll, make_post
from tests.site.page import Page


@pytest.fixture
def ann(db):
    return make_account(db, "ann")


@pytest.fixture
def bob(db):
    return make_account(db, "bob")


def sound(page):
    """The page, if nothing is wrong with how it is written."""
    assert Page(page.text).problems == []
    return page


def test_what_is_not_for_everybody_stands_on_no_page_of_strangers(db, visitors, ann, bob):
    make_follow(db, bob, ann)
    for visibility in Visibility:
        make_post(db, ann, f"This is {visibility}. #tea", visibility=visibility)
    stranger, reader = visitors(), visitors().log_in("bob")
    paths = ("/", "/public", "/@ann", "/tags/tea", "/@ann.atom")

    for path in paths:
        page = stranger.get(path)
        assert "This is public." in page
        assert "This is private." not in page, path
        assert "This is direct." not in page, path
        assert ("This is unlisted." in page) is path.startswith("/@ann"), path
    profile = sound(reader.get("/@ann"))
    assert "This is private." in profile
    assert "For followers" in profile
    assert "This is direct." not in profile
    own = sound(visitors().log_in("ann").get("/@ann"))
    assert "For those whom it names" in own


def test_the_page_of_a_tag_tells_nothing_of_posts_that_are_not_for_the_reader(db, visitors, ann, bob):
    make_post(db, ann, "@bob, a #SecretPlan.", visibility=Visibility.DIRECT)

    page = visitors().get("/tags/secretplan")
    assert "SecretPlan" not in page
    assert page.text == visitors().get("/tags/publicplan").text.replace("publicplan", "secretplan")
    assert "SecretPlan" in visitors().log_in("bob").get("/tags/secretplan")


def test_the_page_of_what_is_not_for_everybody_is_for_those_who_may_see_it(db, visitors, ann, bob):
    post = make_post(db, ann, "@bob, a secret.", visibility=Visibility.DIRECT)
    address = f"/@ann/{post.id}"

    for path in (address, f"{address}/delete", f"/compose?reply_to={post.id}"):
        assert "a secret" not in visitors().get(path, status="*")
        make_account(db, f"cem{len(path)}")
        assert "a secret" not in visitors().log_in(f"cem{len(path)}").get(path, status="*")
    page = sound(visitors().log_in("bob").get(address))

    assert page.html.select_one("meta[name=robots]")["content"] == "noindex"
    assert page.html.select("meta[property^=og]") == [page.html.select_one("meta[property='og:site_name']")]


def test_an_answer_on_the_site_is_seen_by_no_more_people_than_what_it_answers(db, visitors, ann, bob):
    post = make_post(db, ann, "@bob, a secret.", visibility=Visibility.DIRECT)
    reader = visitors().log_in("bob")

    reader.send("/compose", text="@ann, I tell nobody.", reply_to=post.id)

    assert "I tell nobody" in visitors().log_in("ann").get(f"/@ann/{post.id}")
    assert "I tell nobody" not in visitors().get("/@bob")


def test_a_boost_shows_the_post_and_who_boosted_it(db, visitors, ann, bob):
    make_follow(db, ann, bob)
    post = make_post(db, make_account(db, "cem"), "Look at this.")
    made = boost(db, bob, post)
    db.commit()
    reader = visitors().log_in("ann")

    for path in ("/", "/@bob"):
        [article] = sound(reader.get(path)).html.select("article")
        assert article.select_one(".boosted").get_text(" ", strip=True) == "@bob boosted"
        assert article.select_one(".author .handle").text == "@cem"
        assert "Look at this." in article.text
        assert article.select_one(".when")["href"] == f"/@cem/{post.id}"
    assert "Look at this." not in visitors().get("/@bob.atom")
    assert reader.get(f"/@bob/{made.id}", status=303).headers["Location"].endswith(f"/@cem/{post.id}")


def test_a_warning_folds_all_that_is_behind_it(db, visitors, ann):
    post = make_post(
        db, ann, "The butler did it.", warning="How it ends", media=[make_media(db, ann, description="A knife").id]
    )

    for path in ("/@ann", f"/@ann/{post.id}"):
        page = sound(visitors().get(path))
        folded = page.html.select_one("details.folded")
        assert folded.summary.text == "How it ends"
        assert "The butler did it." in folded.text
        assert folded.img["alt"] == "A knife"
        assert folded.parent.text.count("The butler did it.") == 1
    head = page.html.head
    assert "butler" not in str(head)
    assert "How it ends" in head.title.text
    feed = visitors().get("/@ann.atom")
    assert "butler" not in feed
    assert "How it ends" in feed


def test_pictures_are_shown_with_what_they_show(db, visitors, ann):
    files = [
        make_media(db, ann, file="00/large.webp", preview="00/small.webp", description="A <cat>"),
        make_media(db, ann, file="00/other.webp"),
    ]
    make_post(db, ann, "", media=[file.id for file in files])
    for kind in (MediaKind.VIDEO, MediaKind.AUDIO, MediaKind.GIFV):
        make_post(db, ann, "", media=[make_media(db, ann, kind=kind, file="00/film.mp4", description="A film").id])

    page = sound(visitors().get("/@ann")).html

    assert [image["alt"] for image in page.select(".attachments img")] == [
        "A <cat>",
        "A picture without a description",
    ]
    [image, _] = page.select(".attachments img")
    assert (image["src"], image.parent["href"]) == ("/media/00/small.webp", "/media/00/large.webp")
    assert len(page.select(".attachments video[aria-label='A film']")) == 2
    assert len(page.select(".attachments audio")) == 1


def test_pictures_that_not_everybody_wants_to_see_are_veiled(db, visitors, ann):
    make_post(db, ann, "Words.", sensitive=True, media=[make_media(db, ann).id])

    page = sound(visitors().get("/@ann")).html

    assert page.select_one("details.folded .attachments img")
    assert page.select_one("details.folded .words") is None


def test_a_poll_is_shown_to_look_at(db, visitors, ann):
    make_poll(db, ann, "Tea", "Coffee")
    make_poll(db, ann, "Yes", "No", hide_totals=True)

    page = sound(visitors().get("/@ann")).html

    secret, open_ = page.select(".poll ul")
    assert [option.get_text(" ", strip=True) for option in open_.select("li")] == ["Tea 0 %", "Coffee 0 %"]
    assert [option.get_text(" ", strip=True) for option in secret.select("li")] == ["Yes", "No"]


def test_what_was_edited_says_so(db, visitors, ann):
    post = make_post(db, ann, "Wrods.")
    assert "edited" not in visitors().get("/@ann").html.select_one(".when").text

    edit_post(db, ann, post, Edit(text="Words."))
    db.commit()

    assert "edited" in visitors().get("/@ann").html.select_one(".when").text
    assert "Wrods" not in visitors().get(f"/@ann/{post.id}")


def test_news_of_every_kind_can_be_read(db, visitors, ann, bob):
    post = make_post(db, ann, "Mine.")
    boost(db, bob, post)
    favourite(db, bob, post)
    db.commit()

    page = sound(visitors().log_in("ann").get("/notifications"))

    assert "boosted this post of yours" in page
    assert "likes this post of yours" in page
