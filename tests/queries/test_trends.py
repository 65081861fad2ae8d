"""Questions about what many people speak of."""

from datetime import UTC, datetime, timedelta

import pytest

from microblog import clock
from microblog.models import DailyRank, Ranking
from microblog.queries.trends import recently, trending_labels, trending_tags
from tests.making import make_account, make_post

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def on_a_day():
    with clock.set_to(NOON):
        yield


def rank(db, ranking, key, count, *, ago=1, rank=1, label=""):
    day = NOON.date() - timedelta(days=ago)
    db.add(DailyRank(day=day, ranking=ranking, rank=rank, key=key, label=label, count=count))
    db.flush()


def test_uses_of_several_days_are_added_up_and_older_ones_left_out(db):
    make_post(db, make_account(db), "#Tea #milk")
    for ago, count in ((1, 3), (7, 4), (8, 100)):
        rank(db, Ranking.TAGS, "tea", count, ago=ago)
    rank(db, Ranking.TAGS, "milk", 7, rank=2)

    ranked = [(tag.key, uses) for tag, uses in db.execute(trending_tags(None, recently()))]

    assert ranked == [("milk", 7), ("tea", 7)]


def test_a_ranking_of_one_kind_is_no_other(db):
    rank(db, Ranking.LANGUAGES, "de", 2)
    rank(db, Ranking.LANGUAGES, "de", 2, ago=2)
    rank(db, Ranking.LANGUAGES, "en", 3, rank=2)
    rank(db, Ranking.APPLICATIONS, "1", 9, label="Tusky")

    assert db.execute(trending_labels(Ranking.LANGUAGES, recently())).all() == [("de", "", 4), ("en", "", 3)]
    assert db.execute(trending_labels(Ranking.APPLICATIONS, recently())).all() == [("1", "Tusky", 9)]
