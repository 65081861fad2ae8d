"""Publishing, and what it promises."""

import pytest
from sqlalchemy import func, select

from microblog.actions.boosts import boost
from microblog.actions.polls import PollWish
from microblog.actions.posts import Draft, Unexpected, delete_post, publish_post
from microblog.clock import now
from microblog.errors import Forbidden, Invalid
from microblog.models import (
    Application,
    Block,
    Event,
    Follow,
    Letter,
    Mention,
    Mute,
    Notification,
    Poll,
    Post,
    Reason,
    ReasonState,
    Visibility,
)
from tests.making import make_account, make_follow, make_post

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
    [reason] = db.scalars(select(Reason))
    assert (mention.post_id, mention.account_id) == (post.id, bob.id)
    assert (told.account_id, told.event, told.by_id, told.post_id) == (bob.id, Event.MENTION, ann.id, post.id)
    assert (reason.event, reason.account_id, reason.by_id) == (Event.MENTION, bob.id, ann.id)
    assert (reason.post_id, reason.thread_id, reason.state) == (post.id, post.thread_id, ReasonState.WAITING)


def test_nobody_is_told_of_people_who_do_not_exist(db):
    make_post(db, make_account(db), "@nobody_here and somebody@example.org")

    assert everything(db, Mention) == everything(db, Notification) == everything(db, Reason) == 0


def test_whoever_names_themselves_is_named_and_not_told(db):
    ann = make_account(db, "ann")

    make_post(db, ann, "I am @ann.")

    assert everything(db, Mention) == 1
    assert everything(db, Notification) == everything(db, Reason) == 0


def test_whoever_has_not_confirmed_their_address_is_told_but_not_by_letter(db):
    bob = make_account(db, "bob", confirmed=False)
    db.query(Letter).delete()

    make_post(db, make_account(db), "@bob")

    assert db.scalars(select(Notification.account_id)).all() == [bob.id]
    assert everything(db, Reason) == 0


def test_nothing_is_announced_that_did_not_happen(db):
    ann, _ = make_account(db, "ann"), make_account(db, "bob")

    publish_post(db, ann, Draft(text="@bob #news"))
    db.flush()
    assert everything(db, Reason) == everything(db, Notification) == 1
    db.rollback()

    assert everything(db, Post) == everything(db, Reason) == everything(db, Notification) == 0


def test_whoever_is_answered_is_told_and_gets_no_letter(db):
    ann, bob = make_account(db, "ann"), make_account(db, "bob")
    post = make_post(db, ann)

    reply = make_post(db, bob, "Indeed.", reply_to=post)

    [told] = db.scalars(select(Notification))
    assert (told.account_id, told.event, told.by_id, told.post_id) == (ann.id, Event.REPLY, bob.id, reply.id)
    assert everything(db, Reason) == 0


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
    assert everything(db, Reason) == everything(db, Notification) == 19


def test_a_post_is_for_whom_its_author_chose_for_all_of_them(db):
    for visibility in Visibility:
        ann = make_account(db, default_visibility=visibility)

        assert make_post(db, ann).visibility is visibility
        assert make_post(db, ann, visibility=Visibility.PUBLIC).visibility is Visibility.PUBLIC


def test_an_answer_is_seen_by_no_more_people_than_what_it_answers_unless_one_says_so(db):
    ann = make_account(db, default_visibility=Visibility.UNLISTED)
    posts = {visibility: make_post(db, ann, visibility=visibility) for visibility in Visibility}

    answers = [make_post(db, ann, "Yes.", reply_to=post).visibility for post in posts.values()]
    wide = make_post(db, ann, "Yes.", reply_to=posts[Visibility.DIRECT], visibility=Visibility.PUBLIC)

    assert answers == [Visibility.UNLISTED, Visibility.UNLISTED, Visibility.PRIVATE, Visibility.DIRECT]
    assert wide.visibility is Visibility.PUBLIC


def test_a_post_may_not_answer_one_that_its_author_may_not_see(db):
    ann, bob = make_account(db), make_account(db)

    for visibility in (Visibility.PRIVATE, Visibility.DIRECT):
        secret = make_post(db, ann, visibility=visibility)
        assert refused(db, bob, text="Yes.", reply_to=secret.id) == {"reply_to": "The post that you answer is gone."}
        assert make_post(db, ann, "Yes.", reply_to=secret).parent is secret


def test_whoever_answers_a_boost_answers_what_it_boosts(db):
    ann, bob, cem = make_account(db), make_account(db), make_account(db)
    post = make_post(db, ann)
    wrapper = boost(db, bob, post)

    answer = make_post(db, cem, "Yes.", reply_to=wrapper)

    assert (answer.parent, answer.answered_id, answer.thread_id) == (post, ann.id, post.id)


def test_a_warning_counts_and_veils(db):
    ann = make_account(db)

    post = publish_post(db, ann, Draft.read({"text": "x" * 490, "warning": "0123456789 "}))

    assert (post.warning, post.sensitive) == ("0123456789", True)
    assert refused(db, ann, text="x" * 490, warning="0123456789a") == TOO_LONG
    assert refused(db, ann, warning="Careful") == {"text": "Say something."}


