"""Saying more than one post holds."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from ..errors import Invalid
from ..i18n import _
from ..models import Account, Post
from ..text import says_nothing
from .posts import Draft, publish_post

MAX_THREAD = 25
"""How many posts are published at once at most."""


def publish_thread(db: Session, author: Account, draft: Draft, further: Sequence[str] = ()) -> list[Post]:
    """Publish a draft, and each of `further` texts as an answer to the one before; all of them or none.

    They are seen, answered and quoted by the same people, and stand below the same warning. An empty text is left out.
    """
    texts = {number: text for number, text in enumerate(further) if not says_nothing(text)}
    if len(texts) >= MAX_THREAD:
        raise Invalid(further=_("Publish at most ${most} posts at once.", mapping={"most": MAX_THREAD}))

    posts = [publish_post(db, author, draft)]
    for number, text in texts.items():
        posts.append(_continue(db, author, draft, posts[-1], text, number))
    return posts


def _continue(db: Session, author: Account, draft: Draft, last: Post, text: str, number: int) -> Post:
    """Publish one more; what is wrong with it is said of its own field."""
    try:
        wish = {"text": text, "reply_to": last.id, "visibility": last.visibility}
        wish |= {"quote_policy": last.quote_policy, "reply_policy": last.reply_policy}
        wish |= {"format": draft.format}
        more = Draft.read({**wish, "warning": draft.warning, "language": last.language, "sensitive": False})
        return publish_post(db, author, more)
    except Invalid as refusal:
        raise Invalid({f"further-{number}": sentence for sentence in refusal.sentences.values()}) from None
