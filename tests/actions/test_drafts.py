"""Putting away what is not finished."""

import pytest

from microblog.actions import drafts
from microblog.actions.drafts import Sketch, keep_draft, redraft_post
from microblog.actions.posts import Draft
from microblog.actions.threads import publish_thread
from microblog.errors import Forbidden, Invalid
from microblog.queries.drafts import drafts_by
from tests.making import make_account, make_media, make_post


def test_nobody_keeps_more_than_so_many(db, monkeypatch):
    monkeypatch.setattr(drafts, "MAX_DRAFTS", 2)
    ann, bob = make_account(db), make_account(db)
    first = keep_draft(db, ann, Sketch(text="1"))
    keep_draft(db, ann, Sketch(text="2"))

    with pytest.raises(Invalid):
        keep_draft(db, ann, Sketch(text="3"))
    keep_draft(db, ann, Sketch(text="1, but better"), first)
    keep_draft(db, bob, Sketch(text="1"))

    assert [one.sketch["text"] for one in db.scalars(drafts_by(ann))] == ["1, but better", "2"]


def test_what_is_far_too_long_is_not_kept(db):
    with pytest.raises(Invalid):
        keep_draft(db, make_account(db), Sketch(text="x" * 300_000))


def test_a_post_is_written_anew_with_all_it_had(db):
    ann = make_account(db)
    file = make_media(db, ann)
    post = make_post(db, ann, "Waht", warning="W", visibility="private", language="de", media=[file.id])

    kept = redraft_post(db, ann, post)

    sketch = Sketch.read(kept.sketch)
    assert (sketch.text, sketch.warning, sketch.visibility, sketch.language) == ("Waht", "W", "private", "de")
    assert sketch.media == (file.id,)
    assert post.deleted_at is not None
    assert publish_thread(db, ann, Draft(text="What", media=sketch.media))[0].text == "What"


def test_only_its_author_writes_a_post_anew(db):
    post = make_post(db, make_account(db))

    with pytest.raises(Forbidden):
        redraft_post(db, make_account(db), post)
    assert post.deleted_at is None
