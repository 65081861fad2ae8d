"""What an operator may decide. Read once at the start; a slip of the pen is refused there with a sentence.

Every setting is written `section.name = value` under `[app:main]` of the ini file. The environment variable
`MICROBLOG_SECTION_NAME` stands above the file, so that secrets need not be written into it.
"""

import difflib
import os
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any
from urllib.parse import urlsplit

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from .sections import Backups, Database, Jobs, Mail, Media, Section, Settings

__all__ = [
    "FOREIGN",
    "PREFIX",
    "Backups",
    "Database",
    "Jobs",
    "Mail",
    "Media",
    "Misconfigured",
    "Section",
    "Settings",
    "check_folders",
    "given",
    "names",
    "read_settings",
]

FOREIGN = frozenset(
    f"pyramid.{name}"
    for name in (
        *("reload_templates", "reload_assets", "reload_all", "prevent_http_cache", "prevent_cachebust"),
        *("debug_all", "debug_authorization", "debug_notfound", "debug_routematch", "debug_templates"),
        "default_locale_name",
    )
)
"""What Pyramid reads from the same section."""
PREFIX = "MICROBLOG_"
INI_VARIABLE = "MICROBLOG_INI"  # names the ini file itself to the command line


class Misconfigured(SystemExit):
    """A mistake of the operator's. It ends the program at its start with one plain sentence."""


def names() -> dict[str, FieldInfo]:
    """List every setting as `section.name`, with what is declared of it."""
    return {
        f"{section}.{name}": field
        for section, model in Settings.model_fields.items()
        for name, field in _fields_of(model).items()
    }


def given(ini: Mapping[str, str], environ: Mapping[str, str] = os.environ) -> dict[str, tuple[str, str]]:
    """Collect what the operator gave: setting → (value, where it came from). Refuse what is no setting."""
    known = {_variable(name): name for name in names()}
    found = {name: (value, "ini file") for name, value in ini.items() if name not in FOREIGN}
    for name in found:
        if name not in known.values():
            raise Misconfigured(f"There is no setting {name!r}{_near(name, known.values())}")

    for variable, value in environ.items():
        if variable.startswith(PREFIX) and variable != INI_VARIABLE:
            if variable not in known:
                raise Misconfigured(f"There is no setting for the variable {variable}{_near(variable, known)}")
            found[known[variable]] = (value, variable)
    return found


def read_settings(ini: Mapping[str, str], environ: Mapping[str, str] = os.environ) -> Settings:
    """Read all settings, or end the program with a sentence about the first that is wrong."""
    sections: dict[str, dict[str, str]] = {"site": {}, "security": {}, "database": {}}
    for name, (value, _) in given(ini, environ).items():
        section, _, key = name.partition(".")
        sections.setdefault(section, {})[key] = value
    try:
        return _checked(Settings.model_validate(sections))
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        raise Misconfigured(_sentence(name, first["type"], first["msg"])) from None


def check_folders(settings: Settings) -> None:
    """End the program unless the folders that it writes into can be written into."""
    folders = {"media.directory": settings.media.directory}
    if settings.mail.transport == "files":
        folders["mail.directory"] = settings.mail.directory
    if settings.mail.transport == "spool":
        _check_spool(settings.mail.spool)
        folders["mail.spool"] = settings.mail.spool / "ready"
    for name, folder in folders.items():
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with TemporaryFile(dir=folder):
                pass
        except OSError as fault:
            raise Misconfigured(f"The folder {folder} ({name}) cannot be written into: {fault.strerror}.") from None


def _check_spool(spool: Path) -> None:
    """End the program unless there is a mail program's queue that we may put letters into."""
    queue = spool / "queue"
    if not queue.is_dir():
        raise Misconfigured(f"There is no folder {queue} (mail.spool): is nullmailer installed?")
    if not os.access(queue, os.W_OK | os.X_OK):
        raise Misconfigured(f"The folder {queue} (mail.spool) cannot be written into: Permission denied.")


def _checked(settings: Settings) -> Settings:
    """Refuse on a public site what only developers may want."""
    host = urlsplit(settings.site.url).hostname or ""
    here = host in ("localhost", "127.0.0.1", "::1") or host.endswith(".localhost")
    if settings.development.reachable and not here:
        raise Misconfigured(
            "The setting development.reachable is wrong: a public site must not fetch from networks of its own "
            f"(site.url is {settings.site.url})."
        )
    return settings


def _fields_of(section: FieldInfo) -> dict[str, FieldInfo]:
    """List the settings of one section."""
    model: Any = section.annotation
    return dict(model.model_fields)


def _variable(name: str) -> str:
    """Name the environment variable that stands above a setting."""
    return PREFIX + name.replace(".", "_").upper()


def _near(name: str, known: Any) -> str:
    """Guess what was meant."""
    close = difflib.get_close_matches(name, list(known), n=1)
    return f"; did you mean {close[0]!r}?" if close else "; docs/settings.md lists them all."


def _sentence(name: str, kind: str, message: str) -> str:
    """Say in words what is wrong with a setting."""
    if kind == "missing":
        return f"The setting {name} is missing: write it into the ini file or set {_variable(name)}."
    message = message.removeprefix("Value error, ")
    return f"The setting {name} is wrong: {message[0].lower()}{message[1:]}."
