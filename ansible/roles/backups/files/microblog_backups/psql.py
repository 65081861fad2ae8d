"""Speaking to PostgreSQL through psql, so that no driver is needed."""

import json
import os
import subprocess
from types import TracebackType
from typing import IO, Any, Self, cast

from .programs import Trouble, last_words

END = "-- that was all --"
ALIKE = {
    # Rows are compared as text, so both sides must write them in the same way.
    "TimeZone": "UTC",
    "DateStyle": "ISO,YMD",
    "IntervalStyle": "postgres",
    "extra_float_digits": "1",
    "bytea_output": "hex",
    "client_encoding": "UTF8",
    "search_path": "pg_catalog",
    "lc_messages": "C",
    # And nothing that the machine says of other people's sessions may end ours.
    "statement_timeout": "0",
    "lock_timeout": "0",
    "idle_in_transaction_session_timeout": "0",
}


class Session:
    """One connection. It is asked in SQL, and answers with one JSON value a row."""

    def __init__(self, *, socket: str, port: int, database: str) -> None:
        options = " ".join(f"-c {name}={value}" for name, value in ALIKE.items())
        words = ["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-w", "-h", socket, "-p", str(port), "-d", database]
        try:
            self._psql = subprocess.Popen(  # noqa: S603 - the words are ours
                words,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                env={**os.environ, "PGOPTIONS": options, "PGAPPNAME": "microblog-backups", "PGCONNECT_TIMEOUT": "10"},
            )
        except OSError as fault:
            raise Trouble(f"psql cannot be run: {fault.strerror}.") from None

    def __enter__(self) -> Self:
        """Use it for a while."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, what: BaseException | None, where: TracebackType | None
    ) -> None:
        """End it, and whatever it had begun."""
        self._psql.kill()
        self._psql.communicate()

    def rows(self, statement: str) -> list[Any]:
        """Ask for rows of one column that holds JSON; Trouble if PostgreSQL refuses."""
        ask, answers = cast(IO[str], self._psql.stdin), cast(IO[str], self._psql.stdout)
        try:
            ask.write(f"{statement};\n\\echo {END}\n")
            ask.flush()
        except BrokenPipeError:
            raise self._refused() from None
        found: list[Any] = []
        for line in answers:
            if line.rstrip("\n") == END:
                return found
            found.append(json.loads(line))
        raise self._refused()

    def value(self, statement: str) -> Any:
        """Ask for one such value."""
        return self.rows(statement)[0]

    def do(self, *statements: str) -> None:
        """Do something that answers nothing."""
        for statement in statements:
            self.rows(statement)

    def _refused(self) -> Trouble:
        """Tell why psql has ended."""
        _, said = self._psql.communicate()
        return Trouble(f"PostgreSQL refused: {last_words(said)}")
