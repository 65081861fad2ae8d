"""Having letters sent to another address, on the website."""

import pytest
from sqlalchemy import select

from microblog.actions.addresses import End, NewAddress, ask_for_address
from microblog.models import Account, AddressChange
from microblog.security import sign_address_link
from tests.making import make_account
from tests.visitor import PASSWORD

NEW = "new@example.net"


@pytest.fixture
def links(db, request_off_web):
    """The links in the letters about ann's wish, by which address gets them."""

    def read():
        change = db.scalars(select(AddressChange)).one()
        found = {end: f"/address/{sign_address_link(request_off_web, change.id, end)}" for end in End}
        db.rollback()
        return found

    return read


def email(db):
    found = db.scalar(select(Account.email).where(Account.username == "ann"))
    db.rollback()
    return found


def test_both_addresses_agree_by_their_links(db, visitors, links):
    make_account(db, "ann")
    ann, reader = visitors().log_in("ann"), visitors()
    form = ann.get("/settings/address").forms[0]
    form["email"], form["password"] = NEW, PASSWORD

    page = form.submit(status=303).follow()
    assert "Nothing changes before they are answered." in page
    assert "The new address has not agreed yet" in page
    assert "no longer to the address at which you got this link" in reader.get(links()[End.OLD])
    assert "Now the other address has to agree." in reader.send(links()[End.OLD], answer="yes").follow()
    assert "The old address has agreed." in ann.get("/settings/address")
    assert email(db) == "ann@example.org"
    new = links()[End.NEW]
    assert "The address is changed." in reader.send(new, answer="yes").follow()

    assert email(db) == NEW
    assert f"Our letters go to {NEW}." in ann.get("/settings/address")
    reader.get(new, status=404)


@pytest.mark.parametrize("end", End)
def test_either_address_can_stop_it(db, visitors, links, end):
    make_account(db, "ann")
    visitors().log_in("ann").send("/settings/address", email=NEW, password=PASSWORD)
    both = links()

    assert "stays as it is" in visitors().send(both[end], answer="no").follow()

    for link in both.values():
        visitors().send(link, answer="yes", status=404)
    assert email(db) == "ann@example.org"


def test_who_is_logged_in_can_stop_it_too(db, visitors, links):
    make_account(db, "ann")
    ann = visitors().log_in("ann")
    ann.send("/settings/address", email=NEW, password=PASSWORD)
    both = links()

    assert "Your address stays as it is." in ann.get("/settings/address").forms[0].submit(status=303).follow()

    visitors().get(both[End.NEW], status=404)


def test_a_stranger_sees_no_difference_between_an_address_that_is_free_and_one_that_is_not(db, visitors):
    make_account(db, "ann"), make_account(db, "bob")
    ann = visitors().log_in("ann")

    pages = []
    for address in (NEW, "bob@example.org"):
        page = ann.send("/settings/address", email=address, password=PASSWORD).follow()
        pages.append(page.html.select_one("main").text.replace(address, "…"))

    assert pages[0] == pages[1]


def test_no_other_token_is_a_link(db, visitors, links, request_off_web):
    ann = make_account(db, "ann")
    ask_for_address(db, ann, NewAddress(email=NEW, password=PASSWORD))
    db.commit()
    good = links()[End.NEW]

    for token in ("x", good.removeprefix("/address/")[:-2], good.removeprefix("/address/") + "x"):
        visitors().get(f"/address/{token}", status=404)
        visitors().send(f"/address/{token}", answer="yes", status=404)
