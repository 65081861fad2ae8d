"""Tables, and plain facts about their rows."""

from .accounts import (
    BIO_LENGTH,
    EMAIL_LENGTH,
    FIELD_LENGTH,
    HIDDEN,
    MAX_FIELDS,
    NAME_LENGTH,
    USERNAME_LENGTH,
    Account,
    AccountState,
    ProfileField,
    Role,
    Welcome,
)
from .addresses import AddressChange
from .applications import AccessToken, Application, AuthorizationCode
from .backups import Backup, RestoreProof
from .base import Base, id_at, id_on, moment_of, new_id, violated
from .conversations import Conversation
from .drafts import MAX_DRAFTS, KeptDraft
from .filters import (
    FILTER_TITLE_LENGTH,
    KEYWORD_LENGTH,
    MAX_FILTERED_POSTS,
    MAX_FILTERS,
    MAX_KEYWORDS,
    Filter,
    FilterAction,
    FilterContext,
    FilterKeyword,
    FilterPost,
)
from .jobs import JobRun, Scheduler
from .lists import LIST_TITLE_LENGTH, List, ListMember, RepliesPolicy
from .mail import (
    ASKED_KINDS,
    NEWS_KINDS,
    Delivery,
    Letter,
    LetterKind,
    LetterState,
    MailPreference,
    Reason,
    ReasonState,
)
from .markers import MarkedTimeline, Marker
from .media import DESCRIPTION_LENGTH, MAX_ATTACHMENTS, Media, MediaKind, MediaState
from .notifications import Event, Handling, Notification, NotificationPermission, NotificationPolicy
from .polls import LONGEST_POLL, MAX_OPTIONS, OPTION_LENGTH, SHORTEST_POLL, Ballot, Poll, Vote
from .posts import MAX_LENGTH, Mention, Post, PostVersion
from .previews import Card, CardPicture, PostLink, Preview
from .quotes import QuotePolicy, ReplyPolicy
from .reactions import Bookmark, Favourite, Pin, ThreadMute
from .relationships import Block, Endorsement, Follow, FollowRequest, Mute, Note
from .scheduled import IdempotencyKey, ScheduledPost
from .schema_changes import Phase, SchemaChange
from .scopes import SCOPES, covers, holds
from .sessions import Login, Visit
from .statistics import ApiCalls, CountedDay, DailyCount, DailyRank, LateChange, Measure, Ranking
from .suggestions import Dismissal
from .tags import TAG_LENGTH, FeaturedTag, Tag, TagFollow, Tagging
from .visibility import Visibility

__all__ = [
    "ASKED_KINDS",
    "BIO_LENGTH",
    "DESCRIPTION_LENGTH",
    "EMAIL_LENGTH",
    "FIELD_LENGTH",
    "FILTER_TITLE_LENGTH",
    "HIDDEN",
    "KEYWORD_LENGTH",
    "LIST_TITLE_LENGTH",
    "LONGEST_POLL",
    "MAX_ATTACHMENTS",
    "MAX_DRAFTS",
    "MAX_FIELDS",
    "MAX_FILTERED_POSTS",
    "MAX_FILTERS",
    "MAX_KEYWORDS",
    "MAX_LENGTH",
    "MAX_OPTIONS",
    "NAME_LENGTH",
    "NEWS_KINDS",
    "OPTION_LENGTH",
    "SCOPES",
    "SHORTEST_POLL",
    "TAG_LENGTH",
    "USERNAME_LENGTH",
    "AccessToken",
    "Account",
    "AccountState",
    "AddressChange",
    "ApiCalls",
    "Application",
    "AuthorizationCode",
    "Backup",
    "Ballot",
    "Base",
    "Block",
    "Bookmark",
    "Card",
    "CardPicture",
    "Conversation",
    "CountedDay",
    "DailyCount",
    "DailyRank",
    "Delivery",
    "Dismissal",
    "Endorsement",
    "Event",
    "Favourite",
    "FeaturedTag",
    "Filter",
    "FilterAction",
    "FilterContext",
    "FilterKeyword",
    "FilterPost",
    "Follow",
    "FollowRequest",
    "Handling",
    "IdempotencyKey",
    "JobRun",
    "KeptDraft",
    "LateChange",
    "Letter",
    "LetterKind",
    "LetterState",
    "List",
    "ListMember",
    "Login",
    "MailPreference",
    "MarkedTimeline",
    "Marker",
    "Measure",
    "Media",
    "MediaKind",
    "MediaState",
    "Mention",
    "Mute",
    "Note",
    "Notification",
    "NotificationPermission",
    "NotificationPolicy",
    "Phase",
    "Pin",
    "Poll",
    "Post",
    "PostLink",
    "PostVersion",
    "Preview",
    "ProfileField",
    "QuotePolicy",
    "Ranking",
    "Reason",
    "ReasonState",
    "RepliesPolicy",
    "ReplyPolicy",
    "RestoreProof",
    "Role",
    "ScheduledPost",
    "Scheduler",
    "SchemaChange",
    "Tag",
    "TagFollow",
    "Tagging",
    "ThreadMute",
    "Visibility",
    "Visit",
    "Vote",
    "Welcome",
    "covers",
    "holds",
    "id_at",
    "id_on",
    "moment_of",
    "new_id",
    "violated",
]
