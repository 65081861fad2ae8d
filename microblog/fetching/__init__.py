"""Fetching what a stranger has written the address of, who may wish us ill: pages, and pictures of them."""

from .fetcher import Fetched, Fetcher, Limits
from .networks import Networks, Opened
from .pages import Page, read_page
from .refusals import Refused, Unreachable
from .targets import Target, same_site

__all__ = [
    "Fetched",
    "Fetcher",
    "Limits",
    "Networks",
    "Opened",
    "Page",
    "Refused",
    "Target",
    "Unreachable",
    "read_page",
    "same_site",
]
