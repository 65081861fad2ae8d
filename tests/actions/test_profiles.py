"""What one says of oneself, and the picture beside it."""

import pytest

from microblog.actions.accounts import Profile, edit_profile, remove_picture
from microblog.errors import Invalid
from microblog.media import Storage
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


def test_without_a_name_the_username_is_shown(db, storage):
    ann = make_account(db, "ann", display_name="Ann")

    edit_profile(ann, Profile(), storage=storage)

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
