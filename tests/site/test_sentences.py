"""What is said once, on the next page."""

from tests.making import make_account


def test_many_deeds_between_two_pages_leave_the_last_few_sentences(db, visitor):
    make_account(db, "ann")
    make_account(db, "bob", display_name="\N{FAMILY}" * 60)
    visitor.log_in("ann")

    token = visitor.token()
    for number in range(40):
        visitor.post(f"/@bob/{('follow', 'unfollow')[number % 2]}", {"csrf_token": token}, status=303)
    page = visitor.get("/")

    said = [one.text for one in page.html.select(".notice p")]
    begun, ended = "You follow @bob now.", "You do not follow @bob any more."
    assert said == [ended, begun, ended]
    assert not visitor.get("/").html.select(".notice")
