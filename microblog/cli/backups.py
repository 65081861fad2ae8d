"""`microblog backup …`: when a backup was last proven by restoring it."""

import json
from typing import Any

import click

from ..actions.backups import Proof, record_proof
from ..clock import now
from ..errors import Invalid
from ..models import RestoreProof
from ..queries.backups import BackupState, files_to_keep, state_of_backups
from .context import Program


@click.group()
def backup() -> None:
    """Tell and write down when a backup was proven by restoring it."""


@backup.command()
@click.option("--json", "as_json", is_flag=True, help="Write it for programs.")
@click.pass_obj
def status(program: Program, as_json: bool) -> None:
    """Tell of each backup when it was last restored on trial and found to be whole."""
    with program.transaction() as request:
        states = state_of_backups(request.db)
        said = json.dumps([_facts(one) for one in states], indent=2) if as_json else "\n".join(map(_line, states))
    click.echo(said)


@backup.command()
@click.argument("source", type=click.File("r", encoding="utf-8"), default="-")
@click.pass_obj
def record(program: Program, source: Any) -> None:
    """Write down what a trial to restore a backup found out. It is read as JSON."""
    try:
        given = json.load(source)
    except ValueError as fault:
        raise Invalid(proof=f"This is no JSON: {fault}.") from None
    if not isinstance(given, dict):
        raise Invalid(proof="This must be one object, such as {“kind”: “database”, …}.")
    with program.transaction() as request:
        proof = record_proof(request.db, Proof.read(given))
        said = f"Written down: the backup of the {proof.kind} {'proved nothing' if proof.trouble else 'is proven'}."
    click.echo(said)


@backup.command()
@click.pass_obj
def files(program: Program) -> None:
    """List the files in the media folder that the database names: those that a backup must hold."""
    with program.transaction() as request:
        for name in request.db.scalars(files_to_keep().execution_options(yield_per=10_000)):
            click.echo(name)


def _line(state: BackupState) -> str:
    """Say in a line how a backup fares."""
    said = f"{state.kind}: " + (f"proven {_when(state.proven)}" if state.proven else "never proven")
    return said + (f"; the last trial failed: {state.tried.trouble}" if state.tried and state.failed else "")


def _when(proof: RestoreProof) -> str:
    """Say when, and how much was compared."""
    moment = proof.as_of or proof.ended_at
    hours = max((now() - moment).total_seconds(), 0) / 3600
    what = f"{proof.rows} rows in {proof.tables} tables" if proof.tables else f"{proof.files} files"
    return f"as of {moment:%Y-%m-%d %H:%M:%S} UTC ({hours:.1f} hours ago; {what}, in {proof.seconds:.0f} s)"


def _facts(state: BackupState) -> dict[str, Any]:
    """Gather the same for programs."""
    return {"kind": state.kind, "proven": _proof(state.proven), "tried": _proof(state.tried), "failed": state.failed}


def _proof(proof: RestoreProof | None) -> dict[str, Any] | None:
    """Write a trial as JSON can."""
    if proof is None:
        return None
    moments = {"as_of": proof.as_of and proof.as_of.isoformat(), "ended_at": proof.ended_at.isoformat()}
    names = ("seconds", "tables", "rows", "files", "bytes", "digest", "trouble")
    return moments | {name: getattr(proof, name) for name in names}
