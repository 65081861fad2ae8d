"""Quotes and who may answer, on the wire."""

from datetime import timedelta

import pytest

from microblog.actions.blocks import block
from microblog.actions.edits import Edit, edit_post
from microblog.actions.mutes import mute
from microblog.actions.posts import delete_post
from microblog.clock import now
from microblog.database import statements_run
from microblog.models import QuotePolicy, ReplyPolicy, Visibility
from tests.making import make_account, make_follow, make_media, make_post

STATUSES = "/api/v1/statuses"


@pytest.fixture
def ann(db):
    return make_account(db, "ann")


@pytest.fixture
def bob(db):
    return make_account(db, "bob")


def path(post, *rest):
    return "/".join([STATUSES, str(post.id), *(str(getattr(one, "id", one)) for one in rest)])


def test_a_quote_holds_what_it_quotes(client, db, ann, bob):
    post = make_post(db, ann, "Look. #tea", media=[make_media(db, ann).id])

    made = client(bob).post(STATUSES, {"status": "I looked.", "quoted_status_id": str(post.id)}).json

    quoted = made["quote"]["quoted_status"]
    assert (made["quote"]["state"], quoted["id"], quoted["quote"]) == ("accepted", str(post.id), None)
    assert quoted == client(bob).get(path(post)).json
    assert (quoted["quotes_count"], made["quotes_count"]) == (1, 0)
    assert client().get(f"{STATUSES}/{made['id']}").json["quote"]["quoted_status"]["content"] == quoted["content"]
    assert client(bob).get("/api/v1/timelines/home").json[0]["quote"] == made["quote"]


def test_of_a_quote_in_a_quote_only_its_id_is_told(client, db, ann, bob):
    first = make_post(db, ann, "One.")
    second = make_post(db, bob, "Two.", quoted=first.id)
    third = make_post(db, ann, "Three.", quoted=second.id)

    quote = client().get(path(third)).json["quote"]["quoted_status"]["quote"]
    assert quote == {"state": "accepted", "quoted_status_id": str(first.id)}

    delete_post(db, ann, first)
    db.commit()
    quote = client().get(path(third)).json["quote"]["quoted_status"]["quote"]
    assert quote == {"state": "deleted", "quoted_status_id": None}


@pytest.mark.parametrize("state", ["revoked", "deleted", "unauthorized", "blocked_account", "muted_account"])
def test_what_may_not_be_seen_is_not_in_the_answer(client, db, ann, bob, state):
    post = make_post(db, ann, "The secret word.")
    cem = make_account(db, "cem")
    quote = make_post(db, bob, "Hear, hear.", quoted=post.id)
    match state:
        case "revoked":
            client(ann).post(path(post, "quotes", quote, "revoke"))
        case "deleted":
            delete_post(db, ann, post)
        case "unauthorized":
            block(db, ann, cem)
        case "blocked_account":
            block(db, cem, ann)
        case "muted_account":
            mute(db, cem, ann)
    db.commit()

    answer = client(cem).get(path(quote))

    assert answer.json["quote"]["state"] == state
    if state in ("blocked_account", "muted_account"):  # the reader decides
        assert answer.json["quote"]["quoted_status"]["id"] == str(post.id)
    else:
        assert answer.json["quote"]["quoted_status"] is None
        assert "secret" not in answer.text


def test_it_tells_who_may_quote(client, db, ann, bob):
    make_follow(db, bob, ann)
    policies = {one: make_post(db, ann, quote_policy=one) for one in QuotePolicy}
    private = make_post(db, ann, visibility=Visibility.PRIVATE)

    def told(reader, post):
        approval = client(reader).get(path(post)).json["quote_approval"]
        return approval["automatic"], approval["manual"], approval["current_user"]

    assert told(bob, policies[QuotePolicy.EVERYBODY]) == (["public"], [], "automatic")
    assert told(bob, policies[QuotePolicy.FOLLOWERS]) == (["followers"], [], "automatic")
    assert told(bob, policies[QuotePolicy.NOBODY]) == ([], [], "denied")
    assert told(ann, policies[QuotePolicy.NOBODY]) == ([], [], "automatic")
    assert told(None, policies[QuotePolicy.EVERYBODY]) == (["public"], [], "denied")
    assert told(bob, private) == ([], [], "denied")
    assert told(ann, private) == ([], [], "automatic")


