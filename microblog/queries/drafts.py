"""Questions about posts that are not finished."""

from collections.abc import Collection

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from ..models import Account, KeptDraft, Media


def drafts_by(author: Account) -> Select[KeptDraft]:
    """What somebody put away, what was changed last first."""
    drafts = select(KeptDraft).where(KeptDraft.account_id == author.id)
    return drafts.order_by(KeptDraft.changed_at.desc(), KeptDraft.id.desc())


def draft_by(author: Account, id: int) -> Select[KeptDraft]:
    """Find something that somebody put away."""
    return select(KeptDraft).where(KeptDraft.account_id == author.id, KeptDraft.id == id)


def drafts_count(author: Account) -> Select[int]:
    """Count what somebody put away."""
    return select(func.count()).where(KeptDraft.account_id == author.id)


def held_by_drafts(db: Session, ids: Collection[int]) -> set[int]:
    """Find those of some files that are to be attached to a post which is not finished."""
    owners = select(Media.account_id).where(Media.id.in_(ids))
    sketches = db.scalars(select(KeptDraft.sketch).where(KeptDraft.account_id.in_(owners)))
    return {id for sketch in sketches for id in sketch.get("media", ())} & set(ids)
