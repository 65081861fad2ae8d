"""How long does a day of a million posts take to count, and do pages wait for it? `python -m benchmarks.statistics`.

`--posts` says how many. The website is the real one, `microblog web`, in a process of its own on PostgreSQL; the day
is counted in another, as the scheduler does, with its rests. The public timeline is read a fixed number of times on a
kept connection, in blocks: in every second one a day is being counted, again and again. What counts is the ratio of
the two.
"""

import http.client
import multiprocessing
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from microblog import clock
from microblog.actions.statistics import figures_of, record_day, recorded_figures
from microblog.clock import today
from microblog.database import make_engine
from microblog.inifile import read_ini
from microblog.jobs.statistics import REST
from microblog.models import id_on, moment_of
from microblog.settings import read_settings
from tests.clients.servers import server
from tests.making import make_account

PAGE = "/public"
BLOCK = 1000
"""How many pages are read before counting begins or ends."""

PARTS = {
    "accounts": """
        INSERT INTO accounts SELECT (jsonb_populate_record(one, jsonb_build_object(
            'id', :begin - 100000000 + n, 'username', 'somebody' || n, 'email', 'somebody' || n || '@example.org'))).*
        FROM accounts one, generate_series(1, :people) n WHERE one.username = 'first'
    """,
    "posts": """
        INSERT INTO posts (id, author_id, text, warning, sensitive, language, visibility, parent_id, thread_id,
            created_at)
        SELECT :begin + n * (:span / :posts), :begin - 100000000 + 1 + (random() ^ 2 * (:people - 1))::bigint,
            'The ferry to the island leaves an hour later from Monday on, says the harbour master: ' || n, '', false,
            (ARRAY['en', 'de', 'fr', 'ja', NULL])[1 + floor(random() * 5)::int],
            (ARRAY['public', 'public', 'public', 'unlisted', 'private'])[1 + floor(random() * 5)::int],
            CASE WHEN n % 5 = 0 THEN :begin + (n - 1) * (:span / :posts) END,
            :begin + n * (:span / :posts), to_timestamp((:begin + n * (:span / :posts)) / 65536000.0)
        FROM generate_series(1, :posts - 1) n
    """,
    "boosts": """
        INSERT INTO posts (id, author_id, text, warning, sensitive, visibility, thread_id, boosted_id, created_at)
        SELECT :begin + n * 10 * (:span / :posts) + 7, :begin - 100000000 + 1 + n % :people, '', '', false, 'public',
            :begin + n * 10 * (:span / :posts) + 7, :begin + (1 + (n * 7919) % (:posts - 2)) * (:span / :posts),
            to_timestamp((:begin + n * 10 * (:span / :posts)) / 65536000.0)
        FROM generate_series(1, :posts / 10 - 1) n ON CONFLICT DO NOTHING
    """,
    "mentions": """
        INSERT INTO mentions SELECT :begin + n * (:span / :posts), :begin - 100000000 + 1 + (n * 31) % :people
        FROM generate_series(1, :posts - 1, 3) n
    """,
    "tags": "INSERT INTO tags SELECT :begin - 200000000 + n, 'tag' || n, 'Tag' || n FROM generate_series(1, 5000) n",
    "taggings": """
        INSERT INTO taggings SELECT :begin + n * (:span / :posts),
            :begin - 200000000 + 1 + floor(random() ^ 3 * 4999)::bigint
        FROM generate_series(1, :posts - 1, 2) n
    """,
    "favourites": """
        INSERT INTO favourites SELECT :begin + n * (:span / :posts) + 3, :begin - 100000000 + 1 + n % :people,
            :begin + (1 + floor(random() ^ 2 * (:posts - 2)))::bigint * (:span / :posts), now()
        FROM generate_series(1, :posts - 1) n ON CONFLICT DO NOTHING
    """,
    "follows": """
        INSERT INTO follows (id, follower_id, followed_id, boosts, notify, created_at)
        SELECT :begin + n * 10 * (:span / :posts) + 5, :begin - 100000000 + 1 + n % :people,
            :begin - 100000000 + 1 + (n * 17 + n / :people + 1) % :people, true, false, now()
        FROM generate_series(1, :posts / 10 - 1) n
        WHERE n % :people <> (n * 17 + n / :people + 1) % :people ON CONFLICT DO NOTHING
    """,
    "visits": """
        INSERT INTO visits SELECT :begin - 100000000 + n, CAST(:day AS date) - d
        FROM generate_series(1, :people) n, generate_series(0, 29) d WHERE (n + d) % 3 = 0
    """,
    "letters": """
        INSERT INTO letters (id, kind, account_id, about, address, state, created_at, due_at, attempts, refusals,
            doubts, ended_at, trouble)
        SELECT :begin + n * 10 * (:span / :posts) + 9, 'news', :begin - 100000000 + 1 + n % :people, '', '',
            CASE WHEN n % 100 = 0 THEN 'dead' ELSE 'sent' END, now(), now(), 1, 0, 0,
            CAST(:day AS date) + n * interval '1 day' / (:posts / 10), ''
        FROM generate_series(1, :posts / 10 - 1) n
    """,
    "reasons": """
        INSERT INTO reasons (id, account_id, event, by_id, post_id, state, due_at, letter_id, created_at)
        SELECT letters.id + 1, letters.account_id, 'mention', posts.author_id, posts.id, 'written', now(), letters.id,
            now()
        FROM letters JOIN posts ON posts.id = letters.id - 9
    """,
    "media": """
        INSERT INTO media (id, account_id, position, kind, state, due_at, attempts, bytes, meta, description, trouble,
            created_at, detached_at)
        SELECT :begin + n * 50 * (:span / :posts) + 11, :begin - 100000000 + 1 + n % :people, 0, 'image', 'ready',
            now(), 0, n * 10, '{}', '', '', now(), now()
        FROM generate_series(1, :posts / 50) n
    """,
    "api_calls": """
        INSERT INTO api_calls SELECT CAST(:day AS date), n, 'Program ' || n, n * 1000 FROM generate_series(1, 100) n
    """,
}
"""What the day is filled with, by the table."""


