"""What is ours beyond twitter-text's suite: names, tags, and addresses."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microblog.text import Entity, find_entities, hashtags, links, mentions, tag_key

MORSELS = [
    "@alice",
    "#tag",
    "http://",
    "example.com",
    "/a(b)",
    "@",
    "#",
    ".",
    "\n",
    " ",
    "é",
    "日本",
    "👍🏽",
    "\u200d",
    "_",
]
texts = st.one_of(st.text(), st.lists(st.sampled_from(MORSELS)).map("".join))


def test_entities_stand_where_they_say():
    text = "👍 @Alice, read https://example.com/a #now"

    found = find_entities(text)

    assert found == (
        Entity("mention", 2, 8, "Alice"),
        Entity("link", 15, 36, "https://example.com/a"),
        Entity("hashtag", 37, 41, "now"),
    )


def test_everybody_is_mentioned_once_and_in_lower_case():
    assert mentions("@Bob @alice @bob") == ["bob", "alice"]


def test_a_username_may_have_thirty_characters_and_no_more():
    assert mentions("@" + "a" * 30) == ["a" * 30]
    assert mentions("@" + "a" * 31) == []


@pytest.mark.parametrize(
    "text", [".@alice", "RT@alice", "(@alice)", "@alice님", "و@alice", "＠alice", "@alice...", "@alice's"]
)
def test_a_name_may_touch_its_neighbours(text):
    assert mentions(text) == ["alice"]


@pytest.mark.parametrize("text", ["é@alice", "1@alice", "@aliceé", "@alicee\u0301", "я@alice", "@@alice", "@alice@"])
def test_a_name_does_not_begin_or_end_within_a_word(text):
    assert mentions(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "a@b.com",
        "john.com.doe@example.org",
        "john.com+news@example.org",
        "a+@example.org",
        "rt@example.org",
        "@alice@example.org",
        "@alice.b@example.org",
        "日本@alice@example.org",
        "http://alice:secret@example.org",
        "http://example.com.alice@example.org",
    ],
)
def test_an_address_of_mail_or_of_another_site_is_nothing_to_us(text):
    assert find_entities(text) == ()


def test_somebody_after_an_ellipsis_is_not_somebody_elsewhere():
    assert mentions("@alice...@bob") == ["alice", "bob"]


def test_tags_are_listed_as_first_written():
    assert hashtags("#Straße #STRASSE #other") == ["Straße", "other"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("CAFÉ", "cafe\u0301"),
        ("ｻｯｶｰ", "サッカー"),
        ("Straße", "STRASSE"),
        ("نیم\u200cفاصله", "نیمفاصله"),
        ("ſun", "SUN"),
    ],
)
def test_spellings_of_one_tag_have_one_key(one, other):
    assert tag_key(one) == tag_key(other)


def test_different_tags_have_different_keys():
    assert tag_key("résumé") != tag_key("resume")


@given(st.text())
def test_the_key_of_a_key_is_itself(name):
    assert tag_key(tag_key(name)) == tag_key(name)


def test_a_tag_may_have_a_hundred_characters_and_no_more():
    assert hashtags("#" + "a" * 100) == ["a" * 100]
    assert hashtags("#" + "a" * 101) == []


def test_the_key_of_a_tag_may_be_no_longer_either():
    assert hashtags("#" + "ß" * 50) == ["ß" * 50]
    assert hashtags("#" + "ß" * 51) == []


@pytest.mark.parametrize("text", ["#\u3164", "#️⃣", "#\u0301", "#2026", "a#b", "#a#b", "&#xa0;"])
def test_a_tag_is_a_word(text):
    assert hashtags(text) == []


def test_joiners_and_dots_belong_within_a_tag_but_do_not_end_it():
    assert hashtags("#می\u200cخواهم #サッカー・ #col·lecció") == ["می\u200cخواهم", "サッカー", "col·lecció"]


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("(see https://example.com/Foo_(bar_(baz)))", "https://example.com/Foo_(bar_(baz))"),
        ("https://ar.wikipedia.org/wiki/مصر", "https://ar.wikipedia.org/wiki/مصر"),
        ("https://пример.рф/путь?да#нет", "https://пример.рф/путь?да#нет"),
        ("http://xn--e1afmkfd.xn--p1ai/", "http://xn--e1afmkfd.xn--p1ai/"),
        ("wait...http://example.com", "http://example.com"),
        ("HTTPS://EXAMPLE.COM", "HTTPS://EXAMPLE.COM"),
        ("http://example.com👍", "http://example.com"),
        ("example.com/about's", "example.com/about"),
        ("example.com/o'neill", "example.com/o'neill"),
        ("is it example.com:8080?", "example.com:8080"),
        ("example.com/@alice", "example.com/@alice"),
        ("example.com. Then", "example.com"),
    ],
)
def test_a_link_goes_as_far_as_people_would_say(text, link):
    assert links(text) == [link]


@pytest.mark.parametrize(
    "text",
    [
        "httpſ://example.com",
        "ftp://example.com",
        "javascript://example.com",
        "http://localhost/",
        "http://" + "a" * 64 + ".com",
        "http://" + "あ" * 60 + ".com",
        "http://" + "a." * 130 + "com",
        "http://a..com",
        "example.invalid",
    ],
)
def test_what_is_no_address_on_the_web_is_no_link(text):
    assert links(text) == []


@given(texts)
def test_entities_are_in_order_and_never_overlap(text):
    found = find_entities(text)

    assert all(0 <= entity.start < entity.end <= len(text) for entity in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(texts)
def test_an_entity_is_what_is_written_there(text):
    for entity in find_entities(text):
        written = text[entity.start : entity.end]
        assert (written if entity.kind == "link" else written[1:]) == entity.value
