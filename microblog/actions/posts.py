"""Writing and taking back."""

from collections.abc import Collection

from sqlalchemy import delete
from sqlalchemy.orm import Session

from ..clock import now
from ..errors import Forbidden, Invalid
from ..i18n import _, ngettext
from ..models import (
    MAX_LENGTH,
    Account,
    Application,
    Bookmark,
    Event,
    Favourite,
    FilterPost,
    Measure,
    Mention,
    Notification,
    Pin,
    Poll,
    Post,
    PostLink,
    PostVersion,
    QuotePolicy,
    Ranking,
    ReplyPolicy,
    Tagging,
    Visibility,
)
from ..queries.accounts import accounts_named
from ..queries.posts import locked_post, visible_post, watchers_of
from ..queries.tags import keys_of_tags
from ..text import Format, hashtags, length, mentions, says_nothing, spoken
from .attachments import attach, detach
from .conversations import forget_direct, record_direct
from .inputs import Input, Language, Line, Words
from .late_changes import mentions_gone, note_late_changes, ranks_changed, reactions_undone
from .mentions import name_people
from .notifications import notify, notify_all, take_back
from .polls import PollWish, make_poll
from .previews import link_post
from .quotes import at_most_quoted, check_answer, quoted_post, tell_quoted
from .reasons import drop_reasons
from .tags import tag_post

MAX_POINTS = 10_000
"""A character may be made of many code points, and a link counts 23 however long: this bounds what is stored."""

MAX_MENTIONS = 20
"""Each of them gets a letter."""


class Draft(Input):
    """A post that is not yet published."""

    text: Words = ""
    reply_to: int | None = None
    visibility: Visibility | None = None
    """None is what its author set for their posts, or that of what it answers where fewer see that."""
    format: Format | None = None
    """How the text is written; None is as its author writes."""
    warning: Line = ""
    sensitive: bool | None = None
    """None is what its author set for their pictures. With a warning, they are veiled in any case."""
    language: Language | None = None
    media: tuple[int, ...] = ()
    poll: PollWish | None = None
    quoted: int | None = None
    """The post that it quotes."""
    quote_policy: QuotePolicy | None = None
    """Who may quote it; None is what its author set for their posts."""
    reply_policy: ReplyPolicy = ReplyPolicy.EVERYBODY
    """Who may answer it."""
    only_to: tuple[int, ...] | None = None
    """The accounts that the writer believes to have named; a post that names others is not published."""


class Unexpected(Invalid):
    """The post names people whom its writer did not mean to name."""

    def __init__(self, accounts: list[Account]) -> None:
        names = ", ".join(f"@{account.username}" for account in accounts)
        super().__init__(text=_("This would also be sent to ${names}.", mapping={"names": names}))
        self.accounts = accounts


def publish_post(db: Session, author: Account, draft: Draft, *, application: Application | None = None) -> Post:
    """Publish a draft, and tell those whom it concerns: here at once, and by a letter that is promised with it."""
    check_writer(author)
    check_words(draft.text, draft.warning, alone=not (draft.media or draft.poll or draft.quoted))
    check_extras(draft.media, draft.poll)
    parent = _parent(db, author, draft)
    quoted = quoted_post(db, author, draft.quoted)
    named = list(db.scalars(accounts_named(mentions(spoken(draft.text, draft.format or author.default_format)))))
    _check_named(author, named, draft.only_to)

    post = _written(author, draft, parent, quoted)
    post.application = application
    db.add(post)
    db.flush()
    attach(db, post, draft.media)
    if draft.poll is not None:
        make_poll(db, post, draft.poll)
    tag_post(db, post, hashtags(post.spoken))
    link_post(db, post)

    name_people(db, post, named)
    record_direct(db, post, named)
    _tell_the_others(db, post, named)
    tell_quoted(db, post, quoted, [*named, *([parent.author] if parent else [])])
    return post


def delete_post(db: Session, by: Account, post: Post, *, delete_media: bool = False) -> None:
    """Take a post back: its words and everything that was said and done because of them. Its answers stay.

    What was attached to it can be attached again for a day, unless it is to be deleted, too. Of a boost, nothing stays.
    """
    if not post.may_be_deleted_by(by):
        raise Forbidden(_("Only its author can delete a post."))
    there = db.scalars(locked_post(post)).one_or_none()
    if post.boosted_id is not None:
        take_back(db, post.original.author, Event.BOOST, by=post.author, post=post)
        if there is not None:
            gone = [post.id] if post.visibility.open else []
            note_late_changes(db, reactions_undone(Measure.BOOSTS, post.original, gone))
            db.delete(post)
        return

    post.text = post.warning = ""
    post.quoted_id = None
    post.deleted_at, post.restorable_until = post.deleted_at or now(), None
    detach(db, post, for_good=delete_media)
    _forget_counted(db, post)
    for trace in (Notification, Bookmark, Pin, FilterPost, Poll, PostVersion, PostLink):
        db.execute(delete(trace).where(trace.post_id == post.id))
    drop_reasons(db, [post.id])
    forget_direct(db, post)


