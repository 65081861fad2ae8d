"""All that one may set, on one page, and each page of it named by its heading."""

from microblog.site.settings import GROUPS
from tests.making import make_account


def test_every_page_of_the_settings_is_found_from_the_first_and_says_what_it_is(db, visitor):
    make_account(db, "ann")
    visitor.log_in("ann")

    page = visitor.get("/settings")
    links = {link["href"].removeprefix("http://localhost") for link in page.html.select("main .settings a")}

    assert len(links) == sum(len(pages) for pages in GROUPS.values())
    for link in links:
        found = visitor.get(link, status=200)
        assert len(found.html.select("h1")) == 1
        if link.startswith("/settings"):
            assert found.html.select_one("h1").text != "Settings"
            assert found.html.select_one('nav.tabs a[href="/settings"]')
