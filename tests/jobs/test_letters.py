"""What letters say, as the mail host receives them."""

import re
from datetime import timedelta
from email.header import decode_header, make_header
from email.utils import parseaddr, parsedate_to_datetime

import pytest
from sqlalchemy import select

from microblog.actions.passwords import ForgottenPassword, ask_to_reset, set_password
from microblog.actions.posts import delete_post
from microblog.clock import now
from microblog.jobs.mail import send_letters
from microblog.models import Block, Letter, LetterState
from tests.making import make_account, make_post
from tests.visitor import PASSWORD, Visitor


@pytest.fixture
def sent(db, mailhost, request_off_web):
    """Send what is due and return the one letter that came."""

    def send():
        db.commit()
        send_letters(request_off_web)
        [letter] = mailhost.letters
        return letter

    return send


def text_of(letter):
    return letter.get_body(["plain"]).get_content().replace("\r\n", "\n")


def html_of(letter):
    return letter.get_body(["html"]).get_content()


def unfolded(letter, name):
    """A header as it came, in one line."""
    [raw] = [value for key, value in letter.raw_items() if key == name]
    return re.sub(r"\r?\n", "", raw)


def decoded(words):
    """Decode encoded words (RFC 2047). Python's own parser of addresses puts blanks between them."""
    return str(make_header(decode_header(words)))


def test_a_mention_is_told_in_text_and_html(db, sent):
    ann, _ = make_account(db, "ann", display_name="Ann"), make_account(db, "bob", display_name="Bob")
    post = make_post(db, ann, "Hello @bob,\nhow are <you> & yours?")

    letter = sent()

    assert letter.recipients == ["bob@example.org"]
    assert letter.sender == "site@example.org"
    assert letter["From"] == "microblog <site@example.org>"
    assert letter["To"] == "Bob <bob@example.org>"
    assert letter["Subject"] == "Ann named you: Hello @bob, how are <you> & yours?"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Message-ID"] == f"<mention-{db.scalar(select(Letter.id))}@localhost>"
    assert abs(parsedate_to_datetime(letter["Date"]) - now()) < timedelta(minutes=1)
    assert [part.get_content_type() for part in letter.iter_parts()] == ["text/plain", "text/html"]
    assert "> Hello @bob,\n> how are <you> & yours?\n\nRead it: " in text_of(letter)
    assert "how are &lt;you&gt; &amp; yours?" in html_of(letter)
    for words in (text_of(letter), html_of(letter)):
        assert f"http://localhost/@ann/{post.id}" in words
        assert "Hello Bob," in words


def test_each_header_stands_there_once(db, sent):
    make_account(db, "bob")
    make_post(db, make_account(db, "ann"), "@bob")

    names = [name.lower() for name in sent()]

    assert len(names) == len(set(names))


EVIL = [
    "=?utf-8?q?=0D=0ABcc=3A_eve=40example.org?=",
    "=?UTF-8?B?DQpCY2M6IGV2ZUBleGFtcGxlLm9yZw0KDQpFdmls?=",
    "x\r\nBcc: eve@example.org",
    "x\nBcc: eve@example.org\n\nEvil",
    "x\u2028Bcc: eve@example.org",
    "x\x85Bcc: eve@example.org",
    'Eve" <eve@example.org>, "',
    "eve@example.org, ",
]


@pytest.mark.parametrize("evil", EVIL)
def test_no_words_get_out_of_their_header(db, sent, mailhost, evil):
    ann, _ = make_account(db, "ann", display_name=evil), make_account(db, "bob", display_name=evil)
    make_post(db, ann, f"{evil} @bob")

    letter = sent()

    assert sorted(letter.keys()) == [
        "Auto-Submitted", "Content-Type", "Date", "From", "MIME-Version", "Message-ID", "Subject", "To",
    ]  # fmt: skip
    assert letter.recipients == ["bob@example.org"]
    assert [address.addr_spec for address in letter["To"].addresses] == ["bob@example.org"]
    assert "Bcc" not in letter


NAMES = ["Åse Öberg", 'Öberg, Åse (x) <y> "z"', "日本 太郎", "שלום", "👩‍👩‍👧‍👦", 'Ann "The, \\ Boss"', "é" * 60]


