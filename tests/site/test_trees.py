"""A conversation laid out as nested lists."""

from types import SimpleNamespace

from microblog.queries.threads import Branch
from microblog.site.trees import FOLDS_AT, tree_of
from tests.making import make_account, make_post
from tests.site.page import read_page


def branches(*depths):
    """Answers at some depths, each to the last one that stands one step higher."""
    parents, made = {0: 0}, []
    for id, depth in enumerate(depths, 1):
        made.append(Branch(SimpleNamespace(id=id, parent_id=parents[depth - 1], deleted_at=None), depth))
        parents[depth] = id
    return made


def told(tree):
    return [(twig.begins, twig.folded, twig.ends, twig.clear) for twig in tree.twigs]


def test_lists_begin_and_end_with_the_branches():
    tree = tree_of(branches(1, 2, 2, 1))

    assert told(tree) == [
        (True, 0, [], True),
        (True, 0, [], True),
        (False, 0, [], False),
        (False, 0, [False], True),
    ]
    assert tree.ends == [False]


def test_what_lies_deep_is_folded_and_counted():
    deep = FOLDS_AT
    tree = tree_of(branches(*range(1, deep + 3), deep, 2))

    assert [twig.folded for twig in tree.twigs] == [0] * (deep - 1) + [4, 0, 0, 0, 0]
    assert tree.twigs[-1].ends == [True, *[False] * (deep - 3)]
    assert tree.ends == [False, False]


def test_no_answers_are_no_tree():
    assert tree_of([]).twigs == []


def test_a_deep_conversation_is_a_whole_page_that_says_who_answers_whom(db, visitor):
    ann, bob = make_account(db, "ann"), make_account(db, "bob")
    first = last = make_post(db, ann, "0")
    for number in range(1, 9):
        last = make_post(db, (ann, bob)[number % 2], str(number), reply_to=last)
    make_post(db, bob, "again", reply_to=first)

    page = visitor.get(f"/@ann/{first.id}")
    read_page(page)  # which fails where something is not closed

    assert [words.text for words in page.html.select(".below .words")] == [*map(str, range(1, 9)), "again"]
    assert page.html.select_one("details.branch > summary").text == "4 more answers"
    assert [words.text for words in page.html.select("details.branch .words")] == ["5", "6", "7", "8"]
    assert len(page.html.select("ol.answered")) == FOLDS_AT

    page = visitor.get(f"/@{last.author.username}/{last.id}")
    assert page.html.select_one(f".leads a[href='#post-{last.id}']")
