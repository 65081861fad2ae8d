"""How letters leave: to a mail host, to the mail program of this machine, or, while developing, into a folder."""

from ...settings import Mail
from .faults import HostAway, NotLetIn, Refused, Unclear
from .files import Files
from .smtp import Smtp
from .spool import Spool
from .transport import Transport

__all__ = ["HostAway", "NotLetIn", "Refused", "Transport", "Unclear", "transport_of"]


def transport_of(settings: Mail) -> Transport:
    """Choose the transport that the settings name."""
    match settings.transport:
        case "smtp":
            return Smtp(settings)
        case "spool":
            return Spool(settings.spool)
        case "files":
            return Files(settings.directory)
