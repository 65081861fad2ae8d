"""`microblog shell`: a Python prompt with the database at hand."""

import code

import click

from .. import models
from .context import Program


@click.command()
@click.pass_obj
def shell(program: Program) -> None:
    """Open a Python prompt with `request`, `db` and all models; nothing is kept unless you call request.tm.commit()."""
    with program.request() as request:
        request.tm.begin()
        names = {name: getattr(models, name) for name in models.__all__}
        code.interact(
            banner="request, db and all models are here. Keep what you change with request.tm.commit().",
            local={**names, "request": request, "db": request.db},
            exitmsg="",
        )
        if request.tm.manager._txn is not None:
            request.tm.abort()
