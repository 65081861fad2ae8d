"""Passing on what somebody wrote."""

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ..errors import Invalid, NotFound
from ..i18n import _
from ..models import Account, Application, Event, Measure, Post, Visibility, violated
from ..queries.posts import boost_of, visible_post
from .late_changes import note_late_changes, reactions_undone
from .notifications import notify, take_back
from .posts import check_writer


def boost(
    db: Session,
    by: Account,
    post: Post,
    visibility: Visibility | None = None,
    *,
    application: Application | None = None,
) -> Post:
    """Pass a post on to one's followers, and return the boost. Doing it twice is doing it once.

    Without a `visibility` it is seen by whom `by` chose for their posts. What is private is passed on by its author
    alone, and stays private; what is direct by nobody.
    """
    check_writer(by)
    if visibility is Visibility.DIRECT:
        raise Invalid(visibility=_("A boost is for more people than those it names."))
    original = _boostable(db, by, post.original)
    known = db.scalar(boost_of(original, by))
    if known is not None:
        return known

    usual = visibility or by.default_visibility
    wish = Post(
        author=by,
        text="",
        boosted=original,
        visibility=Visibility.PRIVATE if original.visibility is Visibility.PRIVATE else _shared(usual),
        sensitive=original.sensitive,
        language=original.language,
        application=application,
    )
    made = _keep(db, by, wish)
    notify(db, original.author, Event.BOOST, by=by, post=original)
    return made


def unboost(db: Session, by: Account, post: Post) -> Post:
    """Take one's boost of a post back, and return the post."""
    original = post.original
    undone = delete(Post).where(Post.author_id == by.id, Post.boosted_id == original.id)
    gone = db.execute(undone.returning(Post.id, Post.visibility)).all()
    note_late_changes(db, reactions_undone(Measure.BOOSTS, original, [id for id, seen_by in gone if seen_by.open]))
    take_back(db, original.author, Event.BOOST, by=by, post=original)
    return original


def _boostable(db: Session, by: Account, original: Post) -> Post:
    """Find out whether somebody may pass a post on."""
    own = original.author_id == by.id and original.visibility is Visibility.PRIVATE
    if not (original.visibility.open or own) or db.scalar(visible_post(original.id, by)) is None:
        raise NotFound(_("This post does not exist, or it was deleted."))
    return original


def _shared(visibility: Visibility) -> Visibility:
    """Give the nearest visibility that a boost may have."""
    return Visibility.PRIVATE if visibility is Visibility.DIRECT else visibility


def _keep(db: Session, by: Account, wish: Post) -> Post:
    """Write a boost down, or find the one that was made a moment ago."""
    original = wish.original
    try:
        with db.begin_nested():
            db.add(wish)
            db.flush()
        return wish
    except IntegrityError as error:
        if violated(error) != "uq_posts_author_id_boosted_id":
            raise
        return db.scalars(boost_of(original, by)).one()
