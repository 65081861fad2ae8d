"""`microblog web`: the website alone."""

import logging
import signal
import sys

import click
import waitress

from .. import main
from ..inifile import set_up_logging
from ..settings import read_settings
from .context import Program

log = logging.getLogger("microblog.web")

port_option = click.option(
    "--port", default=6543, show_default=True, type=click.IntRange(1, 65535), help="The port to listen on."
)
address_option = click.option("--address", default="localhost", show_default=True, help="The address to listen on.")


@click.command()
@port_option
@address_option
@click.pass_obj
def web(program: Program, port: int, address: str) -> None:
    """Run the website alone."""
    settings = read_settings(program.given)
    set_up_logging(program.ini)
    application = main({"__file__": program.ini}, **program.given)
    # What is larger than any form of ours is cut off here; what is a little too large gets a page that says so.
    words, media = settings.limits.form_bytes, settings.media
    files = max(media.together, media.album)
    limit = max(2 * settings.limits.upload_bytes, files + 2 * words)
    try:
        server = waitress.create_server(
            application,
            listen=f"{address}:{port}",
            ident=None,
            max_request_body_size=limit,
            clear_untrusted_proxy_headers=False,  # `rates.py` knows whom to believe, and needs to see them
        )
    except (OSError, ValueError) as fault:
        sys.exit(f"The website cannot listen on {address}:{port}: {getattr(fault, 'strerror', None) or fault}.")
    click.secho(f"microblog is at {settings.site.url}", fg="green", bold=True, err=True)
    signal.signal(signal.SIGTERM, _stop)  # like Ctrl-C: what is counted in memory is written down before the end
    server.run()


def _stop(_number: int, _frame: object) -> None:
    """End the website."""
    raise SystemExit
