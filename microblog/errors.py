"""The ways in which an action may refuse. Doors turn them into pages, JSON or a line on the terminal."""

from .i18n import Telling, in_english


class Refusal(Telling):
    """Something will not be done; `str()` says why in a sentence for people, which is English, as applications get it.

    Doors for people translate its `sentence`.
    """

    status = 400


class NotFound(Refusal):
    """It does not exist, or the one who asks may not know that it does."""

    status = 404


class Forbidden(Refusal):
    """It exists, and the one who asks may not do this to it."""

    status = 403


class Conflict(Refusal):
    """It clashes with something that happened meanwhile."""

    status = 409


class TooMany(Refusal):
    """It has been done too often; it may be tried again after `retry_after` seconds."""

    status = 429

    def __init__(self, sentence: str, *, retry_after: int) -> None:
        super().__init__(sentence)
        self.retry_after = retry_after


class Unfit(Telling, ValueError):
    """What a field was given cannot be. Raised by those who read one field; it ends up in `Invalid`."""


class Invalid(Refusal):
    """What was given cannot be accepted; `problems` maps each field to a sentence about it, in English.

    `sentences` are the same, to be translated.
    """

    status = 422

    def __init__(self, sentences: dict[str, str] | None = None, **more: str) -> None:
        self.sentences = {**(sentences or {}), **more}
        self.problems = {field: in_english(sentence) for field, sentence in self.sentences.items()}
        super().__init__(" ".join(self.problems.values()))
