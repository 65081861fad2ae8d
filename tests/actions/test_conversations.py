"""Keeping direct posts together, for each of those concerned."""

from sqlalchemy import select

from microblog.actions.conversations import delete_conversation, mark_conversation
from microblog.actions.edits import Edit, edit_post
from microblog.actions.posts import Draft, delete_post, publish_post
from microblog.models import Account, Block, Conversation, Post
from tests.making import make_account, make_post
from tests.meanwhile import while_unfinished


def say(db, author, text, **wishes):
    return make_post(db, author, text, visibility="direct", **wishes)


def kept(db):
    """Who keeps which thread, what was last, and whether there is something new."""
    db.flush()
    facts = Conversation.account_id, Conversation.thread_id, Conversation.last_post_id, Conversation.unread
    return sorted(tuple(row) for row in db.execute(select(*facts)))


def of(db, account):
    return db.scalars(select(Conversation).where(Conversation.account_id == account.id)).one()


def test_all_those_concerned_keep_a_direct_post(db):
    ann, bob, _ = make_account(db, "ann"), make_account(db, "bob"), make_account(db)

    post = say(db, ann, "@bob Psst.")

    assert kept(db) == [(ann.id, post.id, post.id, False), (bob.id, post.id, post.id, True)]


def test_other_posts_are_no_conversation(db):
    ann, _ = make_account(db, "ann"), make_account(db, "bob")

    for visibility in ("public", "unlisted", "private"):
        make_post(db, ann, "@bob Hello.", visibility=visibility)

    assert kept(db) == []


def test_an_answer_is_something_new_to_the_others(db):
    ann, bob = make_account(db, "ann"), make_account(db, "bob")
    post = say(db, ann, "@bob Psst.")

    answer = say(db, bob, "@ann What?", reply_to=post)

    assert kept(db) == [(ann.id, post.id, answer.id, True), (bob.id, post.id, answer.id, False)]


def test_who_is_named_later_keeps_it_from_then_on(db):
    ann, bob, cem = make_account(db, "ann"), make_account(db, "bob"), make_account(db, "cem")
    post = say(db, ann, "@bob Psst.")

    answer = say(db, bob, "@cem Hear?", reply_to=post)

    assert kept(db) == [
        (ann.id, post.id, post.id, False),
        (bob.id, post.id, answer.id, False),
        (cem.id, post.id, answer.id, True),
    ]


def test_it_is_read_or_not(db):
    ann, bob = make_account(db, "ann"), make_account(db, "bob")
    say(db, ann, "@bob Psst.")

    mark_conversation(of(db, bob), unread=False)
    read = of(db, bob).unread
    mark_conversation(of(db, bob), unread=True)

    assert (read, of(db, bob).unread, of(db, ann).unread) == (False, True, False)


def test_what_was_deleted_comes_back_with_a_new_post(db):
    ann, bob = make_account(db, "ann"), make_account(db, "bob")
    post = say(db, ann, "@bob Psst.")

    delete_conversation(db, of(db, bob))
    without = kept(db)
    again = say(db, ann, "@bob Hello?", reply_to=post)

    assert without == [(ann.id, post.id, post.id, False)]
    assert kept(db)[1] == (bob.id, post.id, again.id, True)


def test_without_the_last_post_the_one_before_is_the_last(db):
    ann, bob = make_account(db, "ann"), make_account(db, "bob")
    post = say(db, ann, "@bob Psst.")
    answer = say(db, bob, "@ann What?", reply_to=post)

    delete_post(db, bob, answer)

    assert [row[:3] for row in kept(db)] == [(ann.id, post.id, post.id), (bob.id, post.id, post.id)]


def test_without_any_post_there_is_no_conversation(db):
    ann, _ = make_account(db, "ann"), make_account(db, "bob")
    post = say(db, ann, "@bob Psst.")

    delete_post(db, ann, post)

    assert kept(db) == []


def test_those_whom_an_edit_names_keep_it_and_those_whom_it_names_no_more_do_not(db):
    ann, _, cem = make_account(db, "ann"), make_account(db, "bob"), make_account(db, "cem")
    post = say(db, ann, "@bob Psst.")

    edit_post(db, ann, post, Edit(text="@cem Psst."))

    assert kept(db) == [(ann.id, post.id, post.id, False), (cem.id, post.id, post.id, True)]


def test_an_edit_is_nothing_new(db):
    ann, bob = make_account(db, "ann"), make_account(db, "bob")
    post = say(db, ann, "@bob Psst.")
    mark_conversation(of(db, bob), unread=False)

    edit_post(db, ann, post, Edit(text="@bob Hush."))

    assert kept(db) == [(ann.id, post.id, post.id, False), (bob.id, post.id, post.id, False)]


def test_nothing_comes_from_or_to_somebody_who_is_blocked(db):
    ann, bob, cem = make_account(db, "ann"), make_account(db, "bob"), make_account(db, "cem")
    db.add_all([Block(blocker_id=bob.id, blocked_id=ann.id), Block(blocker_id=ann.id, blocked_id=cem.id)])

    post = say(db, ann, "@bob @cem Psst.")

    assert kept(db) == [(ann.id, post.id, post.id, False)]


def test_two_answers_at_one_moment_leave_one_conversation_each(engine, db):
    ann, bob = make_account(db, "ann").id, make_account(db, "bob").id
    post = make_post(db, db.get(Account, ann)).id
    db.rollback()

    def answer(author, text):
        draft = Draft(text=text, reply_to=post, visibility="direct")
        return lambda db: publish_post(db, db.get(Account, author), draft).id

    first, second = while_unfinished(engine, answer(ann, "@bob Psst."), answer(bob, "@ann Psst."))

    assert [row[:3] for row in kept(db)] == [(ann, post, max(first, second)), (bob, post, max(first, second))]
    assert db.get(Post, second) is not None