def check_writer(author: Account) -> None:
    """Refuse those who may not act."""
    if author.suspended:
        raise Forbidden(_("Your account is suspended."))
    if author.hidden:
        raise Forbidden(_("Your account is deactivated."))
    if not author.confirmed:
        raise Forbidden(_("Confirm your e-mail address first: follow the link in the letter that we sent you."))


def check_words(text: str, warning: str, *, alone: bool) -> None:
    """Refuse what is no post; a text that is not `alone` may be empty."""
    if alone and says_nothing(text):
        raise Invalid(text=_("Say something."))
    if len(text) + len(warning) > MAX_POINTS or length(text) + length(warning) > MAX_LENGTH:
        raise Invalid(text=ngettext("Say it in ${n} character.", "Say it in ${n} characters.", MAX_LENGTH))
    if len(mentions(text)) > MAX_MENTIONS:
        raise Invalid(text=ngettext("Name at most ${n} person.", "Name at most ${n} people.", MAX_MENTIONS))


def check_extras(media: Collection[int], poll: PollWish | None) -> None:
    """Refuse a post of too many kinds."""
    if media and poll is not None:
        raise Invalid(media=_("A post has pictures or a poll, not both."))


def _forget_counted(db: Session, post: Post) -> None:
    """Remove what the statistics have counted of a post: whom and what it names, and what was done with it."""
    tags = list(db.scalars(keys_of_tags(post)))
    mentions = db.scalars(delete(Mention).where(Mention.post_id == post.id).returning(Mention.account_id)).all()
    db.execute(delete(Tagging).where(Tagging.post_id == post.id))
    favourites = db.scalars(delete(Favourite).where(Favourite.post_id == post.id).returning(Favourite.id)).all()
    boosts = db.execute(delete(Post).where(Post.boosted_id == post.id).returning(Post.id, Post.visibility)).all()
    note_late_changes(
        db,
        mentions_gone(post, len(mentions)),
        ranks_changed(Ranking.TAGS, post, before=tags),
        reactions_undone(Measure.FAVOURITES, post, favourites),
        reactions_undone(Measure.BOOSTS, post, [id for id, seen_by in boosts if seen_by.open]),
        since=post.deleted_at,
    )


def _parent(db: Session, author: Account, draft: Draft) -> Post | None:
    """Find the post that is answered."""
    if draft.reply_to is None:
        return None
    parent: Post | None = db.scalar(visible_post(draft.reply_to, author)) if 0 < draft.reply_to < 2**63 else None
    if parent is None:
        raise Invalid(reply_to=_("The post that you answer is gone."))
    check_answer(db, author, parent.original)
    return parent.original


def _check_named(author: Account, named: list[Account], expected: Collection[int] | None) -> None:
    """Refuse to name people who were not meant."""
    if expected is None:
        return
    unexpected = [account for account in named if account.id not in (author.id, *expected)]
    if unexpected:
        raise Unexpected(unexpected)


def _written(author: Account, draft: Draft, parent: Post | None, quoted: Post | None) -> Post:
    """Turn a draft into a post."""
    usual = author.default_visibility.at_most(parent.visibility) if parent else author.default_visibility
    veiled = author.default_sensitive if draft.sensitive is None else draft.sensitive
    post = Post(
        author=author,
        format=draft.format or author.default_format,
        text=draft.text,
        warning=draft.warning,
        sensitive=veiled or bool(draft.warning),
        language=draft.language or author.default_language,
        visibility=at_most_quoted(draft.visibility or usual, quoted),
        quoted_id=quoted.id if quoted else None,
        quote_policy=draft.quote_policy or author.default_quote_policy,
        reply_policy=draft.reply_policy,
    )
    if parent is not None:
        post.parent, post.answered_id, post.thread_id = parent, parent.author_id, parent.thread_id
    return post


def _tell_the_others(db: Session, post: Post, named: list[Account]) -> None:
    """Tell the one who is answered, and those who want to be told of everything its author begins."""
    if post.parent is not None:
        if post.parent.author not in named:
            notify(db, post.parent.author, Event.REPLY, by=post.author, post=post)
    elif post.visibility is not Visibility.DIRECT:
        watchers = [one for one in db.scalars(watchers_of(post.author)) if one not in named]
        notify_all(db, watchers, Event.POST, by=post.author, post=post)
