"""What applications may give, forgiving in form: numbers and booleans arrive as words, lists as single values."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from types import UnionType
from typing import Annotated, Any, Self, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, WithJsonSchema, model_validator

from ..actions.inputs import Plain
from ..errors import Invalid, Refusal
from ..queries.paging import MAX_ID

T = TypeVar("T")

FALSE = frozenset({"false", "0", "f", "off", ""})
MOST = 1000
"""How many things a list may name."""


class NoMoment(Refusal):
    """What should be a moment is none. These are the very words that clients know."""

    status = 422

    def __init__(self) -> None:
        super().__init__("Record invalid")


def _flag(value: Any) -> Any:
    """Read a boolean as Rails does: what does not say no says yes."""
    if isinstance(value, str):
        return value.lower() not in FALSE
    return bool(value) if isinstance(value, int | float) else value


def _number(value: Any) -> Any:
    """Read a whole number that may have been written as a word, or as 300.0 where a language has no other."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    if isinstance(value, bool | float) or (
        isinstance(value, str | int) and not re.fullmatch(r"\s*[+-]?[0-9]{1,18}\s*", str(value))
    ):
        raise ValueError("must be a whole number")
    return value


def _reference(value: Any) -> Any:
    """Read the id of something; what cannot be one names nothing."""
    word = str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""
    return int(word) if re.fullmatch("[0-9]{1,19}", word) and int(word) <= MAX_ID else 0


def _key(value: Any) -> Any:
    """Read a place in a list: what lies outside of all lists is their end."""
    word = str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""
    if not re.fullmatch("-?[0-9]{1,100}", word):
        raise ValueError("must be the id of a place in the list")
    return min(max(int(word), 0), MAX_ID)


def _many(value: Any) -> Any:
    """Read a list: a single value is a list of one, and one by numbers is a list, too."""
    if isinstance(value, Mapping) and all(str(name).isdigit() for name in value):
        return list(value.values())
    return value if isinstance(value, list) else [value]


def _words(value: Any) -> Any:
    """Read text; a number is taken as it is written."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    return str(value)


def _bytes(value: Any) -> Any:
    """Read an uploaded file."""
    if not hasattr(value, "filename"):
        raise ValueError("must be a file")
    return value.file.read()


def _open_file(value: Any) -> Any:
    """Take an uploaded file as it lies there: a film need not stand in memory as a whole."""
    if not hasattr(value, "filename"):
        raise ValueError("must be a file")
    return value.file


def _moment(value: Any) -> Any:
    """Read a moment; one without a time zone is UTC."""
    if not isinstance(value, str):
        raise NoMoment
    try:
        moment = datetime.fromisoformat(value)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise NoMoment from None


Flag = Annotated[bool, BeforeValidator(_flag)]
Number = Annotated[int, BeforeValidator(_number)]
Reference = Annotated[int, BeforeValidator(_reference), Field(json_schema_extra={"type": "string"})]
"""The id of something. What is no id names nothing that exists."""
Key = Annotated[int, BeforeValidator(_key), Field(json_schema_extra={"type": "string", "pattern": "^[0-9]+$"})]
"""A place in a list: the id that stands there."""
Words = Annotated[Plain, BeforeValidator(_words)]
Many = Annotated[list[T], BeforeValidator(_many), Field(max_length=MOST)]
When = Annotated[datetime, BeforeValidator(_moment)]
File = Annotated[bytes, BeforeValidator(_bytes), WithJsonSchema({"type": "string", "format": "binary"})]
"""What is in a file."""
OpenFile = Annotated[Any, BeforeValidator(_open_file), WithJsonSchema({"type": "string", "format": "binary"})]
"""A file to be read piece by piece."""


class Given(BaseModel):
    """What an operation takes. What it does not ask for is ignored; an empty word for what is no text is absent."""

    model_config = ConfigDict(frozen=True, extra="ignore", use_attribute_docstrings=True, validate_by_name=True)

    @model_validator(mode="before")
    @classmethod
    def _without_blanks(cls, given: Any) -> Any:
        """Leave out what is null, and what is empty where no text is wanted."""
        if not isinstance(given, dict):
            return given
        texts = {field.alias or name for name, field in cls.model_fields.items() if _is_text(field.annotation)}
        return {name: value for name, value in given.items() if value is not None and (value != "" or name in texts)}

    @classmethod
    def read(cls, given: Mapping[str, Any]) -> Self:
        """Make one of what was given; Invalid, with a sentence a field, if that cannot be."""
        try:
            return cls.model_validate(dict(given))
        except ValidationError as error:
            raise Invalid({_field(one): _sentence(one) for one in reversed(error.errors())}) from None


def _is_text(annotation: Any) -> bool:
    """Whether a field takes text, perhaps among other things."""
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin in (Annotated, Union, UnionType):
        return any(_is_text(part) for part in (parts[:1] if origin is Annotated else parts))
    return annotation is str


def _field(problem: Any) -> str:
    """Name the field that something is wrong with."""
    return str(problem["loc"][0]) if problem["loc"] else "body"


def _sentence(problem: Any) -> str:
    """Say what is wrong with a field."""
    name = _field(problem).replace("_", " ").capitalize()
    if problem["type"] == "missing":
        return f"{name} can't be blank"
    message = re.sub(r"<[\w.]+: (.*?)>", r"\1", problem["msg"].removeprefix("Value error, "))  # of choices, their words
    return f"{name} {message[0].lower()}{message[1:].rstrip('.')}"
