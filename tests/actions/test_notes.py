"""Writing down, for oneself, what one thinks of somebody."""

import pytest
from sqlalchemy import select

from microblog import clock
from microblog.actions.notes import NoteDraft, write_note
from microblog.errors import Invalid, NotFound
from microblog.models import Note
from tests.making import make_account


def notes(db):
    return db.execute(select(Note.writer_id, Note.about_id, Note.text)).all()


def test_a_note_is_written_written_anew_and_removed(db):
    ann, bob = make_account(db), make_account(db)

    write_note(db, ann, bob, NoteDraft(text="Met in  Kiel.\r\nTall. "))
    assert notes(db) == [(ann.id, bob.id, "Met in  Kiel.\nTall.")]

    write_note(db, ann, bob, NoteDraft(text="Met in Bonn."))
    write_note(db, bob, ann, NoteDraft(text="?"))
    assert notes(db) == [(ann.id, bob.id, "Met in Bonn."), (bob.id, ann.id, "?")]

    write_note(db, ann, bob, NoteDraft(text=" \u2800"))
    assert notes(db) == [(bob.id, ann.id, "?")]


def test_a_note_has_at_most_2000_characters(db):
    ann, bob = make_account(db), make_account(db)
    write_note(db, ann, bob, NoteDraft(text="x" * 2000))

    with pytest.raises(Invalid):
        write_note(db, ann, bob, NoteDraft(text="y" * 2001))

    assert notes(db) == [(ann.id, bob.id, "x" * 2000)]


def test_no_note_is_written_about_who_is_shut_out(db):
    with pytest.raises(NotFound):
        write_note(db, make_account(db), make_account(db, suspended_at=clock.now()), NoteDraft(text="!"))
