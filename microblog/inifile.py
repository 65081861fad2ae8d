"""Reading an ini file, with a plain sentence where it cannot be read."""

import configparser
from pathlib import Path

from pyramid.paster import get_appsettings, setup_logging

from .settings import Misconfigured


def set_up_logging(ini: str) -> None:
    """Log as the ini file says."""
    try:
        setup_logging(ini)
    except Exception as error:  # its parser raises almost anything, and imports what it is told to
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise Misconfigured(f"What the file {ini} says of logging cannot be understood: {reason}") from None


def read_ini(ini: str) -> dict[str, str]:
    """Read [app:main]."""
    try:
        if not Path(ini).is_file():
            raise Misconfigured(f"There is no file {ini}: name the ini file with -c.")
        return dict(get_appsettings(ini))
    except PermissionError:
        raise Misconfigured(f"The file {ini} may not be read by this user.") from None
    except (ImportError, LookupError, ValueError, configparser.Error) as error:
        reason = str(error).splitlines()[0]
        raise Misconfigured(f"The file {ini} cannot be understood: {reason}") from None
