"""Conversations in lists."""

from microblog.actions.posts import delete_post
from microblog.clock import now
from microblog.database import statements_run
from microblog.queries.conversations import conversation_with, read_conversations
from microblog.queries.paging import Place
from tests.making import make_account, make_post


def say(db, author, text, **wishes):
    return make_post(db, author, text, visibility="direct", **wishes)


def last_posts(page):
    return [conversation.last_post for conversation in page]


def test_the_one_in_which_something_was_said_last_comes_first(db):
    ann, bob, _ = make_account(db, "ann"), make_account(db, "bob"), make_account(db, "cem")
    first, second = say(db, ann, "@bob One."), say(db, ann, "@cem Two.")
    answer = say(db, bob, "@ann Three.", reply_to=first)

    assert last_posts(read_conversations(db, ann, Place())) == [answer, second]
    assert last_posts(read_conversations(db, bob, Place())) == [answer]


def test_pages_are_turned_by_the_last_post(db):
    ann = make_account(db, "ann")
    posts = [say(db, ann, f"{number}") for number in range(3)]

    first = read_conversations(db, ann, Place(size=2))
    second = read_conversations(db, ann, Place(size=2, before=first.older))

    assert (last_posts(first), last_posts(second)) == (posts[:0:-1], posts[:1])
    assert (first.first, first.last) == (posts[2].id, posts[1].id)


def test_what_one_may_not_see_is_left_out(db):
    ann, bob, cem = make_account(db, "ann"), make_account(db, "bob"), make_account(db, "cem")
    say(db, bob, "@ann One.")
    seen = say(db, cem, "@ann Two.")
    gone = say(db, cem, "@ann Three.")
    delete_post(db, cem, gone)
    bob.suspended_at = now()
    db.flush()

    assert last_posts(read_conversations(db, ann, Place())) == [seen]


def test_a_page_is_one_question(db):
    ann, bob = make_account(db, "ann"), make_account(db, "bob")
    for _ in range(3):
        say(db, bob, "@ann Psst.")
    db.commit()
    db.expunge_all()
    ann = db.merge(ann)
    before = statements_run()

    page = read_conversations(db, ann, Place())
    assert [post.author.username for post in last_posts(page)] == ["bob"] * 3

    assert statements_run() - before == 1


def test_a_conversation_is_its_owners_alone(db):
    ann, bob = make_account(db, "ann"), make_account(db, "bob")
    say(db, ann, "@bob One.")
    [own] = read_conversations(db, ann, Place())

    assert db.scalar(conversation_with(own.id, ann)) is own
    assert db.scalar(conversation_with(own.id, bob)) is None
