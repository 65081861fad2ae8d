"""Pages of other sites, in a real browser: with a key they may use what is for applications, and nothing else."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy import Engine

from tests.making import make_account, make_post, make_token
from tests.meanwhile import writing_session

ASK = """async ([address, options]) => {
    const answer = await fetch(address, options), header = name => answer.headers.get(name);
    return [answer.status, await answer.json(), header("Link"), header("ETag"), header("X-Request-Id")];
}"""


@pytest.fixture
def page(browser: Browser, elsewhere: str) -> Iterator[Page]:
    """A page of another site."""
    page = browser.new_page()
    page.goto(elsewhere)
    yield page
    page.close()


@pytest.fixture
def key(engine: Engine, site: str) -> str:
    """A key to the account of somebody who wrote something."""
    with writing_session(engine) as db:
        ann = make_account(db, "ann")
        make_post(db, ann)
        return make_token(db, ann)


def ask(page: Page, address: str, key: str = "", method: str = "GET", **given: Any) -> Any:
    """Let the page ask."""
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    options: dict[str, Any] = {"method": method, "headers": headers}
    if given:
        headers |= {"Content-Type": "application/json", "Idempotency-Key": "1"}
        options["body"] = json.dumps(given)
    return page.evaluate(ASK, [address, options])


def test_they_read_with_a_key_and_find_the_next_page(site: str, page: Page, key: str) -> None:
    status, [post], link, etag, id = ask(page, f"{site}/api/v1/timelines/home?limit=1", key)

    assert (status, post["content"]) == (200, "<p>Good morning.</p>")
    assert 'rel="next"' in link
    assert None not in (etag, id)
    assert ask(page, link.split(">")[0].removeprefix("<"), key)[1] == []


def test_they_write_change_and_delete_with_a_key(site: str, page: Page, key: str) -> None:
    address = f"{site}/api/v1/statuses"

    made = ask(page, address, key, "POST", status="From afar.")[1]
    changed = ask(page, f"{address}/{made['id']}", key, "PUT", status="From near.")[1]
    deleted = ask(page, f"{address}/{made['id']}", key, "DELETE")[1]

    assert (changed["content"], deleted["text"]) == ("<p>From near.</p>", "From near.")


def test_they_read_why_they_are_refused(site: str, page: Page) -> None:
    assert ask(page, f"{site}/api/v1/timelines/home", "wrong")[:2] == [401, {"error": "The access token is invalid"}]
    assert ask(page, f"{site}/oauth/token", method="POST", grant_type="password")[0] in (400, 401)


def test_they_do_not_read_pages_for_people(site: str, page: Page) -> None:
    with pytest.raises(Exception, match="Failed to fetch"):
        ask(page, f"{site}/about")
