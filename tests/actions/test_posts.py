"""Publishing, and what it promises."""

import pytest
from sqlalchemy import func, select

from microblog.actions.posts import Draft, delete_post, publish_post
from microblog.errors import Forbidden, Invalid
from microblog.models import Event, Letter, LetterKind, LetterState, Mention, Notification, Post
from tests.making import make_account, make_post

TOO_LONG = {"text": "Say it in 500 characters."}
FAMILY = "👩‍👩‍👧‍👦"


def refused(db, author, **draft):
    with pytest.raises(Invalid) as refusal:
        publish_post(db, author, Draft.read(draft))
    return refusal.value.problems


def everything(db, table):
    return db.scalar(select(func.count()).select_from(table))


@pytest.mark.parametrize(
    "letter",
    ["x", "é", "e\u0301", FAMILY, "🇩🇪", "字", "\u0915\u093f"],
    ids=["x", "composed", "combined", "family", "flag", "han", "ki"],
)
def test_a_post_has_500_characters_as_people_count_them(db, letter):
    ann = make_account(db)

    post = publish_post(db, ann, Draft.read({"text": letter * 500}))
    db.commit()

    assert post.text
    assert refused(db, ann, text=letter * 501) == TOO_LONG


def test_a_link_counts_23_however_long_it_is(db):
    ann = make_account(db)
    link = "https://example.org/" + "a" * 2000
    short = "https://a.de"

    for address in (link, short):
        assert publish_post(db, ann, Draft(text=f"{'x' * 476} {address}"))
        assert refused(db, ann, text=f"{'x' * 477} {address}") == TOO_LONG


def test_there_is_a_bound_to_what_is_stored(db):
    ann = make_account(db)

    assert refused(db, ann, text="https://example.org/" + "a" * 10_000) == TOO_LONG
    assert publish_post(db, ann, Draft(text="https://example.org/" + "a" * 9_980))


@pytest.mark.parametrize("text", ["", " ", "\n\t \r\n", "\u2003\u00a0", "\x01"])
def test_a_post_says_something(db, text):
    assert refused(db, make_account(db), text=text) == {"text": "Say something."}


def test_what_no_database_keeps_is_refused_beside_the_field():
    for text in ("a\0b", "a\ud800b"):
        with pytest.raises(Invalid) as refusal:
            Draft.read({"text": text})
        assert list(refusal.value.problems) == ["text"]


@pytest.mark.parametrize("reply_to", ["seven", "", "1.5", [1], "9" * 5000, float("inf")])
def test_the_post_that_is_answered_is_a_whole_number(reply_to):
    with pytest.raises(Invalid) as refusal:
        Draft.read({"text": "x", "reply_to": reply_to})

    assert list(refusal.value.problems) == ["reply_to"]


def test_the_text_is_stored_composed_and_comes_back_as_it_was(db):
    ann = make_account(db)
    text = f"Zeile 1\n\n<b>\"Zeile\" 2</b> & 'x' %s {{}} \\ {FAMILY} שלום"

    post = publish_post(db, ann, Draft.read({"text": f"  {text}\r\n\r\n\r\ne\u0301 "}))
    db.commit()
    db.expire_all()

    assert db.get(Post, post.id).text == f"{text}\n\né"


def test_whoever_is_not_confirmed_may_not_post(db):
    ann = make_account(db, confirmed=False)

    with pytest.raises(Forbidden):
        publish_post(db, ann, Draft(text="Hello."))

    assert everything(db, Post) == 0


def test_a_post_may_answer_one_that_is_there(db):
    ann, bob = make_account(db), make_account(db)
    post = make_post(db, ann)

    reply = publish_post(db, bob, Draft.read({"text": "Yes.", "reply_to": str(post.id)}))
    db.commit()

    assert reply.parent is post


@pytest.mark.parametrize("reply_to", [0, -1, 1, 2**62, 2**63 - 1, 2**63, 2**64, -(2**63), 10**30])
def test_a_post_may_not_answer_one_that_never_was(db, reply_to):
    problems = refused(db, make_account(db), text="Yes.", reply_to=reply_to)

    assert problems == {"reply_to": "The post that you answer is gone."}


