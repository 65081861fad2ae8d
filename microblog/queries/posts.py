"""Questions about posts, and the one rule about who may see them."""

from collections.abc import Collection

from sqlalchemy import CTE, ColumnElement, Select, and_, false, func, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, aliased, joinedload
from sqlalchemy.sql.base import ExecutableOption

from ..clock import now
from ..models import Account, Block, Follow, Mention, Mute, Post, PostVersion, Visibility

THREAD_LIMIT = 400
OPEN = (Visibility.PUBLIC, Visibility.UNLISTED)


def visible_to(reader: Account | type[Account] | None, post: type[Post] = Post) -> ColumnElement[bool]:
    """Limit any query of posts to those `reader` may see; None is a stranger. A boost shows what its original shows."""
    original = aliased(Post)
    hidden = select(original.id).where(original.id == post.boosted_id, ~_living(original, reader))
    return and_(_living(post, reader), or_(post.boosted_id.is_(None), ~hidden.correlate_except(original).exists()))


def within_sight_of(reader: Account | type[Account] | None, post: type[Post] = Post) -> ColumnElement[bool]:
    """Limit posts to those `reader` may see, or might have seen before they were deleted; it knows no boosts.

    The reader may also be a table of a query of which this is a part, however deep.
    """
    authors = select(Account.id).where(Account.hidden)
    allowed = and_(post.author_id.not_in(authors), or_(post.visibility.in_(OPEN), _is_for(reader, post)))
    if reader is None:
        return allowed
    blockers = select(Block.blocker_id).where(Block.blocked_id == reader.id).correlate_except(Block)
    return and_(allowed, post.author_id.not_in(blockers))


def wanted_by(reader: Account | type[Account] | None, post: type[Post] = Post) -> ColumnElement[bool]:
    """Limit posts, and what they boost, to those by authors whom `reader` neither blocks nor mutes at present."""
    if reader is None:
        return true()
    original = aliased(Post)
    shunned = select(original.id).where(original.id == post.boosted_id, ~_welcome(reader, original.author_id))
    return and_(_welcome(reader, post.author_id), or_(post.boosted_id.is_(None), ~shunned.exists()))