@click.command()
@click.option("--posts", default=1_000_000, show_default=True, help="How many posts the day has.")
@click.option(
    "--pages", default=2000, show_default=True, help="How many pages are read, with and without counting each."
)
def main(posts: int, pages: int) -> None:
    """Measure, and say what was seen."""
    day = today() - timedelta(days=2)
    with tempfile.TemporaryDirectory() as folder, server("postgresql", Path(folder), scheduler=False) as (url, ini):
        engine = make_engine(read_settings(read_ini(str(ini))).database)
        fill(engine, day, posts)
        click.echo(f"counted in {count_once(engine, day):.1f} s: a day of {posts} posts")
        engine.dispose()
        without, within = read_pages(url, str(ini), day, pages)
    for share in (50, 95, 99):
        one, other = _percentile(without, share), _percentile(within, share)
        click.echo(f"p{share}: {one * 1000:.1f} ms without counting, {other * 1000:.1f} ms with: {other / one:.2f} x")


def fill(engine: Engine, day: date, posts: int) -> None:
    """Let there be a day with so many posts, and all that goes with them."""
    people = max(100, posts // 50)
    facts = {"begin": id_on(day), "span": id_on(day + timedelta(days=1)) - id_on(day), "day": day}
    with Session(engine) as db, clock.set_to(moment_of(id_on(day)) - timedelta(minutes=1)):
        make_account(db, "first")
    with engine.begin() as connection:
        connection.execute(text("SELECT setseed(0.5)"))
        for table, statement in PARTS.items():
            begin = time.perf_counter()
            made: Any = connection.execute(text(statement), {**facts, "posts": posts, "people": people})
            click.echo(f"{table}: {made.rowcount} in {time.perf_counter() - begin:.1f} s")
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))


def count_once(engine: Engine, day: date) -> float:
    """Count the day; tell how long that took. A second count must find the same."""
    with Session(engine) as db:
        begin = time.perf_counter()
        record_day(db, day, rest=REST)
        db.commit()
        took = time.perf_counter() - begin
        assert recorded_figures(db, day) == figures_of(db, day)
        for measure, count in recorded_figures(db, day).counts.items():
            click.echo(f"  {measure}: {count}")
    return took


def read_pages(url: str, ini: str, day: date, pages: int) -> tuple[list[float], list[float]]:
    """Read pages with and without a day being counted; give the seconds that each took."""
    without: list[float] = []
    within: list[float] = []
    connection = http.client.HTTPConnection(urlsplit(url).netloc)
    read_block(connection, BLOCK // 5)
    with counter(ini, day) as orders:
        for _ in range(max(1, pages // BLOCK)):
            without += read_block(connection, BLOCK)
            orders.send(True)
            orders.recv()
            within += read_block(connection, BLOCK)
            orders.send(False)
            orders.recv()
    return without, within


def read_block(connection: http.client.HTTPConnection, pages: int) -> list[float]:
    """Read the page so many times, one after the other."""
    took = []
    for _ in range(pages):
        begin = time.perf_counter()
        connection.request("GET", PAGE)
        answer = connection.getresponse()
        answer.read()
        took.append(time.perf_counter() - begin)
        assert answer.status == 200, answer.status
    return took


@contextmanager
def counter(ini: str, day: date) -> Iterator[Connection]:
    """Start a process that counts while it is told to."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(
        target=_count_when_told, args=(theirs, ini, day), daemon=True
    )
    process.start()
    ours.recv()
    try:
        yield ours
    finally:
        process.terminate()
        process.join()


def _count_when_told(orders: Connection, ini: str, day: date) -> None:
    """Count again and again from one order to the next."""
    engine = make_engine(read_settings(read_ini(ini)).database)
    orders.send("ready")
    while True:
        orders.recv()
        orders.send("begun")
        while not orders.poll():
            with Session(engine) as db:
                record_day(db, day, rest=REST)
                db.commit()
        orders.recv()
        orders.send("ended")


def _percentile(seconds: list[float], share: int) -> float:
    """Give the time within which so many per cent of all were done."""
    return statistics.quantiles(seconds, n=100)[share - 1]


if __name__ == "__main__":
    main()
