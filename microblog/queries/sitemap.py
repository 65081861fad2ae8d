"""Questions about what search engines may know: people who let themselves be found, and their public posts."""

from datetime import date, timedelta

from sqlalchemy import Select, select

from ..models import Account, Post, Visibility, id_on
from .posts import visible_to
from .relationships import is_living

MOST = 5000
"""How much one page of a sitemap lists; the protocol allows 50,000."""


def posts_to_index(day: date) -> Select[int, str]:
    """The posts of a day (UTC) that search engines may know, the newest first: their ids and their authors' names."""
    made = Post.id.between(id_on(day), id_on(day + timedelta(days=1)) - 1)
    rows = select(Post.id, Account.username).join(Account, Account.id == Post.author_id)
    public = Post.boosted_id.is_(None), Post.visibility == Visibility.PUBLIC, Account.indexable
    return rows.where(made, *public, visible_to(None)).order_by(Post.id.desc()).limit(MOST)


def people_to_index(letter: str) -> Select[str]:
    """The usernames with a first letter of those whom search engines may know; only of those who are discoverable."""
    named = Account.username.startswith(letter, autoescape=True)
    rows = select(Account.username).where(named, Account.indexable, Account.discoverable, is_living())
    return rows.order_by(Account.id.desc()).limit(MOST)
