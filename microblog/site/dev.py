"""Pages for developers; they exist only where the setting development.pages says so."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request
from pyramid.view import view_config


@dataclass(frozen=True)
class Received:
    """A letter that was written into the folder."""

    name: str
    written: datetime
    message: EmailMessage

    def part(self, kind: str) -> str:
        """The letter's words, as `plain` or as `html`."""
        body = self.message.get_body((kind,))
        return body.get_content() if body else ""


@view_config(route_name="dev.mail", renderer="dev/mail.jinja2", request_method="GET")
def mail(request: Request) -> Mapping[str, Any]:
    """Show the letters that would have been sent, the newest first."""
    paths = sorted(_directory(request).glob("*.eml"), key=lambda path: path.stat().st_mtime, reverse=True)
    return {"letters": [_read(path) for path in paths[:100]]}


@view_config(route_name="dev.letter", renderer="dev/letter.jinja2", request_method="GET")
def letter(request: Request) -> Mapping[str, Any]:
    """Show one letter as its reader would see it."""
    path = _directory(request) / f"{request.matchdict['name']}.eml"
    if not path.is_file():
        raise HTTPNotFound("There is no such letter.")
    # The letter's own colours are written into it; nothing else of it is allowed to do anything.
    request.response.headers["Content-Security-Policy"] = (
        "default-src 'none'; img-src 'self' data:; script-src 'self'; style-src 'self' 'unsafe-inline'; "
        "form-action 'self'"
    )
    return {"letter": _read(path)}


def _directory(request: Request) -> Path:
    """Where the transport `files` puts letters."""
    return request.registry.settings["microblog"].mail.directory


def _read(path: Path) -> Received:
    """Read a letter."""
    written = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    return Received(path.stem, written, message_from_bytes(path.read_bytes(), policy=default))
