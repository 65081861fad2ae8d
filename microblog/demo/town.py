"""Living through a plan: every deed is an action, done at its moment."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from ..actions.accounts import SignUp, sign_up
from ..actions.notifications import mark_as_read
from ..actions.posts import Draft, publish_post
from ..actions.profiles import Profile, edit_profile
from ..actions.reasons import drop_reasons
from ..actions.relationships import follow
from ..actions.sessions import record_visit
from ..actions.statistics import record_day
from ..clock import set_to
from ..media import Storage
from ..models import Account, id_at
from ..queries.accounts import accounts_named
from .deeds import Arrival, DayEnd, Deed, Following, Saying, Visit
from .people import PEOPLE

PASSWORD = "microblog-demo"  # noqa: S105 - told to everybody
NEWS = timedelta(hours=20)
"""What is younger than this is news to those whom it concerns."""
WITH_MAIL = ("ada", "rosa")
"""Whose newest letters are really sent, so that there is some mail to see."""


class Town:
    """A town that lives, some deeds at a time. It keeps no rows, so a transaction may end in between."""

    def __init__(self, storage: Storage, now: datetime) -> None:
        self.storage = storage
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
        if isinstance(deed, (Following, Saying, Visit)) and not PEOPLE[deed.who].automatic:
            record_visit(db, accounts[deed.who])

    def _welcome(self, db: Session, username: str) -> Account:
        """Let somebody join, and say who they are."""
        person = PEOPLE[username]
        wish = SignUp(username=username, email=f"{username}@example.org", password=PASSWORD)
        account = sign_up(db, wish, confirmed=True)
        profile = Profile(display_name=person.name, bio=person.bio)
        edit_profile(account, profile, picture=person.face(), storage=self.storage)
        return account

    def _say(self, db: Session, author: Account, saying: Saying) -> None:
        """Let somebody say something."""
        reply_to = None if saying.answers is None else self.posts[saying.answers]
        self.posts[saying.number] = publish_post(db, author, Draft(text=saying.text, reply_to=reply_to)).id

    def _drop_letters(self, db: Session, accounts: dict[str, Account], numbers: list[int]) -> None:
        """Let nobody be sent a month of mail: drop the letters that were just promised, but for a few of the newest."""
        posts = [self.posts[number] for number in numbers]
        readers = [accounts[name].id for name in WITH_MAIL if name in accounts]
        drop_reasons(db, posts, but_for=readers, since=self.now - NEWS)


def people_there(db: Session) -> Sequence[Account]:
    """Find the people of the town in the database."""
    return db.scalars(accounts_named(list(PEOPLE))).all()
