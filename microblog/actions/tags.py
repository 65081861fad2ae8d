"""Hashtags come into being by being used."""

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ..models import Post, Tag, Tagging, violated
from ..queries.tags import tags_with
from ..text import tag_key


def tag_post(db: Session, post: Post, names: list[str]) -> None:
    """Attach hashtags to a post."""
    spelt = {tag_key(name): name for name in reversed(names)}
    known = {tag.key: tag for tag in db.scalars(tags_with(spelt))}
    # In one order for everybody, so that two posts with the same new tags do not wait for each other.
    for key in sorted(spelt):
        tag = known.get(key) or _new_tag(db, key, spelt[key])
        db.add(Tagging(post_id=post.id, tag_id=tag.id))


def _new_tag(db: Session, key: str, name: str) -> Tag:
    """Make a hashtag, or find the one that somebody made a moment ago."""
    try:
        with db.begin_nested():
            tag = Tag(key=key, name=name)
            db.add(tag)
            db.flush()
            return tag
    except IntegrityError as error:
        if violated(error) != "uq_tags_key":
            raise
        return db.scalars(tags_with([key])).one()
