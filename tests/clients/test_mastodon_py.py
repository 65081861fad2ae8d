"""Mastodon.py does what people do with it."""

import io
import time
from datetime import UTC, datetime, timedelta

import pytest
from mastodon.errors import MastodonAPIError, MastodonNotFoundError
from PIL import Image

pytestmark = pytest.mark.filterwarnings("ignore:Endpoint .* is marked as deprecated")  # as it is: older clients use it


def picture(colour: str = "orange", size: tuple[int, int] = (120, 80)) -> bytes:
    """Paint a picture."""
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, "PNG")
    return file.getvalue()


def ids(things) -> list:
    return [one.id for one in things]


def test_it_knows_a_server_that_it_can_talk_to(ann):
    instance, older = ann.instance_v2(), ann.instance_v1()

    assert ann.verify_minimum_version("4.4.0")
    assert instance.configuration.statuses.max_characters == older.configuration.statuses.max_characters
    assert instance.api_versions.mastodon >= 1
    assert ann.instance_nodeinfo().software.name == "microblog"
    assert ann.instance_health()
    assert (ann.custom_emojis(), ann.announcements(), ann.instance_rules()) == ([], [], [])
    assert ann.preferences()["posting:default:visibility"] == "public"


def test_posting_with_a_picture(ann):
    media = ann.media_post(picture(), mime_type="image/png", description="A sunset.", focus=(0.5, -0.5))

    post = ann.status_post("Look. #sunset", media_ids=[media], sensitive=True, spoiler_text="Bright", language="en")

    [shown] = ann.status(post).media_attachments
    assert (shown.id, shown.type, shown.description) == (media.id, "image", "A sunset.")
    assert (shown.meta.original.width, shown.meta.original.height) == (120, 80)
    assert (shown.meta.focus.x, shown.meta.focus.y) == (0.5, -0.5)
    assert len(shown.blurhash) > 6
    for address in (shown.url, shown.preview_url):
        file = ann.session.get(address, timeout=30)
        assert Image.open(io.BytesIO(file.content)).size[0] > 0, file.status_code
    assert (post.sensitive, post.spoiler_text, post.language) == (True, "Bright", "en")
    assert [tag.name for tag in post.tags] == ["sunset"]


def test_what_is_no_picture_is_refused(ann):
    with pytest.raises(MastodonAPIError, match="422"):
        ann.media_post(b"Nothing to see here.", mime_type="image/png")


def test_a_wish_that_is_sent_twice_is_granted_once(ann):
    first, again = (ann.status_post("Once.", idempotency_key="the same key") for _ in range(2))

    assert first.id == again.id


def test_editing(ann, bob):
    media = ann.media_post(picture(), mime_type="image/png", description="A sunset.")
    post = ann.status_post("Good mornign.", media_ids=[media])

    better = ann.generate_media_edit_attributes(media, description="A sunrise.", focus=(0.0, 0.25))
    edited = ann.status_update(post, "Good morning.", media_attributes=[better])

    assert edited.id == post.id
    assert edited.edited_at is not None
    assert edited.media_attachments[0].description == "A sunrise."
    assert ann.status_source(post).text == "Good morning."
    assert [one.content for one in bob.status_history(post)] == ["<p>Good mornign.</p>", "<p>Good morning.</p>"]


def test_threads(ann, bob):
    root = ann.status_post("Tea or coffee?")
    answer = bob.status_reply(root, "Tea.")
    last = ann.status_reply(answer, "Good.")

    context = bob.status_context(answer)

    assert (ids(context.ancestors), ids(context.descendants)) == ([root.id], [last.id])
    assert answer.in_reply_to_account_id == ann.me().id
    assert f"@{ann.me().username}" in answer.content.replace("<span>", "").replace("</span>", "")


def test_deleting_gives_the_text_back(ann):
    post = ann.status_post("Gone soon.")

    assert ann.status_delete(post).text == "Gone soon."
    with pytest.raises(MastodonNotFoundError):
        ann.status(post)


