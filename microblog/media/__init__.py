"""Pictures: checked, made small, and put where the web server finds them."""

from .pictures import BadPicture, banner, square
from .storage import Storage

__all__ = ["BadPicture", "Storage", "banner", "square"]
