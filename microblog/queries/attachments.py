"""Questions about what hangs on posts."""

from collections.abc import Collection

from sqlalchemy import Select, select

from ..models import Account, Media, Post


def own_media(account: Account, ids: Collection[int]) -> Select[Media]:
    """Find those of some files that somebody sent."""
    return select(Media).where(Media.account_id == account.id, Media.id.in_([id for id in ids if 0 < id < 2**63]))


def attached_to(post: Post) -> Select[Media]:
    """What hangs on a post, in order."""
    return select(Media).where(Media.post_id == post.id).order_by(Media.position, Media.id)


def media_with(ids: Collection[int]) -> Select[Media]:
    """Find files by their ids."""
    return select(Media).where(Media.id.in_(ids))
