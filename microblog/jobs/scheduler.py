"""`microblog-scheduler INI`: the sidecar process that keeps the timetable."""

import logging
import signal
import sys
import time

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.blocking import BlockingScheduler
from pyramid.paster import setup_logging
from pyramid.registry import Registry

from .. import configure
from ..clock import now
from ..database import check_schema, request_off_the_web
from ..inifile import read_ini
from .timetable import TIMETABLE, Entry

log = logging.getLogger("microblog.scheduler")


def main(words: list[str] | None = None) -> None:
    """Run the scheduler of an ini file until SIGTERM or Ctrl-C."""
    words = sys.argv[1:] if words is None else words
    if not words or words[0].startswith("-"):
        sys.exit("usage: microblog-scheduler INI [NAME=VALUE …]")
    ini, *assignments = words
    given = read_ini(ini, assignments)
    setup_logging(ini)
    config = configure({"__file__": ini}, **given)
    config.commit()
    check_schema(config.registry["engine"], ini)
    _keep(scheduler_of(config.registry))


def scheduler_of(registry: Registry) -> BlockingScheduler:
    """Make a scheduler that keeps the timetable: no job twice at a time, and what was missed once, at the start."""
    scheduler = BlockingScheduler(
        timezone="UTC",
        executors={"default": ThreadPoolExecutor(len(TIMETABLE))},
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
    )
    for entry in TIMETABLE:
        scheduler.add_job(
            _run, entry.trigger, args=[registry, entry], id=entry.name, name=entry.name, next_run_time=now()
        )
    return scheduler


def _run(registry: Registry, entry: Entry) -> None:
    """Run a job; whatever happens to it, the next ones run."""
    started = time.perf_counter()
    try:
        with request_off_the_web(registry) as request:
            done = entry.job(request)
    except Exception:
        log.exception("%s failed after %.1f s", entry.name, time.perf_counter() - started)
    else:
        level = logging.INFO if done else logging.DEBUG
        log.log(level, "%s: %s (%.1f s)", entry.name, done or "nothing to do", time.perf_counter() - started)


def _keep(scheduler: BlockingScheduler) -> None:
    """Run until we are told to stop; what is being done is finished first."""

    def stop(_number: int, _frame: object) -> None:
        raise SystemExit

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    log.info("Keeping the timetable: %s.", ", ".join(entry.name for entry in TIMETABLE))
    try:
        scheduler.start()
    except SystemExit:
        scheduler.shutdown(wait=True)
        log.info("Stopped.")
