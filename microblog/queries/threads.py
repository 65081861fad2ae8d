"""A conversation as a tree."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import and_
from sqlalchemy.orm import Session

from ..models import Account, Post
from .posts import (
    THREAD_LIMIT,
    ancestors_of,
    descendants_of,
    posts,
    shape_of_answers,
    visible_to,
    wanted_by,
)

MOST = 4096
"""How many posts above and below another one is told of at most."""


@dataclass(frozen=True)
class Branch:
    """A post in its thread, and how many steps it stands from the post that is looked at."""

    post: Post
    depth: int


@dataclass(frozen=True)
class Thread:
    """What a post answers (first to last), the post, and the answers to it, each followed by its own."""

    ancestors: list[Post]
    post: Post
    replies: list[Branch]
    more: int | None = None
    """Where the answers go on: the id after which the next ones were made. None if these are all."""

    @property
    def posts(self) -> list[Post]:
        """All of it that still has words."""
        everything = [*self.ancestors, self.post, *(branch.post for branch in self.replies)]
        return [post for post in everything if post.deleted_at is None]


def thread_of(db: Session, post: Post, reader: Account | None, after: int = 0) -> Thread:
    """Load the conversation around a post, in two queries.

    What was deleted shows as a gap where somebody's answer hangs on it, and not at all where none does. Of a long
    conversation, the answers made `after` an id are loaded; one whose parent stands on an earlier page stands alone.
    """
    found = list(db.scalars(descendants_of(post, reader, after)))
    replies, more = found[:THREAD_LIMIT], len(found) > THREAD_LIMIT
    here = {reply.id for reply in replies}
    children: dict[int, list[Post]] = defaultdict(list)
    for reply in replies:
        children[reply.parent_id if reply.parent_id in here and reply.parent_id else post.id].append(reply)
    ancestors = list(db.scalars(ancestors_of(post, reader)))[::-1]
    return Thread(ancestors, post, _branches(post, children), replies[-1].id if more else None)


@dataclass(frozen=True)
class Surroundings:
    """What a post answers, first to last, and the answers to it, each followed by its own; only what can be read."""

    ancestors: list[Post]
    descendants: list[Post]


def surroundings_of(
    db: Session, post: Post, reader: Account | None, *, above: int = MOST, below: int = MOST, depth: int = MOST
) -> Surroundings:
    """Load at most so many posts above a post and below it, those to a `depth`, in three queries.

    Left out is what `reader` blocks or mutes, but not what others answered to it.
    """
    shown = and_(visible_to(reader), wanted_by(reader))
    ancestors = list(db.scalars(ancestors_of(post, reader, above).where(shown)))[::-1]

    shape = db.execute(shape_of_answers(post, shown, MOST)).all()
    living = {id for id, _, is_shown in shape if is_shown}
    children: dict[int, list[int]] = defaultdict(list)
    for id, parent_id, _ in shape:
        children[parent_id].append(id)
    order = [id for id, steps in _depth_first(post.id, children) if steps <= depth and id in living][:below]
    found = {one.id: one for one in db.scalars(posts().where(Post.id.in_(order)))} if order else {}
    return Surroundings(ancestors, [found[id] for id in order if id in found])


def _depth_first(root: int, children: dict[int, list[int]]) -> Iterator[tuple[int, int]]:
    """Walk a tree, each branch to its end: (id, how many steps from the root)."""
    waiting = [(child, 1) for child in reversed(children[root])]
    while waiting:
        id, steps = waiting.pop()
        yield id, steps
        waiting += [(child, steps + 1) for child in reversed(children[id])]


def _branches(root: Post, children: dict[int, list[Post]]) -> list[Branch]:
    """Lay the tree out as a list, depth first, without recursion: threads may be deeper than Python's stack."""
    laid: list[Branch] = []
    waiting = [Branch(child, 1) for child in reversed(children[root.id])]
    while waiting:
        branch = waiting.pop()
        laid.append(branch)
        waiting += [Branch(child, branch.depth + 1) for child in reversed(children[branch.post.id])]
    return _without_dead_ends(laid)


def _without_dead_ends(branches: list[Branch]) -> list[Branch]:
    """Leave out what was deleted and has no living answer."""
    kept: list[Branch] = []
    for branch in reversed(branches):
        answered = bool(kept) and kept[-1].depth > branch.depth
        if branch.post.deleted_at is None or answered:
            kept.append(branch)
    return kept[::-1]