def test_who_may_not_quote_is_told_why(client, db, ann, bob):
    closed, direct = make_post(db, ann, quote_policy=QuotePolicy.NOBODY), make_post(db, ann, visibility="direct")

    refusal = client(bob).post(STATUSES, {"status": "!", "quoted_status_id": str(closed.id)}, 422)
    assert "@ann does not want this post to be quoted" in refusal.json["error"]
    client(bob).post(STATUSES, {"status": "!", "quoted_status_id": str(direct.id)}, 404)
    client(bob).post(STATUSES, {"status": "!", "quoted_status_id": "nonsense"}, 404)
    client(bob).post(STATUSES, {"status": "!", "quote_approval_policy": "everybody"}, 422)


def test_who_may_not_answer_is_told_why(client, db, ann, bob):
    post = make_post(db, ann, reply_policy=ReplyPolicy.FOLLOWERS)

    shown = client(bob).get(path(post)).json
    assert (shown["reply_policy"], shown["can_reply"]) == ("followers", False)
    assert "can_reply" not in client().get(path(post)).json
    refusal = client(bob).post(STATUSES, {"status": "!", "in_reply_to_id": str(post.id)}, 422)
    assert "Only those who follow @ann may answer this post" in refusal.json["error"]

    make_follow(db, bob, ann)
    assert client(bob).get(path(post)).json["can_reply"] is True
    client(bob).post(STATUSES, {"status": "!", "in_reply_to_id": str(post.id)})


def test_policies_come_with_the_post_and_change_later(client, db, ann, bob):
    wish = {"status": "Look.", "quote_approval_policy": "followers", "reply_policy": "mentioned"}
    made = client(ann).post(STATUSES, wish).json
    assert (made["quote_approval"]["automatic"], made["reply_policy"]) == (["followers"], "mentioned")

    here = f"{STATUSES}/{made['id']}"
    changed = client(ann).put(f"{here}/interaction_policy", {"quote_approval_policy": "nobody"}).json
    assert (changed["quote_approval"]["automatic"], changed["reply_policy"]) == ([], "mentioned")
    assert changed["edited_at"] is None
    changed = client(ann).put(f"{here}/interaction_policy", {"reply_policy": "public"}).json
    assert (changed["quote_approval"]["automatic"], changed["reply_policy"]) == ([], "public")
    client(ann).put(f"{here}/interaction_policy", {"quote_approval_policy": "mine"}, 422)
    client(bob).put(f"{here}/interaction_policy", {"quote_approval_policy": "public"}, 404)

    edited = client(ann).put(here, {"status": "Look there.", "quote_approval_policy": "public"}).json
    assert (edited["quote_approval"]["automatic"], edited["reply_policy"]) == (["public"], "public")
    edited = client(ann).put(here, {"status": "Look here.", "reply_policy": "followers"}).json
    assert (edited["quote_approval"]["automatic"], edited["reply_policy"]) == (["public"], "followers")


def test_quotes_are_listed_to_those_who_may_see_them(client, db, ann, bob):
    post = make_post(db, ann)
    quotes = [make_post(db, bob, str(n), quoted=post.id) for n in range(3)]
    private = make_post(db, bob, "Only for mine.", quoted=post.id, visibility=Visibility.PRIVATE)

    first = client(ann).get(path(post, "quotes"), limit=2)
    assert [one["id"] for one in first.json] == [str(one.id) for one in quotes[:0:-1]]
    assert f"max_id={quotes[1].id}" in first.headers["Link"]
    rest = client(ann).get(path(post, "quotes"), max_id=quotes[1].id).json
    assert [one["id"] for one in rest] == [str(quotes[0].id)]
    assert client(bob).get(path(post, "quotes")).json[0]["id"] == str(private.id)
    client().get(path(post, "quotes"), 401)
    client(ann).get(path(post, "quotes"), 422, max_id="nonsense")
    client(ann).get(path(private, "quotes"), 404)


