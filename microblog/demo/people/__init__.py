"""Who lives in the town."""

from . import harbour, kitchen, nature, paper, sounds, workshop
from .person import Person

PEOPLE: dict[str, Person] = {
    person.username: person for place in (harbour, kitchen, workshop, nature, paper, sounds) for person in place.PEOPLE
}
"""Everybody, by username."""

__all__ = ["PEOPLE", "Person"]
