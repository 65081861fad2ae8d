"""Writing, reading and deleting on the website."""

from microblog.models import Role
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


def test_a_thread_stands_in_order_around_the_post_that_is_looked_at(db, world, visitor):
    page = visitor.get(f"/@ann/{world.answer.id}")
    words = [line.get_text() for line in page.html.select("article .words, p.gap")]

    assert words[0].startswith("Who wants #tea")
    assert words[1] == "A post stood here; its author has deleted it."
    assert words[2].startswith("Here you are")
    assert words[3] == "Thanks."
    assert page.html.select_one("article.focus")["id"] == f"post-{world.answer.id}"
    assert page.html.select_one(".below article")["data-depth"] == "1"


def test_answers_to_answers_stand_below_them(db, visitor):
    ann = make_account(db, "ann")
    first = make_post(db, ann, "0")
    one = make_post(db, ann, "1", reply_to=first)
    two = make_post(db, ann, "2", reply_to=first)
    make_post(db, ann, "1.1", reply_to=one)
    make_post(db, ann, "2.1", reply_to=two)
    make_post(db, ann, "1.2", reply_to=one)

    page = visitor.get(f"/@ann/{first.id}").html

    assert [words.text for words in page.select(".below .words")] == ["1", "1.1", "1.2", "2", "2.1"]
    assert [post["data-depth"] for post in page.select(".below article")] == ["1", "2", "2", "1", "2"]


def test_an_answer_begins_with_the_name_of_who_is_answered_and_leads_into_the_thread(db, world, visitor):
    visitor.log_in("bob")

    form = visitor.get(f"/@ann/{world.question.id}").click("reply").forms[0]
    assert form["text"].value == "@ann "
    form["text"] = "@ann Me too"
    page = form.submit(status=303).follow()

    assert "Your answer is out." in page
    assert "Me too" in page.html.select_one("article.focus").text
    assert "Who wants" in page.html.select_one(".above").text


def test_what_was_deleted_is_gone_from_every_page(db, world, visitors):
    bob, stranger = visitors().log_in("bob"), visitors()
    [address] = {
        one["href"] for one in bob.get("/@bob").html.select(".when") if "number 24" in one.find_parent("article").text
    }

    done = bob.get(f"{address}/delete").forms[0].submit(status=303).follow()

    assert "The post is deleted." in done
    for path in ("/", "/public", "/@bob", "/tags/tea", "/@bob.atom"):
        assert "Cup number 23." in stranger.get(path)
        assert "Cup number 24." not in stranger.get(path), path
    bob.get(address, status=404)
    bob.get(f"{address}/delete", status=404)
    bob.send(f"{address.removeprefix('http://localhost')}/delete", status=404)


def test_only_those_who_may_delete_are_offered_to(db, world, visitors):
    make_account(db, "mod", role=Role.MODERATOR)
    address = f"/@ann/{world.question.id}"

    offered = {name: f"{address}/delete" in visitors().log_in(name).get(address) for name in ("ann", "bob", "mod")}

    assert offered == {"ann": True, "bob": False, "mod": True}
    assert "/delete" not in visitors().get(address)
    visitors().log_in("mod").send(f"{address}/delete")
    visitors().get(address, status=404)


def test_a_post_has_one_address(db, world, visitor):
    for name in ("ann", "ANN"):
        canonical = visitor.get(f"/@{name}/{world.question.id}").html.select_one("link[rel=canonical]")
        assert canonical["href"] == f"http://localhost/@ann/{world.question.id}"
    for path in (f"/@bob/{world.question.id}", f"/@ann/{world.gap.id}", "/@ann/0", "/@ann/%D9%A3", "/@ann/" + "9" * 18):
        visitor.get(path, status=404)
    visitor.get("/@ann/" + "9" * 40, status=404)


def test_who_deleted_a_post_takes_that_back_and_it_stands_where_it_stood(db, visitors):
    make_account(db, "bob")
    post = make_post(db, make_account(db, "ann"), "Not yet.")
    ann, address = visitors().log_in("ann"), f"/@ann/{post.id}"

    gone = ann.get(f"{address}/delete").forms[0].submit(status=303).follow()
    assert "Not yet." not in gone
    [undo] = [form for form in gone.forms.values() if form.action == f"{address}/restore"]
    visitors().log_in("bob").send(f"{address}/restore", status=404)
    back = undo.submit(status=303).follow()

    assert "The post is back." in back
    assert "Not yet." in back
    ann.send(f"{address}/restore", status=404)


def test_where_scripts_run_the_post_makes_room_for_its_undo_and_comes_back_into_its_place(db, visitor):
    ann = make_account(db, "ann")
    post = make_post(db, ann, "Not yet.")
    visitor.log_in("ann")

    fields, asks = {"csrf_token": visitor.token(), "row": str(post.id)}, {"FX-Request": "true"}
    gone = visitor.post(f"/@ann/{post.id}/delete", fields, headers=asks, status=200)
    back = visitor.post(f"/@ann/{post.id}/restore", fields, headers=asks, status=200)

    assert gone.html.select_one(f'div[data-part="row-{post.id}"] form')["action"] == f"/@ann/{post.id}/restore"
    assert "Not yet." in back.html.select_one(f'article[data-part="row-{post.id}"]').text
