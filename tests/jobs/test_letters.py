"""What letters say, as the mail host receives them."""

import re
from datetime import UTC, datetime, timedelta
from email.header import decode_header, make_header
from email.utils import parseaddr, parsedate_to_datetime

import pytest
from sqlalchemy import delete, select

from microblog.actions.accounts import change_email, forget_address_change
from microblog.actions.addresses import NewAddress, ask_for_address
from microblog.actions.boosts import boost
from microblog.actions.departures import Departure, come_back, leave
from microblog.actions.edits import Edit, edit_post
from microblog.actions.letters import promise
from microblog.actions.mail_preferences import MailWishes, change_preferences
from microblog.actions.passwords import ForgottenPassword, ask_to_reset, set_password
from microblog.actions.posts import delete_post
from microblog.actions.reactions import favourite
from microblog.clock import now, set_to
from microblog.jobs.mail import send_letters
from microblog.models import Block, Letter, LetterKind, LetterState, MediaKind
from microblog.text import isolated
from tests.making import make_account, make_follow, make_media, make_poll, make_post
from tests.visitor import PASSWORD, Visitor

ALL = dict.fromkeys(("mentions", "replies", "follows", "favourites"), "at_once")


@pytest.fixture
def arrived(db, mailhost, request_off_web):
    """Send what is due and return what came."""

    def arrived():
        db.commit()
        before = len(mailhost.letters)
        send_letters(request_off_web)
        return mailhost.letters[before:]

    return arrived


@pytest.fixture
def sent(arrived):
    """Send what is due and return the one letter that came."""

    def sent():
        [letter] = arrived()
        return letter

    return sent


@pytest.fixture
def bob(db):
    """Somebody who wants all letters at once."""
    bob = make_account(db, "bob", display_name="Bob")
    change_preferences(db, bob, MailWishes(**ALL))
    db.commit()
    return bob


@pytest.fixture
def ann(db):
    return make_account(db, "ann", display_name="Ann")


def text_of(letter):
    return letter.get_body(["plain"]).get_content().replace("\r\n", "\n")


def html_of(letter):
    return letter.get_body(["html"]).get_content()


def both(letter):
    """Both parts of a letter, as words."""
    return text_of(letter), html_of(letter)


def unfolded(letter, name):
    """A header as it came, in one line."""
    [raw] = [value for key, value in letter.raw_items() if key == name]
    return re.sub(r"\r?\n", "", raw)


def decoded(words):
    """Decode encoded words (RFC 2047). Python's own parser of addresses puts blanks between them."""
    return str(make_header(decode_header(words)))


def link_in(letter):
    """The path of the link in a letter, the same in both of its parts."""
    [path] = set(re.findall(r"http://localhost(/\S+)", text_of(letter).partition("\n--")[0]))
    assert f'href="http://localhost{path}"' in html_of(letter)
    return path


def links_named(letter, words):
    """Where links with some words lead, in the order in which they stand."""
    return re.findall(rf'<a [^>]*href="http://localhost([^"]+)"[^>]*>{words}</a>', html_of(letter))


# One mention


def test_a_mention_is_told_in_text_and_html(db, ann, bob, sent):
    post = make_post(db, ann, "Hello @bob,\nhow are <you> & yours?")

    letter = sent()

    assert letter.recipients == ["bob@example.org"]
    assert letter.sender == "site@example.org"
    assert letter["From"] == '"Ann (microblog)" <site@example.org>'
    assert letter["To"] == "Bob <bob@example.org>"
    assert letter["Subject"] == "Ann named you: Hello @bob, how are <you> & yours?"
    assert letter["Message-ID"] == f"<news-{db.scalar(select(Letter.id))}@localhost>"
    assert abs(parsedate_to_datetime(letter["Date"]) - now()) < timedelta(minutes=1)
    assert [part.get_content_type() for part in letter.iter_parts()] == ["text/plain", "text/html"]
    assert "Ann (@ann) named you:\n\n> Hello @bob,\n> how are <you> & yours?\n\n" in text_of(letter)
    assert "how are &lt;you&gt; &amp; yours?" in html_of(letter)
    for words in both(letter):
        assert f"http://localhost/@ann/{post.id}" in words
        assert f"http://localhost/compose?reply_to={post.id}" in words
        assert "You get this letter because somebody named you on microblog." in words
        assert "http://localhost/settings/mail" in words


