"""E-mail addresses as they are written."""

import pytest

from microblog.text import mailbox_of


@pytest.mark.parametrize(
    ("address", "mailbox"),
    [
        ("ann@example.org", "ann@example.org"),
        (" Ann@Example.ORG ", "ann@example.org"),
        ("ann+microblog@example.org", "ann@example.org"),
        ("ann+a+b@example.org", "ann@example.org"),
        ("+ann@example.org", "+ann@example.org"),
        ("a.n.n@example.org", "a.n.n@example.org"),
        ("ann-b@example.org", "ann-b@example.org"),
    ],
)
def test_a_mailbox_is_one_however_its_address_is_spelt(address, mailbox):
    assert mailbox_of(address) == mailbox
