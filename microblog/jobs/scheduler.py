"""`microblog-scheduler INI`: the sidecar process that keeps the timetable."""

import logging
import os
import signal
import sys
import threading
import time

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.blocking import BlockingScheduler
from pyramid.registry import Registry

from .. import configure
from ..clock import now
from ..database import check_schema, request_off_the_web
from ..inifile import read_ini, set_up_logging
from ..settings import check_folders
from .stopping import told_to_stop
from .timetable import TIMETABLE, Entry

log = logging.getLogger("microblog.scheduler")

PATIENCE = 4
"""For how many seconds a job may finish what it is doing once we are told to stop."""


def main(words: list[str] | None = None) -> None:
    """Run the scheduler of an ini file until SIGTERM or Ctrl-C."""
    words = sys.argv[1:] if words is None else words
    if len(words) != 1 or words[0].startswith("-"):
        sys.exit("usage: microblog-scheduler INI")
    [ini] = words
    given = read_ini(ini)
    set_up_logging(ini)
    config = configure({"__file__": ini}, **given)
    config.commit()
    check_schema(config.registry["engine"], ini)
    check_folders(config.registry.settings["microblog"])
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
    """Run until we are told to stop; what is being done is finished first, if it does not take too long."""

    def stop(_number: int, _frame: object) -> None:
        told_to_stop.set()
        raise SystemExit

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    log.info("Keeping the timetable: %s.", ", ".join(entry.name for entry in TIMETABLE))
    try:
        scheduler.start()
    except SystemExit:
        _finish(scheduler)


def _finish(scheduler: BlockingScheduler) -> None:
    """Wait for what is being done. A job that waits for somebody else is left: whatever it promised is kept later."""
    finishing = threading.Thread(target=scheduler.shutdown, daemon=True)
    finishing.start()
    finishing.join(PATIENCE)
    if not finishing.is_alive():
        log.info("Stopped.")
        return
    log.warning("Stopped in the middle of a job.")
    logging.shutdown()
    os._exit(0)  # the interpreter itself would wait for the job's thread
