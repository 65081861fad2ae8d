"""Putting timelines together."""

from collections.abc import Collection

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ..errors import Invalid, NotFound
from ..i18n import _, ngettext
from ..models import LIST_TITLE_LENGTH, Account, Follow, List, ListMember, RepliesPolicy, violated
from ..queries.accounts import locked_account
from ..queries.lists import followed_among, list_count
from ..text import says_nothing
from .inputs import Input, Line

MAX_LISTS = 50


class ListDraft(Input):
    """What a list is to be; of one that is there, None leaves a fact as it is."""

    title: Line | None = None
    replies_policy: RepliesPolicy | None = None
    exclusive: bool | None = None


def create_list(db: Session, owner: Account, draft: ListDraft) -> List:
    """Make a list on which nobody stands yet."""
    title = _title(draft.title or "")
    db.execute(locked_account(owner))
    if list_count(db, owner) >= MAX_LISTS:
        raise Invalid(list=_("You have reached the maximum number of lists"))

    made = List(account_id=owner.id, title=title, exclusive=bool(draft.exclusive))
    if draft.replies_policy is not None:
        made.replies_policy = draft.replies_policy
    db.add(made)
    db.flush()
    return made


def change_list(db: Session, list: List, draft: ListDraft) -> None:
    """Change what is said of a list."""
    changes = draft.model_dump(exclude_none=True)
    if "title" in changes:
        changes["title"] = _title(changes["title"])
    if not changes:
        return

    changed = db.execute(update(List).where(List.id == list.id).values(changes))
    if not changed.rowcount:  # type: ignore[attr-defined]
        raise NotFound("Record not found")  # thrown away a moment ago


def delete_list(db: Session, list: List) -> None:
    """Throw a list away; nobody on it notices."""
    db.execute(delete(List).where(List.id == list.id))


def add_members(db: Session, list: List, owner: Account, ids: Collection[int]) -> None:
    """Put people on a list whom its owner follows: all of them or, if one cannot be, none."""
    wanted = dict.fromkeys(ids)
    # Held, so that whoever stops following somebody at this moment takes them off the list again afterwards.
    follows = db.scalars(followed_among(owner, wanted).with_for_update(of=Follow)).all()
    followed = {follow.followed_id for follow in follows}
    if followed != wanted.keys():
        raise NotFound("Record not found")

    try:
        with db.begin_nested():
            db.add_all(ListMember(list_id=list.id, account_id=id) for id in wanted)
            db.flush()
    except IntegrityError as error:
        match violated(error):
            case "uq_list_members_list_id_account_id":
                raise Invalid(account=_("Account has already been taken")) from None
            case "fk_list_members_list_id":  # thrown away a moment ago
                raise NotFound("Record not found") from None
        raise


def remove_members(db: Session, list: List, ids: Collection[int]) -> None:
    """Take people off a list; those who do not stand on it are not missed."""
    db.execute(delete(ListMember).where(ListMember.list_id == list.id, ListMember.account_id.in_(ids)))


def leave_lists(db: Session, owner: Account, member: Account) -> None:
    """Take somebody off all lists of an owner who does not follow them any more; call it after the follow is gone."""
    own = select(List.id).where(List.account_id == owner.id)
    db.execute(delete(ListMember).where(ListMember.list_id.in_(own), ListMember.account_id == member.id))


def _title(title: str) -> str:
    """Refuse what is no title."""
    if says_nothing(title):
        raise Invalid(title=_("Title can't be blank"))
    if len(title) > LIST_TITLE_LENGTH:
        raise Invalid(
            title=ngettext(
                "Title is too long (maximum is ${n} character)",
                "Title is too long (maximum is ${n} characters)",
                LIST_TITLE_LENGTH,
            )
        )
    return title
