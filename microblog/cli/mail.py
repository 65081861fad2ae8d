"""`microblog mail …`: how letters fare, and what to do with those that do not go."""

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import click

from ..actions.mail_preferences import enable_address
from ..actions.mailroom import drop_letter, requeue_letter, requeue_letters
from ..errors import Conflict, NotFound
from ..models import Account, Letter, LetterState, Reason
from ..queries.mail import mail_figures
from ..queries.mailroom import disabled_addresses, letter_with_account, letters_in, reasons_of
from .context import Program, find_account
from .doctor.command import doctor

AT_ONCE = 500
"""How many dead letters are tried again in one transaction."""

ID = click.IntRange(0, 2**63 - 1)
STATE = click.Choice([state.value for state in LetterState])
as_json = click.option("--json", "as_json", is_flag=True, help="Write it for programs.")


@click.group()
def mail() -> None:
    """Look after the letters: what waits, what died, who gets none, and what mail hosts need to believe us."""


mail.add_command(doctor)


@mail.command("list")
@click.option("--state", type=STATE, default=LetterState.DEAD.value, show_default=True, help="Letters in this state.")
@click.option("--limit", type=click.IntRange(1, 100_000), default=50, show_default=True, help="At most so many.")
@as_json
@click.pass_obj
def list_letters(program: Program, state: str, limit: int, as_json: bool) -> None:
    """List letters: those that ended the latest first, the others in the order in which they are due."""
    with program.transaction() as request:
        found = [_facts(letter) for letter in request.db.scalars(letters_in(LetterState(state)).limit(limit))]
    _say(found, _line, as_json=as_json)


@mail.command()
@click.argument("id", type=ID)
@as_json
@click.pass_obj
def show(program: Program, id: int, as_json: bool) -> None:
    """Show one letter, and why it was written."""
    with program.transaction() as request:
        letter = request.db.scalar(letter_with_account(id))
        if letter is None:
            raise NotFound(f"There is no letter {id}.")
        reasons = [_why(reason) for reason in request.db.scalars(reasons_of(letter))]
        facts = {**_facts(letter), "holder": letter.holder_id, "reasons": reasons}
    click.echo(json.dumps(facts, indent=2) if as_json else _page(facts))


@mail.command()
@click.argument("ids", type=ID, nargs=-1, metavar="[ID]…")
@click.option("--all-dead", is_flag=True, help="All dead letters.")
@click.pass_obj
def requeue(program: Program, ids: tuple[int, ...], all_dead: bool) -> None:
    """Try dead letters again, as often as new ones."""
    if bool(ids) == all_dead:
        raise click.UsageError("Name letters, or say --all-dead.")
    with program.request() as request:
        count = len(ids)
        with request.tm:
            for id in ids:
                requeue_letter(request.db, id)
        while all_dead:
            with request.tm:
                more = requeue_letters(request.db, AT_ONCE)
            count += more
            all_dead = more == AT_ONCE
    click.echo(f"{_number(count, 'letter')} will be tried again.")


@mail.command()
@click.argument("id", type=ID)
@click.pass_obj
def drop(program: Program, id: int) -> None:
    """Let a letter that waits, or is dead, never be sent."""
    with program.transaction() as request:
        drop_letter(request.db, id)
    click.echo(f"Letter {id} will not be sent.")


@mail.command()
@as_json
@click.pass_obj
def figures(program: Program, as_json: bool) -> None:
    """Show how the mail fares: what waits, what is dead, what was sent within the last day."""
    with program.transaction() as request:
        found = mail_figures(request.db)
    facts = {
        "waiting": found.waiting,
        "oldest_waiting_at": _moment(found.oldest_waiting_at),
        "sending": found.sending,
        "dead": found.dead,
        "doubts": found.doubts,
        "disabled_addresses": found.disabled,
        "sent_in_a_day": found.sent,
        "failed_in_a_day": found.failed,
    }
    click.echo(json.dumps(facts, indent=2) if as_json else _page(facts))


