"""Who may quote whom, who is told, and what can be taken back."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from microblog import clock
from microblog.actions.blocks import block
from microblog.actions.boosts import boost
from microblog.actions.drafts import redraft_post, take_back_scheduled
from microblog.actions.edits import Edit, edit_post
from microblog.actions.idempotency import once
from microblog.actions.mail_preferences import MailWishes, change_preferences
from microblog.actions.mutes import mute
from microblog.actions.posts import Draft, delete_post, publish_post
from microblog.actions.quotes import change_policies, restore_quote, revoke_quote
from microblog.actions.scheduled import publish_due, schedule_post
from microblog.actions.threads import publish_thread
from microblog.clock import now
from microblog.errors import Forbidden, Invalid, NotFound
from microblog.models import Event, Notification, Post, PostVersion, QuotePolicy, Reason, ReplyPolicy, Visibility
from microblog.queries.quotes import QuoteState, quotes_of
from microblog.queries.viewpoints import viewpoint_of
from tests.making import make_account, make_follow, make_post

PUBLIC, UNLISTED, PRIVATE, DIRECT = Visibility
EVERYBODY, FOLLOWERS, NOBODY = QuotePolicy


@pytest.fixture
def ann(db):
    return make_account(db, "ann")


@pytest.fixture
def bob(db):
    return make_account(db, "bob")


def news(db, account):
    """What somebody was told, of which post."""
    rows = db.scalars(select(Notification).where(Notification.account_id == account.id).order_by(Notification.id))
    return [(one.event, one.post_id) for one in rows]


def seen(db, reader, post):
    """What a reader is told of what a post quotes."""
    db.expire_all()
    quote = viewpoint_of(db, reader, [post]).quoted[post.id]
    return quote.state, quote.post


def refusal_of(db, author, **draft):
    """Why something is not published."""
    with pytest.raises(Invalid) as refusal:
        publish_post(db, author, Draft(text="Hm.", **draft))
    db.rollback()
    return refusal.value.problems


def test_who_is_quoted_is_told_once(db, ann, bob):
    post = make_post(db, ann, "Look.")

    quote = make_post(db, bob, "I looked.", quoted=post.id)
    naming = make_post(db, bob, "@ann I looked.", quoted=post.id)
    answer = make_post(db, bob, "I looked.", quoted=post.id, reply_to=post)
    own = make_post(db, ann, "As I said.", quoted=post.id)

    assert quote.quoted_id == post.id
    assert quote.parent_id is None
    assert news(db, ann) == [(Event.QUOTE, quote.id), (Event.MENTION, naming.id), (Event.REPLY, answer.id)]
    assert viewpoint_of(db, None, [post]).quotes == {post.id: 4}
    assert viewpoint_of(db, None, [own]).shown == [post]


def test_a_quote_needs_no_words_of_its_own(db, ann, bob):
    post = make_post(db, ann)

    quote = publish_post(db, bob, Draft(quoted=post.id))
    edit_post(db, bob, quote, Edit(text="Well said."))
    edit_post(db, bob, quote, Edit())

    assert quote.text == ""
    with pytest.raises(Invalid):
        edit_post(db, ann, post, Edit())


def test_of_a_boost_the_post_is_quoted(db, ann, bob):
    post = make_post(db, ann)
    passed_on = boost(db, bob, post)

    assert make_post(db, bob, "This!", quoted=passed_on.id).quoted_id == post.id


@pytest.mark.parametrize("visibility", Visibility)
@pytest.mark.parametrize("policy", QuotePolicy)
@pytest.mark.parametrize("follows", [True, False])
@pytest.mark.parametrize("named", [True, False])
def test_who_may_quote_a_post(db, ann, bob, visibility, policy, follows, named):
    if follows:
        make_follow(db, bob, ann)
    post = make_post(db, ann, "@bob, look." if named else "Look.", visibility=visibility, quote_policy=policy)
    may = visibility.open and (policy is EVERYBODY or (policy is FOLLOWERS and follows))
    sees = visibility.open or named or (visibility is PRIVATE and follows)

    assert (post.id not in viewpoint_of(db, bob, [post]).unquotable) is may
    if may:
        assert make_post(db, bob, "I looked.", quoted=post.id).quoted_id == post.id
    else:
        problems = refusal_of(db, bob, quoted=post.id)
        assert (problems == {"quoted": "The post that you quote is gone."}) is not sees


def test_a_refusal_says_why(db, ann, bob):
    closed = make_post(db, ann, quote_policy=NOBODY)
    for_followers = make_post(db, ann, quote_policy=FOLLOWERS)
    private = make_post(db, ann, "@bob", visibility=PRIVATE)

    assert refusal_of(db, bob, quoted=closed.id) == {"quoted": "@ann does not want this post to be quoted."}
    assert refusal_of(db, bob, quoted=for_followers.id) == {"quoted": "Only those who follow @ann may quote this post."}
    assert refusal_of(db, bob, quoted=private.id) == {
        "quoted": "This post is not for everybody, so it cannot be quoted."
    }
    for nothing in (0, 12345, 2**70):
        assert refusal_of(db, bob, quoted=nothing) == {"quoted": "The post that you quote is gone."}


def test_whoever_blocks_or_is_blocked_quotes_nothing(db, ann, bob):
    cem = make_account(db, "cem")
    post = make_post(db, ann)
    block(db, ann, bob)
    block(db, cem, ann)
    db.commit()

    assert refusal_of(db, bob, quoted=post.id) == {"quoted": "The post that you quote is gone."}
    assert refusal_of(db, cem, quoted=post.id) == {"quoted": "You block @ann."}


@pytest.mark.parametrize("policy", QuotePolicy)
def test_ones_own_one_quotes_always_but_for_no_more_people(db, ann, policy):
    posts = [make_post(db, ann, visibility=one, quote_policy=policy) for one in Visibility]

    quotes = [make_post(db, ann, quoted=post.id) for post in posts[:3]]

    assert [one.visibility for one in quotes] == [PUBLIC, PUBLIC, PRIVATE]
    assert make_post(db, ann, quoted=posts[2].id, visibility=DIRECT).visibility is DIRECT
    assert "quoted" in refusal_of(db, ann, quoted=posts[3].id)


def test_an_unlisted_post_does_not_make_its_quote_unlisted(db, ann, bob):
    post = make_post(db, ann, visibility=UNLISTED)

    assert make_post(db, bob, quoted=post.id).visibility is PUBLIC


def test_the_policy_begins_as_its_author_wants_it(db, ann):
    assert make_post(db, ann).quote_policy is EVERYBODY
    ann.default_quote_policy = NOBODY
    assert make_post(db, ann).quote_policy is NOBODY
    assert make_post(db, ann, quote_policy=FOLLOWERS).quote_policy is FOLLOWERS


def test_a_policy_changes_what_may_be_done_and_not_what_was_done(db, ann, bob):
    post = make_post(db, ann)
    quote = make_post(db, bob, quoted=post.id)

    change_policies(ann, post, quoting=NOBODY)
    db.commit()

    assert seen(db, None, quote) == (QuoteState.ACCEPTED, post)
    assert "quoted" in refusal_of(db, bob, quoted=post.id)
    with pytest.raises(Forbidden):
        change_policies(bob, post, quoting=EVERYBODY)
    with pytest.raises(Forbidden):
        change_policies(bob, boost(db, bob, post), quoting=EVERYBODY)


def test_an_edit_changes_policies_without_another_version(db, ann):
    post = make_post(db, ann, "Look.")

    edit_post(db, ann, post, Edit(text="Look.", quote_policy=NOBODY, reply_policy=ReplyPolicy.FOLLOWERS))
    assert (post.quote_policy, post.reply_policy, post.edited_at) == (NOBODY, ReplyPolicy.FOLLOWERS, None)

    edit_post(db, ann, post, Edit(text="Look there."))
    assert (post.quote_policy, post.reply_policy) == (NOBODY, ReplyPolicy.FOLLOWERS)
    assert len(db.scalars(select(PostVersion)).all()) == 1


def test_who_is_quoted_can_take_that_back_and_think_better_of_it(db, ann, bob):
    post = make_post(db, ann)
    quote = make_post(db, bob, quoted=post.id)

    for other in (bob, make_account(db)):
        with pytest.raises(Forbidden):
            revoke_quote(db, other, quote)
    revoke_quote(db, ann, quote)
    since = quote.quote_revoked_at
    revoke_quote(db, ann, quote)
    db.commit()

    assert quote.quote_revoked_at == since
    assert seen(db, bob, quote) == (QuoteState.REVOKED, None)
    assert viewpoint_of(db, ann, [post]).quotes == {}
    assert db.scalars(quotes_of(post, ann)).all() == []

    restore_quote(db, ann, quote)
    assert seen(db, bob, quote) == (QuoteState.ACCEPTED, post)


def test_what_quotes_nothing_cannot_be_revoked(db, ann, bob):
    post = make_post(db, ann)
    quote = make_post(db, bob, quoted=post.id)
    delete_post(db, bob, quote)

    for one in (post, quote):
        with pytest.raises(NotFound):
            revoke_quote(db, ann, one)


def test_what_is_deleted_is_not_shown_where_it_is_quoted(db, ann, bob):
    post, lost = make_post(db, ann, "Words that go."), make_post(db, ann)
    quote, other = make_post(db, bob, quoted=post.id), make_post(db, bob, quoted=lost.id)

    delete_post(db, ann, post)
    db.delete(lost)
    db.commit()

    assert seen(db, bob, quote) == (QuoteState.DELETED, None)
    assert seen(db, bob, other) == (QuoteState.DELETED, None)
    assert "quoted" in refusal_of(db, bob, quoted=post.id)


def test_what_is_quoted_is_seen_by_whom_may_see_it(db, ann, bob):
    cem, eve = make_account(db, "cem"), make_account(db, "eve")
    post = make_post(db, ann)
    quote = make_post(db, bob, quoted=post.id)
    make_follow(db, cem, bob)
    block(db, ann, cem)
    block(db, eve, ann)
    mute(db, bob, ann)
    db.commit()

    assert seen(db, None, quote) == (QuoteState.ACCEPTED, post)
    assert seen(db, ann, quote) == (QuoteState.ACCEPTED, post)
    assert seen(db, cem, quote) == (QuoteState.UNAUTHORIZED, None)
    assert seen(db, eve, quote) == (QuoteState.BLOCKED, post)
    assert seen(db, bob, quote) == (QuoteState.MUTED, post)
    ann.suspended_at = now()
    db.commit()
    assert seen(db, eve, quote) == (QuoteState.UNAUTHORIZED, None)


def test_ones_own_private_post_is_quoted_for_followers_alone(db, ann, bob):
    post = make_post(db, ann, visibility=PRIVATE)
    make_follow(db, bob, ann)
    quote = make_post(db, ann, "@cem", quoted=post.id)
    cem = make_account(db, "cem")
    naming = make_post(db, ann, "@cem", quoted=post.id)

    assert seen(db, bob, quote) == (QuoteState.ACCEPTED, post)
    assert seen(db, cem, naming) == (QuoteState.UNAUTHORIZED, None)


def test_a_quote_within_a_quote_is_known_but_not_shown(db, ann, bob):
    first = make_post(db, ann, "One.")
    second = make_post(db, bob, "Two.", quoted=first.id)
    third = make_post(db, ann, "Three.", quoted=second.id)

    view = viewpoint_of(db, None, [third])
    assert view.shown == [second]
    assert view.quoted[third.id].post is second
    assert view.quoted[second.id].post is first

    revoke_quote(db, ann, second)
    db.commit()
    view = viewpoint_of(db, None, [third])
    assert (view.quoted[second.id].state, view.quoted[second.id].post) == (QuoteState.REVOKED, None)


def test_those_who_quoted_it_are_told_that_it_changed(db, ann, bob):
    cem = make_account(db, "cem")
    post = make_post(db, ann)
    quote, revoked = make_post(db, bob, quoted=post.id), make_post(db, cem, quoted=post.id)
    own = make_post(db, ann, quoted=post.id)
    revoke_quote(db, ann, revoked)

    for text in ("Once.", "Twice."):
        edit_post(db, ann, post, Edit(text=text))
        db.commit()

    assert news(db, bob) == [(Event.QUOTED_EDIT, quote.id)]
    assert news(db, cem) == []
    assert all(post_id != own.id for _, post_id in news(db, ann))


def test_a_letter_is_promised_to_those_who_want_one_of_answers(db, ann, bob):

    change_preferences(db, ann, MailWishes(replies="at_once"))
    post = make_post(db, ann)
    quote = make_post(db, bob, quoted=post.id)
    make_post(db, bob, "@ann", quoted=post.id)

    events = [(one.event, one.post_id == quote.id) for one in db.scalars(select(Reason).order_by(Reason.id))]
    assert events == [(Event.QUOTE, True), (Event.MENTION, False)]


def test_a_deleted_quote_is_no_news_and_counts_no_more(db, ann, bob):
    post = make_post(db, ann)
    quote = make_post(db, bob, quoted=post.id)

    delete_post(db, bob, quote)
    db.commit()

    assert news(db, ann) == []
    assert viewpoint_of(db, ann, [post]).quotes == {}


def test_drafts_and_what_waits_keep_it_all(db, ann, bob):
    wishes = {"quoted": make_post(db, ann).id, "quote_policy": NOBODY, "reply_policy": ReplyPolicy.MENTIONED}
    post = make_post(db, bob, **wishes)

    kept = redraft_post(db, bob, post)
    scheduled = schedule_post(db, bob, Draft(text="Later.", **wishes), now() + timedelta(hours=1))
    again = take_back_scheduled(db, scheduled)

    for sketch in (kept.sketch, again.sketch):
        assert {name: sketch[name] for name in wishes} == wishes


def test_what_waits_is_published_by_the_rules_of_that_moment(db, ann, bob, monkeypatch):
    post, other = make_post(db, ann), make_post(db, ann)
    waiting = [
        schedule_post(db, bob, Draft(text="Later.", **wish), now() + timedelta(hours=1))
        for wish in ({"quoted": post.id}, {"quoted": other.id}, {"reply_to": other.id})
    ]
    change_policies(ann, other, quoting=NOBODY, answering=ReplyPolicy.FOLLOWERS)
    db.commit()
    later = now() + timedelta(hours=2)
    monkeypatch.setattr(clock, "now", lambda: later)
    monkeypatch.setattr("microblog.queries.scheduled.now", lambda: later)

    published = [publish_due(db, one.id) for one in waiting]

    assert published[0] is not None
    assert published[0].quoted_id == post.id
    assert published[1:] == [None, None]
    assert [one.trouble for one in waiting[1:]] == [
        "@ann does not want this post to be quoted.",
        "Only those who follow @ann may answer this post.",
    ]
    with pytest.raises(Invalid):
        schedule_post(db, bob, Draft(text="Later.", quoted=other.id), later + timedelta(hours=1))


def test_one_wish_is_one_quote(db, ann, bob):
    post = make_post(db, ann)

    made = [once(db, bob, "a", lambda: publish_post(db, bob, Draft(text="!", quoted=post.id))) for _ in range(2)]

    assert made[0] is made[1]
    assert viewpoint_of(db, bob, [post]).quotes == {post.id: 1}


def test_a_thread_begins_with_the_quote_and_is_answered_alike(db, ann, bob):
    post = make_post(db, ann)
    draft = Draft(text="One.", quoted=post.id, quote_policy=NOBODY, reply_policy=ReplyPolicy.MENTIONED)

    thread = publish_thread(db, bob, draft, ["Two.", "Three."])

    assert [one.quoted_id for one in thread] == [post.id, None, None]
    assert {one.quote_policy for one in thread} == {NOBODY}
    assert {one.reply_policy for one in thread} == {ReplyPolicy.MENTIONED}


class TestAnswering:
    """Who may answer what."""

    @pytest.mark.parametrize("policy", ReplyPolicy)
    @pytest.mark.parametrize("relation", ["nothing", "follows", "named", "followed"])
    def test_who_may(self, db, ann, bob, policy, relation):
        if relation == "follows":
            make_follow(db, bob, ann)
        if relation == "followed":
            make_follow(db, ann, bob)
        post = make_post(db, ann, "@bob?" if relation == "named" else "So?", reply_policy=policy)
        may = (
            policy is ReplyPolicy.EVERYBODY
            or relation == "named"
            or (policy is ReplyPolicy.FOLLOWERS and relation == "follows")
        )

        assert (post.id not in viewpoint_of(db, bob, [post]).closed) is may
        if may:
            assert make_post(db, bob, "So.", reply_to=post).parent_id == post.id
        else:
            assert list(refusal_of(db, bob, reply_to=post.id)) == ["reply_to"]
        assert make_post(db, ann, "And more.", reply_to=post).parent_id == post.id

    def test_a_refusal_says_why(self, db, ann, bob):
        one, other = (make_post(db, ann, reply_policy=policy) for policy in list(ReplyPolicy)[1:])

        assert refusal_of(db, bob, reply_to=one.id) == {"reply_to": "Only those who follow @ann may answer this post."}
        assert refusal_of(db, bob, reply_to=other.id) == {"reply_to": "Only those whom the post names may answer it."}
        assert refusal_of(db, bob, reply_to=boost(db, bob, other).id) == {
            "reply_to": "Only those whom the post names may answer it."
        }

    def test_an_answer_of_somebody_who_may_is_no_way_around(self, db, ann, bob):
        cem = make_account(db, "cem")
        post = make_post(db, ann, "@bob?", reply_policy=ReplyPolicy.MENTIONED)
        answer = make_post(db, bob, "So.", reply_to=post)

        assert refusal_of(db, cem, reply_to=answer.id) == {
            "reply_to": "Not everybody may answer in this conversation: whoever began it wants it so."
        }
        assert viewpoint_of(db, cem, [answer]).closed == {answer.id}
        assert make_post(db, ann, "Good.", reply_to=answer).parent_id == answer.id
        asking = make_post(db, bob, "@cem?", reply_to=answer)
        assert make_post(db, cem, "Yes.", reply_to=asking).parent_id == asking.id

    def test_what_was_said_already_stays_and_what_is_gone_closes_nothing(self, db, ann, bob):
        post = make_post(db, ann)
        answer = make_post(db, bob, reply_to=post)

        change_policies(ann, post, answering=ReplyPolicy.MENTIONED)
        db.commit()
        assert db.get(Post, answer.id).deleted_at is None
        assert list(refusal_of(db, bob, reply_to=post.id)) == ["reply_to"]

        delete_post(db, ann, post)
        db.commit()
        assert make_post(db, make_account(db), reply_to=answer).parent_id == answer.id

    def test_an_answer_lets_answer_whom_it_wants_itself(self, db, ann, bob):
        post = make_post(db, ann)
        answer = make_post(db, bob, reply_to=post, reply_policy=ReplyPolicy.MENTIONED)

        assert list(refusal_of(db, ann, reply_to=answer.id)) == ["reply_to"]
