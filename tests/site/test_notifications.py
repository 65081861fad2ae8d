"""What happened, and having read it."""

from microblog.actions.notifications import notify
from microblog.models import Block, Event
from tests.making import make_account, make_follow, make_post
from tests.site.page import read_page


def told(page):
    """What a page tells."""
    return [" ".join(event.text.split()) for event in page.html.select(".event")]


def test_one_is_told_who_named_answered_and_followed_one(db, visitor):
    ann, bob = make_account(db, "ann"), make_account(db, "bob", display_name="Bob")
    post = make_post(db, ann, "Who is there?")
    make_post(db, bob, "Me.", reply_to=post)
    make_post(db, bob, "And you, @ann?")
    make_follow(db, bob, ann)

    page = visitor.log_in("ann").get("/notifications")
    events = [" ".join(event.text.split()) for event in page.html.select(".event")]

    assert events[0].startswith("Bob follows you now.")
    assert events[1:] == ["Bob named you.", "Bob answered you."]
    assert len(page.html.select("li.unread")) == 3
    assert "3 unread" in " ".join(page.html.select_one(".badge").text.split())


def test_marking_as_read_marks_what_was_shown_and_not_what_came_since(db, visitor):
    make_account(db, "ann")
    bob = make_account(db, "bob")
    make_post(db, bob, "First @ann")
    page = visitor.log_in("ann").get("/notifications")
    make_post(db, bob, "Second @ann")

    page = page.forms[0].submit(status=303).follow()

    assert [item.select_one(".words").text.strip() for item in page.html.select("li.unread")] == ["Second @ann"]
    assert not page.forms[0].submit(status=303).follow().html.select("li.unread, .badge")


def test_looking_marks_nothing_as_read(db, visitor):
    make_account(db, "ann")
    make_post(db, make_account(db, "bob"), "Hello @ann")
    visitor.log_in("ann")

    for _ in range(2):
        page = visitor.get("/notifications")

    assert len(page.html.select("li.unread")) == 1


def test_what_was_deleted_is_no_news(db, visitors):
    make_account(db, "ann")
    post = make_post(db, make_account(db, "bob"), "Hello @ann")

    visitors().log_in("bob").send(f"/@bob/{post.id}/delete")

    assert "Nothing happened yet" in visitors().log_in("ann").get("/notifications")


def test_what_is_marked_must_be_a_number_and_never_goes_back(db, visitor):
    make_account(db, "ann")
    make_post(db, make_account(db, "bob"), "Hello @ann")
    visitor.log_in("ann").get("/notifications").forms[0].submit()

    for newest in ("", "x", "-1", "0", "9" * 19, "9" * 40, "\0"):
        visitor.send("/notifications", newest=newest)

    assert not visitor.get("/notifications").html.select("li.unread")


def test_every_event_is_told_in_a_sentence(db, visitor):
    ann, bob = make_account(db, "ann"), make_account(db, "bob", display_name="Bob")
    post = make_post(db, ann, "Something new.")
    for event in Event:
        about = None if event in (Event.FOLLOW, Event.FOLLOW_REQUEST) else post
        notify(db, ann, event, by=bob, post=about)
    db.commit()

    page = visitor.log_in("ann").get("/notifications")

    sentences = told(page)
    assert len(sentences) == len(set(sentences)) == len(Event)
    assert all("Bob" in sentence for sentence in sentences)
    assert len(page.html.select("article.post")) == len(Event) - 2


def test_what_came_from_somebody_blocked_is_no_news_any_more(db, visitor):
    ann, bob = make_account(db, "ann"), make_account(db, "bob")
    make_post(db, bob, "Hello @ann")
    db.add(Block(blocker_id=ann.id, blocked_id=bob.id))
    db.commit()

    page = visitor.log_in("ann").get("/notifications")

    assert "Nothing happened yet" in page
    assert not page.html.select(".badge")


def test_alike_things_are_told_as_one(db, visitor):
    ann = make_account(db, "ann")
    post = make_post(db, ann, "Look.")
    people = [make_account(db, name, display_name=name.capitalize()) for name in ("bob", "cem", "dan", "eve")]
    expected = ["Bob likes", "Cem and Bob like", "Dan, Cem and 1 other like", "Eve, Dan and 2 others like"]
    visitor.log_in("ann")

    for person, beginning in zip(people, expected, strict=True):
        notify(db, ann, Event.FAVOURITE, by=person, post=post)
        db.commit()
        page = visitor.get("/notifications")
        read_page(page)
        assert told(page) == [f"{beginning} this post of yours."]
    assert len(page.html.select("article.post")) == 1


def test_one_can_look_at_one_kind_alone(db, visitor):
    ann, bob = make_account(db, "ann"), make_account(db, "bob", display_name="Bob")
    make_follow(db, bob, ann)
    make_post(db, bob, "Hello @ann")
    visitor.log_in("ann")

    assert told(visitor.get("/notifications").click("Words to you")) == ["Bob named you."]
    assert told(visitor.get("/notifications?only=followers"))[0].startswith("Bob follows you now.")
    assert "Nothing happened yet" in visitor.get("/notifications?only=likes")
    assert len(told(visitor.get("/notifications?only=nonsense"))) == 2


def test_a_kind_is_kept_when_one_turns_the_page(db, visitor):
    make_account(db, "ann")
    bob = make_account(db, "bob")
    for number in range(21):
        make_post(db, bob, f"{number} @ann")

    page = visitor.log_in("ann").get("/notifications?only=words").click("Older")

    assert len(told(page)) == 1
    assert len(told(page.click("Newer"))) == 20


def test_who_asks_to_follow_can_be_let_in_here(db, visitor):
    ann = make_account(db, "ann", locked=True)
    make_follow(db, make_account(db, "bob"), ann)

    page = visitor.log_in("ann").get("/notifications")
    read_page(page)
    assert "1 person asks to follow you." in page.html.select_one(".notice").text
    page = visitor.send(page.html.select_one(".news .asks button")["formaction"]).follow()

    assert "@bob follows you now." in page
    assert told(visitor.get("/notifications"))[0].startswith("bob follows you now.")
