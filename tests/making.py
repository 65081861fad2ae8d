"""Making the world that a test is about, through the actions. It is committed, so that the application sees it."""

from itertools import count
from typing import Any

from sqlalchemy.orm import Session

from microblog.actions import relationships
from microblog.actions.accounts import SignUp, sign_up
from microblog.actions.lists import ListDraft, add_members, create_list
from microblog.actions.posts import Draft, publish_post
from microblog.models import Account, List, Post
from tests.visitor import PASSWORD

_numbers = count(1)


def make_account(db: Session, username: str = "", *, confirmed: bool = True, **facts: Any) -> Account:
    """Make somebody; their password is PASSWORD."""
    username = username or f"somebody_{next(_numbers)}"
    wish = SignUp(username=username, email=facts.pop("email", f"{username}@example.org"), password=PASSWORD)
    account = sign_up(db, wish, confirmed=confirmed)
    for name, value in facts.items():
        setattr(account, name, value)
    db.commit()
    return account


def make_post(
    db: Session, author: Account, text: str = "Good morning.", *, reply_to: Post | None = None, **wishes: Any
) -> Post:
    """Publish something."""
    post = publish_post(db, author, Draft(text=text, reply_to=reply_to.id if reply_to else None, **wishes))
    db.commit()
    return post


def make_follow(db: Session, follower: Account, followed: Account) -> None:
    """Let one follow the other."""
    relationships.follow(db, follower, followed)
    db.commit()


def make_list(db: Session, owner: Account, *members: Account, title: str = "Friends", **facts: Any) -> List:
    """Make a list with some of those whom its owner follows on it, one after the other."""
    made = create_list(db, owner, ListDraft(title=title, **facts))
    for member in members:
        add_members(db, made, owner, [member.id])
    db.commit()
    return made
