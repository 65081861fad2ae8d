"""What the doctor says: one plain sentence about each thing that was looked at, and what to do about it."""

import enum
from dataclasses import dataclass


class Verdict(enum.StrEnum):
    """How bad something is."""

    OK = "ok"
    WARNING = "warning"
    """It could not be found out, or some of those who get letters will mind."""
    ERROR = "error"
    """Letters do not leave, or do not arrive."""


@dataclass(frozen=True)
class Finding:
    """What was found when something was looked at."""

    verdict: Verdict
    about: str
    """What was looked at, in a word."""
    sentence: str
    advice: str = ""
    """What to do; empty if nothing is to be done."""


def ok(about: str, sentence: str) -> Finding:
    """Say that something is as it should be."""
    return Finding(Verdict.OK, about, sentence)


def warning(about: str, sentence: str, advice: str) -> Finding:
    """Say what should be better."""
    return Finding(Verdict.WARNING, about, sentence, advice)


def error(about: str, sentence: str, advice: str) -> Finding:
    """Say what must be put right."""
    return Finding(Verdict.ERROR, about, sentence, advice)
