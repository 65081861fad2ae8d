"""Saying something better than before."""

from collections.abc import Collection

from sqlalchemy import delete
from sqlalchemy.orm import Session

from ..clock import now
from ..errors import Forbidden, Invalid, NotFound
from ..i18n import _
from ..models import (
    Account,
    Event,
    Media,
    Poll,
    Post,
    PostVersion,
    QuotePolicy,
    Ranking,
    ReplyPolicy,
    Tagging,
)
from ..queries.accounts import accounts_named
from ..queries.attachments import attached_to
from ..queries.polls import poll_of
from ..queries.posts import boosters_of, locked_post
from ..queries.tags import keys_of_tags
from ..text import hashtags, mentions
from .attachments import attach
from .conversations import record_direct
from .inputs import Input, Language, Line, Words
from .late_changes import note_late_changes, ranks_changed
from .media import About
from .mentions import name_people
from .notifications import notify_all
from .polls import PollWish, change_poll
from .posts import check_extras, check_words, check_writer
from .previews import link_post
from .quotes import change_policies, tell_quoters
from .tags import tag_post


class Retouch(About):
    """What is to be said of a file that is attached; None leaves a fact as it is."""

    id: int


class Edit(Input):
    """What a post is to say from now on: all of it. Who may see it does not change."""

    text: Words = ""
    warning: Line = ""
    sensitive: bool = False
    language: Language | None = None
    """None leaves it as it is."""
    media: tuple[int, ...] = ()
    retouched: tuple[Retouch, ...] = ()
    poll: PollWish | None = None
    """Another choice begins the vote anew; the same leaves it as it is, with its end."""
    quote_policy: QuotePolicy | None = None
    """Who may quote it from now on; None leaves it as it is."""
    reply_policy: ReplyPolicy | None = None
    """Who may answer it from now on; None leaves it as it is."""


def edit_post(db: Session, by: Account, post: Post, edit: Edit) -> Post:
    """Let a post say something else, and keep what it said; an edit that changes nothing of that is none."""
    _check(db, by, post)
    check_words(edit.text, edit.warning, alone=not (edit.media or edit.poll or post.quoted_id))
    check_extras(edit.media, edit.poll)

    change_policies(by, post, quoting=edit.quote_policy, answering=edit.reply_policy)
    attached, poll = list(db.scalars(attached_to(post))), db.scalar(poll_of(post))
    former = _version(post, attached, poll)
    language = post.language
    changes = [_reword(post, edit), _attach(db, post, attached, edit), _ask(db, post, poll, edit.poll)]
    if not any(changes):
        return post
    db.add(former)
    post.edited_at = now()
    db.flush()

    _tag_anew(db, post, language)
    link_post(db, post)
    named = list(db.scalars(accounts_named(mentions(post.spoken))))
    name_people(db, post, named)
    record_direct(db, post, named)
    notify_all(db, db.scalars(boosters_of(post)), Event.EDIT, by=by, post=post)
    tell_quoters(db, post)
    return post


def _check(db: Session, by: Account, post: Post) -> None:
    """Refuse those who may not edit a post, and what cannot be edited. From here on nobody else changes it."""
    check_writer(by)
    if post.author_id != by.id or post.boosted_id is not None:
        raise Forbidden(_("Only its author can edit a post."))
    db.scalars(locked_post(post)).one_or_none()
    if post.deleted_at is not None:
        raise NotFound(_("This post does not exist, or it was deleted."))


def _tag_anew(db: Session, post: Post, language: str | None) -> None:
    """Attach the hashtags of the new text in place of the old; `language` is what the post was written in before."""
    before = list(db.scalars(keys_of_tags(post)))
    db.execute(delete(Tagging).where(Tagging.post_id == post.id))
    tag_post(db, post, hashtags(post.spoken))
    db.flush()
    after = db.scalars(keys_of_tags(post))
    note_late_changes(
        db,
        ranks_changed(Ranking.TAGS, post, before=before, after=after),
        ranks_changed(Ranking.LANGUAGES, post, before=filter(None, [language]), after=filter(None, [post.language])),
    )


def _version(post: Post, attached: Collection[Media], poll: Poll | None) -> PostVersion:
    """Write down what a post says."""
    return PostVersion(
        post_id=post.id,
        text=post.text,
        warning=post.warning,
        sensitive=post.sensitive,
        attachments=[
            {"id": one.id, "description": one.description, "focus": [one.focus_x, one.focus_y]} for one in attached
        ],
        options=poll.options if poll else None,
        created_at=post.edited_at or post.created_at,
    )


def _reword(post: Post, edit: Edit) -> bool:
    """Change the words and what is said of them; False if that changes nothing."""
    new = {
        "text": edit.text,
        "warning": edit.warning,
        "sensitive": edit.sensitive or bool(edit.warning),
        "language": edit.language or post.language,
    }
    changed = {name: value for name, value in new.items() if value != getattr(post, name)}
    for name, value in changed.items():
        setattr(post, name, value)
    return bool(changed)


def _attach(db: Session, post: Post, attached: Collection[Media], edit: Edit) -> bool:
    """Change what hangs on the post and what is said of it; False if that changes nothing."""
    wanted = list(dict.fromkeys(edit.media))
    changed = wanted != [one.id for one in attached]
    if changed:
        attach(db, post, wanted)
        attached = list(db.scalars(attached_to(post).execution_options(populate_existing=True)))
    files = {one.id: one for one in attached}
    if not {one.id for one in edit.retouched} <= files.keys():
        raise Invalid(media=_("What you describe does not hang on this post."))
    return any([changed, *(_retouch(files[one.id], one) for one in edit.retouched)])


def _retouch(media: Media, wish: Retouch) -> bool:
    """Describe a file anew; False if that changes nothing."""
    before = media.description, media.focus_x, media.focus_y
    if wish.description is not None:
        media.description = wish.description
    if wish.focus is not None:
        media.focus_x, media.focus_y = wish.focus
    return before != (media.description, media.focus_x, media.focus_y)


def _ask(db: Session, post: Post, poll: Poll | None, wish: PollWish | None) -> bool:
    """Change the question that the post asks; False if that changes nothing."""
    asked = poll and (poll.options, poll.multiple, poll.hide_totals)
    if asked == (wish and (wish.options, wish.multiple, wish.hide_totals)):
        return False
    change_poll(db, post, wish)
    return True
