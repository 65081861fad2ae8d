"""What every command starts from: an ini file, and what becomes of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from pyramid.registry import Registry
from pyramid.request import Request

from .. import configure
from ..database import request_off_the_web
from ..errors import NotFound
from ..inifile import read_ini, set_up_logging
from ..models import Account
from ..queries.accounts import account_named
from ..schema import check_schema


class Program:
    """One run of the command line."""

    def __init__(self, ini: Path) -> None:
        self.ini = str(ini)

    @cached_property
    def given(self) -> dict[str, str]:
        """What stands in the ini file's [app:main]."""
        return read_ini(self.ini)

    @cached_property
    def registry(self) -> Registry:
        """The assembled application, on a database that may not be migrated."""
        given = self.given  # first of all: it has a sentence for a file that cannot be read
        set_up_logging(self.ini)
        config = configure({"__file__": self.ini}, **given)
        config.commit()
        return config.registry

    @contextmanager
    def request(self) -> Iterator[Request]:
        """Make a request that opens its transactions itself; the database must be migrated."""
        check_schema(self.registry["engine"], self.ini)
        with request_off_the_web(self.registry) as request:
            yield request

    @contextmanager
    def transaction(self) -> Iterator[Request]:
        """Do one command's work: all of it or, if it fails, nothing."""
        with self.request() as request, request.tm:
            yield request


def find_account(request: Request, username: str) -> Account:
    """Find the account that a command is about."""
    account = request.db.scalar(account_named(username.removeprefix("@")))
    if account is None:
        raise NotFound(f"There is no account named {username}.")
    return account
