"""What other sites and programs get of us."""

from xml.etree import ElementTree

import pytest

from microblog.models import Visibility
from tests.making import make_account, make_post

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
HOSTILE = "<b>&amp; \"' #tag </iframe>"


def addresses(visitor, path):
    return [one.text for one in ElementTree.fromstring(visitor.get(path).body).iter(f"{SITEMAP}loc")]


def test_json_feeds_hold_what_strangers_see(db, visitor):
    ann = make_account(db, "ann", bio=HOSTILE)
    post = make_post(db, ann, HOSTILE, language="en")
    make_post(db, ann, "#tag secret").visibility = Visibility.PRIVATE
    db.commit()

    for path in ("/@ann.json", "/tags/tag.json"):
        answer = visitor.get(path)
        feed = answer.json
        assert answer.content_type == "application/feed+json"
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert feed["feed_url"] == f"http://localhost{path}"
        assert [item["id"] for item in feed["items"]] == [f"http://localhost/@ann/{post.id}"]
        assert "&lt;b&gt;" in feed["items"][0]["content_html"]
        assert feed["items"][0]["language"] == "en"


def test_a_tag_has_an_atom_feed(db, visitor):
    make_post(db, make_account(db, "ann"), HOSTILE)

    page = visitor.get("/tags/tag.atom")

    assert page.content_type == "application/atom+xml"
    assert len(ElementTree.fromstring(page.body).findall("{http://www.w3.org/2005/Atom}entry")) == 1
    assert "/tags/tag.atom" in visitor.get("/tags/tag")


def test_a_post_can_be_shown_in_a_frame_to_anybody(db, visitors):
    ann = make_account(db, "ann", display_name=HOSTILE)
    post = make_post(db, ann, HOSTILE)
    stranger, member = visitors().get(f"/@ann/{post.id}/embed"), visitors().log_in("ann").get(f"/@ann/{post.id}/embed")

    assert stranger.body == member.body
    assert "frame-ancestors *" in stranger.headers["Content-Security-Policy"]
    assert "script-src" not in stranger.headers["Content-Security-Policy"]
    assert "Set-Cookie" not in member.headers
    assert not stranger.html.select("script, form")


def test_what_strangers_do_not_see_is_in_no_frame(db, visitors):
    post = make_post(db, make_account(db, "ann"), visibility=Visibility.PRIVATE)
    ann = visitors().log_in("ann")

    ann.get(f"/@ann/{post.id}/embed", status=404)
    ann.get("/oembed", params={"url": f"http://localhost/@ann/{post.id}"}, status=404)


def test_oembed_tells_how_to_show_a_post(db, visitor):
    post = make_post(db, make_account(db, "ann", display_name=HOSTILE), HOSTILE)
    address = f"http://localhost/@ann/{post.id}"

    answer = visitor.get("/oembed", params={"url": address, "maxwidth": "400"})

    assert (answer.json["type"], answer.json["version"], answer.json["width"]) == ("rich", "1.0", 400)
    assert f'src="{address}/embed"' in answer.json["html"]
    assert "<b>" not in answer.json["html"]
    assert f"/oembed?url=http%3A%2F%2Flocalhost%2F%40ann%2F{post.id}" in visitor.get(f"/@ann/{post.id}")
    for other in ("https://example.org/@ann/1", "http://localhost/@bob/1", "", "http://[", "x"):
        visitor.get("/oembed", params={"url": other}, status=404)
    visitor.get("/oembed", params={"url": address, "format": "xml"}, status=501)


def test_a_sitemap_lists_what_may_be_known(db, visitor):
    ann, bob = make_account(db, "ann"), make_account(db, "alf", indexable=False)
    post = make_post(db, ann)
    make_post(db, ann, visibility=Visibility.UNLISTED)
    make_post(db, bob)
    day = post.created_at.date()

    assert f"http://localhost/sitemaps/posts-{day}.xml" in addresses(visitor, "/sitemap.xml")
    assert addresses(visitor, f"/sitemaps/posts-{day}.xml") == [f"http://localhost/@ann/{post.id}"]
    assert addresses(visitor, "/sitemaps/people-a.xml") == ["http://localhost/@ann"]
    assert "http://localhost/explore" in addresses(visitor, "/sitemaps/site.xml")
    assert "Sitemap: http://localhost/sitemap.xml" in visitor.get("/robots.txt")
    for none in ("2026-02-30", "1999-01-01"):
        visitor.get(f"/sitemaps/posts-{none}.xml", status=404)


def test_nobody_is_named_for_weaknesses_unless_the_settings_do(visitor):
    visitor.get("/.well-known/security.txt", status=404)


@pytest.mark.parametrize("contact", ["security@example.org", "https://example.org/security"])
def test_whom_to_tell_of_weaknesses(ini, request, contact):
    ini["site.security_contact"] = contact
    page = request.getfixturevalue("visitor").get("/.well-known/security.txt")

    assert page.content_type == "text/plain"
    assert f"Contact: {contact if ':' in contact else 'mailto:' + contact}\n" in page.text
    assert "\nExpires: 20" in page.text


def test_a_browser_is_told_how_to_install_the_site(visitor):
    manifest = visitor.get("/manifest.webmanifest")

    assert manifest.content_type == "application/manifest+json"
    for icon in manifest.json["icons"]:
        assert visitor.get(icon["src"]).content_type == icon["type"]


def test_the_keys_are_listed(visitor):
    assert [one.text for one in visitor.get("/shortcuts").html.select("kbd")][:2] == ["j", "k"]
