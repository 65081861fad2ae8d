"""What actions take: one class an input, whichever door it came through."""

from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from ..errors import Invalid, Unfit
from ..i18n import _
from ..text import clean, one_line


def _storable(value: Any) -> Any:
    """Refuse what no database keeps as it is, instead of changing it behind the writer's back."""
    if isinstance(value, str):
        if "\0" in value:
            raise Unfit(_("This holds a NUL character, which cannot be kept. Take it out."))
        if any("\ud800" <= character <= "\udfff" for character in value):
            raise Unfit(_("This is not valid Unicode text."))
    return value


Plain = Annotated[str, BeforeValidator(_storable)]
"""Kept as it was typed: passwords."""
Words = Annotated[Plain, AfterValidator(clean)]
"""Text of several lines, in the form in which it is stored."""
Line = Annotated[Plain, AfterValidator(one_line)]
"""Text of one line."""


def _language(value: str) -> str:
    """Refuse what is no language: two or three letters of ISO 639, perhaps with a region of ISO 3166."""
    language, dash, region = value.strip().partition("-")
    if not _are_letters(language, 2, 3) or (dash and not _are_letters(region, 2, 2)):
        raise Unfit(_("Name the language by its code of two or three letters, such as en or pt-BR."))
    return language.lower() + dash + region.upper()


def _are_letters(word: str, least: int, most: int) -> bool:
    """Whether a word is made of a few plain letters."""
    return least <= len(word) <= most and word.isascii() and word.isalpha()


Language = Annotated[Plain, AfterValidator(_language)]
"""The code of a language."""


RULES = {
    "bool_parsing": _("Input should be a valid boolean, unable to interpret input."),
    "enum": _("Input should be ${expected}."),
    "int_parsing_size": _("Unable to parse input string as an integer, exceeded maximum size."),
    "literal_error": _("Input should be ${expected}."),
    "string_type": _("Input should be a valid string."),
}
"""What pydantic says of what people may come across; the rest only programs can bring about."""


class Input(BaseModel):
    """Something given by a person or a program. What is not asked for is ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    @classmethod
    def read(cls, raw: Mapping[str, Any]) -> Self:
        """Make one of what was typed; Invalid, with a sentence a field, if that cannot be."""
        try:
            return cls.model_validate(dict(raw))
        except ValidationError as error:
            raise Invalid({str(one["loc"][0]): _sentence(one) for one in reversed(error.errors())}) from None


def _sentence(problem: ErrorDetails) -> str:
    """Say in words what is wrong with a field."""
    match problem["type"]:
        case "missing":
            return _("Fill this in.")
        case "int_parsing" | "int_type" | "int_from_float":
            return _("This must be a whole number.")
        case "value_error":
            fault = problem["ctx"]["error"]
            return fault.sentence if isinstance(fault, Unfit) else str(fault)
        case kind:
            return RULES[kind] % problem.get("ctx", {}) if kind in RULES else problem["msg"].rstrip(".") + "."
