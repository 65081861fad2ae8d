"""Finding what somebody half remembers."""

from datetime import timedelta

import pytest
from sqlalchemy import insert, select, text

from microblog.actions.edits import Edit, edit_post
from microblog.actions.posts import delete_post
from microblog.actions.tags import follow_tag
from microblog.clock import now, today
from microblog.errors import Invalid
from microblog.models import Block, Mute, Post, Visibility
from microblog.queries.search import posts_saying, tags_beginning
from tests.making import make_account, make_follow, make_media, make_poll, make_post


def found(db, words, reader=None):
    return [post.text for post in db.scalars(posts_saying(words, reader).order_by(Post.id.desc()))]


def names(db, name, reader=None):
    return [tag.name for tag in db.scalars(tags_beginning(name, reader))]


def hide(db, post, visibility=Visibility.PRIVATE):
    post.visibility = visibility
    db.commit()


@pytest.mark.parametrize(
    "words", ["bread", "BREAD", "rye  bread", "bread rye", "brea", "#bread", "Straße", "straße", "STRASSE", "(rye)"]
)
def test_a_post_that_says_all_words_is_found(db, words):
    ann = make_account(db)
    make_post(db, ann, "Rye #bread from the Straße")
    make_post(db, ann, "Nothing here")

    assert found(db, words) == ["Rye #bread from the Straße"]


@pytest.mark.parametrize("words", ["ärger", "ÄRGER", "Ärger", "arger", "ａｒｇｅｒ"])
def test_case_is_no_matter_in_other_alphabets(db, words):
    make_post(db, make_account(db), "Ärger")

    assert found(db, words) == ["Ärger"]


@pytest.mark.parametrize("words", ["", "  ", "rye cake", "%", "r_e", "\\", "'", "rea", "ry", '"brea"', "-cake"])
def test_what_is_not_said_is_not_found(db, words):
    make_post(db, make_account(db), "Rye bread")

    assert found(db, words) == []


def test_signs_of_the_language_of_databases_are_letters_like_others(db):
    make_post(db, make_account(db), "100% of a_b \\ o'clock")

    for words in ("100%", "a_b", "\\ of", "o'clock", "O’Clock", "'clock'"):
        assert len(found(db, words)) == 1


def test_a_warning_is_searched_too(db):
    make_post(db, make_account(db), "The butler did it.").warning = "Spoiler"

    assert found(db, "spoiler butler") == ["The butler did it."]


def test_only_public_posts_are_found_and_ones_own(db):
    ann, bob, cem = make_account(db), make_account(db), make_account(db)
    make_follow(db, cem, ann)
    for visibility in Visibility:
        hide(db, make_post(db, ann, f"bread {visibility}"), visibility)

    assert found(db, "bread", ann) == ["bread direct", "bread private", "bread unlisted", "bread public"]
    assert found(db, "bread") == found(db, "bread", bob) == found(db, "bread", cem) == ["bread public"]


def test_what_people_do_not_leave_to_be_found_is_found_by_themselves(db):
    ann, bob = make_account(db, indexable=False), make_account(db)
    make_post(db, ann, "bread")

    assert found(db, "bread") == found(db, "bread", bob) == []
    assert found(db, "bread", ann) == ["bread"]


def test_what_is_gone_is_not_found(db):
    ann, bob = make_account(db), make_account(db)
    delete_post(db, ann, make_post(db, ann, "bread"))
    make_post(db, bob, "bread")
    bob.suspended_at = now()

    assert found(db, "bread") == found(db, "bread", ann) == []


def test_a_boost_is_not_found_beside_its_original(db):
    ann, bob = make_account(db), make_account(db)
    post = make_post(db, ann, "bread")
    db.add(Post(author_id=bob.id, text="", boosted_id=post.id))

    assert found(db, "bread", bob) == ["bread"]


