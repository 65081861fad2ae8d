"""Whatever people do, in any order, whenever letters are gathered and sent: a small model says who gets which mail."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from microblog import clock
from microblog.actions.blocks import block, unblock
from microblog.actions.boosts import boost, unboost
from microblog.actions.edits import Edit, edit_post
from microblog.actions.mail_preferences import MailWishes, change_preferences, unsubscribe
from microblog.actions.mutes import MuteWish, mute, unmute
from microblog.actions.posts import Draft, delete_post, publish_post
from microblog.actions.reactions import favourite, mute_thread, unfavourite, unmute_thread
from microblog.actions.reasons import gather
from microblog.actions.relationships import follow, unfollow
from microblog.models import Account, Delivery, Letter, LetterState, Reason, Visibility
from microblog.queries.reasons import reasons_that_stand

BEGINNING = datetime(2026, 3, 28, 21, tzinfo=UTC)
CLOCKS_SET = datetime(2026, 3, 29, 1, tzinfo=UTC)
ZONES = {"UTC": (0, 0), "Europe/Berlin": (1, 2), "Asia/Kolkata": (5.5, 5.5)}
"""How many hours clocks are ahead, before and after they are set in Europe in the night after the beginning."""

PEOPLE = ("ann", "bob", "cem")
PREFERENCES = ("mentions", "replies", "follows", "favourites")
PREFERENCE = {"mention": "mentions", "reply": "replies", "follow": "follows"}
SAID = ("mention", "reply")
DIGESTS = (Delivery.HOURLY, Delivery.DAILY)


@dataclass
class Mail:
    """A letter of the model: to whom and of which conversation, what it tells, and when it was written."""

    about: tuple
    keys: set
    at: datetime
    state: str = "waiting"


@dataclass
class Model:
    """What is expected. A key is (reader, event, doer, post); posts and conversations are numbers."""

    now: datetime = BEGINNING
    wishes: dict = field(default_factory=lambda: {one: MailWishes() for one in PEOPLE})
    threads: dict = field(default_factory=dict)
    posts: dict = field(default_factory=dict)
    named: dict = field(default_factory=dict)
    done: set = field(default_factory=set)
    gone: set = field(default_factory=set)
    blocks: set = field(default_factory=set)
    mutes: dict = field(default_factory=dict)
    deaf: set = field(default_factory=set)
    news: set = field(default_factory=set)
    waiting: dict = field(default_factory=dict)
    mails: list = field(default_factory=list)

    def wish(self, key):
        return getattr(self.wishes[key[0]], PREFERENCE.get(key[1], "favourites"))

    def sees(self, reader, post):
        """Whether a post is there, and for the reader."""
        author, visibility = self.posts[post]
        follows = visibility is Visibility.PRIVATE and (author, "follow", reader, None) in self.done
        its = visibility is Visibility.PUBLIC or follows or reader in self.named[post] | {author}
        return its and post not in self.gone and (author, reader) not in self.blocks

    def estranged(self, one, other):
        return bool({(one, other), (other, one)} & self.blocks)

    def happens(self, key):
        """It is promised once, if the reader may hear of it and wants to; of one post one is told once."""
        reader, event, by, post = key
        if reader == by or self.estranged(reader, by) or self.mutes.get((reader, by)) == "all":
            return
        if (reader, self.threads.get(post)) in self.deaf or (post and not self.sees(reader, post)) or key in self.news:
            return
        self.news.add(key)
        same = {(reader, one, by, post) for one in (SAID if event in SAID else [event])}
        if self.wish(key) is Delivery.NEVER or any(same & mail.keys for mail in self.mails):
            return
        for other in same - {key}:
            self.waiting.pop(other, None)
        self.waiting.setdefault(key, (self.now, self.time(key, self.now)))

    def undone(self, key):
        """It is as if it had never been promised, unless a letter has told it."""
        self.news.discard(key)
        self.waiting.pop(key, None)
        for mail in self.mails:
            if mail.state != "sent":
                mail.keys.discard(key)

    def stands(self, key):
        """Whether the reader may still be told, and wants to be."""
        reader, _, by, post = key
        unseen = post and not self.sees(reader, post)
        unwanted = (reader, by) in self.blocks or (reader, by) in self.mutes
        deaf = (reader, self.threads.get(post)) in self.deaf
        left = key[1] == "follow" and key not in self.done
        return key in self.news and not (unseen or unwanted or deaf or left or self.wish(key) is Delivery.NEVER)

    def time(self, key, happened):
        """At once, at the next full hour, or when the reader's clock next shows their hour."""
        wishes, wish = self.wishes[key[0]], self.wish(key)
        if wish not in DIGESTS:
            return happened
        hours = [BEGINNING + timedelta(hours=half / 2) for half in range(200)]
        offsets = ZONES[wishes.time_zone]
        both = [(hour, {offsets[hour >= CLOCKS_SET], offsets[hour > CLOCKS_SET]}) for hour in hours]
        shown = [(hour, hour + timedelta(hours=offset)) for hour, passing in both for offset in passing]
        fits = [
            at
            for at, local in shown
            if not local.minute and (wish is Delivery.HOURLY or local.hour == wishes.digest_hour)
        ]
        return next(at for at in fits if at > happened)

    def gather(self):
        """What is due goes into letters: one for a digest, one for a conversation, that ten minutes after the last."""
        together = defaultdict(set)
        for key, (happened, due) in list(self.waiting.items()):
            reader, thread, time = key[0], self.threads.get(key[3]), self.time(key, happened)
            digest = self.wish(key) in DIGESTS
            about = (reader,) if digest else (reader, thread or key)
            last = max((one.at for one in self.mails if one.about == about and one.state != "dropped"), default=None)
            pause = last + timedelta(minutes=10) if last and thread and not digest else self.now
            if due > self.now:
                continue
            if time > self.now or (self.stands(key) and pause > self.now):
                self.waiting[key] = (happened, max(time, pause) if time <= self.now else time)
                continue
            del self.waiting[key]
            if self.stands(key):
                together[about].add(key)
        self.mails += [Mail(about, keys, self.now) for about, keys in together.items()]

    def send(self):
        """Of each letter, what still stands is sent; return it."""
        sent = []
        for mail in self.mails:
            if mail.state == "waiting":
                told = frozenset(filter(self.stands, mail.keys))
                mail.state = "sent" if told else "dropped"
                sent += [told] if told else []
        return Counter(sent)


