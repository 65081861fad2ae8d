"""What one says of oneself, and the picture beside it."""

import pytest

from microblog.actions.profiles import Profile, edit_profile, remove_header, remove_picture
from microblog.errors import Invalid
from microblog.media import Storage
from microblog.models import Visibility
from tests.making import make_account
from tests.media.pictures import picture_bytes


@pytest.fixture
def storage(tmp_path):
    return Storage(tmp_path)


def refused(account, storage, picture=b"", **profile):
    with pytest.raises(Invalid) as refusal:
        edit_profile(account, Profile.read(profile), picture=picture, storage=storage)
    return refusal.value.problems


def test_name_and_words_are_kept_in_their_form(db, storage):
    ann = make_account(db)

    edit_profile(ann, Profile.read({"display_name": " Ann\n  Ö ", "bio": "Line 1\r\nLine 2  "}), storage=storage)
    db.commit()

    assert (ann.display_name, ann.bio) == ("Ann Ö", "Line 1\nLine 2")
    assert ann.name == "Ann Ö"


def test_a_name_may_have_60_characters_and_a_bio_500(db, storage):
    ann, family = make_account(db), "👩‍👩‍👧‍👦"

    edit_profile(ann, Profile(display_name=family * 60, bio=family * 500), storage=storage)

    assert list(refused(ann, storage, display_name="x" * 61)) == ["display_name"]
    assert list(refused(ann, storage, bio="x" * 501)) == ["bio"]
    assert ann.display_name == family * 60


def test_what_looks_short_may_not_be_long_all_the_same(db, storage):
    ann, link = make_account(db), "https://example.org/"

    edit_profile(ann, Profile(bio=link + "x" * 9000), storage=storage)

    assert list(refused(ann, storage, bio=link + "x" * 10_000)) == ["bio"]
    assert list(refused(ann, storage, display_name=link + "x" * 10_000)) == ["display_name"]


def test_without_a_name_the_username_is_shown(db, storage):
    ann = make_account(db, "ann", display_name="Ann")

    edit_profile(ann, Profile(display_name=" "), storage=storage)

    assert ann.name == "ann"


def test_a_picture_is_kept_and_stays_until_it_is_removed(db, storage):
    ann = make_account(db)

    edit_profile(ann, Profile(), picture=picture_bytes("PNG"), storage=storage)
    kept = ann.avatar
    assert (storage.directory / kept).read_bytes()[8:12] == b"WEBP"

    edit_profile(ann, Profile(bio="New."), storage=storage)
    assert ann.avatar == kept

    remove_picture(ann)
    assert ann.avatar is None


def test_a_bad_picture_is_refused_beside_its_field_and_changes_nothing(db, storage):
    ann = make_account(db, bio="Old.")

    problems = refused(ann, storage, picture=b"I am a text that was named portrait.png.", bio="New.")

    assert problems == {"picture": "That is no picture we can read. Use a JPEG, PNG, GIF or WebP file."}
    assert (ann.bio, ann.avatar) == ("Old.", None)
    assert list(storage.directory.rglob("*")) == []


def test_a_good_picture_is_not_kept_beside_a_bad_name(db, storage):
    ann = make_account(db)

    assert list(refused(ann, storage, picture=picture_bytes("PNG"), display_name="x" * 61)) == ["display_name"]

    assert ann.avatar is None
    assert list(storage.directory.rglob("*")) == []


def test_what_is_not_said_stays_as_it_is(db, storage):
    ann = make_account(db, display_name="Ann", bio="Hello.", locked=True, default_language="de")

    edit_profile(ann, Profile(bot=True), storage=storage)
    db.commit()

    assert (ann.display_name, ann.bio, ann.locked, ann.bot, ann.default_language) == ("Ann", "Hello.", True, True, "de")


