"""Whether every word of the site can be translated: all pages, in a language of which every sentence is marked."""

import re
from html.parser import HTMLParser

import pytest
from babel import Locale
from webtest import TestResponse

from microblog.actions.applications import NewApplication, register_application
from microblog.actions.tokens import NewKey, make_key
from microblog.site.languages import LANGUAGES
from tests.messages import teach
from tests.site.test_routes import ADDRESSES, SHOWN
from tests.visitor import Visitor

LANGUAGE = "eo"
NO_PAGES = {"statistics.json", "statistics.csv", "statistics.day.json", "initial", "robots", "favicon"}
"""What is for programs, or a picture."""

WORDS = re.compile(r"[^\W\d_]{2,}")
PATH = re.compile(r"/[\w./-]+")
INNERMOST = re.compile(r"⟦[^⟦⟧]*⟧")
SPOKEN = ("title", "aria-label", "placeholder", "alt", "label", "aria-description", "data-words")
"""Attributes that are shown or read out."""
NAMES = {
    *("microblog", "Ann", "Co", "UTC", "CSV", "JSON", "API", "curl"),
    *("ann", "bob", "org", "example"),
    *LANGUAGES.values(),
}
"""Names of people, sites and formats, the same in every language; and of languages."""
DESCRIPTION = "A small place for short posts."
"""What the settings say of the site."""
TYPED = ("Who wants #tea, @bob? See https://example.org/a?b=c&d=e", "Tea & friends", "#tea")
"""What somebody typed, where a page repeats it in its title or for those who listen."""
BY_USERS = {"bdi", "code", "kbd", "time", "script", "style", "pre", "blockquote"}
"""Elements that hold what somebody typed, what programs say, what stands on keys, or times, which the locale writes."""

MONTHS = {
    word
    for kind in ("wide", "abbreviated")
    for month in Locale.parse(LANGUAGE).months["format"][kind].values()
    for word in WORDS.findall(month)
}


class Words(HTMLParser):
    """What a page says outside what was translated, and what nobody has to translate."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.left: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self._depth = 0
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = dict(attrs)
        if tag not in ("img", "input", "br", "hr", "link", "meta", "source", "wbr", "path", "circle", "rect", "line"):
            self._open.append((tag, self._by_users(tag, facts)))
        for name in SPOKEN:
            if facts.get(name) and not (name in ("alt", "label") and tag == "track"):
                self._note(f"{tag} {name}", _without_translated(facts[name] or ""))
        if tag == "input" and facts.get("type") in ("submit", "button"):
            self._note("input value", _without_translated(facts.get("value") or ""))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        said = []
        for character in data:
            self._depth += (character == "⟦") - (character == "⟧")
            if self._depth == 0 and character != "⟧":
                said.append(character)
        if not any(users for _tag, users in self._open):
            self._note(self._open[-1][0] if self._open else "", "".join(said))

    def _note(self, where: str, said: str) -> None:
        """Note words that were not translated, but for names."""
        for known in (DESCRIPTION, *TYPED):
            said = said.replace(known, "")
        words = [word for word in WORDS.findall(PATH.sub("", said)) if word not in NAMES | MONTHS]
        if words:
            self.left.append(f"<{where}> {said.strip()}")

    def _by_users(self, tag: str, facts: dict[str, str | None]) -> bool:
        """Whether an element holds what somebody typed, or what is in one language anyway."""
        kinds = set((facts.get("class") or "").split())
        return (
            tag in BY_USERS
            or facts.get("dir") == "auto"
            or (facts.get("lang") is not None and tag != "html")
            or facts.get("translate") == "no"
            or facts.get("id") == "time_zone"
            or bool(kinds & {"handle", "name", "words"})
        )


def _without_translated(said: str) -> str:
    """Take out all that was translated."""
    while said != (said := INNERMOST.sub("", said)):
        pass
    return said


@pytest.fixture
def spoken(registry, world, db, tmp_path) -> None:
    """The world, in which a language is spoken that marks what is translated."""
    make_key(db, world.ann, NewKey(name="curl", scopes=("read", "write:media")))
    register_application(db, NewApplication(name="Ann", redirect_uris=["https://example.org/back"]))
    db.commit()
    teach(registry, LANGUAGE, tmp_path / "locale")


def left_on(page: TestResponse) -> list[str]:
    """What a page says that was not translated."""
    assert page.html.html["lang"] == LANGUAGE
    return Words(page.text).left


def look(visitor: Visitor, path: str) -> TestResponse:
    """Look at a page, in the language of the tests."""
    return visitor.get(path, status="*", headers={"Accept-Language": LANGUAGE})


@pytest.mark.parametrize("name", [None, "ann"])
def test_every_word_of_every_page_can_be_translated(spoken, world, visitors, name):
    visitor = visitors().log_in(name) if name else visitors()

    left = {}
    for route in sorted(SHOWN - NO_PAGES):
        page = look(visitor, ADDRESSES[route].format(post=world.question.id, list=world.list.id))
        if page.status_int in (404, 405):
            continue  # one that only takes forms, or is about something that is not there
        assert page.status_int < 400, route
        if page.content_type == "text/html" and page.html.html is not None:
            left[route] = left_on(page)

    assert len(left) > 15
    assert {route: words for route, words in left.items() if words} == {}


@pytest.mark.parametrize(
    ("path", "status"),
    [("/@nobody", 404), ("/tags/!", 404), ("/public?before=x", 400), ("/public?before=1&after=1", 400)],
)
def test_what_went_wrong_is_said_in_the_readers_language(spoken, visitor, path, status):
    page = look(visitor, path)

    assert page.status_int == status
    assert left_on(page) == []


def test_what_is_wrong_with_a_form_is_said_in_the_readers_language(spoken, visitor):
    page = visitor.app.post(
        "/signup",
        {"csrf_token": visitor.token(), "username": "-", "email": "nowhere", "password": "short"},
        headers={"Accept-Language": LANGUAGE},
        status=422,
    )

    assert "⟦Use at least 8 characters.⟧" in page
    assert "⟦Use 1 to 30 of the letters a to z, digits and _.⟧" in page
    assert [one for one in left_on(page) if "nowhere" not in one] == []


def test_what_was_done_is_said_in_the_readers_language(spoken, visitor):
    visitor.log_in("ann")
    answer = visitor.app.post("/logout", {"csrf_token": visitor.token()}, headers={"Accept-Language": LANGUAGE})

    page = look(visitor, answer.location)
    assert "⟦You are logged out.⟧" in page
