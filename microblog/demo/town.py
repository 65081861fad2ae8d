"""Living through a plan: every deed is an action, done at its moment."""

import io
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from ..actions.accounts import SignUp, sign_up
from ..actions.boosts import boost
from ..actions.media import About, add_media, receive
from ..actions.notifications import mark_as_read
from ..actions.polls import PollWish, vote
from ..actions.posts import Draft, publish_post
from ..actions.profiles import Profile, edit_profile
from ..actions.reactions import favourite
from ..actions.reasons import drop_reasons
from ..actions.relationships import follow
from ..actions.sessions import record_visit
from ..actions.statistics import record_day
from ..clock import set_to
from ..media import Workshop
from ..models import Account, Post, id_at
from ..queries.accounts import accounts_named
from ..queries.polls import poll_of
from .deeds import Arrival, Boosting, DayEnd, Deed, Following, Liking, Saying, Showing, Visit, Voting
from .people import PEOPLE
from .scenes import scene

PASSWORD = "microblog-demo"  # noqa: S105 - told to everybody
NEWS = timedelta(hours=20)
"""What is younger than this is news to those whom it concerns."""
WITH_MAIL = ("ada", "rosa")
"""Whose newest letters are really sent, so that there is some mail to see."""


class Town:
    """A town that lives, some deeds at a time. It keeps no rows, so a transaction may end in between."""

    def __init__(self, workshop: Workshop, now: datetime) -> None:
        self.workshop = workshop
        self.now = now
        self.posts: dict[int, int] = {}
        """The ids of the posts, by the number of the saying."""

    def live(self, db: Session, deeds: Sequence[Deed]) -> None:
        """Do some deeds, the next in order."""
        accounts = {account.username: account for account in people_there(db)}
        for deed in deeds:
            with set_to(deed.moment):
                self._do(db, accounts, deed)
                db.flush()
        self._drop_letters(db, accounts, [deed.number for deed in deeds if isinstance(deed, Saying)])

    def catch_up(self, db: Session) -> None:
        """Let everybody have read what was no longer news."""
        for account in people_there(db):
            mark_as_read(db, account, up_to=id_at(self.now - NEWS))

    def _do(self, db: Session, accounts: dict[str, Account], deed: Deed) -> None:
        """Do one deed."""
        match deed:
            case DayEnd():
                record_day(db, deed.day)
            case Arrival():
                accounts[deed.who] = self._welcome(db, deed.who)
            case Following():
                follow(db, accounts[deed.who], accounts[deed.whom])
            case Saying():
                self._say(db, accounts[deed.who], deed)
            case Liking():
                favourite(db, accounts[deed.who], self._post(db, deed.said))
            case Boosting():
                boost(db, accounts[deed.who], self._post(db, deed.said))
            case Voting():
                poll = db.scalars(poll_of(self._post(db, deed.said))).one()
                vote(db, accounts[deed.who], poll, [deed.choice])
        if isinstance(deed, (Following, Saying, Visit, Liking, Boosting, Voting)) and not PEOPLE[deed.who].automatic:
            record_visit(db, accounts[deed.who])

    def _welcome(self, db: Session, username: str) -> Account:
        """Let somebody join, and say who they are."""
        person = PEOPLE[username]
        wish = SignUp(username=username, email=f"{username}@example.org", password=PASSWORD)
        account = sign_up(db, wish, confirmed=True)
        profile = Profile(display_name=person.name, bio=person.bio)
        edit_profile(account, profile, picture=person.face(), storage=self.workshop.storage)
        return account

    def _say(self, db: Session, author: Account, saying: Saying) -> None:
        """Let somebody say something."""
        reply_to = None if saying.answers is None else self.posts[saying.answers]
        more = self._more(db, author, saying) if isinstance(saying, Showing) else {}
        draft = Draft(text=saying.text, reply_to=reply_to, **more)
        self.posts[saying.number] = publish_post(db, author, draft).id

    def _more(self, db: Session, author: Account, showing: Showing) -> dict[str, Any]:
        """What somebody shows beside their words."""
        media = []
        for name, description in showing.pictures:
            received = receive(io.BytesIO(scene(name)), workshop=self.workshop)
            media.append(add_media(db, author, received, About(description=description)).id)
        lasts = int(showing.lasts.total_seconds())
        poll = PollWish(options=list(showing.options), expires_in=lasts) if showing.options else None
        quoted = None if showing.quotes is None else self.posts[showing.quotes]
        return {"warning": showing.warning, "media": tuple(media), "poll": poll, "quoted": quoted}

    def _post(self, db: Session, number: int) -> Post:
        """The post that a saying became."""
        return db.get_one(Post, self.posts[number])

    def _drop_letters(self, db: Session, accounts: dict[str, Account], numbers: list[int]) -> None:
        """Let nobody be sent a month of mail: drop the letters that were just promised, but for a few of the newest."""
        posts = [self.posts[number] for number in numbers]
        readers = [accounts[name].id for name in WITH_MAIL if name in accounts]
        drop_reasons(db, posts, but_for=readers, since=self.now - NEWS)


def people_there(db: Session) -> Sequence[Account]:
    """Find the people of the town in the database."""
    return db.scalars(accounts_named(list(PEOPLE))).all()
