"""What one thinks of somebody, on the wire."""

from microblog import clock
from tests.making import make_account


def test_a_note_is_ones_own_and_can_be_removed(client, db):
    ann, bob = make_account(db), make_account(db)
    writer, path = client(ann, "write:accounts"), f"/api/v1/accounts/{bob.id}/note"

    assert writer.post(path, {"comment": " Met in Kiel.\n"}).json["note"] == "Met in Kiel."
    assert client(bob).get("/api/v1/accounts/relationships", id=ann.id).json[0]["note"] == ""
    assert writer.post(path, form={"comment": "Met in Bonn."}).json["note"] == "Met in Bonn."
    assert writer.post(path, form={"comment": ""}).json["note"] == ""
    assert writer.post(path).json["note"] == ""


def test_a_note_is_refused(client, db):
    ann, bob, gone = make_account(db), make_account(db), make_account(db, suspended_at=clock.now())
    path = f"/api/v1/accounts/{bob.id}/note"

    client(ann).post(path, {"comment": "x" * 2001}, 422)
    client(ann).post(path, {"comment": "\0"}, 422)
    client(ann).post(path, {"comment": ["x"]}, 422)
    client(ann, "read write:follows").post(path, {"comment": "x"}, 403)
    client().post(path, {"comment": "x"}, 401)
    client.app().post(path, {"comment": "x"}, 422)
    for id in (gone.id, 1, "abc"):
        answer = client(ann).post(f"/api/v1/accounts/{id}/note", {"comment": "x"}, 404)
        assert answer.json == {"error": "Record not found"}
    assert client(ann).get("/api/v1/accounts/relationships", id=bob.id).json[0]["note"] == ""
