"""The demo town: what is said there, and that it can be founded once."""

import io
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image
from sqlalchemy import func, select

from microblog.actions.accounts import RESERVED, SignUp, sign_up
from microblog.actions.sessions import Credentials, log_in
from microblog.cli.context import Program
from microblog.cli.demo import demo
from microblog.clock import now
from microblog.demo import PASSWORD, PEOPLE, plan_month
from microblog.demo.deeds import Arrival, Boosting, Deed, Following, Liking, Saying, Showing, Voting
from microblog.demo.scenes import SCENES, scene
from microblog.errors import Conflict
from microblog.models import (
    BIO_LENGTH,
    MAX_LENGTH,
    NAME_LENGTH,
    Account,
    Ballot,
    DailyCount,
    Favourite,
    Media,
    Poll,
    Post,
    Reason,
    ReasonState,
)
from microblog.text import length, links, mentions

A_MONDAY = datetime(2026, 6, 1, 13, 30, tzinfo=UTC)
DAYS_OF_A_WEEK = [A_MONDAY + timedelta(days=days, hours=days) for days in range(7)]


def sayings(deeds: list[Deed]) -> list[Saying]:
    return [deed for deed in deeds if isinstance(deed, Saying)]


@pytest.fixture
def program(registry) -> Program:
    program = Program(Path(__file__).parents[2] / "development.ini")
    program.registry = registry
    return program


def test_nobody_repeats_what_was_said() -> None:
    said = Counter(saying.text for saying in sayings(plan_month(A_MONDAY)))

    assert [text for text, times in said.items() if times > 1] == []
    assert said.total() > 1000


def test_everything_said_may_be_said() -> None:
    said = sayings(plan_month(A_MONDAY))

    assert max(length(saying.text) for saying in said) <= MAX_LENGTH
    assert {saying.who for saying in said} == set(PEOPLE)
    assert {name for saying in said for name in mentions(saying.text)} <= set(PEOPLE)
    assert {link.split("/")[2] for saying in said for link in links(saying.text)} <= {"example.org", "example.com"}


def test_people_may_be_called_what_they_are_called() -> None:
    assert not set(PEOPLE) & RESERVED
    assert all(length(person.name) <= NAME_LENGTH and length(person.bio) <= BIO_LENGTH for person in PEOPLE.values())


def test_everybody_looks_different() -> None:
    faces = {person.face() for person in PEOPLE.values()}

    assert len(faces) == len(PEOPLE)
    assert {Image.open(io.BytesIO(face)).size for face in faces} == {(480, 480)}


@pytest.mark.parametrize("moment", DAYS_OF_A_WEEK, ids=lambda moment: f"{moment:%A}")
def test_one_thing_follows_from_another(moment: datetime) -> None:
    joined, said = set(), set()

    for deed in plan_month(moment):
        assert deed.moment <= moment
        if isinstance(deed, Arrival):
            joined.add(deed.who)
        assert not deed.who or deed.who in joined
        if isinstance(deed, Following):
            assert deed.whom in joined
        if isinstance(deed, Saying):
            assert deed.answers is None or deed.answers in said
            assert not isinstance(deed, Showing) or deed.quotes is None or deed.quotes in said
            said.add(deed.number)
        if isinstance(deed, (Liking, Boosting, Voting)):
            assert deed.said in said


def test_there_is_something_of_every_kind_to_see() -> None:
    deeds = plan_month(A_MONDAY)
    shown = [deed for deed in deeds if isinstance(deed, Showing)]

    assert {len(one.pictures) for one in shown} >= {1, 2, 4}
    assert all(description for one in shown for _name, description in one.pictures)
    assert {name for one in shown for name, _description in one.pictures} <= set(SCENES)
    assert any(one.warning for one in shown)
    assert len([one for one in shown if one.quotes is not None]) > 2
    assert {one.moment + one.lasts < A_MONDAY for one in shown if one.options} == {True, False}
    for kind, least in ((Liking, 300), (Boosting, 15), (Voting, 10)):
        assert len([deed for deed in deeds if isinstance(deed, kind)]) >= least, kind


@pytest.mark.parametrize("name", SCENES)
def test_pictures_are_as_wide_as_those_of_cameras(name: str) -> None:
    assert Image.open(io.BytesIO(scene(name))).size == (960, 640)


def test_on_one_day_the_plan_is_always_the_same() -> None:
    assert plan_month(A_MONDAY) == plan_month(A_MONDAY)


def test_a_town_is_founded_once_and_only_its_newest_mentions_are_mailed(program, db) -> None:
    first = CliRunner().invoke(demo, obj=program, catch_exceptions=False)
    posts = db.scalar(select(func.count(Post.id)))
    again = CliRunner().invoke(demo, obj=program, catch_exceptions=False)

    assert "Log in as ada" in first.output
    assert "there already" in again.output
    assert posts == db.scalar(select(func.count(Post.id))) > 1000
    assert db.scalar(select(func.count(Account.id))) == len(PEOPLE)
    assert db.scalar(select(func.count(DailyCount.day.distinct()))) == 30
    assert log_in(db, Credentials(name="ada", password=PASSWORD))
    for kind in (Favourite, Media, Poll, Ballot):
        assert db.scalar(select(func.count()).select_from(kind)) > 5, kind

    waiting = db.scalars(select(Reason).where(Reason.state == ReasonState.WAITING)).all()
    assert {reason.account.username for reason in waiting} == {"ada", "rosa"}
    assert min(reason.created_at for reason in waiting) > now() - timedelta(days=1)


def test_a_town_is_not_founded_among_others_of_the_same_names(program, db) -> None:
    sign_up(db, SignUp(username="ada", email="another@example.org", password="correct horse"))
    db.commit()

    with pytest.raises(Conflict):
        CliRunner().invoke(demo, obj=program, catch_exceptions=False)

    assert db.scalar(select(func.count(Account.id))) == 1
