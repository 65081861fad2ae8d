"""Whatever words a letter is made of, it is read as it was written, and nothing gets out of its place."""

import re
from email import message_from_bytes
from email.header import decode_header, make_header
from email.policy import default
from email.utils import parseaddr

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from microblog.jobs.mime import mailbox, words, write_message
from microblog.text import clean, one_line

EVIL = [
    "=?utf-8?q?=0D=0ABcc=3A_eve=40example.org?=",
    "=?UTF-8?B?DQpCY2M6IGV2ZUBleGFtcGxlLm9yZw0KDQpFdmls?=",
    "=?utf-8?b?",
    "?=",
    "x\r\nBcc: eve@example.org",
    "x\nBcc: eve@example.org\n\nEvil",
    "x\u2028Bcc: eve@example.org",
    "x\x85Bcc: eve@example.org",
    'Eve" <eve@example.org>, "',
    "eve@example.org, ",
    "Eve (a comment) \\",
    '\\" <eve@example.org>',
    "--=_microblog--",
    "\r\n--=_microblog\r\nContent-Type: text/html\r\n\r\n<p>Evil",
    ".\r\n",
    "\r\n.\r\nMAIL FROM:<eve@example.org>\r\n",
    "From eve@example.org",
    "\0\x07\x1b[31m",
    "\ud800 alone",
    "é" * 300,
    "x" * 3000,
    " ".join("x" * 3000),
    "日本語" * 400,
    "👩‍👩‍👧‍👦" * 60,
]
PIECES = st.sampled_from(
    [*EVIL, "=", "?=", "=?", "\r", "\n", "\r\n", " ", "\t", '"', "\\", ",", "<", ">", "(", ".", "é", "=_"]
)
TEXTS = st.text(max_size=80) | st.lists(PIECES | st.text(max_size=20), max_size=8).map("".join)


def written(subject="Hello", name="Ann", text="Hello\n", html="<p>Hello</p>\n"):
    """Write a letter."""
    headers = [
        ("From", mailbox(name, "ann@example.org")),
        ("Subject", words(subject)),
        ("Message-ID", "<1@example.org>"),
    ]
    return write_message(headers, text, html)


def unfolded(raw, name):
    """A header as it came, in one line."""
    head = raw.partition(b"\r\n\r\n")[0].decode("ascii").replace("\r\n ", " ")
    [value] = [line.removeprefix(f"{name}: ") for line in head.split("\r\n") if line.startswith(f"{name}: ")]
    return value


def decoded(value):
    """Decode encoded words (RFC 2047)."""
    return str(make_header(decode_header(value)))


def as_sent(text):
    """What may arrive of a body: lone halves of characters are none, and each kind of line end is one."""
    return text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "replace").decode()


def as_one_line(text):
    """What may arrive of a header: no breaks and nothing that is no text."""
    return " ".join(clean(text).split())


@given(subject=TEXTS, name=TEXTS, text=TEXTS, html=TEXTS)
@example(subject=EVIL[0], name=EVIL[1], text=EVIL[13], html=EVIL[15])
def test_any_words_arrive_as_they_are_and_in_their_place(subject, name, text, html):
    raw = written(subject, name, text, html)

    letter = message_from_bytes(raw, policy=default)
    assert letter.keys() == ["From", "Subject", "Message-ID", "MIME-Version", "Content-Type"]
    assert decoded(unfolded(raw, "Subject")) == as_one_line(subject)
    shown, address = parseaddr(unfolded(raw, "From"))
    assert (decoded(shown), address) == (one_line(name), "ann@example.org")
    assert [one.addr_spec for one in letter["From"].addresses] == ["ann@example.org"]
    assert [part.get_content_type() for part in letter.iter_parts()] == ["text/plain", "text/html"]
    for part, put in zip(letter.iter_parts(), (text, html), strict=True):
        assert part.keys() == ["Content-Type", "Content-Transfer-Encoding"]
        assert not part.defects
        assert part.get_payload(decode=True).decode().replace("\r\n", "\n") == as_sent(put)


@given(subject=TEXTS, name=TEXTS, text=TEXTS, html=TEXTS)
def test_every_line_is_short_and_ascii_and_ends_as_it_must(subject, name, text, html):
    raw = written(subject, name, text, html)

    assert raw.isascii()
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert b"\r" not in raw.replace(b"\r\n", b"")
    assert not re.search(rb"[\0-\x08\x0b\x0c\x0e-\x1f\x7f]", raw)
    head, _, body = raw.partition(b"\r\n\r\n")
    assert max(map(len, body.split(b"\r\n"))) <= 76  # RFC 2045 §6.7
    assert max(map(len, head.split(b"\r\n"))) <= 78  # RFC 5322 §2.1.1


@pytest.mark.parametrize("value", ["a\r\nBcc: b", "a\nb", "é", "a\0b", "a\u2028b"])
def test_a_header_that_could_break_the_letter_is_refused(value):
    with pytest.raises(ValueError, match="the header X cannot be"):
        write_message([("X", value)], "", "")


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("Bob", "Bob <b@example.org>"),
        ("Bob Miller", "Bob Miller <b@example.org>"),
        ("Bob (Meadow)", '"Bob (Meadow)" <b@example.org>'),
        ('Bob "The, \\ Boss"', '"Bob \\"The, \\\\ Boss\\"" <b@example.org>'),
        ("", "b@example.org"),
        ("Åse", "=?utf-8?b?w4VzZQ==?= <b@example.org>"),
    ],
)
def test_a_name_is_written_as_plainly_as_it_can_be(name, header):
    assert mailbox(name, "b@example.org") == header


def test_words_stay_readable_where_they_are_ascii():
    raw = written("Ann named you: hello there, how are you?", text="Hello = there\n")

    assert b"Subject: Ann named you: hello there, how are you?\r\n" in raw
    assert b"Hello =3D there\r\n" in raw


def test_a_long_subject_is_folded_at_its_blanks():
    subject = "word " * 30 + "end"

    raw = written(subject)

    assert raw.count(b"\r\n word") >= 1
    assert unfolded(raw, "Subject") == subject


def test_a_character_is_never_cut_in_two():
    pieces = words("日本語と絵文字👋" * 12).split(" ")

    assert len(pieces) > 3
    assert all(decoded(piece) for piece in pieces)
    assert all(len(piece) <= 75 for piece in pieces)  # RFC 2047 §2


def test_scripts_that_need_many_bytes_are_not_blown_up():
    text = "日本語" * 400

    raw = written(text=text, html="plain\n")

    assert raw.count(b"base64") == 1
    assert len(raw) < len(text.encode()) * 1.5