def test_who_is_quoted_takes_it_back(client, db, ann, bob):
    post, other = make_post(db, ann), make_post(db, ann)
    quote = make_post(db, bob, "!", quoted=post.id)
    mention = {"type": "quote", "status": str(quote.id)}

    [news] = client(ann).get("/api/v1/notifications").json
    assert {"type": news["type"], "status": news["status"]["id"]} == mention

    client(bob).post(path(post, "quotes", quote, "revoke"), status=403)
    client(ann).post(path(other, "quotes", quote, "revoke"), status=404)
    client(ann).post(path(post, "quotes", other, "revoke"), status=404)
    for _ in range(2):
        revoked = client(ann).post(path(post, "quotes", quote, "revoke")).json
        assert revoked["id"] == str(quote.id)
        assert revoked["quote"] == {"state": "revoked", "quoted_status": None}
    assert client(ann).get(path(post, "quotes")).json == []
    assert client(ann).get(path(post)).json["quotes_count"] == 0


def test_who_quoted_it_is_told_that_it_changed(client, db, ann, bob):
    post = make_post(db, ann)
    quote = make_post(db, bob, "!", quoted=post.id)
    edit_post(db, ann, post, Edit(text="Other words."))
    db.commit()

    [news] = client(bob).get("/api/v1/notifications", **{"types[]": "quoted_update"}).json

    assert (news["type"], news["status"]["id"], news["account"]["acct"]) == ("quoted_update", str(quote.id), "ann")
    assert "Other words." in news["status"]["quote"]["quoted_status"]["content"]


def test_each_version_of_a_post_tells_what_it_quotes(client, db, ann, bob):
    quoted = make_post(db, ann, "First.")
    post = make_post(db, bob, "So is this.", quoted=quoted.id)
    edit_post(db, bob, post, Edit(text="So is this!"))
    db.commit()

    quotes = [one["quote"] for one in client().get(path(post, "history")).json]

    assert [one["quoted_status"]["id"] for one in quotes] == [str(quoted.id)] * 2
    assert [one["quote"] for one in client().get(path(quoted, "history")).json] == [None]


def test_what_waits_says_what_it_quotes(client, db, ann, bob):
    post = make_post(db, ann)
    soon = (now() + timedelta(hours=1)).isoformat()
    wish = {"quoted_status_id": str(post.id), "quote_approval_policy": "nobody", "reply_policy": "mentioned"}

    params = client(bob).post(STATUSES, {"status": "Later.", "scheduled_at": soon, **wish}).json["params"]
    assert {name: params[name] for name in wish} == wish


def test_the_default_is_kept_with_the_profile(client, db, ann):
    def settings():
        kept = client(ann).get("/api/v1/preferences").json["posting:default:quote_policy"]
        assert client(ann).get("/api/v1/accounts/verify_credentials").json["source"]["quote_policy"] == kept
        return kept

    assert settings() == "public"
    client(ann).patch("/api/v1/accounts/update_credentials", {"source": {"quote_policy": "nobody"}})
    assert settings() == "nobody"
    assert client(ann).post(STATUSES, {"status": "Look."}).json["quote_approval"]["automatic"] == []
    client(ann).patch("/api/v1/accounts/update_credentials", {"source": {"quote_policy": "some"}}, 422)


def test_a_page_costs_one_query_more_where_something_is_quoted(client, db, ann, bob):
    make_post(db, ann)

    def cost():
        anns = client(ann)
        anns.get("/api/v1/timelines/home")
        before = statements_run()
        anns.get("/api/v1/timelines/home")
        return statements_run() - before

    plain = cost()
    inner = make_post(db, bob, "!", quoted=make_post(db, ann).id)
    for _ in range(5):
        make_post(db, ann, "!", quoted=inner.id)
    assert cost() == plain + 1
