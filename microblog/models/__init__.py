"""Tables, and plain facts about their rows."""

from .accounts import BIO_LENGTH, EMAIL_LENGTH, NAME_LENGTH, USERNAME_LENGTH, Account, Role
from .base import Base, id_at, id_on, moment_of, new_id, violated
from .mail import Letter, LetterKind, LetterState
from .notifications import Event, Notification
from .posts import MAX_LENGTH, Mention, Post
from .relationships import Follow
from .sessions import Login, Visit
from .statistics import DailyCount, DailyTag, Measure
from .tags import TAG_LENGTH, Tag, Tagging

__all__ = [
    "BIO_LENGTH",
    "EMAIL_LENGTH",
    "MAX_LENGTH",
    "NAME_LENGTH",
    "TAG_LENGTH",
    "USERNAME_LENGTH",
    "Account",
    "Base",
    "DailyCount",
    "DailyTag",
    "Event",
    "Follow",
    "Letter",
    "LetterKind",
    "LetterState",
    "Login",
    "Measure",
    "Mention",
    "Notification",
    "Post",
    "Role",
    "Tag",
    "Tagging",
    "Visit",
    "id_at",
    "id_on",
    "moment_of",
    "new_id",
    "violated",
]
