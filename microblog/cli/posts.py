"""`microblog post`: writing from a terminal."""

import sys

import click

from ..actions.posts import Draft, publish_post
from ..errors import Invalid
from .context import Program, find_account


@click.command()
@click.argument("username")
@click.argument("text", required=False)
@click.option("--reply-to", type=int, metavar="ID", help="The post that this one answers.")
@click.pass_obj
def post(program: Program, username: str, text: str | None, reply_to: int | None) -> None:
    """Publish a post in somebody's name; without TEXT it is read from standard input."""
    words = text if text is not None else _standard_input()
    with program.transaction() as request:
        author = find_account(request, username)
        published = publish_post(request.db, author, Draft.read({"text": words, "reply_to": reply_to}))
        address = request.route_url("post", handle=f"@{author.username}", id=published.id)
    click.echo(address)


def _standard_input() -> str:
    """Read what is piped in."""
    try:
        return sys.stdin.buffer.read().decode("utf-8")
    except UnicodeDecodeError:
        raise Invalid(text="Standard input is not UTF-8 text.") from None
