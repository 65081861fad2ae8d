"""Putting away what is not finished, and throwing it away."""

from sqlalchemy.orm import Session

from ..clock import now
from ..errors import Forbidden, Invalid
from ..i18n import _
from ..models import MAX_DRAFTS, Account, KeptDraft, Post, QuotePolicy, ReplyPolicy, ScheduledPost, Visibility
from ..queries.accounts import locked_account
from ..queries.attachments import attached_to
from ..queries.drafts import drafts_count
from ..queries.polls import poll_of
from ..text import says_nothing
from .inputs import Input, Language, Line, Words
from .posts import MAX_POINTS, Draft, delete_post
from .scheduled import cancel_scheduled
from .threads import MAX_THREAD


class Sketch(Input):
    """What stands in the fields of the composer. It need not be a post yet."""

    text: Words = ""
    further: tuple[Words, ...] = ()
    """What the posts after the first one say."""
    reply_to: int | None = None
    visibility: Visibility | None = None
    warning: Line = ""
    language: Language | None = None
    sensitive: bool | None = None
    media: tuple[int, ...] = ()
    options: tuple[Line, ...] = ()
    lasts: int | None = None
    """How long one may vote, in seconds."""
    multiple: bool = False
    hide_totals: bool = False
    quoted: int | None = None
    quote_policy: QuotePolicy | None = None
    reply_policy: ReplyPolicy = ReplyPolicy.EVERYBODY

    @property
    def empty(self) -> bool:
        """Whether nothing was written or chosen."""
        return not (self.media or self.quoted) and all(
            says_nothing(text) for text in (self.text, *self.further, *self.options)
        )


def keep_draft(db: Session, author: Account, sketch: Sketch, kept: KeptDraft | None = None) -> KeptDraft:
    """Put a draft away, in place of one that was `kept` before. Its files wait for it, however long that takes."""
    if sketch.empty:
        raise Invalid(text=_("There is nothing to keep yet."))
    if sum(map(len, (sketch.text, sketch.warning, *sketch.further, *sketch.options))) > MAX_POINTS * MAX_THREAD:
        raise Invalid(text=_("That is too long to be kept."))
    if kept is None:
        kept = _new(db, author)
    kept.sketch, kept.changed_at = sketch.model_dump(mode="json", exclude_defaults=True), now()
    db.flush()
    return kept


def drop_draft(db: Session, kept: KeptDraft) -> None:
    """Throw a draft away."""
    db.delete(kept)
    db.flush()


def redraft_post(db: Session, by: Account, post: Post) -> KeptDraft:
    """Delete a post, and put away what it said, to be written anew."""
    if post.author_id != by.id or post.boosted_id is not None:
        raise Forbidden(_("Only its author can write a post anew."))
    poll = db.scalar(poll_of(post))
    sketch = Sketch(
        text=post.text,
        reply_to=post.parent_id,
        visibility=post.visibility,
        warning=post.warning,
        language=post.language,
        sensitive=post.sensitive,
        media=tuple(file.id for file in db.scalars(attached_to(post))),
        options=tuple(poll.options) if poll else (),
        multiple=poll.multiple if poll else False,
        hide_totals=poll.hide_totals if poll else False,
        quoted=post.quoted_id,
        quote_policy=post.quote_policy,
        reply_policy=post.reply_policy,
    )
    kept = keep_draft(db, by, sketch)
    delete_post(db, by, post)
    return kept


def take_back_scheduled(db: Session, scheduled: ScheduledPost) -> KeptDraft:
    """Do not publish something after all, and put away what it was to say."""
    draft = Draft.read(scheduled.draft)
    facts = draft.model_dump(exclude={"poll", "only_to"})
    asked = {}
    if draft.poll is not None:
        asked = draft.poll.model_dump(include={"options", "multiple", "hide_totals"})
        asked["lasts"] = draft.poll.expires_in
    kept = keep_draft(db, scheduled.account, Sketch.read(facts | asked))
    cancel_scheduled(db, scheduled)
    return kept


def _new(db: Session, author: Account) -> KeptDraft:
    """Make room for one more."""
    db.execute(locked_account(author))  # whoever keeps another at this moment waits, and counts this one
    if (db.scalar(drafts_count(author)) or 0) >= MAX_DRAFTS:
        raise Invalid(text=_("You have ${most} drafts. Throw one away first.", mapping={"most": MAX_DRAFTS}))
    kept = KeptDraft(account_id=author.id)
    db.add(kept)
    return kept