def test_turning_the_pages_of_a_timeline_by_its_links(ann):
    posts = [ann.status_post(f"Number {number}.").id for number in range(7)][::-1]
    me = ann.me()

    first = ann.account_statuses(me, limit=3)
    second = ann.fetch_next(first)
    third = ann.fetch_next(second)
    back = ann.fetch_previous(third)

    assert [ids(page) for page in (first, second, third)] == [posts[:3], posts[3:6], posts[6:]]
    assert not ann.fetch_next(third)
    assert ids(back) == posts[3:6]
    assert ids(ann.fetch_previous(back)) == posts[:3]
    assert not ann.fetch_previous(first)
    assert ids(ann.fetch_remaining(first)) == posts


def test_turning_the_pages_of_a_timeline_by_ids(ann):
    posts = [ann.status_post(f"Number {number}.").id for number in range(7)][::-1]

    assert ids(ann.timeline_home(max_id=posts[2], limit=2)) == posts[3:5]
    assert ids(ann.timeline_home(min_id=posts[6], limit=2)) == posts[4:6]
    assert ids(ann.timeline_home(since_id=posts[6], limit=2)) == posts[0:2]
    assert ids(ann.timeline_home(max_id=posts[0], min_id=posts[4], limit=5)) == posts[1:4]


def test_turning_the_pages_of_what_was_kept_in_another_order_than_it_was_written(ann):
    first, second, third = (ann.status_post(f"Number {number}.") for number in range(3))
    for post in (second, third, first):
        ann.status_bookmark(post)
        ann.status_favourite(post)

    for turned in (ann.bookmarks, ann.favourites):
        page = turned(limit=2)
        assert ids(page) == [first.id, third.id]
        assert ids(ann.fetch_next(page)) == [second.id]
        assert ids(ann.fetch_previous(ann.fetch_next(page))) == [first.id, third.id]


def test_public_and_tag_timelines(ann, bob):
    tag = f"tag{time.time_ns()}"
    ann.status_post(f"Unlisted #{tag}", visibility="unlisted")
    post = ann.status_post(f"Public #{tag}")

    assert post.id in ids(bob.timeline_public(limit=5))
    assert post.id in ids(bob.timeline_local(limit=5))
    assert ids(bob.timeline_hashtag(tag)) == [post.id]


def test_polls(ann, bob):
    poll = ann.make_poll(["Tea", "Coffee"], expires_in=3600, multiple=False)
    post = ann.status_post("Which?", poll=poll)

    voted = bob.poll_vote(post.poll, 1)

    assert (voted.voted, voted.own_votes) == (True, [1])
    assert [(option.title, option.votes_count) for option in ann.poll(post.poll).options] == [("Tea", 0), ("Coffee", 1)]
    with pytest.raises(MastodonAPIError, match="You have already voted on this poll"):
        bob.poll_vote(post.poll, 0)


def test_scheduled_posts(ann):
    soon, later = (datetime.now(UTC) + timedelta(minutes=minutes) for minutes in (10, 20))
    media = ann.media_post(picture(), mime_type="image/png")

    scheduled = ann.status_post("Later.", scheduled_at=soon, media_ids=[media], visibility="unlisted")
    assert scheduled.params.text == "Later."
    assert scheduled.params.visibility == "unlisted"
    assert [int(one["id"]) for one in scheduled.media_attachments] == [int(media.id)]

    moved = ann.scheduled_status_update(scheduled, later)
    assert abs(moved.scheduled_at - later) < timedelta(seconds=1)
    assert ids(ann.scheduled_statuses()) == [scheduled.id]

    ann.scheduled_status_delete(scheduled)
    assert ann.scheduled_statuses() == []
    with pytest.raises(MastodonAPIError, match="Scheduled at"):
        ann.status_post("At once.", scheduled_at=datetime.now(UTC) + timedelta(seconds=30))


def test_notifications(ann, bob):
    post = ann.status_post("Good morning.")
    bob.account_follow(ann.me())
    bob.status_favourite(post)
    boost = bob.status_reblog(post)
    mention = bob.status_post(f"@{ann.me().username} Good morning.")

    found = ann.notifications()

    assert [one.type for one in found] == ["mention", "reblog", "favourite", "follow"]
    assert [one.status.id for one in found[:3]] == [mention.id, post.id, post.id]
    assert boost.reblog.id == post.id
    assert {one.account.id for one in found} == {bob.me().id}
    assert ids(ann.notifications(types=["follow"])) == ids(found[3:])
    assert ids(ann.notifications(exclude_types=["follow", "mention"])) == ids(found[1:3])
    assert ids(ann.fetch_next(ann.notifications(limit=3))) == ids(found[3:])
    assert ann.notifications_unread_count().count == 4
    ann.notifications_dismiss(found[0])
    assert ids(ann.notifications()) == ids(found[1:])
    ann.notifications_clear()
    assert ann.notifications() == []