def test_its_links_lead_where_they_say(db, ann, bob, sent, registry):
    post = make_post(db, ann, "Hello @bob")
    letter = sent()
    member = Visitor(registry["wsgi"]).log_in("bob")

    [answer], [read], [mute], [end], [choose] = (
        links_named(letter, words)
        for words in ("Answer", "Read it there", "Mute this conversation", "No more such letters", "All your letters")
    )

    assert member.get(answer).forms[0]["reply_to"].value == str(post.id)
    assert "Hello" in member.get(read)
    assert "Mute this conversation?" in member.get(mute)
    assert "when somebody names you" in member.get(end)
    assert member.get(choose).status_int == 200
    for path in (answer, read, mute, end, choose):
        assert f"http://localhost{path}" in text_of(letter)


def test_a_letter_tells_a_warning_in_place_of_what_is_behind_it(db, ann, bob, sent):
    media = make_media(db, ann, description="The butler with a knife")
    make_post(db, ann, "@bob, the butler did it.", warning="How it ends", media=(media.id,))

    letter = sent()

    assert letter["Subject"] == "Ann named you: How it ends"
    for words in both(letter):
        assert "How it ends" in words
        assert "behind it" in words
        assert "Picture" in words
        assert "butler" not in words


def test_pictures_and_polls_are_told_in_words(db, ann, bob, arrived):
    shown = make_media(db, ann, description="A cake\nwith <berries>")
    heard = make_media(db, ann, kind=MediaKind.AUDIO)
    make_post(db, ann, "@bob look", media=(shown.id,))
    make_post(db, ann, "@bob listen", media=(heard.id,))
    make_poll(db, ann, "Tea", "<Coffee>", text="@bob what?")

    looked, listened, asked = arrived()

    assert "[Picture: A cake with <berries>]" in text_of(looked)
    assert "with &lt;berries&gt;" in html_of(looked)
    assert "[Sound: without a description]" in text_of(listened)
    assert "[Poll: Tea · <Coffee>]" in text_of(asked)
    assert "Poll: Tea · &lt;Coffee&gt;" in html_of(asked)


def test_a_post_without_words_is_named_so(db, ann, bob, sent):
    own = make_post(db, bob, "", media=(make_media(db, bob, description="My bicycle").id,))
    favourite(db, ann, own)

    assert sent()["Subject"] == "Ann likes your post: a post without words"


def test_names_in_the_words_lead_to_those_whom_the_letter_knows(db, ann, bob, arrived):
    make_account(db, "eve")
    make_post(db, ann, "@bob @eve @nobody #tea https://example.org/a")

    [html] = [html_of(letter) for letter in arrived() if letter.recipients == ["bob@example.org"]]
    assert 'href="http://localhost/@bob"' in html
    assert "@nobody" in html
    assert "/@nobody" not in html
    assert 'href="http://localhost/tags/tea"' in html
    assert 'href="https://example.org/a"' in html


# What is answered


def test_an_answer_shows_what_it_answers(db, ann, bob, sent):
    own = make_post(db, bob, "Who comes along?")
    make_post(db, ann, "I do, @bob.", reply_to=own)

    letter = sent()

    assert "Ann (@ann) answered you:\n\n>> Who comes along?\n> I do, @bob.\n" in text_of(letter)
    assert "Who comes along?" in html_of(letter)


def test_an_answer_to_somebody_else_says_to_whom(db, ann, bob, sent):
    eve = make_account(db, "eve", display_name="Eve")
    make_post(db, ann, "As @bob says", reply_to=make_post(db, eve, "What is tea?"))

    letter = sent()

    assert "Ann (@ann) named you in an answer to @eve:\n\n>> What is tea?\n" in text_of(letter)
    assert "named you in an answer to" in html_of(letter)