@mail.command()
@click.option("--limit", type=click.IntRange(1, 100_000), default=50, show_default=True, help="At most so many.")
@as_json
@click.pass_obj
def addresses(program: Program, limit: int, as_json: bool) -> None:
    """List those who get no news by letter, because their address refused them twice; the latest first."""
    with program.transaction() as request:
        found = [_address(account) for account in request.db.scalars(disabled_addresses().limit(limit))]
    _say(found, lambda one: "{account}  {address}  since {since}: {trouble}".format(**one), as_json=as_json)


@mail.command()
@click.argument("username")
@click.pass_obj
def enable(program: Program, username: str) -> None:
    """Send news again to somebody whose address refused them."""
    with program.transaction() as request:
        account = find_account(request, username)
        name, disabled = account.username, account.email_disabled_at is not None
        if not disabled:
            raise Conflict(f"The address of @{name} is not disabled.")
        enable_address(request.db, account)
    click.echo(f"@{name} gets news by letter again.")


def _say(found: Sequence[dict[str, Any]], line: Callable[[dict[str, Any]], str], *, as_json: bool) -> None:
    """Print what was found, for programs or for people."""
    if as_json:
        click.echo(json.dumps(found, indent=2))
        return
    for one in found:
        click.echo(line(one))


def _facts(letter: Letter) -> dict[str, Any]:
    """Tell all that operators need to know of a letter; what anybody wrote is not in it."""
    return {
        "id": letter.id,
        "kind": letter.kind.value,
        "account": f"@{letter.account.username}",
        "address": letter.address or letter.account.email,
        "state": letter.state.value,
        "attempts": letter.attempts,
        "refusals": letter.refusals,
        "doubts": letter.doubts,
        "created_at": _moment(letter.created_at),
        "due_at": _moment(letter.due_at),
        "ended_at": _moment(letter.ended_at),
        "trouble": letter.trouble,
    }


def _line(facts: dict[str, Any]) -> str:
    """Describe a letter in one line."""
    tried = [_number(facts["attempts"], "attempt"), _number(facts["refusals"], "refusal")]
    counts = ", ".join([*tried, _number(facts["doubts"], "doubt")])
    when = f"since {facts['ended_at']}" if facts["ended_at"] else f"due {facts['due_at']}"
    trouble = f": {facts['trouble']}" if facts["trouble"] else ""
    return "{id}  {kind}  {account} <{address}>  {state} ".format(**facts) + f"{when}, {counts}{trouble}"


def _why(reason: Reason) -> dict[str, Any]:
    """Tell why a letter was written."""
    return {
        "event": reason.event.value,
        "by": f"@{reason.by.username}",
        "post": reason.post_id,
        "at": _moment(reason.created_at),
    }


def _address(account: Account) -> dict[str, Any]:
    """Tell whose address refuses letters, and in what words."""
    return {
        "account": f"@{account.username}",
        "address": account.email,
        "since": _moment(account.email_disabled_at),
        "trouble": account.email_trouble,
    }


def _page(facts: dict[str, Any]) -> str:
    """Write facts one below the other; those that are lists, line by line at the end."""
    plain = {name: value for name, value in facts.items() if not isinstance(value, list)}
    width = max(len(name) for name in plain)
    lines = [
        f"{name.replace('_', ' ').ljust(width)}  {'' if value is None else value}".rstrip()
        for name, value in plain.items()
    ]
    for name, value in facts.items():
        if isinstance(value, list):
            lines += [f"{name}:", *("  " + "  ".join(str(v) for v in one.values() if v is not None) for one in value)]
    return "\n".join(lines)


def _moment(moment: datetime | None) -> str | None:
    """Write a moment, in UTC."""
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}" if moment else None


def _number(count: int, what: str) -> str:
    """Write how many there are of something."""
    return f"{count} {what}{'' if count == 1 else 's'}"