class Town:
    """Do things, to the database and to the model; what is sent must be the same."""

    def __init__(self, db):
        self.db = db
        self.model, self.posts = Model(), []
        facts = {"password_hash": "x", "email_confirmed_at": BEGINNING}
        self.accounts = {one: Account(username=one, email=f"{one}@example.org", **facts) for one in PEOPLE}
        with clock.set_to(BEGINNING):
            self.db.add_all(self.accounts.values())
            self.db.flush()
        self.count = 0

    def do(self, deed, *arguments):
        """Do something a second later."""
        self.model.now += timedelta(seconds=1)
        self.db.expire_all()
        with clock.set_to(self.model.now):
            outcome = deed(
                self.db, *(self.accounts.get(one, one) if isinstance(one, str) else one for one in arguments)
            )
            self.db.flush()
        return outcome

    def text(self, named):
        self.count += 1
        return " ".join([f"Post {self.count}", *(f"@{one}" for one in sorted(named))])

    def seen(self, number, by=None):
        """One of the posts that are there, and that somebody sees."""
        there = [post for post, (author, _) in self.model.posts.items() if self.model.sees(by or author, post)]
        return there[number % len(there)] if there else None

    def publish(self, author, named, answered, visibility):
        """Publish something, perhaps as an answer."""
        parent = None if answered is None else self.seen(answered, author)
        answer = {} if parent is None else {"reply_to": self.posts[parent - 1].id}
        draft = Draft(text=self.text(named), visibility=visibility, **answer)
        self.posts.append(self.do(publish_post, author, draft))
        post = len(self.posts)
        self.model.posts[post], self.model.named[post] = (author, visibility), named
        self.model.threads[post] = self.model.threads.get(parent, post)
        for reader in named:
            self.model.happens((reader, "mention", author, post))
        if parent is not None and (reader := self.model.posts[parent][0]) not in named:
            self.model.happens((reader, "reply", author, post))

    def edit(self, number, named):
        """Let a post say something else, and name others."""
        if (post := self.seen(number)) is None:
            return
        author, before = self.model.posts[post][0], self.model.named[post]
        self.do(edit_post, author, self.posts[post - 1], Edit(text=self.text(named)))
        self.model.named[post] = named
        for reader in before - named:
            self.model.undone((reader, "mention", author, post))
        for reader in named - before:
            self.model.happens((reader, "mention", author, post))

    def delete(self, number):
        """Take a post back."""
        if (post := self.seen(number)) is None:
            return
        self.do(delete_post, self.model.posts[post][0], self.posts[post - 1])
        self.model.gone.add(post)
        for key in [key for key in self.model.news | set(self.model.waiting) if key[3] == post]:
            self.model.news.discard(key)
            self.model.waiting.pop(key, None)

    def like(self, by, number, boosts, again):
        """Like or boost a post; who did already takes it back, and perhaps does it again at once."""
        post = self.seen(number, by)
        if post is None or (boosts and self.model.posts[post][1] is not Visibility.PUBLIC):
            return
        event, done, undone = ("boost", boost, unboost) if boosts else ("favourite", favourite, unfavourite)
        key = (self.model.posts[post][0], event, by, post)
        if liked := key in self.model.done:
            self.do(undone, by, self.posts[post - 1])
            self.model.undone(key)
            self.model.done.remove(key)
        if again or not liked:
            self.do(done, by, self.posts[post - 1])
            self.model.happens(key)
            self.model.done.add(key)

    def follow(self, by, other):
        """Follow somebody, or stop to."""
        if by == other or self.model.estranged(by, other):
            return
        key = (other, "follow", by, None)
        if key in self.model.done:
            self.do(unfollow, by, other)
            self.model.done.remove(key)
        else:
            self.do(follow, by, other)
            self.model.happens(key)
            self.model.done.add(key)

    def block(self, by, other):
        """Block somebody, or see them again."""
        if by == other:
            return
        if (by, other) in self.model.blocks:
            self.do(unblock, by, other)
            self.model.blocks.remove((by, other))
            return
        self.do(block, by, other)
        self.model.blocks.add((by, other))
        self.model.news = {key for key in self.model.news if (key[0], key[2]) != (by, other)}
        self.model.done -= {(by, "follow", other, None), (other, "follow", by, None)}

    def mute(self, by, other, silent):
        """Mute somebody, with or without what they do, or hear of them again."""
        if by == other:
            return
        if (by, other) in self.model.mutes:
            self.do(unmute, by, other)
            del self.model.mutes[by, other]
        else:
            self.do(mute, by, other, MuteWish(notifications=silent))
            self.model.mutes[by, other] = "all" if silent else "posts"

    def mute_conversation(self, by, number):
        """Hear no more of a conversation, or hear of it again."""
        if not self.posts:
            return
        post = number % len(self.posts)
        fact = (by, self.model.threads[post + 1])
        self.do(unmute_thread if fact in self.model.deaf else mute_thread, by, self.posts[post])
        self.model.deaf ^= {fact}

    def prefer(self, by, ways, hour, zone):
        wishes = MailWishes(**dict(zip(PREFERENCES, ways, strict=True)), digest_hour=hour, time_zone=zone)
        self.do(change_preferences, by, wishes)
        self._prefer(by, wishes)

    def unsubscribe(self, by, what):
        wishes = self.model.wishes[by]
        never = [one for one in PREFERENCES if one == what or (what == "digests" and getattr(wishes, one) in DIGESTS)]
        self.do(unsubscribe, by, what)
        self._prefer(by, wishes.model_copy(update=dict.fromkeys(never, Delivery.NEVER)))

    def wait(self, minutes):
        self.model.now += timedelta(minutes=minutes)

    def gather(self):
        """Gather while the mail host is away."""
        self.do(gather, 1000)
        self.model.gather()

    def send(self):
        """Gather, and send what was gathered."""
        self.gather()

        sent, expected = self.do(self._handed_over), self.model.send()

        assert sent == expected

    def _prefer(self, by, wishes):
        self.model.wishes[by] = wishes
        for key, (happened, _) in self.model.waiting.items():
            if key[0] == by:
                self.model.waiting[key] = (happened, self.model.now)

    def _handed_over(self, db):
        """Send what stands in the letters, as the scheduler does."""
        sent, posts = [], {post.id: number for number, post in enumerate(self.posts, 1)}
        names = {account.id: name for name, account in self.accounts.items()}
        for letter in db.scalars(
            select(Letter).where(Letter.state == LetterState.WAITING, Letter.due_at <= clock.now())
        ):
            told = db.scalars(select(Reason).where(Reason.letter_id == letter.id)).all()
            standing = set(db.scalars(reasons_that_stand([one.id for one in told])))
            letter.state = LetterState.SENT if standing else LetterState.DROPPED
            keys = [
                (names[one.account_id], one.event.value, names[one.by_id], posts.get(one.post_id))
                for one in told
                if one.id in standing
            ]
            sent += [frozenset(keys)] if keys else []
        return Counter(sent)