@pytest.mark.parametrize("name", NAMES)
def test_names_of_all_scripts_arrive_as_they_are(db, sent, name):
    make_account(db, "bob", display_name=name)
    make_post(db, make_account(db, "ann", display_name=name), "@bob ünïcödé 👋")

    letter = sent()

    written, address = parseaddr(unfolded(letter, "To"))
    assert (decoded(written), address) == (name, "bob@example.org")
    assert decoded(unfolded(letter, "Subject")).startswith(f"{name} named you: ")
    assert "ünïcödé 👋" in text_of(letter)
    assert "ünïcödé 👋" in html_of(letter)


def test_every_line_on_the_wire_is_short_and_ascii(db, sent, mailhost):
    make_account(db, "bob", display_name="é" * 60)
    make_post(db, make_account(db, "ann"), "@bob " + "👋" * 450)

    sent()

    [raw] = mailhost.raw
    assert raw.isascii()
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998  # RFC 5322 §2.1.1


def link_in(letter):
    """The path of the link in a letter, the same in both of its parts."""
    [path] = set(re.findall(r"http://localhost(/\S+)", text_of(letter).partition("\n--")[0]))
    assert f'href="http://localhost{path}"' in html_of(letter)
    return path


def test_the_link_of_a_confirmation_confirms_once(db, sent, registry):
    ann = make_account(db, "ann", confirmed=False)

    letter = sent()
    path = link_in(letter)
    visitor = Visitor(registry["wsgi"])
    visitor.send(path)

    db.refresh(ann)
    assert "Is this your address?" in letter["Subject"]
    assert ann.confirmed
    visitor.get(path, status=404)


def test_the_link_of_a_reset_gives_a_new_password(db, sent, registry):
    make_account(db, "ann")
    ask_to_reset(db, ForgottenPassword(email="ann@example.org"))

    path = link_in(sent())
    visitor = Visitor(registry["wsgi"])
    visitor.send(path, new="another password")

    assert "ann" in visitor.log_in("ann", "another password").get("/")
    visitor.get(path, status=404)


def test_whoever_has_a_new_password_is_told(db, sent):
    set_password(db, make_account(db, "ann"), PASSWORD)

    letter = sent()

    assert letter["Subject"] == "Your password was changed (microblog)"
    assert link_in(letter) == "/forgotten"


def test_a_letter_about_a_post_that_is_gone_is_dropped(db, mailhost, request_off_web):
    ann, _ = make_account(db, "ann"), make_account(db, "bob")
    post = make_post(db, ann, "@bob")
    delete_post(db, ann, post)
    db.scalars(select(Letter)).one().state = LetterState.WAITING  # it was being sent just then
    db.commit()

    assert send_letters(request_off_web) == ""

    db.rollback()
    assert db.scalars(select(Letter.state)).all() == [LetterState.DROPPED]
    assert mailhost.letters == []


def test_a_confirmation_that_was_given_meanwhile_is_not_asked_for(db, mailhost, request_off_web):
    ann = make_account(db, confirmed=False)
    ann.email_confirmed_at = now()
    db.commit()

    send_letters(request_off_web)

    assert mailhost.letters == []
    assert db.scalars(select(Letter.state)).all() == [LetterState.DROPPED]


def test_a_letter_tells_a_warning_in_place_of_what_is_behind_it(db, sent):
    make_account(db, "bob")
    make_post(db, make_account(db, "ann", display_name="Ann"), "@bob, the butler did it.", warning="How it ends")

    letter = sent()

    assert letter["Subject"] == "Ann named you: How it ends"
    for words in (text_of(letter), html_of(letter)):
        assert "How it ends" in words
        assert "behind it" in words
        assert "butler" not in words


def test_whoever_may_not_see_the_post_any_more_gets_no_letter(db, mailhost, request_off_web):
    ann, bob = make_account(db, "ann"), make_account(db, "bob")
    make_post(db, ann, "@bob")
    db.add(Block(blocker_id=ann.id, blocked_id=bob.id))
    db.commit()

    send_letters(request_off_web)

    assert mailhost.letters == []
    assert db.scalars(select(Letter.state)).all() == [LetterState.DROPPED]
