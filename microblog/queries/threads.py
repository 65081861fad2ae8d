"""A conversation as a tree."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy.orm import Session

from ..models import Account, Post
from .posts import THREAD_LIMIT, ancestors_of, descendants_of


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