def test_an_answer_without_the_name_is_told_to_those_who_want_it(db, ann, bob, sent):
    make_post(db, ann, "I do.", reply_to=make_post(db, bob, "Who comes along?"))

    letter = sent()

    assert "Ann (@ann) answered you:" in text_of(letter)
    assert "because somebody answered or quoted you" in text_of(letter)
    assert "<replies.localhost>" in letter["List-Id"]


def test_the_warning_of_what_is_answered_stands_for_it(db, ann, bob, sent):
    make_post(db, ann, "@bob", reply_to=make_post(db, bob, "The butler did it.", warning="How it ends"))

    for words in both(sent()):
        assert "How it ends" in words
        assert "butler" not in words


def hide_by_visibility(db, eve, bob, post):
    post.visibility = "direct"


def hide_by_deletion(db, eve, bob, post):
    delete_post(db, eve, post)


def hide_by_block(db, eve, bob, post):
    db.add(Block(blocker_id=bob.id, blocked_id=eve.id))


def hide_by_suspension(db, eve, bob, post):
    eve.suspended_at = now()


@pytest.mark.parametrize("hide", [hide_by_visibility, hide_by_deletion, hide_by_block, hide_by_suspension])
def test_what_the_reader_may_not_see_or_does_not_want_to_is_not_quoted(db, ann, bob, sent, hide):
    eve = make_account(db, "eveline", display_name="Eveline")  # a name that no token happens to have
    secret = make_post(db, eve, "Nobody but Ann may know of the sesame.")
    make_post(db, ann, "@bob listen", reply_to=secret)
    hide(db, eve, bob, secret)

    letter = sent()

    assert letter["Subject"] == "Ann named you: @bob listen"
    for words in (letter["Subject"], *both(letter)):
        assert "sesame" not in words
        assert "eveline" not in words.lower()


def test_a_direct_post_is_told_to_whom_it_is_for(db, ann, bob, sent):
    make_post(db, ann, "@bob, just between us", visibility="direct")

    assert "just between us" in text_of(sent())


# One conversation is one thread


def test_several_mentions_in_one_conversation_are_one_letter(db, ann, bob, sent):
    eve = make_account(db, "eve", display_name="Eve")
    own = make_post(db, bob, "Who comes along?")
    first = make_post(db, ann, "I do, @bob.", reply_to=own)
    second = make_post(db, eve, "Me too, @bob", reply_to=first)

    letter = sent()

    assert letter["From"] == '"Ann and others (microblog)" <site@example.org>'
    assert letter["Subject"] == "Re: Who comes along?"
    text = text_of(letter)
    assert text.index("I do, @bob.") < text.index("Me too, @bob")
    assert links_named(letter, "Answer") == [f"/compose?reply_to={post.id}" for post in (first, second)]
    assert len(links_named(letter, "Mute this conversation")) == 1
    assert "Eve (@eve) named you in an answer to @ann:\n\n> Me too, @bob\n" in text


def test_what_stands_in_a_letter_is_not_quoted_once_more(db, ann, bob, sent):
    own = make_post(db, bob, "Who comes along?")
    first = make_post(db, ann, "I do, @bob.", reply_to=own)
    make_post(db, ann, "And so does my dog, @bob.", reply_to=own)
    make_post(db, ann, "And my cat, @bob.", reply_to=first)

    for words in both(sent()):
        assert words.count("Who comes along?") == 1 + words.count("<title>")
        assert words.count("I do, ") == 1
        assert words.count("my dog") == words.count("my cat") == 1


