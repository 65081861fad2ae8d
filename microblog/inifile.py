"""Reading an ini file, with a plain sentence where it cannot be read."""

import configparser
from collections.abc import Sequence
from pathlib import Path

from pyramid.paster import get_appsettings
from pyramid.scripts.common import parse_vars

from .settings import Misconfigured


def read_ini(ini: str, assignments: Sequence[str] = ()) -> dict[str, str]:
    """Read [app:main]; `assignments` such as port=8080 fill in what the file writes as %(port)s."""
    path = Path(ini)
    if not path.is_file():
        raise Misconfigured(f"There is no file {ini}: name the ini file with -c.")
    try:
        return dict(get_appsettings(ini, options=parse_vars(list(assignments))))
    except PermissionError:
        raise Misconfigured(f"The file {ini} may not be read by this user.") from None
    except (LookupError, ValueError, configparser.Error) as error:
        reason = str(error).splitlines()[0]
        raise Misconfigured(f"The file {ini} cannot be understood: {reason}") from None
