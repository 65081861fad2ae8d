"""Figures for Prometheus, in its text format 0.0.4. They are read from the database, so any process may be asked."""

import hmac
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config
from sqlalchemy.orm import Session

from ..clock import now
from ..queries.backups import BackupState, state_of_backups
from ..queries.instance import figures_of_instance
from ..queries.jobs import SchedulerState, state_of_jobs
from ..queries.mail import MailFigures, mail_figures
from ..rates import is_from_here, spend
from .health import seconds_since

PLAIN = [("Content-Type", "text/plain; version=0.0.4; charset=utf-8"), ("Cache-Control", "no-store")]


@dataclass(frozen=True)
class Metric:
    """A figure, or one of each of several things."""

    name: str
    about: str
    values: Iterable[tuple[str, float]]
    """Each with what its labels say; the only value of a metric without any has none."""
    kind: str = "gauge"

    def __str__(self) -> str:
        """Write it as Prometheus reads it."""
        lines = [f"# HELP microblog_{self.name} {self.about}", f"# TYPE microblog_{self.name} {self.kind}"]
        return "\n".join([*lines, *(f"microblog_{self.name}{labels} {value:.15g}" for labels, value in self.values)])


@view_config(route_name="metrics", request_method="GET")
def metrics(request: Request) -> Response:
    """Give the figures to whoever shows the token of the settings; without one, to programs on this machine."""
    spend(request)
    token = request.registry.settings["microblog"].site.metrics_token.get_secret_value()
    if not token and not is_from_here(request):
        raise HTTPNotFound  # to whoever may not see them, they are not there
    if token and not _shows(request, token):
        return Response(
            "This needs the token of the settings.\n", 401, headerlist=[*PLAIN, ("WWW-Authenticate", "Bearer")]
        )
    return Response("".join(f"{metric}\n" for metric in _metrics(request.db)), headerlist=PLAIN)


def _shows(request: Request, token: str) -> bool:
    """Whether a request shows a token; it takes as long whichever character differs."""
    scheme, _, shown = request.headers.get("Authorization", "").partition(" ")
    return hmac.compare_digest(shown.strip().encode("utf-8", "replace"), token.encode()) and scheme.lower() == "bearer"


def _metrics(db: Session) -> Iterator[Metric]:
    """Ask for all figures."""
    state, place = state_of_jobs(db), figures_of_instance(db)
    yield _one("accounts", "Confirmed accounts.", place.accounts)
    yield _one("posts", "Posts.", place.posts)
    yield _one("accounts_active_month", "People who came by within thirty days.", place.active_month)
    yield from _of_mail(mail_figures(db))
    yield _one("schedulers", "Schedulers that were heard of within a minute.", len(state.schedulers))
    yield from _of_jobs(state)
    yield from _of_backups(state_of_backups(db))


def _of_mail(mail: MailFigures) -> Iterator[Metric]:
    """Tell how the mail fares."""
    states = {"waiting": mail.waiting, "sending": mail.sending, "dead": mail.dead}
    yield Metric("letters", "Letters, by state.", [(_label("state", name), value) for name, value in states.items()])
    ended = {"sent": mail.sent, "failed": mail.failed}
    values = [(_label("outcome", name), value) for name, value in ended.items()]
    yield Metric("letters_last_day", "Letters that ended within a day, by outcome.", values)
    yield _one("letters_doubts", "Letters sent again because nobody could tell whether they had gone.", mail.doubts)
    age = seconds_since(mail.oldest_waiting_at)
    yield _one("letters_oldest_seconds", "For how long the letter waits that has waited for longest.", age)
    yield _one("addresses_disabled", "Accounts that get no news as their address refused letters.", mail.disabled)


def _of_jobs(state: SchedulerState) -> Iterator[Metric]:
    """Tell how the jobs fare."""

    def each(name: str, about: str, of: Iterable[float | None], kind: str = "gauge") -> Metric:
        labels = [_label("job", job.run.name) for job in state.jobs]
        return Metric(
            f"job_{name}", about, [(label, one) for label, one in zip(labels, of, strict=True) if one is not None], kind
        )

    jobs, moment = state.jobs, now()
    ages = [(moment - one.run.succeeded_at).total_seconds() if one.run.succeeded_at else None for one in jobs]
    yield each("runs_total", "How often the job ran.", [one.run.runs for one in jobs], "counter")
    yield each("failures_total", "How often it failed.", [one.run.failures for one in jobs], "counter")
    yield each("failed", "Whether its last run failed.", [one.failed for one in jobs])
    yield each("running", "Whether a scheduler is at it.", [one.running for one in jobs])
    yield each("lag_seconds", "For how long it has been due.", [one.lag.total_seconds() for one in jobs])
    yield each("success_age_seconds", "How long ago it last went well.", ages)
    yield each("last_seconds", "How long its last run took.", [one.run.seconds for one in jobs])
    yield each("last_rows", "How many rows its last run changed.", [one.run.rows for one in jobs])


def _of_backups(states: Iterable[BackupState]) -> Iterator[Metric]:
    """Tell what was proven of the backups; of one that never was, only that its last trial failed."""
    proofs = [(_label("kind", one.kind), one.proven) for one in states if one.proven]

    def each(name: str, about: str, of: Iterable[float]) -> Metric:
        return Metric(f"backup_proven_{name}", about, list(zip([label for label, _ in proofs], of, strict=True)))

    moments = [(one.as_of or one.ended_at).timestamp() for _, one in proofs]
    yield each("timestamp_seconds", "The moment as of which the backup was last restored and found whole.", moments)
    yield each("rows", "How many rows were compared then.", [one.rows for _, one in proofs])
    yield each("tables", "How many tables.", [one.tables for _, one in proofs])
    yield each("files", "How many files.", [one.files for _, one in proofs])
    yield each("bytes", "How much was restored.", [one.bytes for _, one in proofs])
    yield each("seconds", "How long that took.", [one.seconds for _, one in proofs])
    failed = [(_label("kind", one.kind), one.failed) for one in states]
    yield Metric("backup_trial_failed", "Whether the last trial to restore it proved nothing.", failed)


def _one(name: str, about: str, value: float) -> Metric:
    """Make a metric of one value."""
    return Metric(name, about, [("", value)])


def _label(name: str, value: str) -> str:
    """Write a label; names of jobs and states are plain words."""
    return f'{{{name}="{value}"}}'