def test_all_letters_about_a_conversation_are_one_thread(db, ann, bob, sent):
    root = make_post(db, ann, "Hello @bob")
    first = sent()
    with set_to(now() + timedelta(minutes=11)):
        make_post(db, ann, "Are you there, @bob?", reply_to=root)
        second = sent()
    with set_to(now() + timedelta(minutes=22)):
        make_post(db, ann, "Hello, @bob?", reply_to=root)
        third = sent()

    letters = (first, second, third)
    beginning = f"<thread-{root.thread_id}@localhost>"
    assert [letter["Subject"] for letter in letters] == [
        "Ann named you: Hello @bob",
        "Re: Ann named you: Hello @bob",
        "Re: Ann named you: Hello @bob",
    ]
    assert {(letter["References"], letter["In-Reply-To"]) for letter in letters} == {(beginning, beginning)}
    assert len({letter["Message-ID"] for letter in letters}) == 3


def test_two_conversations_are_two_threads(db, ann, bob, arrived):
    make_post(db, ann, "@bob one")
    make_post(db, ann, "@bob two")

    first, second = arrived()

    assert first["References"] != second["References"]


def test_the_subject_names_what_began_the_conversation(db, ann, bob, arrived):
    eve = make_account(db, "eve", display_name="Eve")
    make_post(db, ann, "@bob look", reply_to=make_post(db, eve, "Tea or coffee?"))
    make_post(db, ann, "@bob look", reply_to=make_post(db, bob, "My bicycle"))

    assert [letter["Subject"] for letter in arrived()] == ["Re: Eve: Tea or coffee?", "Re: My bicycle"]


# Follows, favourites and boosts


def test_follows_are_told(db, ann, bob, sent):
    make_follow(db, ann, bob)

    letter = sent()

    assert letter["Subject"] == "Ann follows you now"
    assert "Ann (@ann) follows you now: http://localhost/@ann\n" in text_of(letter)
    assert 'href="http://localhost/@ann"' in html_of(letter)
    assert letter["References"] is None


def test_wishes_to_follow_are_told(db, ann, bob, sent):
    bob.locked = True
    make_follow(db, ann, bob)

    letter = sent()

    assert letter["Subject"] == "Ann wants to follow you"
    for words in both(letter):
        assert "http://localhost/notifications" in words


def test_favourites_and_boosts_of_one_post_are_one_letter(db, ann, bob, sent):
    eve, zoe, dan = (make_account(db, name, display_name=name.title()) for name in ("eve", "zoe", "dan"))
    own = make_post(db, bob, "My bicycle")
    for one in (ann, eve, zoe, dan):
        favourite(db, one, own)
    boost(db, ann, own)

    letter = sent()

    assert letter["Subject"] == "Ann and 3 others like your post: My bicycle"
    text = text_of(letter)
    assert "Ann (@ann), Eve (@eve), Zoe (@zoe) and 1 more like your post:\n" in text
    assert "Ann (@ann) boosted your post:\n\n> My bicycle\n" in text
    assert text.count("> My bicycle") == 1
    assert "because somebody liked or boosted a post of yours" in text


def test_two_who_like_a_post_are_both_named(db, ann, bob, sent):
    own = make_post(db, bob, "My bicycle")
    for one in (ann, make_account(db, "eve", display_name="Eve")):
        favourite(db, one, own)

    assert sent()["Subject"] == "Ann and Eve like your post: My bicycle"


def test_boosts_are_told(db, ann, bob, sent):
    boost(db, ann, make_post(db, bob, "My bicycle"))

    assert sent()["Subject"] == "Ann boosted your post: My bicycle"


def test_a_letter_about_several_things_can_be_unsubscribed_from_at_once(db, ann, bob, sent, registry):
    own = make_post(db, bob, "My bicycle")
    make_post(db, ann, "@bob fine", reply_to=own)
    favourite(db, ann, own)

    letter = sent()

    assert "because somebody named you and somebody liked or boosted a post of yours" in text_of(letter)
    [end] = links_named(letter, "No more such letters")
    page = Visitor(registry["wsgi"]).get(end)
    assert "when somebody names you" in page
    assert "when somebody likes or boosts" in page


