"""Conversations that do not fit on one page."""

from microblog.queries import posts, threads
from tests.making import make_account, make_post


def test_a_long_conversation_goes_on_and_every_answer_stands_on_one_page(db, monkeypatch):
    for module in (posts, threads):
        monkeypatch.setattr(module, "THREAD_LIMIT", 4)
    ann = make_account(db)
    root = make_post(db, ann, "Root")
    answers = [make_post(db, ann, "0", reply_to=root)]
    for number in range(1, 10):
        answers.append(make_post(db, ann, str(number), reply_to=answers[number // 2]))

    pages, after = [], 0
    while after is not None:
        thread = threads.thread_of(db, root, None, after)
        pages.append(sorted(branch.post.text for branch in thread.replies))
        after = thread.more

    assert pages == [["0", "1", "2", "3"], ["4", "5", "6", "7"], ["8", "9"]]


def test_the_page_leads_on(db, visitor, monkeypatch):
    for module in (posts, threads):
        monkeypatch.setattr(module, "THREAD_LIMIT", 2)
    ann = make_account(db, "ann")
    chain = [make_post(db, ann, "Number 0")]
    for number in range(1, 6):
        chain.append(make_post(db, ann, f"Number {number}", reply_to=chain[-1]))

    page = visitor.get(f"/@ann/{chain[0].id}")
    assert "Number 2" in page
    assert "Number 3" not in page
    assert "Number 3" in page.click("More replies")

    last = visitor.get(f"/@ann/{chain[5].id}")
    assert "Number 2" not in last
    assert "Number 2" in last.click("Further up")
