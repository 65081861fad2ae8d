"""Promising letters about what happened, and gathering what was promised."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from microblog import clock
from microblog.actions.blocks import block
from microblog.actions.edits import Edit, edit_post
from microblog.actions.mail_preferences import MailWishes, change_preferences
from microblog.actions.mutes import MuteWish, mute, unmute
from microblog.actions.posts import delete_post
from microblog.actions.reactions import favourite, mute_thread, unfavourite
from microblog.actions.reasons import MOST, gather
from microblog.actions.relationships import accept, follow, reject, unfollow
from microblog.database import statements_run
from microblog.models import (
    Account,
    Event,
    Letter,
    LetterKind,
    LetterState,
    Post,
    Reason,
    ReasonState,
    Visibility,
)
from tests.making import make_account, make_follow, make_post
from tests.meanwhile import at_once, while_unfinished, writing_session

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def people(db):
    with clock.set_to(NOON):
        return [make_account(db, name) for name in ("ann", "bob", "cem")]


def wishing(db, account, **wishes):
    change_preferences(db, account, MailWishes.read({"time_zone": account.time_zone, **wishes}))
    db.commit()


def gathered(db, at, *, limit=100):
    """Gather at a moment; return the new letters, each with the posts that it tells of."""
    before = set(db.scalars(select(Letter.id)))
    with clock.set_to(at):
        while gather(db, limit):
            db.commit()
    db.commit()
    letters = db.scalars(select(Letter).where(Letter.id.not_in(before)).order_by(Letter.id))
    return [(one.account.username, one.kind, told(db, one)) for one in letters]


def told(db, letter):
    return list(db.scalars(select(Reason.post_id).where(Reason.letter_id == letter.id).order_by(Reason.id)))


def post_at(db, moment, author, text, **more):
    with clock.set_to(moment):
        return make_post(db, author, text, **more)


def states(db):
    return list(db.scalars(select(Reason.state).order_by(Reason.id)))


def minutes(number):
    return NOON + timedelta(minutes=number)


def test_whoever_is_named_gets_a_letter_at_once(db, people):
    ann, _, _ = people
    post = post_at(db, NOON, ann, "@bob")

    assert gathered(db, NOON) == [("bob", LetterKind.NEWS, [post.id])]
    assert gathered(db, NOON) == []


def test_of_follows_favourites_and_answers_nobody_is_told_who_did_not_ask(db, people):
    ann, bob, _ = people
    post = make_post(db, ann)
    make_post(db, bob, "Yes.", reply_to=post)
    favourite(db, bob, post)
    make_follow(db, bob, ann)

    assert states(db) == []


def test_of_all_that_one_may_ask_for_one_is_told(db, people):
    ann, bob, cem = people
    ann.locked = True
    wishing(db, ann, replies="at_once", follows="at_once", favourites="at_once")
    post = make_post(db, ann)
    answer = make_post(db, bob, "Yes.", reply_to=post)
    favourite(db, cem, post)
    make_follow(db, bob, ann)

    letters = gathered(db, clock.now())

    assert [(reader, posts) for reader, _, posts in letters] == [("ann", [answer.id, post.id]), ("ann", [None])]
    assert set(db.scalars(select(Reason.event))) == {Event.REPLY, Event.FAVOURITE, Event.FOLLOW_REQUEST}


def test_several_mentions_in_one_conversation_within_ten_minutes_are_one_more_letter(db, people):
    ann, _, cem = people
    first = post_at(db, NOON, ann, "@bob")
    assert len(gathered(db, NOON)) == 1

    second = post_at(db, minutes(1), cem, "@bob @ann", reply_to=first)
    third = post_at(db, minutes(8), ann, "@bob", reply_to=second)
    elsewhere = post_at(db, minutes(8), ann, "@bob, by the way")

    now, later = gathered(db, minutes(9)), gathered(db, minutes(10))

    assert sorted(now) == [("ann", LetterKind.NEWS, [second.id]), ("bob", LetterKind.NEWS, [elsewhere.id])]
    assert later == [("bob", LetterKind.NEWS, [second.id, third.id])]
    assert gathered(db, minutes(60)) == []


def test_what_waits_in_a_pause_is_dropped_if_it_is_deleted_meanwhile(db, people):
    ann, _, _ = people
    first = post_at(db, NOON, ann, "@bob")
    gathered(db, NOON)
    second = post_at(db, minutes(1), ann, "@bob", reply_to=first)
    gathered(db, minutes(2))

    delete_post(db, ann, second)
    db.commit()

    assert gathered(db, minutes(11)) == []
    assert states(db) == [ReasonState.WRITTEN, ReasonState.DROPPED]


def test_a_clock_that_was_set_back_puts_off_nothing(db, people):
    ann, _, _ = people
    first = post_at(db, NOON, ann, "@bob")
    gathered(db, NOON + timedelta(days=2))
    second = post_at(db, minutes(20), ann, "@bob", reply_to=first)

    assert gathered(db, minutes(20)) == [("bob", LetterKind.NEWS, [second.id])]


@pytest.mark.parametrize(
    "deed",
    [
        lambda db, ann, bob, post: delete_post(db, ann, post),
        lambda db, ann, bob, post: edit_post(db, ann, post, Edit(text="Nobody.")),
        lambda db, ann, bob, post: block(db, bob, ann),
        lambda db, ann, bob, post: block(db, ann, bob),
        lambda db, ann, bob, post: mute(db, bob, ann),
        lambda db, ann, bob, post: mute(db, bob, ann, MuteWish(notifications=False)),
        lambda db, ann, bob, post: mute_thread(db, bob, post),
        lambda db, ann, bob, post: setattr(ann, "suspended_at", NOON),
        lambda db, ann, bob, post: setattr(bob, "suspended_at", NOON),
        lambda db, ann, bob, post: setattr(bob, "email_disabled_at", NOON),
        lambda db, ann, bob, post: setattr(bob, "email_confirmed_at", None),
        lambda db, ann, bob, post: change_preferences(db, bob, MailWishes(mentions="never")),
    ],
    ids=["deleted", "edited", "blocks", "blocked", "muted", "posts muted", "thread", "author", "reader", "disabled",
         "unconfirmed", "never"],
)  # fmt: skip
def test_what_lost_its_reason_before_it_was_gathered_is_dropped(db, people, deed):
    ann, bob, _ = people
    post = make_post(db, ann, "@bob @cem", visibility=Visibility.DIRECT)

    deed(db, ann, bob, post)
    db.commit()

    hidden = post.deleted_at or post.edited_at or ann.suspended
    assert [reader for reader, _, _ in gathered(db, clock.now())] == ([] if hidden else ["cem"])


def test_who_is_named_no_more_and_then_again_is_told_once(db, people):
    ann, _, _ = people
    post = make_post(db, ann, "@bob")
    for text in ("Nobody.", "@bob again", "Nobody again.", "@bob"):
        edit_post(db, ann, post, Edit(text=text))
        db.commit()

    [(_, _, posts)] = gathered(db, clock.now())
    assert posts == [post.id]
    db.scalars(select(Letter)).one().state = LetterState.SENT
    for text in ("Nobody, really.", "@bob for the last time"):
        edit_post(db, ann, post, Edit(text=text))
        db.commit()

    assert gathered(db, clock.now() + timedelta(hours=1)) == []


def test_a_letter_that_has_not_gone_is_no_telling(db, people):
    ann, _, _ = people
    post = make_post(db, ann, "@bob")
    gathered(db, clock.now())
    former = db.scalars(select(Letter)).one()

    edit_post(db, ann, post, Edit(text="Nobody."))
    former.state = LetterState.DROPPED
    edit_post(db, ann, post, Edit(text="@bob again"))
    db.commit()

    assert [posts for _, _, posts in gathered(db, clock.now())] == [[post.id]]
    assert told(db, former) == []


def test_whoever_is_answered_and_named_by_an_edit_is_told_of_one_post_once(db, people):
    ann, bob, _ = people
    wishing(db, ann, replies="at_once")
    answer = make_post(db, bob, "Yes.", reply_to=make_post(db, ann))

    edit_post(db, bob, answer, Edit(text="Yes, @ann."))
    db.commit()
    assert [posts for _, _, posts in gathered(db, clock.now())] == [[answer.id]]
    db.scalars(select(Letter)).one().state = LetterState.SENT
    edit_post(db, bob, answer, Edit(text="Yes."))
    edit_post(db, bob, answer, Edit(text="Yes, @ann!"))
    db.commit()

    assert [posts for _, _, posts in gathered(db, clock.now() + timedelta(hours=1))] == []


@pytest.mark.parametrize("gathers", [True, False])
def test_whoever_follows_and_unfollows_in_a_loop_fills_no_mailbox(db, people, gathers):
    ann, bob, _ = people
    wishing(db, ann, follows="at_once", favourites="at_once")
    post = make_post(db, ann)

    for number in range(5):
        with clock.set_to(clock.now() + timedelta(hours=number)):
            follow(db, bob, ann)
            favourite(db, bob, post)
            db.commit()
            if gathers:
                gathered(db, clock.now())
                db.execute(Letter.__table__.update().values(state=LetterState.SENT))
            unfollow(db, bob, ann)
            unfavourite(db, bob, post)
            follow(db, bob, ann)
            favourite(db, bob, post)
            db.commit()
    gathered(db, clock.now() + timedelta(days=1))

    assert db.scalar(select(func.count()).select_from(Letter)) == 2


def test_whoever_follows_no_more_before_the_letter_goes_is_not_told_of(db, people):
    ann, bob, cem = people
    wishing(db, ann, follows="at_once")
    make_follow(db, bob, ann)
    make_follow(db, cem, ann)

    unfollow(db, bob, ann)
    db.commit()

    assert len(gathered(db, clock.now())) == 1
    assert db.scalars(select(Reason.by_id).where(Reason.state == ReasonState.WRITTEN)).all() == [cem.id]


def test_a_flood_of_mentions_is_told_together(db, people):
    ann, _bob, _ = people
    first = [post_at(db, NOON + timedelta(seconds=number), ann, "@bob") for number in range(MOST + 5)]

    assert len(gathered(db, minutes(1))) == MOST
    more = [post_at(db, minutes(5) + timedelta(seconds=number), ann, "@bob") for number in range(20)]
    assert gathered(db, minutes(6)) == []
    assert gathered(db, minutes(11)) == [("bob", LetterKind.DIGEST, [post.id for post in first[MOST:] + more])]
    later = post_at(db, minutes(75), ann, "@bob")
    assert gathered(db, minutes(75)) == [("bob", LetterKind.NEWS, [later.id])]


def test_whoever_asks_to_follow_in_a_loop_fills_no_mailbox(db, people):
    ann, bob, _ = people
    ann.locked = True
    wishing(db, ann, follows="at_once")

    for _ in range(3):
        follow(db, bob, ann)
        gathered(db, clock.now())
        db.execute(Letter.__table__.update().values(state=LetterState.SENT))
        reject(db, ann, bob)
        db.commit()
    follow(db, bob, ann)
    accept(db, ann, bob)
    db.commit()

    assert len(gathered(db, clock.now() + timedelta(days=1))) == 1  # that they follow now is something else
    assert db.scalar(select(func.count()).select_from(Letter)) == 2


@pytest.mark.parametrize(
    ("zone", "happened", "due"),
    [
        ("UTC", "12:00:00", "13:00"),
        ("UTC", "12:59:59", "13:00"),
        ("Asia/Kolkata", "12:00:00", "12:30"),
        ("Asia/Kathmandu", "12:20:00", "13:15"),
    ],
)
def test_an_hourly_digest_comes_when_the_readers_clock_shows_a_full_hour(db, people, zone, happened, due):
    ann, bob, _ = people
    bob.time_zone = zone
    wishing(db, bob, mentions="hourly")
    when = datetime.fromisoformat(f"2026-03-01T{happened}Z")
    posts = [post_at(db, when, ann, "@bob"), post_at(db, when, ann, "@bob, again")]
    time = datetime.fromisoformat(f"2026-03-01T{due}Z")

    assert gathered(db, time - timedelta(seconds=1)) == []
    assert gathered(db, time) == [("bob", LetterKind.DIGEST, [post.id for post in posts])]


@pytest.mark.parametrize(
    ("zone", "hour", "happened", "due"),
    [
        ("UTC", 8, "2026-03-01T07:59:59", "2026-03-01T08:00"),
        ("UTC", 8, "2026-03-01T08:00:00", "2026-03-02T08:00"),
        ("UTC", 0, "2026-03-01T12:00:00", "2026-03-02T00:00"),
        ("America/New_York", 8, "2026-03-01T12:00:00", "2026-03-01T13:00"),
        ("Europe/Berlin", 8, "2026-03-28T12:00:00", "2026-03-29T06:00"),  # summer began in the night
        ("Europe/Berlin", 2, "2026-03-28T12:00:00", "2026-03-29T01:00"),  # there was no two o'clock that night
        ("Europe/Berlin", 2, "2026-03-29T01:00:00", "2026-03-30T00:00"),
        ("Europe/Berlin", 2, "2026-10-24T12:00:00", "2026-10-25T00:00"),  # two o'clock came twice that night
        ("Europe/Berlin", 2, "2026-10-25T00:30:00", "2026-10-26T01:00"),
        ("Pacific/Kiritimati", 8, "2026-03-01T17:00:00", "2026-03-01T18:00"),
        ("Atlantis/Capital", 8, "2026-03-01T07:00:00", "2026-03-01T08:00"),  # as UTC, if it is known no more
    ],
)
def test_a_daily_digest_comes_when_the_readers_clock_shows_their_hour(db, people, zone, hour, happened, due):
    ann, bob, _ = people
    wishing(db, bob, mentions="daily", digest_hour=hour)
    bob.time_zone = zone
    post = post_at(db, datetime.fromisoformat(f"{happened}Z"), ann, "@bob")
    time = datetime.fromisoformat(f"{due}Z")

    assert gathered(db, time - timedelta(seconds=1)) == []
    assert gathered(db, time) == [("bob", LetterKind.DIGEST, [post.id])]


def test_a_digest_tells_all_however_many_are_gathered_at_a_time(db, people):
    ann, bob, _ = people
    wishing(db, bob, mentions="daily", favourites="daily")
    posts = [post_at(db, NOON, ann, f"@bob {number}").id for number in range(7)]

    assert gathered(db, NOON + timedelta(days=1), limit=3) == [("bob", LetterKind.DIGEST, posts)]


def test_what_waits_for_a_digest_comes_at_once_to_whoever_wants_that_now(db, people):
    ann, bob, _ = people
    wishing(db, bob, mentions="daily")
    post = post_at(db, NOON, ann, "@bob")
    assert gathered(db, minutes(1)) == []

    with clock.set_to(minutes(2)):
        wishing(db, bob, mentions="at_once")

    assert gathered(db, minutes(2)) == [("bob", LetterKind.NEWS, [post.id])]


def test_what_is_muted_while_it_waits_for_a_digest_comes_if_it_is_not_when_that_is_due(db, people):
    ann, bob, _ = people
    wishing(db, bob, mentions="daily")
    post = post_at(db, NOON, ann, "@bob")
    mute(db, bob, ann)
    assert gathered(db, minutes(5)) == []

    unmute(db, bob, ann)

    assert gathered(db, NOON + timedelta(days=1)) == [("bob", LetterKind.DIGEST, [post.id])]


def test_two_who_gather_at_once_write_each_letter_once(engine, db, people):
    ann, _, _ = people
    for number in range(10):
        make_post(db, ann, f"@bob @cem {number}")

    at_once(engine, *[lambda db: gather(db, 7)] * 4)
    with writing_session(engine) as other:
        while gather(other, 7):
            other.commit()

    assert set(states(db)) == {ReasonState.WRITTEN}
    assert db.scalar(select(func.count()).select_from(Letter)) == 20


def test_whoever_finds_somebody_gathering_leaves_it_to_them(engine, db, people):
    ann, _, _ = people
    post = make_post(db, ann, "@bob")
    make_post(db, ann, "@bob", reply_to=post)
    db.rollback()

    while_unfinished(engine, lambda db: gather(db, 1), lambda db: gather(db, 1))

    assert db.scalar(select(func.count()).select_from(Letter)) == 1


def test_what_is_done_again_while_it_is_dropped_is_not_lost(engine, db, people):
    ann, bob, _ = people
    wishing(db, ann, favourites="at_once")
    ids = ann.id, bob.id, make_post(db, ann).id
    favourite(db, bob, db.get(Post, ids[2]))
    db.commit()
    unfavourite(db, bob, db.get(Post, ids[2]))
    db.execute(Reason.__table__.update().values(state=ReasonState.WAITING))
    db.commit()

    while_unfinished(
        engine, lambda db: gather(db, 9), lambda db: favourite(db, db.get(Account, ids[1]), db.get(Post, ids[2]))
    )

    db.rollback()
    assert [posts for _, _, posts in gathered(db, clock.now())] == [[ids[2]]]


def test_gathering_asks_the_same_few_questions_however_much_there_is(db, people):
    ann, _, _ = people
    costs = []
    for number in (1, 20):
        for _ in range(number):
            make_post(db, ann, "@bob @cem")
        before = statements_run()
        gather(db, 100)
        costs.append(statements_run() - before)
        db.commit()

    assert costs[0] == costs[1]
