"""A program that limits itself and then becomes another: `python confined.py MEMORY SECONDS BYTES PROGRAM WORDS…`.

It is run as a file of its own, so it knows nothing of ours. Limits set between fork and exec of a process with
threads would be a gamble; set here, in a process of one thread, they are not.
"""

import ctypes
import os
import resource
import signal
import sys
from contextlib import suppress

DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG, prctl(2)


def main(words: list[str]) -> None:
    """Take on the limits, then become the program."""
    memory, seconds, size = map(int, words[:3])
    for kind, limit, last in (
        (resource.RLIMIT_AS, memory, memory),
        (resource.RLIMIT_CPU, seconds, seconds + 1),  # first a signal that tells what it was, SIGXCPU
        (resource.RLIMIT_FSIZE, size, size),
        (resource.RLIMIT_CORE, 0, 0),
        (resource.RLIMIT_NOFILE, 64, 64),
    ):
        with suppress(ValueError, OSError):  # a lower one is in force already
            resource.setrlimit(kind, (limit, last))
    with suppress(AttributeError, OSError):  # only Linux has it
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)
    os.nice(10)
    os.execvp(words[3], words[3:])  # noqa: S606 - there is no shell in it


if __name__ == "__main__":
    main(sys.argv[1:])