def test_notifications_in_groups(ann, bob, join):
    post, cid = ann.status_post("Good morning."), join("cid")
    for fan in (bob, cid):
        fan.status_favourite(post)

    groups, briefly = ann.grouped_notifications(expand_accounts="full"), ann.grouped_notifications()

    [group] = groups.notification_groups
    assert (group.type, group.notifications_count, group.status_id) == ("favourite", 2, post.id)
    assert set(group.sample_account_ids) == {bob.me().id, cid.me().id}
    assert {one.id for one in groups.accounts} == {bob.me().id, cid.me().id}
    assert (ids(briefly.accounts), ids(briefly.partial_accounts)) == ([cid.me().id], [bob.me().id])
    assert ids(groups.statuses) == [post.id]
    assert {one.id for one in ann.grouped_notification_accounts(group.group_key)} == {bob.me().id, cid.me().id}
    assert ann.unread_grouped_notifications_count() == 1
    ann.dismiss_grouped_notification(group.group_key)
    assert ann.grouped_notifications().notification_groups == []


def test_searching(ann, bob):
    word = f"word{time.time_ns()}"
    post = ann.status_post(f"A rare {word} in a post about #{word}tag")

    found = bob.search(word)

    assert ids(found.statuses) == [post.id]
    assert [tag.name for tag in found.hashtags] == [f"{word}tag"]
    assert ids(bob.search(ann.me().username, result_type="accounts").accounts) == [ann.me().id]
    assert ids(bob.search(post.url, result_type="statuses").statuses) == [post.id]
    assert ids(bob.account_search(ann.me().username)) == [ann.me().id]
    assert bob.account_lookup(ann.me().acct).id == ann.me().id


def test_lists(ann, bob, join):
    cid = join("cid")
    for somebody in (bob, cid):
        ann.account_follow(somebody.me())
    made = ann.list_create("Friends", replies_policy="followed")
    ann.list_accounts_add(made, [bob.me(), cid.me()])
    ann.list_accounts_delete(made, [cid.me()])
    bobs, _ = bob.status_post("From Bob."), cid.status_post("From Cid.")

    assert ids(ann.lists()) == [made.id]
    assert ids(ann.list_accounts(made)) == [bob.me().id]
    assert ids(ann.timeline_list(made)) == [bobs.id]
    assert ids(ann.account_lists(bob.me())) == [made.id]
    assert ann.list_update(made, "Best friends").title == "Best friends"
    ann.list_delete(made)
    with pytest.raises(MastodonNotFoundError):
        ann.list(made)


def test_filters(ann, bob):
    ann.account_follow(bob.me())
    made = ann.create_filter_v2(
        "Coffee", ["home"], "warn", keywords_attributes=[{"keyword": "coffee", "whole_word": True}]
    )
    more = ann.add_filter_keyword_v2(made, "espresso", True)
    plain, strong = bob.status_post("A cup of tea."), bob.status_post("A cup of coffee.")
    named = bob.status_post("Something else.")
    ann.add_filter_status_v2(made, named)

    shown = {post.id: post for post in ann.timeline_home()}

    assert shown[plain.id].filtered == []
    assert shown[strong.id].filtered[0].keyword_matches == ["coffee"]
    assert shown[named.id].filtered[0].status_matches == [named.id]
    assert [one.keyword for one in ann.filter_keywords_v2(made)] == ["coffee", "espresso"]
    ann.delete_filter_keyword_v2(more)
    assert ann.update_filter_v2(made, title="No coffee", filter_action="hide").title == "No coffee"
    ann.delete_filter_v2(made)
    assert ann.filters_v2() == []


def test_filters_of_the_older_kind(ann):
    made = ann.filter_create("coffee", ["home", "public"], expires_in=3600)

    assert ann.filter_update(made, phrase="espresso").phrase == "espresso"
    assert [one.phrase for one in ann.filters()] == ["espresso"]
    ann.filter_delete(made)
    assert ann.filters() == []


