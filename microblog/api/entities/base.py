"""What all entities share. An entity is declared once: it is the JSON, its schema, and its description."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer
from pyramid.request import Request


def _as_moment(moment: datetime) -> str:
    """Write a moment in UTC with its milliseconds, as clients parse it."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


Time = Annotated[
    datetime, PlainSerializer(_as_moment), Field(json_schema_extra={"format": "date-time", "type": "string"})
]
"""A moment in UTC, to the millisecond."""
Day = Annotated[date, PlainSerializer(date.isoformat), Field(json_schema_extra={"format": "date", "type": "string"})]
Id = Annotated[str, Field(json_schema_extra={"pattern": "^[0-9]+$"}, coerce_numbers_to_str=True)]
"""The number of a thing, as text: it does not fit into a JavaScript number. Ids order by time."""
Url = Annotated[str, Field(json_schema_extra={"format": "uri"})]
Html = Annotated[str, Field(json_schema_extra={"contentMediaType": "text/html"})]
"""HTML made by us; safe to show as it is."""
ContentType = Literal["text/plain", "text/markdown"]
"""How a text is written: as it is to be read, or in a small part of Markdown."""


class Entity(BaseModel):
    """Something that applications get. A key that may be missing is declared `| MISSING`; all others never are."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        from_attributes=True,
        use_attribute_docstrings=True,
        serialize_by_alias=True,
        validate_by_name=True,
    )

    media_type: ClassVar[str] = "application/json"
    """What its JSON is called on the wire."""

    @classmethod
    def show(cls, request: Request, things: Sequence[Any]) -> list[Self]:
        """Turn things into entities as whoever asks may see them, in a fixed number of queries however many they are.

        This one copies attributes of the same names; entities that need more facts do better.
        """
        return [cls.model_validate(thing) for thing in things]


class Empty(Entity):
    """Nothing: it was done, and there is nothing to tell."""


class Error(BaseModel):
    """Why something was not done."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    error: str
    """A sentence for people."""
    error_description: str = ""
    """The same in more words; of OAuth errors, whose `error` is a code."""
    details: dict[str, list["Problem"]] = Field(default_factory=dict)
    """What is wrong with which field, of forms for accounts."""
    unexpected_accounts: list[dict[str, Any]] = Field(default_factory=list)
    """Whom a post names beside those who were allowed; each is an Account."""


class Problem(BaseModel):
    """What is wrong with a field."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    error: str
    """A code such as ERR_TAKEN."""
    description: str
    """A sentence for people."""
