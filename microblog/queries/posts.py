"""Questions about posts, and the one rule about who may see them."""

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import aliased, joinedload

from ..models import Account, Post

THREAD_LIMIT = 400


def visible_to(reader: Account | None) -> ColumnElement[bool]:
    """Limit any query of posts to those `reader` may see; None is a stranger."""
    return Post.deleted_at.is_(None)


def posts() -> Select[Post]:
    """Ask for posts together with their authors."""
    return select(Post).options(joinedload(Post.author, innerjoin=True))


def visible_post(id: int, reader: Account | None) -> Select[Post]:
    """Find one post, if `reader` may see it."""
    return posts().where(Post.id == id, visible_to(reader))


def ancestors_of(post: Post) -> Select[Post]:
    """Ask for what a post answers, and what that answers, and so on, from the nearest up; tombstones among them."""
    chain = select(Post.id, Post.parent_id).where(Post.id == post.parent_id).cte("chain", recursive=True)
    parent = aliased(Post)
    chain = chain.union_all(select(parent.id, parent.parent_id).where(parent.id == chain.c.parent_id))
    return posts().join(chain, chain.c.id == Post.id).order_by(Post.id.desc()).limit(THREAD_LIMIT)


def descendants_of(post: Post, after: int = 0) -> Select[Post]:
    """Ask for the answers to a post, and the answers to those, and so on, by age; tombstones among them.

    At most THREAD_LIMIT, and one more that tells that there are more; those made `after` an id alone.
    """
    tree = select(Post.id).where(Post.parent_id == post.id).cte("tree", recursive=True)
    answer = aliased(Post)
    tree = tree.union_all(select(answer.id).where(answer.parent_id == tree.c.id))
    return posts().join(tree, tree.c.id == Post.id).where(Post.id > after).order_by(Post.id).limit(THREAD_LIMIT + 1)
