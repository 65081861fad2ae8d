"""What somebody set, as applications see it."""

from typing import Literal

from pydantic import Field

from .base import ContentType, Entity


class Preferences(Entity):
    """What somebody set once for all applications."""

    visibility: Literal["public", "unlisted", "private"] = Field(alias="posting:default:visibility")
    """Who may see a post, unless it says so itself."""
    sensitive: bool = Field(alias="posting:default:sensitive")
    """Whether pictures are veiled."""
    language: str | None = Field(alias="posting:default:language")
    """The code of the language that posts are written in; null is not said."""
    quote_policy: Literal["public", "followers", "nobody"] = Field(alias="posting:default:quote_policy")
    """Who may quote a post, unless it says so itself."""
    content_type: ContentType = Field(alias="posting:default:content_type")
    """How posts are written. Other places do not have this."""
    media: Literal["default", "show_all", "hide_all"] = Field(alias="reading:expand:media")
    """Which pictures to show unveiled; always those that are not sensitive."""
    spoilers: bool = Field(alias="reading:expand:spoilers")
    """Whether to unfold what stands below a warning; always false."""
