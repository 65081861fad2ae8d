"""Making the world that a test is about, through the actions. It is committed, so that the application sees it."""

from itertools import count
from typing import Any

from sqlalchemy.orm import Session

from microblog.actions import relationships
from microblog.actions.accounts import SignUp, sign_up
from microblog.actions.applications import NewApplication, register_application
from microblog.actions.lists import ListDraft, add_members, create_list
from microblog.actions.polls import PollWish
from microblog.actions.posts import Draft, publish_post
from microblog.actions.tokens import issue_token
from microblog.models import (
    Account,
    Application,
    Filter,
    FilterAction,
    FilterKeyword,
    FilterPost,
    List,
    Media,
    MediaKind,
    Poll,
    Post,
)
from microblog.models.keys import new_secret
from microblog.queries.polls import poll_of
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


def make_poll(db: Session, author: Account, *options: str, text: str = "What will it be?", **facts: Any) -> Poll:
    """Publish a question."""
    wish = PollWish(options=facts.pop("options", options or ["Tea", "Coffee", "Milk"]), **{"expires_in": 3600, **facts})
    post = make_post(db, author, text, poll=wish)
    return db.scalars(poll_of(post)).one()


def make_media(db: Session, owner: Account, **facts: Any) -> Media:
    """Let there be a file that somebody sent, as if it had been made ready."""
    media = Media(account_id=owner.id, **{"kind": MediaKind.IMAGE, "file": "00/picture.webp", **facts})
    db.add(media)
    db.commit()
    return media


def make_filter(
    db: Session, owner: Account, word: str = "", action: FilterAction = FilterAction.WARN, **facts: Any
) -> Filter:
    """Filter a word, or some `posts`; on the home page, if nothing else is said."""
    posts = facts.pop("posts", ())
    one = Filter(account_id=owner.id, action=action, **{"title": "No <noise>", "contexts": ["home"], **facts})
    one.keywords = [FilterKeyword(keyword=word)] if word else []
    one.posts = [FilterPost(post_id=post.id) for post in posts]
    db.add(one)
    db.commit()
    return one


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


def make_application(
    db: Session, name: str = "A program", *, scopes: str = "read write follow push", **facts: Any
) -> tuple[Application, str]:
    """Register a program; its secret stands beside it."""
    uris = facts.pop("redirect_uris", ["https://app.example/back"])
    made = register_application(db, NewApplication(name=name, scopes=[scopes], redirect_uris=uris, **facts))
    db.commit()
    return made


def make_token(
    db: Session,
    account: Account | None,
    scopes: str = "read write follow push",
    *,
    application: Application | None = None,
) -> str:
    """Give a program a key; without an account, one of its own."""
    application = application or make_application(db, scopes=scopes)[0]
    token = new_secret()
    issue_token(db, application, account, scopes.split(), token=token, quietly=True)
    db.commit()
    return token
