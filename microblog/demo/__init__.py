"""A believable town, so that there is something to see on a developer's machine.

A month is planned first, from what people say (`posts`, `conversations`) and who they are (`people`, `faces`); then the
town lives through it, with the same actions as everybody and the clock set to each moment.
"""

from .diary import plan_month
from .people import PEOPLE
from .town import PASSWORD, Town, people_there

__all__ = ["PASSWORD", "PEOPLE", "Town", "people_there", "plan_month"]