def test_people(ann, bob):
    bobs = bob.me()

    assert ann.account_follow(bobs, reblogs=False).showing_reblogs is False
    assert (ids(ann.account_following(ann.me())), ids(bob.account_followers(bobs))) == ([bobs.id], [ann.me().id])
    assert ann.account_note_set(bobs, "Makes good tea.").note == "Makes good tea."
    assert ann.account_mute(bobs, notifications=False, duration=3600).muting is True
    assert ids(ann.mutes()) == [bobs.id]
    assert ann.account_unmute(bobs).muting is False
    assert ann.account_block(bobs).blocking is True
    assert ids(ann.blocks()) == [bobs.id]
    assert ann.account_unblock(bobs).blocking is False
    assert ann.account_relationships([bobs])[0].following is False
    assert bob.account_follow(ann.me()).following is True
    assert ann.account_remove_from_followers(bobs).followed_by is False


def test_somebody_who_looks_before_letting_people_follow(ann, bob, join):
    ann.account_update_credentials(locked=True)
    cid = join("cid")

    assert (bob.account_follow(ann.me()).requested, cid.account_follow(ann.me()).requested) == (True, True)
    assert set(ids(ann.follow_requests())) == {bob.me().id, cid.me().id}
    assert ann.follow_request_authorize(bob.me()).followed_by is True
    assert ann.follow_request_reject(cid.me()).followed_by is False
    post = ann.status_post("Among us.", visibility="private")
    assert bob.status(post).id == post.id
    with pytest.raises(MastodonNotFoundError):
        cid.status(post)


def test_introducing_oneself(ann):
    changed = ann.account_update_credentials(
        display_name="Ann 🍵",
        note="I drink #tea.",
        fields=[("Home", "https://example.org/"), ("Tea", "Oolong")],
        avatar=picture("green", (400, 400)),
        avatar_mime_type="image/png",
        header=picture("blue", (900, 300)),
        header_mime_type="image/png",
        bot=True,
        discoverable=True,
    )

    assert (changed.display_name, changed.bot, changed.discoverable) == ("Ann 🍵", True, True)
    assert changed.source.note == "I drink #tea."
    assert [(field.name, field.value) for field in changed.source.fields] == [
        ("Home", "https://example.org/"),
        ("Tea", "Oolong"),
    ]
    assert ann.session.get(changed.avatar, timeout=30).headers["Content-Type"].startswith("image/")
    assert ann.account_delete_avatar().avatar != changed.avatar
    assert ann.account_delete_header().header != changed.header


def test_tags(ann):
    assert ann.tag_follow("tea").following is True
    assert [tag.name for tag in ann.followed_tags()] == ["tea"]
    assert ann.tag_unfollow("tea").following is False
    featured = ann.featured_tag_create("coffee")
    assert [tag.name for tag in ann.featured_tags()] == ["coffee"]
    ann.featured_tag_delete(featured)
    assert ann.featured_tags() == []


def test_what_one_likes_shares_pins_and_wants_to_hear_no_more_of(ann, bob):
    post = ann.status_post("Good morning.")

    assert bob.status_favourite(post).favourites_count == 1
    assert ids(ann.status_favourited_by(post)) == [bob.me().id]
    assert bob.status_unfavourite(post).favourited is False
    assert bob.status_reblog(post).reblog.reblogged is True
    assert ids(ann.status_reblogged_by(post)) == [bob.me().id]
    assert bob.status_unreblog(post).reblogged is False
    assert ann.status_pin(post).pinned is True
    assert ids(bob.account_statuses(ann.me(), pinned=True)) == [post.id]
    assert ann.status_unpin(post).pinned is False
    assert ann.status_mute(post).muted is True
    assert ann.status_unmute(post).muted is False


def test_conversations(ann, bob, join):
    secret = ann.status_post(f"@{bob.me().username} Between us.", visibility="direct")

    [conversation] = bob.conversations()

    assert (conversation.unread, conversation.last_status.id) == (True, secret.id)
    assert ids(conversation.accounts) == [ann.me().id]
    assert bob.conversations_read(conversation).unread is False
    with pytest.raises(MastodonNotFoundError):
        join("cid").status(secret)


def test_remembering_how_far_one_has_read(ann):
    post = ann.status_post("Good morning.")

    ann.markers_set(["home"], [post])

    assert ann.markers_get(["home"])["home"].last_read_id == post.id