def test_nobody_finds_those_whom_they_avoid(db):
    ann, bob, cem, dan = (make_account(db) for _ in range(4))
    for one in (bob, cem, dan):
        make_post(db, one, f"bread {one.username}")
    db.add(Block(blocker_id=ann.id, blocked_id=bob.id))
    db.add(Mute(muter_id=ann.id, muted_id=cem.id, expires_at=now() + timedelta(hours=1)))
    db.add(Mute(muter_id=ann.id, muted_id=dan.id, expires_at=now() - timedelta(hours=1)))

    assert found(db, "bread", ann) == [f"bread {dan.username}"]
    assert len(found(db, "bread", bob)) == 3


def test_tags_are_found_by_their_beginning_however_it_is_spelt(db):
    make_post(db, make_account(db), "#Bread #breakfast #sourbread #Straße #b_read #b")

    assert names(db, "BREA") == ["Bread", "breakfast"]
    assert names(db, "strasse") == ["Straße"]
    assert names(db, "b_") == ["b_read"]
    assert names(db, "%") == names(db, "") == []


def test_a_tag_is_not_found_before_it_is_used_where_one_sees_it(db):
    ann, bob = make_account(db), make_account(db)
    hide(db, make_post(db, ann, "#surprise"))
    follow_tag(db, bob, "surplus")

    assert names(db, "surp", ann) == ["surprise"]
    assert names(db, "surp", bob) == names(db, "surp") == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("今天去面包店买面包", ["面包", "面包店", "今天 面包", "包"]),
        ("パンを焼きました。", ["パン", "ﾊﾟﾝ", "焼き"]),
        ("วันนี้อบขนมปัง", ["ขนมปัง", "วันนี้"]),
        ("오늘 빵을 구웠다", ["빵", "오늘", "빵을"]),
        ("आज हिन्दी में रोटी", ["हिन्दी", "रोटी"]),
        ("הלחם טרי", ["הלחם", "הַלֶּחֶם"]),
        ("الخبز طازج", ["الخبز", "الْخُبْز"]),
        ("Свежий хлеб", ["ХЛЕБ", "свеж"]),
        ("Φρέσκο ψωμί", ["ΨΩΜΊ", "ψωμι"]),
        ("Good morning 🍞", ["🍞"]),
        ("iPhone手机壳", ["手机", "iphone"]),
    ],
)
def test_words_of_any_script_are_found(db, text, words):
    make_post(db, make_account(db), text)

    assert [word for word in words if found(db, word) != [text]] == []


def test_what_stands_otherwise_is_not_found_in_scripts_without_blanks(db):
    make_post(db, make_account(db), "店包面 かき")

    assert found(db, "面包") == found(db, "がき") == []


def test_a_quotation_is_found_as_it_stands(db):
    ann = make_account(db)
    make_post(db, ann, "The bread, and rye.")
    make_post(db, ann, "The RYE bread.")

    assert found(db, '"rye bread"') == found(db, "“rye bread”") == found(db, '"rye bread') == ["The RYE bread."]
    assert found(db, '"rye brea"') == []


def test_what_is_not_wanted_is_left_out(db):
    ann = make_account(db)
    make_post(db, ann, "Rye bread #baking")
    make_post(db, ann, "Wheat bread")

    assert found(db, "bread -rye") == found(db, 'bread -"rye bread"') == found(db, "bread -#baking") == ["Wheat bread"]
    assert found(db, f"from:{ann.username} -wheat -cake") == ["Rye bread #baking"]
    assert found(db, "-rye") == []


