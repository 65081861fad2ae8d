"""A closed day can be counted again at any time, to the same figures, whatever was taken back since."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, select

from microblog import clock
from microblog.actions import late_changes
from microblog.actions.blocks import block, unblock
from microblog.actions.boosts import boost, unboost
from microblog.actions.edits import Edit, edit_post
from microblog.actions.mailroom import requeue_letter
from microblog.actions.media import forget_unattached, remove_media
from microblog.actions.posts import Draft, delete_post, publish_post
from microblog.actions.reactions import favourite, unfavourite
from microblog.actions.relationships import follow, unfollow
from microblog.actions.statistics import figures_of
from microblog.actions.tidying import remove_old_letters
from microblog.errors import Refusal
from microblog.models import (
    Event,
    LateChange,
    Letter,
    LetterKind,
    LetterState,
    Measure,
    Media,
    MediaKind,
    Post,
    Ranking,
    Reason,
    ReasonState,
    Visibility,
)
from microblog.queries.counting import closing_of
from tests.making import make_account, make_post
from tests.meanwhile import at_once

BEGIN = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
FIRST = BEGIN.date()

PEOPLE = st.integers(0, 2)
THINGS = st.integers(0, 9)
TEXTS = st.sampled_from(["Good morning.", "#tea", "#Tea #cake", "@ann", "@bob @cem #cake", "@ann @bob @cem"])
DEEDS = st.one_of(
    st.tuples(
        st.just("write"), PEOPLE, TEXTS, st.sampled_from(Visibility), st.sampled_from(["en", "de"]), st.none() | THINGS
    ),
    st.tuples(st.just("edit"), THINGS, TEXTS, st.sampled_from([None, "en", "de"])),
    st.tuples(st.just("delete"), THINGS, st.booleans()),
    st.tuples(st.just("like"), PEOPLE, THINGS),
    st.tuples(st.just("unlike"), PEOPLE, THINGS),
    st.tuples(st.just("boost"), PEOPLE, THINGS, st.sampled_from([Visibility.PUBLIC, Visibility.PRIVATE])),
    st.tuples(st.just("unboost"), PEOPLE, THINGS),
    st.tuples(st.just("delete_boost"), THINGS),
    st.tuples(st.just("follow"), PEOPLE, PEOPLE),
    st.tuples(st.just("unfollow"), PEOPLE, PEOPLE),
    st.tuples(st.just("block"), PEOPLE, PEOPLE),
    st.tuples(st.just("send_file"), PEOPLE, st.integers(1, 999), st.none() | THINGS),
    st.tuples(st.just("remove_file"), THINGS),
    st.tuples(st.just("sweep_files")),
    st.tuples(st.just("mail"), PEOPLE, THINGS, st.sampled_from([LetterState.SENT, LetterState.DEAD])),
    st.tuples(st.just("requeue"), THINGS),
    st.tuples(st.just("sweep_letters")),
)
HISTORIES = st.lists(st.tuples(st.sampled_from([0, 0, 1, 3, 6, 30, 401]), DEEDS), min_size=2, max_size=16)


class Town:
    """Three people who do and undo things; what does not work is not done."""

    def __init__(self, db, people):
        self.db, self.people = db, people
        self.posts, self.files, self.letters = [], [], []

    def do(self, name, *words):
        try:
            with self.db.begin_nested():
                getattr(self, f"_{name}")(*words)
        except (Refusal, IndexError):
            pass

    def _one(self, things, number):
        return things[number % len(things)] if things else things[number]

    def _write(self, who, text, visibility, language, parent):
        reply_to = None if parent is None or not self.posts else self._one(self.posts, parent).id
        draft = Draft(text=text, visibility=visibility, language=language, reply_to=reply_to)
        self.posts.append(publish_post(self.db, self.people[who], draft))

    def _edit(self, number, text, language):
        post = self._one(self.posts, number)
        edit_post(self.db, post.author, post, Edit(text=text, language=language))

    def _delete(self, number, delete_media):
        post = self._one(self.posts, number)
        delete_post(self.db, post.author, post, delete_media=delete_media)

    def _like(self, who, number):
        post = self._one(self.posts, number)
        if post.deleted_at is None:
            favourite(self.db, self.people[who], post)

    def _unlike(self, who, number):
        unfavourite(self.db, self.people[who], self._one(self.posts, number))

    def _boost(self, who, number, visibility):
        boost(self.db, self.people[who], self._one(self.posts, number), visibility)

    def _unboost(self, who, number):
        unboost(self.db, self.people[who], self._one(self.posts, number))

    def _delete_boost(self, number):
        boosts = self.db.scalars(select(Post).where(Post.boosted_id.is_not(None)).order_by(Post.id)).all()
        delete_post(self.db, self._one(boosts, number).author, self._one(boosts, number))
        self.db.flush()

    def _follow(self, who, whom):
        follow(self.db, self.people[who], self.people[whom])

    def _unfollow(self, who, whom):
        unfollow(self.db, self.people[who], self.people[whom])

    def _block(self, who, whom):
        block(self.db, self.people[who], self.people[whom])
        unblock(self.db, self.people[who], self.people[whom])

    def _send_file(self, who, size, number):
        post = None if number is None or not self.posts else self._one(self.posts, number)
        media = Media(account_id=self.people[who].id, kind=MediaKind.IMAGE, bytes=size, post_id=post and post.id)
        self.db.add(media)
        self.db.flush()
        self.files.append(media.id)

    def _remove_file(self, number):
        media = self.db.get(Media, self._one(self.files, number))
        if media is not None:
            remove_media(self.db, media)

    def _sweep_files(self):
        forget_unattached(self.db, since=clock.now())

    def _mail(self, who, number, state):
        post, reader = self._one(self.posts, number), self.people[who]
        letter = Letter(kind=LetterKind.NEWS, account_id=reader.id, state=state, ended_at=clock.now())
        self.db.add(letter)
        self.db.flush()
        told = self.db.execute(select(Reason).where(Reason.account_id == reader.id, Reason.post_id == post.id)).first()
        if told is None:
            reason = Reason(account_id=reader.id, event=Event.MENTION, by_id=post.author_id, post_id=post.id)
            reason.state, reason.letter_id = ReasonState.WRITTEN, letter.id
            self.db.add(reason)
        self.letters.append(letter.id)

    def _requeue(self, number):
        requeue_letter(self.db, self._one(self.letters, number))

    def _sweep_letters(self):
        remove_old_letters(self.db)


@pytest.fixture
def people(db):
    with clock.set_to(BEGIN):
        return [make_account(db, name) for name in ("ann", "bob", "cem")]


def live_through(db, people, history):
    """Let things happen, and note the figures of each day at the very moment at which it is closed."""
    town, moment, eventful, closed = Town(db, people), BEGIN, {FIRST}, {}
    for days, deed in [*history, (6, ("sweep_files",))]:
        later = moment + days * DAY + timedelta(minutes=7)
        for day in sorted(eventful):
            if moment < closing_of(day) <= later:
                with clock.set_to(closing_of(day)):
                    closed[day] = figures_of(db, day)
        moment = later
        eventful.add(moment.date())
        with clock.set_to(moment):
            town.do(*deed)
            db.flush()
            db.expire_all()
    return moment, closed


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(history=HISTORIES)
def test_whatever_is_taken_back_later_a_closed_day_is_counted_again_to_the_same_figures(db, people, history):
    moment, closed = live_through(db, people, history)

    with clock.set_to(moment):
        again = {day: figures_of(db, day) for day in closed}

    db.rollback()
    assert again == closed


WRITE = (0, ("write", 0, "#tea for @bob", Visibility.PUBLIC, "en", None))
TAKEN_BACK = {
    "a favourite": [WRITE, (0, ("like", 1, 0)), (9, ("unlike", 1, 0))],
    "a boost": [WRITE, (0, ("boost", 1, 0, Visibility.PUBLIC)), (9, ("unboost", 1, 0))],
    "a boost, as a post": [WRITE, (0, ("boost", 1, 0, Visibility.PUBLIC)), (9, ("delete_boost", 0))],
    "a post": [WRITE, (9, ("delete", 0, False))],
    "a post that somebody liked": [WRITE, (1, ("like", 1, 0)), (9, ("delete", 0, False))],
    "a post that was passed on": [WRITE, (1, ("boost", 1, 0, Visibility.PUBLIC)), (9, ("delete", 0, False))],
    "a mention": [WRITE, (9, ("edit", 0, "#tea for nobody", None))],
    "a hashtag": [WRITE, (9, ("edit", 0, "tea for @bob", None))],
    "a language": [WRITE, (9, ("edit", 0, "#tea for @bob", "de"))],
    "what a post did not say": [WRITE, (9, ("edit", 0, "#tea for @bob and @cem, #cake", None))],
    "a follow": [(0, ("follow", 0, 1)), (9, ("unfollow", 0, 1))],
    "a follow, by a block": [(0, ("follow", 0, 1)), (9, ("block", 1, 0))],
    "a file": [(0, ("send_file", 0, 5, None)), (9, ("remove_file", 0))],
    "a file that lay about": [(0, ("send_file", 0, 5, None)), (9, ("sweep_files",))],
    "a file, with its post": [WRITE, (0, ("send_file", 0, 5, 0)), (9, ("delete", 0, True))],
    "a letter that was given up": [WRITE, (0, ("mail", 2, 0, LetterState.DEAD)), (9, ("requeue", 0))],
    "a letter that was sent": [WRITE, (0, ("mail", 2, 0, LetterState.SENT)), (401, ("sweep_letters",))],
}


@pytest.mark.parametrize("history", TAKEN_BACK.values(), ids=TAKEN_BACK)
def test_what_is_taken_back_later_is_written_down_and_without_that_the_figures_would_be_others(db, people, history):
    moment, closed = live_through(db, people, history)

    with clock.set_to(moment):
        again = {day: figures_of(db, day) for day in closed}
        db.execute(delete(LateChange))
        forgetful = {day: figures_of(db, day) for day in closed}

    assert again == closed != forgetful


def test_what_is_taken_back_while_a_day_is_open_changes_its_figures_and_is_not_written_down(db, people):
    ann, bob, _ = people
    with clock.set_to(BEGIN):
        post = publish_post(db, ann, Draft(text="#tea", language="en"))
        favourite(db, bob, post)
        follow(db, bob, ann)
        before = figures_of(db, FIRST)

    with clock.set_to(closing_of(FIRST) - timedelta(seconds=1)):
        unfavourite(db, bob, post)
        unfollow(db, bob, ann)
        delete_post(db, ann, post)
        after = figures_of(db, FIRST)

    changed = {measure for measure in Measure if before.counts[measure] != after.counts[measure]}
    assert changed == {Measure.FAVOURITES, Measure.FOLLOWS, Measure.POSTS, Measure.WRITERS}
    assert {rank[0] for rank in before.ranks} == {Ranking.TAGS, Ranking.POSTS, Ranking.LANGUAGES}
    assert after.ranks == ()
    assert db.scalar(select(func.count()).select_from(LateChange)) == 0


def test_what_only_some_may_see_leaves_no_trace(db, people):
    ann, bob, _ = people
    with clock.set_to(BEGIN):
        follow(db, bob, ann)
        post = publish_post(db, ann, Draft(text="#secret for @bob", visibility=Visibility.PRIVATE))
        favourite(db, bob, post)
        boost(db, ann, post)
        counted = figures_of(db, FIRST)
    with clock.set_to(closing_of(FIRST)):
        edit_post(db, ann, post, Edit(text="nothing", language="de"))
        unboost(db, ann, post)
        delete_post(db, ann, post)
        again = figures_of(db, FIRST)

    assert counted == again
    assert counted.ranks == ()
    assert {measure for measure, count in counted.counts.items() if count} == {Measure.ACCOUNTS, Measure.FOLLOWS}
    assert db.scalar(select(func.count()).select_from(LateChange)) == 0


def test_what_two_take_back_at_one_moment_is_written_down_once(engine, db, people):
    ann, bob, _ = people
    with clock.set_to(BEGIN):
        post = make_post(db, ann)
        favourite(db, bob, post)
        db.commit()
    ids = bob.id, post.id

    def take_back(db):
        unfavourite(db, db.get(type(bob), ids[0]), db.get(Post, ids[1]))

    assert at_once(engine, take_back, take_back) == [None, None]
    db.rollback()
    assert dict(db.execute(select(LateChange.what, LateChange.delta)).all()) == {"favourites": 1, "ranking.posts": 1}


def test_what_many_take_back_adds_up(db, people):
    with clock.set_to(BEGIN):
        post = publish_post(db, people[0], Draft(text="Good morning."))
        for one in people:
            favourite(db, one, post)
    for one in people:
        unfavourite(db, one, post)
    favourite(db, people[0], post)
    unfavourite(db, people[0], post)

    assert dict(db.execute(select(LateChange.what, LateChange.delta)).all()) == {"favourites": 3, "ranking.posts": 3}
    assert late_changes.is_closed(FIRST)