def test_everything_that_may_be_said_is_kept(db, storage):
    ann = make_account(db)
    said = {
        "locked": True,
        "bot": True,
        "discoverable": False,
        "indexable": False,
        "hide_collections": True,
        "fields": [{"name": "Site", "value": "https://example.org"}, {"name": "Pronouns", "value": "she"}],
        "attribution_domains": ["example.org", "news.example.com"],
        "default_visibility": Visibility.PRIVATE,
        "default_sensitive": True,
        "default_language": "pt-BR",
    }

    edit_profile(ann, Profile.read(said), storage=storage)
    db.commit()

    db.refresh(ann)
    assert {name: getattr(ann, name) for name in said} == said


def test_lines_without_anything_are_dropped_and_few_fit(db, storage):
    ann = make_account(db)
    four = [{"name": f"Line {number}", "value": ""} for number in range(4)]

    edit_profile(ann, Profile.read({"fields": [{"name": "  ", "value": ""}, *four, {}]}), storage=storage)
    assert ann.fields == four
    assert refused(ann, storage, fields=[*four, {"name": "Line 5"}]) == {"fields": "Use at most 4 lines."}
    assert ann.fields == four

    edit_profile(ann, Profile.read({"fields": []}), storage=storage)
    assert ann.fields == []


@pytest.mark.parametrize("row", [{"name": "x" * 256}, {"name": "x", "value": "x" * 256}, {"name": " ", "value": "x"}])
def test_a_line_has_a_name_and_two_short_parts(db, storage, row):
    ann = make_account(db)
    edit_profile(ann, Profile.read({"fields": [{"name": "n" * 255, "value": "v" * 255}]}), storage=storage)

    assert list(refused(ann, storage, fields=[row])) == ["fields"]

    assert ann.fields == [{"name": "n" * 255, "value": "v" * 255}]


def test_hosts_are_taken_out_of_addresses(db, storage):
    ann = make_account(db)
    addresses = ["https://Example.org/", "example.org", "", "Bücher.example", "a.b.example.co.uk"]

    edit_profile(ann, Profile(attribution_domains=addresses), storage=storage)

    assert ann.attribution_domains == ["example.org", "xn--bcher-kva.example", "a.b.example.co.uk"]


@pytest.mark.parametrize(
    "domains",
    [
        ["localhost"],
        ["example.org/path"],
        ["-a.example.org"],
        ["a..org"],
        ["exa mple.org"],
        ["a" * 64 + ".org"],
        ["user@example.org"],
        [f"{number}.example.org" for number in range(11)],
    ],
)
def test_what_is_no_host_is_refused_and_so_are_many(db, storage, domains):
    ann = make_account(db)

    assert list(refused(ann, storage, attribution_domains=domains)) == ["attribution_domains"]

    assert ann.attribution_domains == []


def test_posts_are_not_for_named_people_by_default(db, storage):
    ann = make_account(db)

    assert list(refused(ann, storage, default_visibility="direct")) == ["default_visibility"]
    assert ann.default_visibility is Visibility.PUBLIC


def test_a_language_is_set_and_forgotten(db, storage):
    ann = make_account(db)

    edit_profile(ann, Profile.read({"default_language": "de"}), storage=storage)
    assert ann.default_language == "de"

    edit_profile(ann, Profile.read({"default_language": ""}), storage=storage)
    assert ann.default_language is None
    assert list(refused(ann, storage, default_language="English")) == ["default_language"]


def test_both_pictures_are_kept_or_none(db, storage):
    ann = make_account(db)

    with pytest.raises(Invalid) as refusal:
        edit_profile(ann, Profile(), picture=picture_bytes("PNG"), header=b"Nothing to see.", storage=storage)
    assert list(refusal.value.problems) == ["header"]
    assert (ann.avatar, ann.header) == (None, None)
    assert list(storage.directory.rglob("*")) == []

    edit_profile(ann, Profile(), picture=picture_bytes("PNG"), header=picture_bytes("JPEG"), storage=storage)
    assert ann.avatar
    assert ann.header
    assert ann.avatar != ann.header

    remove_header(ann)
    assert ann.header is None
    assert ann.avatar
