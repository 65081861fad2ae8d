"""Figures for Prometheus."""

from datetime import timedelta

import pytest
from prometheus_client.parser import text_string_to_metric_families

from microblog.clock import now
from microblog.models import JobRun, Letter, LetterKind, LetterState, Scheduler
from tests.making import make_account, make_post

TOKEN = "a token of thirty-two characters or more"
HERE, AWAY = {"REMOTE_ADDR": "127.0.0.1"}, {"REMOTE_ADDR": "192.0.2.7"}


@pytest.fixture
def guarded(ini):
    ini["site.metrics_token"] = TOKEN


def read(answer):
    """Read the figures as Prometheus does: name and labels → value."""
    families = text_string_to_metric_families(answer.text)
    return {(one.name, *one.labels.values()): one.value for family in families for one in family.samples}


def ask(visitor, status=200, environ=HERE, **headers):
    return visitor.app.get("/metrics", status=status, extra_environ=environ, headers=headers)


def test_the_figures_are_those_of_the_database(db, visitor):
    ann = make_account(db, "ann")
    make_post(db, ann)
    db.add(Scheduler(id=1, host="here", pid=1))
    db.add(JobRun(name="films", runs=3, failures=1, trouble="It broke.", next_at=now(), succeeded_at=now()))
    ago = now() - timedelta(hours=1)
    for state in (LetterState.WAITING, LetterState.DEAD):
        db.add(Letter(kind=LetterKind.NEWS, account_id=ann.id, state=state, created_at=ago, due_at=ago, ended_at=now()))
    db.commit()

    figures = read(ask(visitor))

    assert {name: figures[f"microblog_{name}",] for name in ("accounts", "posts", "schedulers")} == {
        "accounts": 1, "posts": 1, "schedulers": 1,
    }  # fmt: skip
    assert (figures["microblog_letters", "waiting"], figures["microblog_letters", "dead"]) == (1, 1)
    assert figures["microblog_letters_oldest_seconds",] >= 3600
    assert (figures["microblog_job_runs_total", "films"], figures["microblog_job_failures_total", "films"]) == (3, 1)
    assert (figures["microblog_job_failed", "films"], figures["microblog_job_running", "films"]) == (1, 0)


def test_they_are_read_where_nothing_has_happened_yet(visitor):
    answer = ask(visitor)

    assert read(answer)["microblog_schedulers",] == 0
    assert (answer.headers["Content-Type"], answer.headers["Cache-Control"]) == (
        "text/plain; version=0.0.4; charset=utf-8",
        "no-store",
    )


def test_every_figure_says_what_it_is(visitor):
    families = list(text_string_to_metric_families(ask(visitor).text))

    assert len(families) > 15
    assert all(family.documentation.endswith(".") and family.type in ("gauge", "counter") for family in families)


@pytest.mark.parametrize(
    ("environ", "headers"),
    [
        (AWAY, {}),
        (HERE, {"X-Forwarded-For": "192.0.2.7"}),
        (HERE, {"Forwarded": "for=192.0.2.7"}),
        (HERE, {"X-Forwarded-For": "192.0.2.7:4711"}),
        (HERE, {"X-Real-IP": "192.0.2.7"}),
        (HERE, {"X-Forwarded-Proto": "https"}),
        (AWAY, {"X-Forwarded-For": "127.0.0.1"}),
        ({"REMOTE_ADDR": ""}, {}),
        (AWAY, {"Authorization": f"Bearer {TOKEN}"}),
    ],
)
def test_without_a_token_they_are_not_there_for_anybody_else(visitor, environ, headers):
    ask(visitor, 404, environ, **headers)


@pytest.mark.parametrize("environ", [HERE, AWAY])
def test_with_a_token_they_are_there_for_whoever_shows_it(guarded, visitor, environ):
    ask(visitor, 200, environ, Authorization=f"Bearer {TOKEN}")


@pytest.mark.parametrize("shown", [None, TOKEN, f"Basic {TOKEN}", "Bearer", f"Bearer {TOKEN}x", "Bearer \xff\xfe"])
def test_with_a_token_nobody_else_sees_them(guarded, visitor, shown):
    for environ in (HERE, AWAY):
        answer = ask(visitor, 401, environ, **({"Authorization": shown} if shown else {}))

        assert answer.headers["WWW-Authenticate"] == "Bearer"
