"""Letting posts be found that are older than searches by words."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from ..models import Post
from ..queries.search import wordless_posts
from ..text import lexemes, unmarked

BATCH = 500


def note_words(db: Session, *, limit: int = BATCH) -> int:
    """Write down the words of the newest posts that have none written down; tell of how many."""
    ids = wordless_posts().limit(limit).with_for_update(skip_locked=True)
    said = db.execute(
        select(Post.id, Post.text, Post.format, Post.warning).where(Post.id.in_(db.scalars(ids).all()))
    ).all()
    if said:
        db.execute(
            update(Post),
            [{"id": id, "words": lexemes(unmarked(text, format), warning)} for id, text, format, warning in said],
        )
    return len(said)