def test_operators_tell_one_post_from_another(db):
    ann, bob = make_account(db), make_account(db)
    first = make_post(db, ann, "Plain bread", language="de")
    make_post(db, bob, "Bread at https://example.org/x", reply_to=first, language="en")
    make_post(db, ann, "Bread in a picture", media=(make_media(db, ann).id,), sensitive=True)
    make_poll(db, bob, text="Which bread?")

    wanted = {
        f"from:{ann.username}": {"Plain bread", "Bread in a picture"},
        f"from:@{ann.username} from:{bob.username} has:poll": {"Which bread?"},
        f"-from:{ann.username} -has:poll": set(),
        f"bread -from:{ann.username} -has:poll": {"Bread at https://example.org/x"},
        "has:media": {"Bread in a picture"},
        "has:link": {"Bread at https://example.org/x"},
        "has:link has:poll": set(),
        "bread -has:link -has:media -has:poll": {"Plain bread"},
        "is:reply": {"Bread at https://example.org/x"},
        "is:sensitive": {"Bread in a picture"},
        "bread -is:reply -is:sensitive": {"Plain bread", "Which bread?"},
        "lang:de": {"Plain bread"},
        "lang:de lang:en": {"Plain bread", "Bread at https://example.org/x"},
        "bread -lang:de": {"Bread at https://example.org/x", "Bread in a picture", "Which bread?"},
    }

    assert {query: set(found(db, query)) for query in wanted} == wanted
    assert set(found(db, "from:me", bob)) == {"Bread at https://example.org/x", "Which bread?"}


def test_days_limit_what_is_found(db):
    make_post(db, make_account(db), "bread")
    yesterday, tomorrow = today() - timedelta(days=1), today() + timedelta(days=1)

    assert found(db, f"bread after:{yesterday}") == found(db, f"before:{tomorrow} bread") == ["bread"]
    assert found(db, f"bread after:{today()}") == found(db, f"bread before:{today()}") == []
    assert found(db, "bread before:1970-01-01") == []


@pytest.mark.parametrize(
    "words",
    ["from:", "from:a-b", "has:bread", "is:", "lang:german", "before:noon", "after:0001-01-01", "-before:2026-01-01"],
)
def test_what_cannot_be_understood_is_refused_in_a_sentence(db, words):
    with pytest.raises(Invalid) as refusal:
        found(db, words)

    assert refusal.value.problems["q"].endswith(".")


def test_a_stranger_has_no_posts_and_nobody_looks_for_too_much(db):
    with pytest.raises(Invalid, match="Log in"):
        found(db, "from:me")
    with pytest.raises(Invalid, match="20 words"):
        found(db, "a " * 21)


def test_what_changed_is_found_by_its_new_words_alone(db):
    ann = make_account(db)
    post = make_post(db, ann, "bread")
    edit_post(db, ann, post, Edit(text="cake"))
    db.commit()

    assert found(db, "bread") == []
    assert found(db, "cake") == ["cake"]

    delete_post(db, ann, post)
    db.commit()
    assert db.execute(select(Post.words).where(Post.id == post.id)).scalar() == ""


def test_hostile_texts_are_words_like_others(db):
    ann = make_account(db)
    for said in ("e" + "\u0301" * 9000, 'a\' | !b:* & (c) \\ "d" <-> ::tsquery', "\u202edaerb", "ﷺ" * 500, "x" * 500):
        make_post(db, ann, said)

    for query in ("a' | !b:*", '"', "NEAR(a b)", "words : a", "e\u0301", "x" * 500, "\u202e", "* OR *", "ﷺ"):
        found(db, query)
    assert len(found(db, "e\u0301")) == 1


def test_an_index_finds_the_words(db, database_kind):
    ann = make_account(db)
    facts = {"author_id": ann.id, "visibility": Visibility.PUBLIC, "language": "en", "warning": "", "sensitive": False}
    rows = [{**facts, "text": f"word{n} bread", "words": f"word{n} bread"} for n in range(3000)]
    db.execute(insert(Post), rows)
    db.commit()
    with db.get_bind().execution_options(writes=True).begin() as connection:
        connection.execute(text("ANALYZE"))

    query = posts_saying("word1234", ann).order_by(Post.id.desc()).limit(21)
    sql = str(query.compile(db.get_bind(), compile_kwargs={"literal_binds": True}))
    explain = "EXPLAIN" if database_kind == "postgresql" else "EXPLAIN QUERY PLAN"
    plan = "\n".join(str(row) for row in db.execute(text(f"{explain} {sql.replace(':', chr(92) + ':')}")))

    assert ("ix_posts_words" if database_kind == "postgresql" else "post_words VIRTUAL TABLE") in plan
    assert "Seq Scan on posts" not in plan
    assert "SCAN posts" not in plan