# The digest


def test_a_digest_tells_all_by_conversation_and_then_of_people(db, ann, bob, sent):
    change_preferences(db, bob, MailWishes(**dict.fromkeys(ALL, "hourly")))
    eve = make_account(db, "eve", display_name="Eve")
    own = make_post(db, bob, "My bicycle")
    make_post(db, eve, "@bob good morning")
    make_post(db, ann, "@bob what a beauty", reply_to=own)
    make_follow(db, eve, bob)
    favourite(db, ann, own)

    with set_to(now() + timedelta(hours=1)):
        letter = sent()

    assert letter["From"] == "microblog <site@example.org>"
    assert letter["Subject"] == "News from microblog: 2 posts for you, 1 new follower, 1 post of yours liked"
    assert letter["References"] is None
    assert "<digests.localhost>" in letter["List-Id"]
    assert re.findall(r"<h2[^>]*>(?:<span[^>]*>)?([^<]+)", html_of(letter)) == [
        "@bob good morning",
        "My bicycle",
        "People",
        "Your posts",
    ]
    for words in both(letter):
        places = [words.index(part) for part in ("good morning", "what a beauty", "follows you now", "likes your post")]
        assert places == sorted(places)
        assert "because you want to be told from time to time what happens" in words
    assert len(links_named(letter, "Mute this conversation")) == 2


def test_a_letter_that_would_be_endless_ends(db, ann, bob, sent):
    change_preferences(db, bob, MailWishes(**dict.fromkeys(ALL, "hourly")))
    for number in range(53):
        make_post(db, ann, f"@bob this is number {number}.")

    with set_to(now() + timedelta(hours=1)):
        letter = sent()

    assert "number 49." in text_of(letter)
    assert "number 50." not in text_of(letter)
    assert "There is more than a letter holds (3 other things): http://localhost/notifications" in text_of(letter)
    assert "3 other things" in html_of(letter)


# Headers


def test_faults_are_told_to_the_address_for_them(db, ini, request):
    ini["mail.bounces"] = "bounces@example.net"
    ann, _ = make_account(db, "ann"), make_account(db, "bob")
    make_post(db, ann, "@bob")

    letter = request.getfixturevalue("sent")()

    assert letter.sender == "bounces@example.net"
    assert "bounces@example.net" not in letter.as_string()


def test_programs_are_told_that_nobody_wrote_this(db, ann, bob, sent):
    make_post(db, ann, "@bob")

    letter = sent()

    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["X-Auto-Response-Suppress"] == "All"
    assert letter["Precedence"] == "bulk"


def test_programs_are_told_how_to_unsubscribe(db, ann, bob, sent, registry):
    make_post(db, ann, "@bob one")

    letter = sent()

    assert letter["List-Id"] == "microblog mentions <mentions.localhost>"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    [path] = re.findall(r"^<http://localhost(/unsubscribe/[\w.-]+)>$", letter["List-Unsubscribe"])
    Visitor(registry["wsgi"]).post(path, letter["List-Unsubscribe-Post"], 200)
    assert path in text_of(letter)


def test_whoever_unsubscribed_gets_no_more(db, ann, bob, sent, arrived, registry):
    make_post(db, ann, "@bob one")
    [path] = links_named(sent(), "No more such letters")

    Visitor(registry["wsgi"]).get(path).forms[0].submit()
    make_post(db, ann, "@bob two")

    assert arrived() == []


def test_whoever_muted_a_conversation_hears_no_more_of_it(db, ann, bob, sent, arrived, registry):
    root = make_post(db, ann, "@bob one")
    [path] = links_named(sent(), "Mute this conversation")

    Visitor(registry["wsgi"]).get(path).forms[0].submit()
    with set_to(now() + timedelta(minutes=11)):
        make_post(db, ann, "@bob two", reply_to=root)
        make_post(db, ann, "@bob elsewhere")

        assert [letter["Subject"] for letter in arrived()] == ["Ann named you: @bob elsewhere"]


