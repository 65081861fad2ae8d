"""A conversation laid out as nested lists, of which the deep ones fold."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ..models import Post
from ..queries.threads import Branch

FOLDS_AT = 5
"""The level that is folded away. What lies deeper stands on it, too: steps further to the side help nobody."""


@dataclass(frozen=True)
class Twig:
    """An answer, and how the lists around it begin and end before it."""

    post: Post
    depth: int
    begins: bool
    """Whether a list begins here: it is the first answer to the one before."""
    folded: int
    """How many answers are folded away from here on; 0 where nothing folds."""
    ends: list[bool]
    """The lists that end before it, the innermost first, and whether each was folded."""
    clear: bool
    """Whether it is plain to see whom it answers: the one before, or the post that the page is about."""


@dataclass(frozen=True)
class Tree:
    """Answers, and the lists that are to be ended after the last one."""

    twigs: list[Twig] = field(default_factory=list)
    ends: list[bool] = field(default_factory=list)


def tree_of(branches: Sequence[Branch]) -> Tree:
    """Lay out the answers to a post, each followed by its own."""
    twigs: list[Twig] = []
    level = 0
    for number, branch in enumerate(branches):
        now = min(branch.depth, FOLDS_AT)
        folds = now == FOLDS_AT and level < now
        twigs.append(
            Twig(
                branch.post,
                branch.depth,
                begins=now > level,
                folded=_deep(branches, number) if folds else 0,
                ends=_ended(level, now),
                clear=branch.depth == 1 or branches[number - 1].post.id == branch.post.parent_id,
            )
        )
        level = now
    return Tree(twigs, _ended(level, 0))


def _deep(branches: Sequence[Branch], first: int) -> int:
    """Count the answers that stand on the folded level, from one on."""
    count = 0
    for branch in branches[first:]:
        if branch.depth < FOLDS_AT:
            break
        count += branch.post.deleted_at is None
    return count


def _ended(level: int, until: int) -> list[bool]:
    """The lists between two levels, the innermost first, and whether each is folded."""
    return [one == FOLDS_AT for one in range(level, until, -1)]
