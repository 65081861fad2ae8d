"""What was promised, compared with what the mail host took."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass, field, fields

from sqlalchemy import Engine, Select, func, select
from sqlalchemy.orm import Session

from microblog.models import Account, Letter, LetterState, Reason, ReasonState

from .mailhost import Kept

Promise = tuple[str, str]
"""(address, what the post is known by): whoever is named gets a letter about it, once."""


@dataclass
class Figures:
    """What became of the letters of a world."""

    runs: int = 0
    """How often a scheduler was killed."""
    promised: int = 0
    deleted: int = 0
    """Of these, posts that were deleted before anything was sent of them; nobody may get a letter about them."""
    refused: int = 0
    """Of these, for addresses that the host refuses for good."""
    accepted: int = 0
    """Of these, taken by the mail host at least once."""
    lost: int = 0
    """Neither deleted nor refused, and never taken."""
    doubled: int = 0
    """How many letters too many the mail host took."""
    doubts: int = 0
    """How many times a letter was sent again though nobody could tell whether it was taken; counted by us."""
    unexplained: int = 0
    """Doubled letters of which we did not say so."""
    handed_twice: int = 0
    """Letters that were put into the MTA's queue more than once."""
    doubled_by_mta: int = 0
    """Doubled between the MTA and the host, which kept a letter and did not say so."""
    problems: list[str] = field(default_factory=list)

    def __add__(self, other: "Figures") -> "Figures":
        """Sum up."""
        return Figures(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))

    @property
    def numbers(self) -> dict[str, int]:
        """All but the problems."""
        numbers = {name: value for name, value in asdict(self).items() if name != "problems"}
        return {**numbers, "recalled": self.recalled}

    @property
    def recalled(self) -> int:
        """About posts that were deleted when a letter may have been on its way already, and that never came."""
        return self.promised - self.deleted - self.refused - self.accepted - self.lost


class Ledger:
    """What was promised to whom."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.posts: dict[str, int] = {}
        """What each post is known by → its id."""
        self.promised: set[Promise] = set()
        self.deleted: set[Promise] = set()
        self.withdrawn: set[Promise] = set()
        """Deleted when a letter may have been on its way: whether it came is nobody's fault."""

    def compare(
        self,
        kept: Iterable[Kept],
        *,
        refused: frozenset[str],
        bounced: Collection[Promise],
        handed: Counter[str] | None,
        runs: int,
    ) -> Figures:
        """Compare it with what the host took, and with what was handed over if there is a queue between."""
        kept = list(kept)
        times = Counter((one.recipient, one.token) for one in kept if one.token)
        ours = {one for one in self.promised if one[0] in refused or (one in bounced and not times[one])}
        expected = self.promised - self.deleted - self.withdrawn - ours
        figures = Figures(
            runs=runs,
            promised=len(self.promised),
            deleted=len(self.deleted),
            refused=len(ours - self.deleted),
            accepted=len(times),
            doubled=sum(times.values()) - len(times),
            doubts=self._doubts(),
        )
        lost = sorted(one for one in expected if not times[one])
        figures.lost = len(lost)
        figures.problems += [f"lost: {self._story(one)}" for one in lost]
        surprises = sorted(one for one in times if one in self.deleted or one in ours or one not in self.promised)
        figures.problems += [f"not to be sent: {self._story(one)}" for one in surprises]
        if handed is None:
            self._blame_ourselves(figures, times)
        else:
            self._blame_the_mta(figures, times, kept, handed)
        figures.problems += self._untidy()
        return figures

    def _blame_ourselves(self, figures: Figures, times: Counter[Promise]) -> None:
        """Each doubled letter must be one of which we know that we could not tell."""
        for promise, count in times.items():
            if count > 1 and count - 1 > sum(letter.doubts for letter in self._letters(promise)):
                figures.unexplained += 1
                figures.problems.append(f"doubled without doubt: {count} times, {self._story(promise)}")

    def _blame_the_mta(self, figures: Figures, times: Counter[Promise], kept: list[Kept], handed: Counter[str]) -> None:
        """No letter is handed over twice; the MTA itself repeats what the host kept without saying so."""
        figures.handed_twice = sum(handed.values()) - len(handed)
        figures.problems += [f"handed over {count} times: letter {id}" for id, count in handed.items() if count > 1]
        unanswered = Counter((one.recipient, one.token) for one in kept if not one.answered)
        for promise, count in times.items():
            if count > 1:
                by_mta = min(count - 1, unanswered[promise])
                figures.doubled_by_mta += by_mta
                if by_mta < count - 1:
                    figures.unexplained += 1
                    figures.problems.append(f"doubled without doubt: {count} times, {self._story(promise)}")

    def _doubts(self) -> int:
        """How often we could not tell whether a letter was taken."""
        with Session(self.engine) as db:
            return int(db.scalar(select(func.coalesce(func.sum(Letter.doubts), 0))) or 0)

    def _letters(self, promise: Promise) -> list[Letter]:
        """The letters in which something stands."""
        with Session(self.engine) as db:
            return [letter for _, letter in db.execute(self._rows(promise)).all() if letter is not None]

    def _story(self, promise: Promise) -> str:
        """Say what the database knows of a promise."""
        with Session(self.engine) as db:
            rows = db.execute(self._rows(promise)).all()
        told = [
            f"reason {reason.state}"
            + (
                f", letter {letter.id} {letter.state}, attempts {letter.attempts}, refusals {letter.refusals}, "
                f"doubts {letter.doubts}, due {letter.due_at:%T}, holder {letter.holder_id}, {letter.trouble!r}"
                if letter
                else ", no letter"
            )
            for reason, letter in rows
        ]
        return f"{promise[1]} for {promise[0]}: {'; '.join(told) or 'nothing in the database'}"

    def _rows(self, promise: Promise) -> Select[Reason, Letter]:
        """Find what the database has about a promise."""
        address, token = promise
        rows = select(Reason, Letter).join(Account, Account.id == Reason.account_id)
        rows = rows.outerjoin(Letter, Letter.id == Reason.letter_id)
        return rows.where(Account.email == address, Reason.post_id == self.posts.get(token))

    def _untidy(self) -> list[str]:
        """What the database should not say at the end."""
        with Session(self.engine) as db:
            held = db.scalars(select(Letter).where(Letter.holder_id.is_not(None))).all()
            unended = db.scalars(
                select(Letter).where(
                    Letter.state.in_((LetterState.SENT, LetterState.DEAD, LetterState.DROPPED)),
                    Letter.ended_at.is_(None),
                )
            ).all()
            return [
                *(f"letter {letter.id} is {letter.state} and still held" for letter in held),
                *(f"letter {letter.id} is {letter.state} and has not ended" for letter in unended),
            ]


def under_way(db: Session) -> int:
    """How many promises are not yet kept."""
    reasons = select(func.count()).select_from(Reason).where(Reason.state == ReasonState.WAITING)
    return (db.scalar(reasons) or 0) + letters_under_way(db)


def letters_under_way(db: Session) -> int:
    """How many letters are not yet at their end."""
    letters = select(func.count()).select_from(Letter)
    return db.scalar(letters.where(Letter.state.in_((LetterState.WAITING, LetterState.SENDING)))) or 0