def _welcome(reader: Account | type[Account], author_id: InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """Limit to authors whom `reader` neither blocks nor mutes at present."""
    lasting = or_(Mute.expires_at.is_(None), Mute.expires_at > now())
    return and_(
        author_id.not_in(select(Block.blocked_id).where(Block.blocker_id == reader.id)),
        author_id.not_in(select(Mute.muted_id).where(Mute.muter_id == reader.id, lasting)),
    )


def _living(post: type[Post], reader: Account | type[Account] | None) -> ColumnElement[bool]:
    """Limit to what was not deleted and may be seen."""
    return and_(post.deleted_at.is_(None), within_sight_of(reader, post))


def _is_for(reader: Account | type[Account] | None, post: type[Post]) -> ColumnElement[bool]:
    """Whether a post that is not for everybody is for `reader`: who wrote it, is named, or follows its author."""
    if reader is None:
        return false()
    named = select(Mention.post_id).where(Mention.account_id == reader.id, Mention.post_id == post.id)
    follows = select(Follow.id).where(Follow.follower_id == reader.id, Follow.followed_id == post.author_id)
    private = and_(post.visibility == Visibility.PRIVATE, follows.correlate_except(Follow).exists())
    return or_(post.author_id == reader.id, named.correlate_except(Mention).exists(), private)


def posts() -> Select[Post]:
    """Ask for posts together with their authors, and with what they boost."""
    return select(Post).options(*whole())


def whole() -> tuple[ExecutableOption, ...]:
    """Let posts be loaded together with their authors, and with what they boost."""
    boosted = joinedload(Post.boosted)
    # An inner join within an outer one would make SQLite read all posts first.
    return joinedload(Post.author, innerjoin=True), boosted, boosted.joinedload(Post.author)


def visible_post(id: int, reader: Account | None) -> Select[Post]:
    """Find one post, if `reader` may see it."""
    return posts().where(Post.id == id, visible_to(reader))


def visible_posts(ids: Collection[int], reader: Account | None) -> Select[Post]:
    """Find those of some posts that `reader` may see."""
    return posts().where(Post.id.in_(ids), visible_to(reader))


def post_in_thread(thread_id: int) -> Select[Post]:
    """Find any post of a conversation."""
    return select(Post).where(Post.thread_id == thread_id).limit(1)


def locked_post(post: Post) -> Select[Post]:
    """Find a post anew, as it is when nobody else can change it any more before this transaction ends."""
    return select(Post).where(Post.id == post.id).with_for_update().execution_options(populate_existing=True)


def next_removed_post() -> Select[Post]:
    """Find a deleted post whose author can no longer take that back, unless somebody else has it at hand."""
    due = removed_posts().with_only_columns(Post).limit(1)
    return due.with_for_update(skip_locked=True).execution_options(populate_existing=True)


def removed_posts() -> Select[int]:
    """The ids of deleted posts whose authors can no longer take that back, the first deleted first."""
    return select(Post.id).where(Post.restorable_until <= now()).order_by(Post.restorable_until, Post.id)


def removed_post(id: int, author: Account) -> Select[Post]:
    """Find a post that its author deleted a moment ago."""
    return posts().where(Post.id == id, Post.author_id == author.id, Post.restorable_until.is_not(None))


def boost_of(post: Post, by: Account) -> Select[Post]:
    """Find somebody's boost of a post."""
    return posts().where(Post.author_id == by.id, Post.boosted_id == post.id)


def boosts_of(post: Post, reader: Account | None) -> Select[Post, Account]:
    """The boosts of a post that `reader` may see, with who made them."""
    boosts = select(Post, Account).join(Account, Account.id == Post.author_id)
    return boosts.where(Post.boosted_id == post.id, visible_to(reader))


def boosters_of(post: Post) -> Select[Account]:
    """Those who boosted a post."""
    return select(Account).join(Post, Post.author_id == Account.id).where(Post.boosted_id == post.id)


def named_in(post: Post) -> Select[int]:
    """The ids of those whom a post names."""
    return select(Mention.account_id).where(Mention.post_id == post.id)


def watchers_of(author: Account) -> Select[Account]:
    """Those who want to be told of everything that somebody writes."""
    watchers = select(Account).join(Follow, Follow.follower_id == Account.id)
    return watchers.where(Follow.followed_id == author.id, Follow.notify)


def versions_of(post: Post) -> Select[PostVersion]:
    """What a post said before, the oldest first."""
    return select(PostVersion).where(PostVersion.post_id == post.id).order_by(PostVersion.id)


def ancestors_of(post: Post, reader: Account | None, limit: int | None = None) -> Select[Post]:
    """Ask for what a post answers, and what that answers, and so on, from the nearest up; tombstones among them."""
    chain = select(Post.id, Post.parent_id).where(Post.id == post.parent_id).cte("chain", recursive=True)
    parent = aliased(Post)
    chain = chain.union_all(select(parent.id, parent.parent_id).where(parent.id == chain.c.parent_id))
    thread = posts().join(chain, chain.c.id == Post.id).where(within_sight_of(reader))
    return thread.order_by(Post.id.desc()).limit(limit or THREAD_LIMIT)


def descendants_of(post: Post, reader: Account | None, after: int = 0) -> Select[Post]:
    """Ask for the answers to a post, and the answers to those, and so on, by age; tombstones among them.

    At most THREAD_LIMIT, and one more that tells that there are more; those made `after` an id alone.
    """
    tree = _tree(post)
    thread = posts().join(tree, tree.c.id == Post.id).where(within_sight_of(reader), Post.id > after)
    return thread.order_by(Post.id).limit(THREAD_LIMIT + 1)


def shape_of_answers(post: Post, shown: ColumnElement[bool], limit: int) -> Select[int, int, bool]:
    """Ask how the answers to a post hang together: (id, id of what it answers, whether it is to be `shown`) by age."""
    tree = _tree(post)
    rows = select(Post.id, func.coalesce(Post.parent_id, 0), shown).join(tree, tree.c.id == Post.id)
    return rows.order_by(Post.id).limit(limit)


def _tree(post: Post) -> CTE:
    """Ask for the ids of the answers to a post, and those of the answers to them, and so on."""
    tree = select(Post.id).where(Post.parent_id == post.id).cte("tree", recursive=True)
    answer = aliased(Post)
    return tree.union_all(select(answer.id).where(answer.parent_id == tree.c.id))