def test_a_post_may_not_answer_one_that_was_deleted(db):
    ann = make_account(db)
    post = make_post(db, ann)
    delete_post(db, ann, post)
    db.commit()

    assert list(refused(db, ann, text="Yes.", reply_to=post.id)) == ["reply_to"]
    assert everything(db, Post) == 1


def test_whom_a_post_names_is_told_once_and_promised_a_letter(db):
    ann, bob = make_account(db, "ann"), make_account(db, "bob")

    post = make_post(db, ann, "@bob, @BOB and @Bob!")

    [mention] = db.scalars(select(Mention))
    [told] = db.scalars(select(Notification))
    [letter] = db.scalars(select(Letter))
    assert (mention.post_id, mention.account_id) == (post.id, bob.id)
    assert (told.account_id, told.event, told.by_id, told.post_id) == (bob.id, Event.MENTION, ann.id, post.id)
    assert (letter.kind, letter.account_id, letter.post_id) == (LetterKind.MENTION, bob.id, post.id)
    assert (letter.state, letter.attempts) == (LetterState.WAITING, 0)


def test_nobody_is_told_of_people_who_do_not_exist(db):
    make_post(db, make_account(db), "@nobody_here and somebody@example.org")

    assert everything(db, Mention) == everything(db, Notification) == everything(db, Letter) == 0


def test_whoever_names_themselves_is_named_and_not_told(db):
    ann = make_account(db, "ann")

    make_post(db, ann, "I am @ann.")

    assert everything(db, Mention) == 1
    assert everything(db, Notification) == everything(db, Letter) == 0


def test_whoever_has_not_confirmed_their_address_is_told_but_not_by_letter(db):
    bob = make_account(db, "bob", confirmed=False)
    db.query(Letter).delete()

    make_post(db, make_account(db), "@bob")

    assert db.scalars(select(Notification.account_id)).all() == [bob.id]
    assert everything(db, Letter) == 0


def test_nothing_is_announced_that_did_not_happen(db):
    ann, _ = make_account(db, "ann"), make_account(db, "bob")

    publish_post(db, ann, Draft(text="@bob #news"))
    db.flush()
    assert everything(db, Letter) == everything(db, Notification) == 1
    db.rollback()

    assert everything(db, Post) == everything(db, Letter) == everything(db, Notification) == 0


def test_whoever_is_answered_is_told_and_gets_no_letter(db):
    ann, bob = make_account(db, "ann"), make_account(db, "bob")
    post = make_post(db, ann)

    reply = make_post(db, bob, "Indeed.", reply_to=post)

    [told] = db.scalars(select(Notification))
    assert (told.account_id, told.event, told.by_id, told.post_id) == (ann.id, Event.REPLY, bob.id, reply.id)
    assert everything(db, Letter) == 0


def test_whoever_is_answered_and_named_is_told_once(db):
    ann, bob = make_account(db, "ann"), make_account(db, "bob")
    post = make_post(db, ann)

    make_post(db, bob, "Indeed, @ann.", reply_to=post)

    assert db.scalars(select(Notification.event)).all() == [Event.MENTION]


def test_whoever_answers_themselves_is_not_told(db):
    ann = make_account(db)

    make_post(db, ann, "And another thing.", reply_to=make_post(db, ann))

    assert everything(db, Notification) == 0


def test_twenty_people_can_be_named_in_one_post_and_not_more(db):
    people = [make_account(db, f"p{n}") for n in range(21)]
    names = [f"@{one.username}" for one in people]

    make_post(db, people[0], " ".join(names[:20]))
    with pytest.raises(Invalid) as refusal:
        make_post(db, people[0], " ".join(names))

    assert refusal.value.problems == {"text": "Name at most 20 people."}
    assert everything(db, Mention) == 20
    assert everything(db, Letter) == everything(db, Notification) == 19
