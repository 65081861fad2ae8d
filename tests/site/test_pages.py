"""What holds for every page, and the few that are about the site itself."""

import gzip

import pytest

from microblog.assets import static_files
from tests.site.test_routes import ADDRESSES, SHOWN
from tests.site.wire import routes_with_methods

PAGES = ["/", "/public", "/@ann", "/tags/tea", "/statistics", "/about", "/signup", "/login", "/forgotten"]
FOR_EVERYBODY = {"embed", "oembed", "manifest", "security", "tag.atom", "tag.json"}
FOR_EVERYBODY |= {"sitemap", "sitemap.site", "sitemap.people", "sitemap.posts"}
FOR_EVERYBODY |= {"statistics.json", "statistics.csv", "statistics.atom", "statistics.day.json"}
"""What names no reader."""
MEMBERS = ["/compose", "/notifications"]
MEMBERS += [f"/settings/{page}" for page in ("profile", "password", "mail", "sessions", "applications")]


@pytest.mark.parametrize("path", [*PAGES, *MEMBERS])
def test_a_page_says_what_it_is_and_where(world, visitor, path):
    visitor.log_in("bob")
    page = visitor.get(path).html

    assert page.title.text.strip().endswith("microblog")
    assert page.select_one("link[rel=canonical]")["href"] == f"http://localhost{path}"
    for name in ("og:title", "og:type", "og:url", "og:image", "og:site_name", "og:description"):
        assert page.select_one(f"meta[property='{name}']")["content"].strip(), name
    assert all(page.select_one(landmark) for landmark in ("html[lang]", "header", "nav[aria-label]", "main", "footer"))
    assert len(page.select("h1")) == 1
    for field in page.select("input:not([type=hidden]), textarea"):
        assert page.select_one(f"label[for='{field['id']}']"), field
    assert all(time["datetime"].endswith("Z") for time in page.select("time"))
    assert all(image.has_attr("alt") for image in page.select("img"))


def test_a_post_says_who_wrote_it_and_what(world, visitor):
    page = visitor.get(f"/@ann/{world.question.id}").html

    assert page.title.text == "Ann & Co: Who wants #tea, @bob? See https://example.org/a?b=c&d=e"
    assert page.select_one("meta[property='og:type']")["content"] == "article"
    assert page.select_one("meta[property='og:title']")["content"] == "Ann & Co (@ann)"
    assert page.select_one("time")["datetime"] == world.question.created_at.strftime("%Y-%m-%dT%H:%M:%SZ")


def test_every_answer_carries_what_protects_its_reader(world, registry, visitor):
    for name, methods in routes_with_methods(registry).items():
        if "GET" in methods:
            answer = visitor.get(ADDRESSES[name].format(post=world.question.id, list=world.list.id), expect_errors=True)

            policy = answer.headers["Content-Security-Policy"]
            assert policy.startswith("default-src 'none'"), name
            assert "unsafe" not in policy
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["Referrer-Policy"] == "same-origin"
            assert answer.headers["X-Request-Id"]


def test_no_shared_cache_keeps_what_a_member_sees(world, visitor):
    visitor.log_in("ann")
    for name in SHOWN - {"logout", "initial", "favicon", *FOR_EVERYBODY}:
        answer = visitor.get(ADDRESSES[name].format(post=world.question.id, list=world.list.id), expect_errors=True)

        assert answer.headers["Cache-Control"] == "private, no-cache", name


def test_strangers_who_only_read_get_no_cookie(world, visitor):
    for path in [
        "/",
        "/public",
        "/@ann",
        f"/@ann/{world.question.id}",
        "/tags/tea",
        "/statistics",
        "/about",
        "/@ann.atom",
    ]:
        assert "Set-Cookie" not in visitor.get(path).headers, path
    assert "Set-Cookie" not in visitor.get("/nothing", 404).headers


def test_search_engines_are_told_what_is_not_for_them(visitor):
    robots = visitor.get("/robots.txt")

    assert robots.content_type == "text/plain"
    assert robots.text.startswith("User-agent: *\nDisallow: /login\n")


def test_what_search_engines_are_not_told_to_leave_alone_is_no_page_for_them(visitor):
    for path in ("/compose", "/drafts", "/scheduled", "/settings/profile", "/notifications", "/lists", "/bookmarks"):
        assert "/login" in visitor.get(path, 303).location


def test_the_signs_of_the_site_are_there(visitor):
    assert visitor.get("/favicon.ico").body.startswith(b"\0\0\1\0")
    initial = visitor.get("/initials/z-350.svg")
    assert (initial.content_type, ">Z</text>" in initial.text) == ("image/svg+xml", True)
    assert visitor.get("/static/site.css").headers["Cache-Control"].startswith("max-age=31536000")
    visitor.get("/static/../security.py", 404)
    visitor.get("/static/", 404)


def test_the_name_of_a_static_file_is_that_of_one_version_of_it(visitor):
    for address, content in static_files():
        answer = visitor.get(f"/{address}")

        assert (answer.body, answer.headers["Cache-Control"][:16]) == (content, "max-age=31536000")
    digest = address.split("/")[1]
    visitor.get(f"/{address.replace(digest, '0123456789')}", 404)
    visitor.get(f"/static/{digest}/", 404)
    visitor.get(f"/static/{digest}/../../security.py", 404)
    visitor.get(f"/static/{digest}/%2e%2e/__init__.py", 404)


def test_static_files_are_light(visitor):
    assert len(gzip.compress(visitor.get("/static/site.css").body)) <= 8 * 1024
    assert len(visitor.get("/static/statistics.css").body) <= 5 * 1024
    assert len(gzip.compress(visitor.get("/static/site.js").body)) <= 10 * 1024
