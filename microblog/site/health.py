"""How the machinery fares, for whoever watches over it."""

from datetime import datetime, timedelta
from typing import Any

from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from ..clock import now
from ..queries.backups import BackupState, state_of_backups
from ..queries.jobs import JobState, state_of_jobs
from ..queries.mail import mail_figures
from ..rates import spend


@view_config(route_name="health.jobs", request_method="GET", budget=8)
def health_of_jobs(request: Request) -> Response:
    """Tell how each job fares; 503 if no scheduler is there, or a job is late or failed. Nothing of it is private."""
    spend(request)
    state, mail = state_of_jobs(request.db), mail_figures(request.db)
    facts = {
        "well": not state.troubles,
        "troubles": state.troubles,
        "schedulers": [{"started_at": _written(one.started_at)} for one in state.schedulers],
        "jobs": [_job(one) for one in state.jobs],
        "letters": {
            "waiting": mail.waiting,
            "oldest_waiting_seconds": seconds_since(mail.oldest_waiting_at),
            "sending": mail.sending,
            "dead": mail.dead,
            "doubts": mail.doubts,
        },
    }
    return Response(json_body=facts, status=503 if state.troubles else 200, charset="utf-8", cache_control="no-store")


@view_config(route_name="health.backups", request_method="GET", budget=4)
def health_of_backups(request: Request) -> Response:
    """Tell when each backup was last proven by restoring it; 503 if that is too long ago. Nothing of it is private."""
    spend(request)
    settings = request.registry.settings["microblog"].backups
    within, states = timedelta(hours=settings.proven_within_hours), state_of_backups(request.db)
    troubles = [said for one in states for said in one.troubles(within)] if settings.expected else []
    facts = {
        "well": not troubles,
        "troubles": troubles,
        "expected": settings.expected,
        "proven_within_hours": settings.proven_within_hours,
        "backups": [_backup(one) for one in states],
    }
    return Response(json_body=facts, status=503 if troubles else 200, charset="utf-8", cache_control="no-store")


def seconds_since(moment: datetime | None) -> float:
    """Tell how many seconds ago a moment was; 0 if there is none."""
    return max(now() - moment, timedelta()).total_seconds() if moment else 0.0


def _job(job: JobState) -> dict[str, Any]:
    """Tell how a job fares; of what went wrong only that it did, as its words may name somebody."""
    run = job.run
    return {
        "name": run.name,
        "running": job.running,
        "last_run_at": _written(run.ended_at),
        "last_success_at": _written(run.succeeded_at),
        "next_run_at": _written(run.next_at),
        "lag_seconds": job.lag.total_seconds(),
        "took_seconds": run.seconds,
        "rows": run.rows,
        "runs": run.runs,
        "failures": run.failures,
        "late": job.late,
        "failed": job.failed,
    }


def _backup(backup: BackupState) -> dict[str, Any]:
    """Tell how a backup fares; of what went wrong only that it did, and nothing of what is in it."""
    proven, tried = backup.proven, backup.tried
    return {
        "kind": backup.kind,
        "proven_as_of": _written(proven and (proven.as_of or proven.ended_at)),
        "proven_at": _written(proven and proven.ended_at),
        "age_seconds": backup.age.total_seconds() if backup.age is not None else None,
        "took_seconds": proven.seconds if proven else None,
        "tried_at": _written(tried and tried.ended_at),
        "failed": backup.failed,
    }


def _written(moment: datetime | None) -> str | None:
    """Write a moment."""
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}" if moment else None
