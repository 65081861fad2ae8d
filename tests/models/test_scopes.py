"""Scopes: which covers which, and what they are called."""

import pytest

from microblog.models.scopes import SCOPES, covers, in_words, unknown, words_of


@pytest.mark.parametrize(
    ("held", "wanted"),
    [
        ("read", "read:statuses"),
        ("read", "profile"),
        ("write", "write:media write:statuses"),
        ("follow", "read:blocks write:blocks read:follows write:follows read:mutes write:mutes"),
        ("read write", "follow"),
        ("admin:read", "admin:read:reports"),
        ("admin:write", "admin:write:accounts"),
        ("read:lists write:lists", "write:lists"),
        ("push", "push"),
        ("push", ""),
    ],
)
def test_a_scope_covers_itself_and_what_is_below_it(held, wanted):
    assert covers(held.split(), wanted.split())


@pytest.mark.parametrize(
    ("held", "wanted"),
    [
        ("read", "write"),
        ("read:statuses", "read"),
        ("read", "write:statuses"),
        ("read", "push"),
        ("read", "follow"),
        ("write", "profile"),
        ("read:accounts", "profile"),
        ("profile", "read:accounts"),
        ("read write follow push", "admin:read"),
        ("admin:read", "read"),
        ("admin:read", "admin:write:accounts"),
        ("follow", "write:statuses"),
        ("follow", "read"),
        ("", "read"),
        ("read", "nonsense"),
        ("read", "rea"),
        ("rea", "read"),
    ],
)
def test_a_scope_covers_nothing_else(held, wanted):
    assert not covers(held.split(), wanted.split())


def test_all_parts_are_not_the_whole_which_may_grow():
    assert not covers([scope for scope in SCOPES if scope.startswith("read:")], ["read"])


def test_scopes_are_read_as_they_are_written():
    assert words_of("read  write read") == ["read", "write"]
    assert words_of(["read write", "push"]) == ["read", "write", "push"]
    assert unknown(words_of("read admin READ read:")) == ["admin", "READ", "read:"]


def test_every_scope_has_a_sentence_of_its_own_and_is_said_once():
    assert all(sentence.endswith(".") for sentence in SCOPES.values())
    assert len(set(SCOPES.values())) == len(SCOPES)
    assert [scope for scope, _ in in_words(["push", "read:lists", "read", "profile", "write:lists"])] == [
        "read",
        "write:lists",
        "push",
    ]
    assert [scope for scope, _ in in_words(["read", "write", "follow"])] == ["read", "write"]
    assert [scope for scope, _ in in_words(["read:blocks", "follow"])] == ["follow"]
