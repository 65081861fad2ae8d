"""`microblog token …`: keys for programs."""

import click

from ..actions.tokens import NewKey, end_token, make_key
from ..models import SCOPES, AccessToken
from ..queries.applications import tokens_of
from .context import Program, find_account


@click.group()
def token() -> None:
    """Make keys for programs that act for somebody, and end them."""


@token.command()
@click.argument("username")
@click.option("--scope", "scopes", type=click.Choice(list(SCOPES)), multiple=True, help="What it may do; once or more.")
@click.option("--name", required=True, help="What it is for.")
@click.option("--expires", "days", type=int, metavar="DAYS", help="After how many days it ends; else never.")
@click.pass_obj
def create(program: Program, username: str, scopes: tuple[str, ...], name: str, days: int | None) -> None:
    """Make a key to somebody's account. It is printed this once."""
    with program.transaction() as request:
        account = find_account(request, username)
        _, made = make_key(
            request.db, account, NewKey.read({"name": name, "scopes": scopes or ("read",), "days": days})
        )
    click.echo(made)


@token.command("list")
@click.argument("username")
@click.pass_obj
def list_tokens(program: Program, username: str) -> None:
    """List the keys to somebody's account, the newest first."""
    with program.transaction() as request:
        account = find_account(request, username)
        lines = [_line(one) for one in request.db.scalars(tokens_of(account))]
    for line in lines:
        click.echo(line)


@token.command()
@click.argument("id", type=click.IntRange(0, 2**63 - 1))
@click.pass_obj
def revoke(program: Program, id: int) -> None:
    """End a key; `token list` tells its ID."""
    with program.transaction() as request:
        end_token(request.db, id)
    click.echo("The key is no good any more.")


def _line(key: AccessToken) -> str:
    """Describe a key in one line."""
    used = f"last used {key.last_used_on}" if key.last_used_on else "not used yet"
    ends = f", ends {key.expires_at:%Y-%m-%d}" if key.expires_at else ""
    return f"{key.id}  {key.application.name}  ({', '.join(key.scopes)})  made {key.created_at:%Y-%m-%d}, {used}{ends}"