def test_pictures_are_veiled_as_their_author_wants_them_to_be(db):
    ann, bob = make_account(db), make_account(db, default_sensitive=True)

    assert [make_post(db, one, sensitive=wish).sensitive for one in (ann, bob) for wish in (None, False, True)] == [
        *(False, False, True),
        *(True, False, True),
    ]


@pytest.mark.parametrize(
    ("given", "kept"), [("de", "de"), ("EN", "en"), ("pt-br", "pt-BR"), ("gsw", "gsw"), (None, "fr")]
)
def test_a_post_knows_its_language(db, given, kept):
    ann = make_account(db, default_language="fr")

    assert publish_post(db, ann, Draft.read({"text": "x", "language": given})).language == kept


@pytest.mark.parametrize("given", ["", "x", "english", "e1", "en-", "en-USA", "en_US", "ſs", "%"])
def test_what_is_no_language_is_refused(given):
    with pytest.raises(Invalid) as refusal:
        Draft.read({"text": "x", "language": given})

    assert list(refusal.value.problems) == ["language"]


def test_whoever_is_shut_out_may_not_post(db):
    ann = make_account(db, suspended_at=now())

    with pytest.raises(Forbidden):
        publish_post(db, ann, Draft(text="Hello."))


def test_a_post_can_ask_something_and_need_not_say_anything_else(db):
    ann = make_account(db)

    post = make_post(db, ann, "", poll=PollWish(options=["Tea", "Coffee"], expires_in=3600))

    assert db.scalars(select(Poll)).one().post is post
    assert list(refused(db, ann, text="x", poll={"options": ["Tea"], "expires_in": 3600})) == ["poll"]


def test_a_post_knows_what_it_was_written_with(db):
    application = Application(client_id="1", secret_hash="", name="Pen", redirect_uris=[], scopes=[])
    db.add(application)

    post = publish_post(db, make_account(db), Draft(text="x"), application=application)
    db.commit()

    assert post.application.name == "Pen"


def test_a_post_that_names_others_than_those_who_were_meant_is_not_published(db):
    ann, bob, cem = (make_account(db, name) for name in ("ann", "bob", "cem"))

    with pytest.raises(Unexpected) as refusal:
        publish_post(db, ann, Draft(text="@ann @bob @cem", only_to=(bob.id,)))
    assert refusal.value.accounts == [cem]
    assert everything(db, Post) == 0

    assert publish_post(db, ann, Draft(text="@ann @bob @cem", only_to=(bob.id, cem.id)))
    assert publish_post(db, ann, Draft(text="nobody", only_to=()))


def test_whoever_may_not_see_the_answer_is_not_told_of_it(db):
    ann, bob = make_account(db, "ann"), make_account(db, "bob")
    post = make_post(db, ann)

    for visibility in (Visibility.PRIVATE, Visibility.DIRECT):
        make_post(db, bob, "Hm.", reply_to=post, visibility=visibility)
    assert everything(db, Notification) == 0

    make_post(db, bob, "Hm, @ann.", reply_to=post, visibility=Visibility.DIRECT)
    assert db.scalars(select(Notification.event)).all() == [Event.MENTION]
    assert everything(db, Reason) == 1


def test_whoever_has_nothing_to_do_with_the_author_gets_neither_news_nor_letter(db):
    people = ann, bob, cem, dan, eve = [make_account(db, name) for name in ("ann", "bob", "cem", "dan", "eve")]
    eve.suspended_at = now()
    db.add_all([Block(blocker_id=ann.id, blocked_id=bob.id), Block(blocker_id=cem.id, blocked_id=ann.id)])
    db.add(Mute(muter_id=dan.id, muted_id=ann.id))
    db.commit()

    make_post(db, ann, "@bob @cem @dan @eve", visibility=Visibility.DIRECT)

    assert everything(db, Mention) == len(people) - 1
    assert everything(db, Notification) == everything(db, Reason) == 0


def test_whoever_wants_to_is_told_of_what_somebody_begins(db):
    ann, bob, cem, dan = (make_account(db, name) for name in ("ann", "bob", "cem", "dan"))
    for reader in (bob, cem, dan):
        make_follow(db, reader, ann)
    db.query(Follow).filter(Follow.follower_id.in_([bob.id, cem.id])).update({"notify": True})
    db.query(Notification).delete()
    db.commit()

    post = make_post(db, ann, "@cem", visibility=Visibility.PRIVATE)
    make_post(db, ann, "on", reply_to=post)
    make_post(db, ann, "@dan", visibility=Visibility.DIRECT)

    told = {(one.account_id, one.event) for one in db.scalars(select(Notification))}
    assert told == {(bob.id, Event.POST), (cem.id, Event.MENTION), (dan.id, Event.MENTION)}
    assert set(db.scalars(select(Reason.account_id))) == {cem.id, dan.id}