@pytest.mark.parametrize(
    ("contact", "answered_at"),
    [
        ("", "microblog <site@example.org>"),
        ("help@example.org", "microblog <help@example.org>"),
        ("mailto:help@example.org", "microblog <help@example.org>"),
        ("Write to Zoe", "microblog <site@example.org>"),
        ("zoe@example.org\r\nBcc: eve@example.org", "microblog <site@example.org>"),
    ],
)
def test_an_answer_by_mail_never_seems_to_reach_who_did_it(db, ini, request, contact, answered_at):
    ini["site.contact"] = contact
    ann, _ = make_account(db, "ann", display_name="Ann"), make_account(db, "bob")
    make_post(db, ann, "@bob")

    assert request.getfixturevalue("sent")()["Reply-To"] == answered_at


def test_each_header_stands_there_once(db, ann, bob, sent):
    make_post(db, ann, "@bob")

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

NEWS_HEADERS = ["Auto-Submitted", "Content-Type", "Date", "From", "In-Reply-To", "List-Id", "List-Unsubscribe"]
NEWS_HEADERS += ["List-Unsubscribe-Post", "MIME-Version", "Message-ID", "Precedence", "References", "Reply-To"]
NEWS_HEADERS += ["Subject", "To", "X-Auto-Response-Suppress"]


@pytest.mark.parametrize("evil", EVIL)
def test_no_words_get_out_of_their_header(db, ini, request, evil):
    ini["site.name"] = evil[:60]
    ann, _ = make_account(db, "ann", display_name=evil), make_account(db, "bob", display_name=evil)
    make_post(db, ann, f"{evil} @bob")

    letter = request.getfixturevalue("sent")()

    assert sorted(letter.keys()) == NEWS_HEADERS
    assert letter.recipients == ["bob@example.org"]
    assert [address.addr_spec for address in letter["To"].addresses] == ["bob@example.org"]
    assert [address.addr_spec for address in letter["From"].addresses] == ["site@example.org"]
    assert [address.addr_spec for address in letter["Reply-To"].addresses] == ["site@example.org"]


NAMES = ["Åse Öberg", 'Öberg, Åse (x) <y> "z"', "日本 太郎", "שלום", "👩‍👩‍👧‍👦", 'Ann "The, \\ Boss"', "é" * 60]


@pytest.mark.parametrize("name", NAMES)
def test_names_of_all_scripts_arrive_as_they_are(db, sent, name):
    make_account(db, "bob", display_name=name)
    make_post(db, make_account(db, "ann", display_name=name), "@bob ünïcödé 👋")

    letter = sent()

    assert [parseaddr(unfolded(letter, header))[1] for header in ("To", "From")] == [
        "bob@example.org",
        "site@example.org",
    ]
    assert decoded(parseaddr(unfolded(letter, "To"))[0]) == name
    assert decoded(parseaddr(unfolded(letter, "From"))[0]) == f"{name} (microblog)"
    assert decoded(unfolded(letter, "Subject")).startswith(f"{isolated(name)} named you: ")
    assert "ünïcödé 👋" in text_of(letter)
    assert "ünïcödé 👋" in html_of(letter)


def test_a_name_that_runs_from_right_to_left_moves_nothing_around_it(db, sent):
    make_account(db, "bob")
    make_post(db, make_account(db, "ann", display_name="\u202eדניאל"), "@bob שלום")

    letter = sent()

    assert decoded(unfolded(letter, "Subject")).startswith("\u2068דניאל\u2069 named you: ")
    assert "\u2068דניאל\u2069 (@ann) named you:" in text_of(letter)
    assert '<span dir="auto">' in html_of(letter)
    assert 'class="words" dir="auto"' in html_of(letter)


def test_every_line_on_the_wire_is_short_and_ascii(db, sent, mailhost):
    make_account(db, "bob", display_name="é" * 60)
    make_post(db, make_account(db, "ann"), "@bob " + "👋" * 450)

    sent()

    [raw] = mailhost.raw
    assert raw.isascii()
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998  # RFC 5322 §2.1.1


