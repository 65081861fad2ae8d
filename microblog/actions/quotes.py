"""Quoting, and deciding who may quote and answer what one wrote."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..clock import now
from ..errors import Forbidden, Invalid, NotFound
from ..i18n import _
from ..models import Account, Event, Post, QuotePolicy, ReplyPolicy, Visibility
from ..queries.posts import locked_post, visible_post
from ..queries.quotes import last_quotes_of, may_answer, may_quote
from .notifications import notify

MOST_TOLD = 50
"""How many of those who quoted a post last are told that it was edited."""


def quoted_post(db: Session, by: Account, id: int | None) -> Post | None:
    """Find the post that somebody wants to quote; Invalid, with the reason, if they may not."""
    if id is None:
        return None
    found: Post | None = db.scalar(visible_post(id, by)) if 0 < id < 2**63 else None
    if found is None:
        raise Invalid(quoted=_("The post that you quote is gone."))
    post = found.original
    if db.scalar(select(Post.id).where(Post.id == post.id, may_quote(by))) is None:
        raise Invalid(quoted=_why_not(by, post))
    return post


def check_answer(db: Session, by: Account, post: Post) -> None:
    """Refuse an answer that the author of a post does not want to get."""
    if db.scalar(select(Post.id).where(Post.id == post.id, may_answer(by))) is None:
        raise Invalid(reply_to=why_closed(post))


def why_closed(post: Post) -> str:
    """Say why somebody may not answer a post: where it lets everybody, what began its conversation does not."""
    match post.reply_policy:
        case ReplyPolicy.FOLLOWERS:
            return _("Only those who follow @${name} may answer this post.", mapping={"name": post.author.username})
        case ReplyPolicy.MENTIONED:
            return _("Only those whom the post names may answer it.")
    return _("Not everybody may answer in this conversation: whoever began it wants it so.")


def tell_quoted(db: Session, post: Post, quoted: Post | None, told: list[Account]) -> None:
    """Tell somebody that they were quoted, unless they are `told` of that post in any case."""
    if quoted is not None and quoted.author not in told:
        notify(db, quoted.author, Event.QUOTE, by=post.author, post=post)


def tell_quoters(db: Session, post: Post) -> None:
    """Tell those who quoted a post last that it was edited: of each quote."""
    for quote in db.scalars(last_quotes_of(post, MOST_TOLD)).all():
        notify(db, quote.author, Event.QUOTED_EDIT, by=post.author, post=quote)


def revoke_quote(db: Session, by: Account, quoting: Post) -> None:
    """Let a post of one's own not be shown any more where somebody quotes it. Doing it twice is doing it once."""
    _check_quoted_by(db, by, quoting)
    quoting.quote_revoked_at = quoting.quote_revoked_at or now()
    db.flush()


def restore_quote(db: Session, by: Account, quoting: Post) -> None:
    """Let it be shown there after all."""
    _check_quoted_by(db, by, quoting)
    quoting.quote_revoked_at = None
    db.flush()


def change_policies(
    by: Account, post: Post, *, quoting: QuotePolicy | None = None, answering: ReplyPolicy | None = None
) -> None:
    """Decide anew who may quote and who may answer a post; None leaves it as it is. What was done already stays."""
    if post.author_id != by.id or post.boosted_id is not None:
        raise Forbidden(_("Only its author can decide about a post."))
    post.quote_policy = quoting or post.quote_policy
    post.reply_policy = answering or post.reply_policy


def at_most_quoted(visibility: Visibility, quoted: Post | None) -> Visibility:
    """Who may see a post that quotes something: what is not for everybody is quoted for no more people."""
    return visibility if quoted is None or quoted.visibility.open else visibility.at_most(quoted.visibility)


def _why_not(by: Account, post: Post) -> str:
    """Say why somebody may not quote a post that they can see."""
    if post.visibility is Visibility.DIRECT or (not post.visibility.open and post.author_id != by.id):
        return _("This post is not for everybody, so it cannot be quoted.")
    name = {"name": post.author.username}
    if post.quote_policy is QuotePolicy.NOBODY:
        return _("@${name} does not want this post to be quoted.", mapping=name)
    if post.quote_policy is QuotePolicy.FOLLOWERS:
        return _("Only those who follow @${name} may quote this post.", mapping=name)
    return _("You block @${name}.", mapping=name)


def _check_quoted_by(db: Session, by: Account, quoting: Post) -> None:
    """Refuse those whose post is not quoted there. From here on nobody else changes it."""
    db.scalars(locked_post(quoting)).one_or_none()
    quoted = db.get(Post, quoting.quoted_id) if quoting.quoted_id is not None else None
    if quoted is None or quoting.deleted_at is not None:
        raise NotFound(_("This post does not exist, or it was deleted."))
    if quoted.author_id != by.id:
        raise Forbidden(_("Only the author of what is quoted can decide about that."))