people = st.sampled_from(PEOPLE)
sets_of_people = st.sets(people)
numbers = st.integers(0, 9)
ways = st.tuples(*[st.sampled_from(Delivery)] * len(PREFERENCES))
hours = st.sampled_from([0, 2, 8, 23])
visibilities = st.sampled_from([Visibility.PUBLIC, Visibility.PRIVATE, Visibility.DIRECT])
DEEDS = [
    *[st.tuples(st.just(Town.publish), people, sets_of_people, st.none() | numbers, visibilities)] * 4,
    *[st.tuples(st.just(Town.edit), numbers, sets_of_people)] * 2,
    st.tuples(st.just(Town.delete), numbers),
    *[st.tuples(st.just(Town.like), people, numbers, st.booleans(), st.booleans())] * 3,
    *[st.tuples(st.just(Town.follow), people, people)] * 2,
    st.tuples(st.just(Town.block), people, people),
    st.tuples(st.just(Town.mute), people, people, st.booleans()),
    *[st.tuples(st.just(Town.mute_conversation), people, numbers)] * 2,
    st.tuples(st.just(Town.prefer), people, ways, hours, st.sampled_from([*ZONES])),
    st.tuples(st.just(Town.unsubscribe), people, st.sampled_from([*PREFERENCES, "digests"])),
    *[st.tuples(st.just(Town.wait), st.sampled_from([1, 5, 9, 11, 60, 400, 1500]))] * 2,
    st.tuples(st.just(Town.gather)),
    *[st.tuples(st.just(Town.send))] * 4,
]
EVERYTHING = (Delivery.AT_ONCE,) * len(PREFERENCES)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(deeds=st.lists(st.one_of(DEEDS), min_size=25, max_size=50), eager=sets_of_people)
def test_any_order_of_deeds_gives_the_mails_of_the_model(engine, clean_database, deeds, eager):
    with Session(engine.execution_options(writes=True)) as db:  # which is never committed
        town = Town(db)
        for one in sorted(eager):
            town.prefer(one, EVERYTHING, 8, "UTC")

        for deed, *arguments in deeds:
            deed(town, *arguments)

        town.send()