def test_nothing_is_fetched_when_a_letter_is_read(db, ann, bob, sent):
    make_post(db, ann, "@bob look", media=(make_media(db, ann).id,))

    html = html_of(sent())

    assert not re.search(r"<(img|link|script|iframe|object|embed|video)|\bsrc=|url\(|@import|onclick", html)


# Letters about one's own account


def test_the_link_of_a_confirmation_confirms_once(db, sent, registry):
    ann = make_account(db, "ann", confirmed=False)

    letter = sent()
    path = link_in(letter)
    visitor = Visitor(registry["wsgi"])
    visitor.send(path)

    db.refresh(ann)
    assert letter["Subject"] == "Is this your address? (microblog)"
    assert letter["From"] == "microblog <site@example.org>"
    assert letter["List-Unsubscribe"] is None
    assert letter["Precedence"] is None
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


def test_a_former_address_is_told_where_it_does_not_belong_any_more(db, ini, request):
    ini["site.contact"] = "help@example.org"
    ann = make_account(db, "ann", email="new@example.org")
    promise(db, LetterKind.ADDRESS_CHANGED, ann, address="old@example.org")

    letter = request.getfixturevalue("sent")()

    assert letter.recipients == ["old@example.org"]
    assert letter["To"] == "ann <old@example.org>"
    assert letter["Subject"] == "Your address was changed (microblog)"
    for words in both(letter):
        assert "@ann" in words
        assert "help@example.org" in words
        assert "http://localhost/settings" in words
        assert "new@example.org" not in words


def test_a_new_login_is_told_with_its_browser_and_the_readers_time(db, sent):
    ann = make_account(db, "ann", time_zone="Asia/Tokyo")
    with set_to(datetime(2026, 11, 21, 12, 30, tzinfo=UTC)):
        promise(db, LetterKind.NEW_LOGIN, ann, about="Firefox <145> on Linux")
        db.flush()

    letter = sent()

    assert letter["Subject"] == "A new login to your account (microblog)"
    assert "    Firefox <145> on Linux\n" in text_of(letter)
    assert "Firefox &lt;145&gt; on Linux" in html_of(letter)
    for words in both(letter):
        assert "21 November 2026, 21:30 JST" in words
        assert "http://localhost/settings/sessions" in words
        assert "http://localhost/settings/password" in words


def test_a_browser_that_says_nothing_is_not_named(db, sent):
    promise(db, LetterKind.NEW_LOGIN, make_account(db, "ann"))

    assert "browser" not in text_of(sent())


def test_a_new_key_is_told_with_its_program_and_what_it_may_do(db, sent):
    promise(db, LetterKind.KEY_MADE, make_account(db, "ann"), about="Tea <timer>\nread write:favourites")

    letter = sent()

    assert letter["Subject"] == "A program got a key to your account (microblog)"
    assert "    Tea <timer>\n    - See everything that you can see here" in text_of(letter)
    assert "<strong>Tea &lt;timer&gt;</strong>" in html_of(letter)
    for words in both(letter):
        assert "Mark posts as your favourites." in words
        assert "http://localhost/settings/applications" in words


# What has nothing to say any more


def test_a_letter_says_what_is_true_when_it_is_sent(db, ann, bob, sent):
    post = make_post(db, ann, "@bob first")
    edit_post(db, ann, post, Edit(text="@bob second"))

    assert sent()["Subject"] == "Ann named you: @bob second"


def test_a_letter_about_a_post_that_is_gone_is_dropped(db, ann, bob, arrived):
    post = make_post(db, ann, "@bob")
    delete_post(db, ann, post)

    assert arrived() == []


def test_a_confirmation_that_was_given_meanwhile_is_not_asked_for(db, arrived):
    ann = make_account(db, confirmed=False)
    ann.email_confirmed_at = now()

    assert arrived() == []
    db.rollback()
    assert db.scalars(select(Letter.state)).all() == [LetterState.DROPPED]


