"""What people like, keep and pin."""

from microblog.actions.posts import delete_post
from microblog.actions.reactions import bookmark, favourite, pin
from microblog.clock import now
from microblog.database import statements_run
from microblog.models import Bookmark
from microblog.queries.paging import Place
from microblog.queries.reactions import pinned_posts, read_bookmarks, read_favourited_by, read_favourites
from tests.making import make_account, make_post


def test_what_was_liked_or_kept_last_comes_first(db):
    ann, bob = make_account(db), make_account(db)
    old, new = make_post(db, ann), make_post(db, ann)
    for do in (favourite, bookmark):
        do(db, bob, new)
        do(db, bob, old)
        do(db, ann, new)

    pages = [read(db, bob, Place()).rows for read in (read_favourites, read_bookmarks)]

    assert pages == [[old, new], [old, new]]


def test_pages_are_turned_by_when_it_was_kept(db):
    ann = make_account(db)
    posts = [make_post(db, ann) for _ in range(3)]
    for post in reversed(posts):
        bookmark(db, ann, post)
    keys = {one.post_id: one.id for one in db.query(Bookmark)}

    first = read_bookmarks(db, ann, Place(size=2))
    second = read_bookmarks(db, ann, Place(size=2, before=first.older))

    assert (first.rows, second.rows) == (posts[:2], posts[2:])
    assert (first.first, first.last) == (keys[posts[0].id], keys[posts[1].id])
    assert second.older is None


def test_what_one_may_not_see_any_more_is_left_out(db):
    ann, bob = make_account(db), make_account(db)
    gone, hidden, seen = (make_post(db, ann) for _ in range(3))
    for post in (gone, hidden, seen):
        favourite(db, bob, post)
        bookmark(db, bob, post)
    delete_post(db, ann, gone)
    hidden.visibility = "direct"
    db.flush()

    pages = [read(db, bob, Place()).rows for read in (read_favourites, read_bookmarks)]

    assert pages == [[seen], [seen]]


def test_a_page_is_one_question(db):
    ann, bob = make_account(db), make_account(db)
    for _ in range(4):
        bookmark(db, bob, make_post(db, ann))
    db.commit()
    assert bob.id
    before = statements_run()

    page = read_bookmarks(db, bob, Place())
    assert [post.author.id for post in page if post.original] == [ann.id] * 4

    assert statements_run() - before == 1


def test_who_likes_a_post(db):
    ann, bob, cem = make_account(db), make_account(db), make_account(db)
    post = make_post(db, ann)
    for one in (cem, ann, bob):
        favourite(db, one, post)
    cem.suspended_at = now()
    db.flush()

    assert read_favourited_by(db, post, Place()).rows == [bob, ann]


def test_what_stands_on_top_of_a_profile_is_what_the_reader_may_see(db):
    ann, bob = make_account(db), make_account(db)
    old, private, new = make_post(db, ann), make_post(db, ann, visibility="private"), make_post(db, ann)
    for post in (new, private, old):
        pin(db, ann, post)

    pinned = [db.scalars(pinned_posts(ann, reader)).all() for reader in (ann, bob, None)]

    assert pinned == [[old, private, new], [old, new], [old, new]]
