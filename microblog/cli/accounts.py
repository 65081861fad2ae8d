"""`microblog account …`: people."""

import click

from ..actions.accounts import SignUp, change_email, confirm_email, set_role, sign_up, unsuspend
from ..actions.accounts import suspend as suspend_account
from ..actions.hashing import checked
from ..actions.passwords import set_password
from ..models import Role
from .context import Program, find_account

ROLE = click.Choice([role.value for role in Role])


@click.group()
def account() -> None:
    """Make accounts, and look after them."""


@account.command()
@click.argument("username")
@click.option("--email", required=True, help="Their e-mail address; taken as confirmed.")
@click.password_option(help="Their password; asked for when not given.")
@click.option("--role", type=ROLE, default=Role.USER.value, show_default=True, help="What they may do.")
@click.pass_obj
def create(program: Program, username: str, email: str, password: str, role: str) -> None:
    """Make an account."""
    with program.transaction() as request:
        made = sign_up(
            request.db, SignUp.read({"username": username, "email": email, "password": password}), confirmed=True
        )
        set_role(made, Role(role))
        name = made.username
    click.echo(f"There is an account @{name} now.")


@account.command()
@click.argument("username")
@click.pass_obj
def confirm(program: Program, username: str) -> None:
    """Take somebody's e-mail address as confirmed."""
    with program.transaction() as request:
        found = find_account(request, username)
        confirm_email(request.db, found)
        name = found.username
    click.echo(f"The address of @{name} is confirmed.")


@account.command()
@click.argument("username")
@click.argument("email", metavar="ADDRESS")
@click.pass_obj
def address(program: Program, username: str, email: str) -> None:
    """Give somebody another e-mail address; they are asked there whether it is theirs, and told at the former one."""
    with program.transaction() as request:
        settings = request.registry.settings["microblog"].accounts
        found = find_account(request, username)
        confirmed, limit = not settings.confirm_email, settings.letters_an_hour
        change_email(request.db, found, email, confirmed=confirmed, limit=limit)
        name = found.username
    click.echo(f"@{name} has another address{'' if confirmed else '; until they confirm it, they cannot post'}.")


@account.command()
@click.argument("username")
@click.option("--role", type=ROLE, default=Role.ADMIN.value, show_default=True, help="What they become.")
@click.pass_obj
def promote(program: Program, username: str, role: str) -> None:
    """Let somebody do more: moderators and admins may delete what others wrote."""
    with program.transaction() as request:
        found = find_account(request, username)
        set_role(found, Role(role))
        name = found.username
    click.echo(f"@{name} has the role {role} now.")


@account.command()
@click.argument("username")
@click.password_option(help="The new password; asked for when not given.")
@click.pass_obj
def reset_password(program: Program, username: str, password: str) -> None:
    """Give somebody a new password; all their logins and keys end, and a letter tells them."""
    with program.transaction() as request:
        found = find_account(request, username)
        set_password(request.db, found, checked(password))
        name = found.username
    click.echo(f"@{name} has a new password; all logins and keys have ended.")


@account.command()
@click.argument("username")
@click.pass_obj
def suspend(program: Program, username: str) -> None:
    """Shut somebody out: what they wrote is hidden, and all their logins and keys end."""
    with program.transaction() as request:
        found = find_account(request, username)
        suspend_account(request.db, found)
        name = found.username
    click.echo(f"@{name} is suspended.")


@account.command("unsuspend")
@click.argument("username")
@click.pass_obj
def let_in(program: Program, username: str) -> None:
    """Let somebody in again who was suspended."""
    with program.transaction() as request:
        found = find_account(request, username)
        unsuspend(found)
        name = found.username
    click.echo(f"@{name} may log in again.")