def test_what_waits_does_not_follow_an_account_to_somebody_elses_mailbox(db, arrived):
    ann = make_account(db, "ann")
    set_password(db, ann, PASSWORD)
    ask_to_reset(db, ForgottenPassword(email="ann@example.org"))
    for address in ("one@example.org", "two@example.org", "victim@example.org"):
        change_email(db, ann, address)

    came = {(letter.recipients[0], letter["Message-ID"].partition("-")[0]) for letter in arrived()}

    assert came == {
        ("ann@example.org", "<password_changed"),
        ("ann@example.org", "<address_changed"),
        ("victim@example.org", "<confirmation"),
    }


def test_whoever_may_not_see_the_post_any_more_gets_no_letter(db, ann, bob, arrived):
    make_post(db, ann, "@bob")
    db.add(Block(blocker_id=ann.id, blocked_id=bob.id))

    assert arrived() == []


def test_both_addresses_are_asked_whether_letters_may_go_to_the_new_one(db, arrived, registry):
    ann = make_account(db, "ann")
    ask_for_address(db, ann, NewAddress(email="new@example.net", password=PASSWORD))

    old, new = sorted(arrived(), key=lambda letter: letter.recipients == ["new@example.net"])

    assert (old.recipients, new.recipients) == (["ann@example.org"], ["new@example.net"])
    assert old["Subject"] == "Do you want another address? (microblog)"
    assert new["Subject"] == "Is this your address? (microblog)"
    for words in both(old):
        assert "new@example.net" in words
        assert "Nothing changes before you agree." in words
    for words in both(new):
        assert "@ann" in words
        assert "ann@example.org" not in words
    for letter in (old, new):
        Visitor(registry["wsgi"]).send(link_in(letter), answer="yes")
    db.refresh(ann)
    assert ann.email == "new@example.net"
    assert [letter["Subject"] for letter in arrived()] == ["Your address was changed (microblog)"]


def test_an_address_that_refused_letters_is_told_for_how_long_it_is_waited_for(db, sent):
    ann = make_account(db, "ann", email_disabled_at=now())
    ask_for_address(db, ann, NewAddress(email="new@example.net", password=PASSWORD))
    db.execute(delete(Letter).where(Letter.kind == LetterKind.ADDRESS_NEW))

    for words in both(sent()):
        assert "If nobody says no here until" in words


def test_whose_address_somebody_wants_is_told(db, arrived):
    ann = make_account(db, "ann")
    make_account(db, "bob")
    ask_for_address(db, ann, NewAddress(email="bob@example.org", password=PASSWORD))

    [letter] = [one for one in arrived() if one.recipients == ["bob@example.org"]]

    assert letter["Subject"] == "Your address belongs to an account already (microblog)"
    for words in both(letter):
        assert "@bob" in words
        assert "ann" not in words


def test_a_question_that_was_answered_before_it_was_sent_is_not_asked(db, arrived):
    ann = make_account(db, "ann")
    ask_for_address(db, ann, NewAddress(email="new@example.net", password=PASSWORD))
    forget_address_change(db, ann)

    assert arrived() == []


def test_whoever_leaves_is_told_the_day_and_how_to_stop_it(db, sent):
    ann = make_account(db, "ann", time_zone="Asia/Tokyo")
    with set_to(datetime(2026, 11, 21, 12, 30, tzinfo=UTC)):
        leave(db, ann, Departure(password=PASSWORD, username="ann"))
        db.flush()

    letter = sent()

    assert letter["Subject"] == "Your account will be deleted (microblog)"
    assert link_in(letter) == "/login"
    for words in both(letter):
        assert "21 December 2026" in words


def test_whoever_thought_better_of_leaving_gets_no_letter_about_it(db, arrived):
    ann = make_account(db, "ann")
    leave(db, ann, Departure(password=PASSWORD, username="ann"))
    come_back(db, ann)

    assert arrived() == []
