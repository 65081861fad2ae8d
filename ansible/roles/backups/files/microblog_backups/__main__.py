"""`microblog-backups VERB …`: what timers, playbooks and people do with the backups of this machine."""

import argparse
import signal
import sys
from datetime import datetime
from pathlib import Path
from types import FrameType

from .config import HERE, Config
from .copies import copy_all, copy_new, fetch
from .database import back_up_database
from .media import back_up_media, list_files, prove_media, restore_media
from .programs import Trouble, say
from .proof import prove_database
from .record import forget, keep, record


def main() -> None:
    """Do one thing; what went wrong is said in a sentence, with exit status 1."""
    signal.signal(signal.SIGTERM, _end)
    words = _parser().parse_args()
    config = Config.read(words.config)
    try:
        _do(config, words)
    except Trouble as trouble:
        print(f"Trouble: {trouble}", file=sys.stderr, flush=True)  # noqa: T201
        sys.exit(1)


def _do(config: Config, words: argparse.Namespace) -> None:
    """Do what is asked for."""
    match words.verb, getattr(words, "what", ""):
        case "make", "database":
            back_up_database(config, full=words.full)
        case "make", "media":
            back_up_media(config)
        case "prove", kind:
            _prove(config, kind)
        case "record", kind:
            record(config, kind)
        case "list", when:
            list_files(config, when)
        case "copy", "new":
            copy_new(config)
        case "copy", _:
            copy_all(config)
        case "fetch", source:
            fetch(config, source)
        case "restore", _:
            restore_media(config, words.to)


def _prove(config: Config, kind: str) -> None:
    """Prove one backup, and leave what was found out."""
    forget(config, kind)
    try:
        outcome = prove_database(config) if kind == "database" else prove_media(config)
    except Trouble as trouble:
        keep(config, kind, {"kind": kind, "trouble": str(trouble)})
        raise
    if outcome is not None:
        keep(config, kind, outcome)
        say(f"The backup of the {kind} is proven as of {outcome['as_of']}, in {outcome['seconds']:.0f} s.")


def _parser() -> argparse.ArgumentParser:
    """Describe the verbs."""
    parser = argparse.ArgumentParser(prog="microblog-backups", description="Backups of this machine.")
    parser.add_argument("--config", type=Path, default=HERE, help="what the playbooks wrote down (%(default)s)")
    verbs = parser.add_subparsers(dest="verb", required=True)
    kinds = ("database", "media")
    make = verbs.add_parser("make", help="make a backup")
    make.add_argument("what", choices=kinds)
    make.add_argument("--full", action="store_true", help="of the database: a full one, whatever the day")
    verbs.add_parser("prove", help="restore a backup on trial, and compare").add_argument("what", choices=kinds)
    verbs.add_parser("record", help="tell the site what that found out").add_argument("what", choices=kinds)
    listing = verbs.add_parser("list", help="ask the site which files its database names")
    listing.add_argument("what", choices=("before", "after"))
    copy = verbs.add_parser("copy", help="bring copies to other machines")
    copy.add_argument("what", choices=("new", "all"))
    verbs.add_parser("fetch", help="bring the repositories back from a copy").add_argument("what", metavar="SOURCE")
    restore = verbs.add_parser("restore", help="bring the media folder back")
    restore.add_argument("what", choices=("media",))
    restore.add_argument("--to", type=datetime.fromisoformat, help="as of a moment, such as 2026-11-20T12:00:00+00:00")
    return parser


def _end(_number: int, _frame: FrameType | None) -> None:
    """Let everything be cleared away when we are asked to stop."""
    sys.exit("Stopped.")


if __name__ == "__main__":
    main()
