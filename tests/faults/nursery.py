"""`python -m tests.faults.nursery INI`: a process that has loaded everything, and begets schedulers of an ini file.

A scheduler is a process of its own that runs the scheduler's real `main`, so that it can be killed as one; but it
need not load the libraries and assemble the application first, which would take most of the time. Commands come in
by standard input, one a line: `start LOG` answers with a process id, `wait PID` with its exit status.
"""

import ctypes
import gc
import os
import signal
import sys
import traceback

import click
from pyramid.registry import Registry

from microblog import configure
from microblog.database import request_off_the_web
from microblog.inifile import read_ini
from microblog.jobs import scheduler
from microblog.jobs.mail import send_letters

DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of prctl(2)


def main() -> None:
    """Do as one is told until standard input ends."""
    [_, ini] = sys.argv
    config = configure({"__file__": ini}, **read_ini(ini))
    config.commit()
    scheduler.configure = lambda *_, **__: config  # assembled once
    _warm_up(config.registry)
    click.echo("ready")
    while line := sys.stdin.readline():  # not `for line in`: that reads ahead
        verb, word = line.split()
        click.echo(_start(ini, word) if verb == "start" else _wait(int(word)))


def _warm_up(registry: Registry) -> None:
    """Send the one letter that is promised already: what is only made when it is needed need not be made again."""
    with request_off_the_web(registry) as request:
        send_letters(request)
    registry["engine"].dispose()  # nobody inherits a connection
    gc.freeze()


def _start(ini: str, log: str) -> int:
    """Beget a scheduler that writes into a log."""
    pid = os.fork()
    if pid == 0:
        _live(ini, log)
    return pid


def _live(ini: str, log: str) -> None:
    """Be a scheduler, for as long as the process lives that begot it; this does not return."""
    ctypes.CDLL(None).prctl(DEATH_SIGNAL, signal.SIGKILL)
    status = 1
    try:
        out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        nothing = os.open(os.devnull, os.O_RDONLY)
        for source, target in ((nothing, 0), (out, 1), (out, 2)):
            os.dup2(source, target)
        scheduler.main([ini])
        status = 0
    except SystemExit as end:
        click.echo(end.code, err=True)
        status = end.code if isinstance(end.code, int) else int(bool(end.code))
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(status)


def _wait(pid: int) -> int:
    """Wait for the end of a scheduler; its exit status, or minus the signal that ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who begot us ends us
    main()
