"""The site is lost, and a backup brings it back.

In a whole rehearsal the machine is lost with all that is on it, and a bare one fetches the copies of its backups; in a
short one somebody deletes the database and the media, and the machine has its own backups.
"""

import hashlib
import io
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from PIL import Image

from ..commands import Failed, until
from ..playbooks import Outcome
from ..report import Section
from ..site import Person
from ..world import World
from .provision import well

EVERY = 1.0
UNTIL_THE_LOSS = 30.0
"""For how many seconds people go on writing after the backup."""
DELETED = """
systemctl kill --signal=KILL 'postgresql@*.service'
systemctl stop 'postgresql@*.service'
pg_dropcluster $(pg_lsclusters --no-header | cut -d ' ' -f 1,2)
find /srv/microblog/media -mindepth 1 -delete
"""


@dataclass
class Writer:
    """Somebody who goes on writing until the machine is lost, and remembers when the site said that it has a post."""

    person: Person
    written: dict[str, float] = field(default_factory=dict)
    """Moments, by the id of the post."""

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Go on until the end of the block."""
        over = threading.Event()

        def write() -> None:
            while not over.wait(EVERY):
                try:
                    self.written[self.person.write_by_api(f"Until the loss {len(self.written)}.")["id"]] = time.time()
                except (OSError, Failed):
                    return

        thread = threading.Thread(target=write)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()


def backup(world: World) -> None:
    """Back up, lose the site, restore it, and compare."""
    section = world.section("Backup, loss, restore")
    ann = world.person("ann")
    picture = ann.publish_picture(_picture(), "A picture of before.")
    posts, seen = ann.posts(), _digest(world, picture)

    lose = (_lose_the_machine if world.wish.whole else _lose_the_data)(world, section)
    made = world.playbooks.play("backup.yml", hurried=not world.wish.whole)
    world.say(str(made))
    section.say(f"`backup.yml` took {made.seconds:.0f} s.")

    writer = Writer(world.person("ben"))
    with writer.writing():
        time.sleep(UNTIL_THE_LOSS)
    lost_at, start = time.time(), time.monotonic()
    restored = lose()
    world.site.certificate = world.certificate()
    until(lambda: well(world), "The restored site is not well.", within=120, every=0.5)
    took = time.monotonic() - start
    world.say(f"{restored}; well {took:.0f} s after the loss")
    section.say(f"`restore.yml` took {restored.seconds:.0f} s; the site was well {took:.0f} s after the loss (RTO).")

    if [one for one in ann.posts() if one["id"] in {post["id"] for post in posts}] != posts:
        raise Failed("The restored site does not tell the same of the posts.")
    if _digest(world, picture) != seen:
        raise Failed("The restored site does not have the same picture.")
    if "csrf_token" not in ann.page.get("/compose", status=200).text:
        raise Failed("The restored site does not know who was logged in.")
    section.say(
        f"The same {len(posts)} posts, the same picture byte by byte, the same login and the same token are there."
    )
    section.say(_left(writer, lost_at))
    again = world.playbooks.play("site.yml", hurried=True)
    section.say(f"`site.yml` on the restored machine: {again.sum('changed')} changed, {again.sum('failed')} failed.")


def _lose_the_machine(world: World, section: Section) -> Callable[[], Outcome]:
    """Have copies on another machine; return what loses this one, and restores on a bare one in its place."""
    copies = world.copies()
    added = world.playbooks.play("site.yml")
    section.say(f"`site.yml` with one machine more, for copies: {added.sum('changed')} changed, {added.seconds:.0f} s.")

    def lose() -> Outcome:
        world.replace_machine()
        return world.playbooks.play("restore.yml", restore_from=f"microblog-copies@{copies.address}:/")

    section.say("The machine was destroyed; a bare one took its place, and fetched the copies from another machine.")
    return lose


def _lose_the_data(world: World, section: Section) -> Callable[[], Outcome]:
    """Return what deletes the database and the media, and restores both from the machine's own backups."""
    section.say("The cluster of the database and all media were deleted; the machine kept its own backups.")

    def lose() -> Outcome:
        world.machine.run(DELETED, within=60)
        return world.playbooks.play("restore.yml", hurried=True)

    return lose


def _left(writer: Writer, lost_at: float) -> str:
    """Tell how many of the last posts are there."""
    there = {post["id"] for post in writer.person.posts()}
    kept = [moment for id, moment in writer.written.items() if id in there]
    newest = max(kept, default=min(writer.written.values()))
    return (
        f"Of {len(writer.written)} posts written between the backup and the loss {len(kept)} are there; the newest of "
        f"them was {lost_at - newest:.0f} s old at the loss (RPO)."
    )


def _digest(world: World, path: str) -> str:
    """What a file of the site is."""
    answer = world.site.ask("GET", path)
    if answer.status != 200:
        raise Failed(f"{path} is answered with {answer.status}.")
    return hashlib.sha256(answer.body).hexdigest()


def _picture() -> bytes:
    """A picture."""
    file = io.BytesIO()
    Image.effect_noise((640, 480), 60).save(file, "PNG")
    return file.getvalue()
