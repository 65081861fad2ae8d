"""Portraits for the demo town, drawn from a few words about each person."""

from .looks import Look
from .portrait import portrait
from .symbols import SYMBOLS, symbol

__all__ = ["SYMBOLS", "Look", "portrait", "symbol"]
