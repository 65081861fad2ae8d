"""Writing, reading and deleting on the website."""

from tests.making import make_account, make_post


def test_a_post_can_be_written_and_read_by_strangers(db, visitors):
    make_account(db, "ann")
    ann, stranger = visitors().log_in("ann"), visitors()

    home = ann.get("/")
    home.forms[0]["text"] = "Hello #World, says nobody."
    after = home.forms[0].submit(status=303).follow()

    assert "Your post is out." in after
    assert "Hello" in stranger.get("/@ann")
    assert stranger.get("/tags/world").status_int == 200
    assert "#World" in stranger.get("/tags/WORLD")


def test_what_is_too_long_is_refused_beside_the_field_and_not_lost(db, visitor):
    make_account(db, "ann")
    visitor.log_in("ann")

    page = visitor.send("/compose", text="x" * 501, status=422)

    assert "Say it in 500 characters." in page
    assert page.forms[0]["text"].value == "x" * 501
    assert "x" * 501 not in visitor.get("/")


def test_only_the_author_may_delete_a_post(db, visitors):
    ann, bob = make_account(db, "ann"), make_account(db, "bob")
    post = make_post(db, ann, "Mine.")
    address = f"/@ann/{post.id}"

    visitors().log_in(bob.username).send(f"{address}/delete", status=403)
    assert "Mine." in visitors().get(address)

    visitors().log_in("ann").send(f"{address}/delete", status=303)
    visitors().get(address, status=404)
