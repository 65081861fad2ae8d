"""`microblog shell`: a Python prompt with the database at hand."""

import code

import click
from sqlalchemy.orm import Session

from .. import models
from .context import Program

BANNER = (
    "db and all models are here. Keep what you change with db.commit(); until then, nobody else can write on SQLite."
)


@click.command()
@click.pass_obj
def shell(program: Program) -> None:
    """Open a Python prompt with a session `db` and all models; nothing is kept unless you call db.commit()."""
    names = {name: getattr(models, name) for name in models.__all__}
    with program.request() as request, Session(request.registry["engine"]) as db:
        code.interact(banner=BANNER, local={**names, "db": db, "settings": request.registry.settings}, exitmsg="")
