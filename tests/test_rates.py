"""How often something may be done."""

import logging
from types import SimpleNamespace

import pytest
from pyramid.request import Request

from microblog.errors import TooMany
from microblog.rates import PER_ADDRESS, PER_KEY, PER_PERSON, Rates
from microblog.settings import Misconfigured
from tests.processes import free_port


def request_from(address: str, account: int | None = None, key: int = 1, forwarded: str | None = None) -> Request:
    passed_on = {} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded}
    request = Request.blank("/", environ={"REMOTE_ADDR": address, **passed_on})
    request.token = SimpleNamespace(id=key, account_id=account) if account else None
    return request


def test_strangers_are_counted_by_address():
    rates = Rates("memory://")
    for _ in range(PER_ADDRESS.amount):
        rates.spend(request_from("203.0.113.7"))

    with pytest.raises(TooMany) as refusal:
        rates.spend(request_from("203.0.113.7"))
    rates.spend(request_from("203.0.113.8"))

    assert 0 < refusal.value.retry_after <= 300


@pytest.mark.parametrize("claim", ["127.0.0.1", "::1", "198.51.100.{}", "unknown", "", "127.0.0.1, 10.0.0.{}", "\xff"])
def test_nobody_writes_down_where_they_come_from_themselves(claim):
    rates = Rates("memory://")
    for number in range(PER_ADDRESS.amount):
        rates.spend(request_from("203.0.113.7", forwarded=claim.format(number % 250)))

    with pytest.raises(TooMany):
        rates.spend(request_from("203.0.113.7", forwarded=claim.format(251)))


@pytest.mark.parametrize("claim", ["{}", "127.0.0.1, {}", "198.51.100.9,unknown, {}"])
def test_of_what_a_front_server_of_this_machine_passes_on_its_own_word_counts(claim):
    rates = Rates("memory://")
    for _ in range(PER_ADDRESS.amount):
        rates.spend(request_from("127.0.0.1", forwarded=claim.format("203.0.113.7")))

    with pytest.raises(TooMany):
        rates.spend(request_from("127.0.0.1", forwarded=claim.format("203.0.113.7")))
    rates.spend(request_from("127.0.0.1", forwarded=claim.format("203.0.113.8")))


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "::ffff:127.0.0.1", "", "localhost"])
def test_whoever_is_on_this_machine_is_not_counted(address):
    rates = Rates("memory://")
    for _ in range(PER_ADDRESS.amount + 1):
        rates.spend(request_from(address))


def test_addresses_of_ipv4_in_the_dress_of_ipv6_are_counted_each_for_itself():
    rates = Rates("memory://")
    for _ in range(PER_ADDRESS.amount):
        rates.spend(request_from("::ffff:203.0.113.7"))

    with pytest.raises(TooMany):
        rates.spend(request_from("203.0.113.7"))
    rates.spend(request_from("::ffff:203.0.113.8"))


def test_a_person_has_more_than_one_key():
    rates = Rates("memory://")
    rates.counters.hit(PER_KEY, "", "key:1", cost=PER_KEY.amount)

    with pytest.raises(TooMany):
        rates.spend(request_from("203.0.113.7", account=5, key=1))
    rates.spend(request_from("203.0.113.7", account=5, key=2))


def test_many_keys_are_one_person():
    rates = Rates("memory://")
    rates.counters.hit(PER_PERSON, "", "account:5", cost=PER_PERSON.amount)

    with pytest.raises(TooMany):
        rates.spend(request_from("203.0.113.7", account=5, key=9))


def test_what_is_dear_is_counted_apart():
    rates = Rates("memory://")
    for _ in range(30):
        rates.spend(request_from("203.0.113.7", account=5), "uploads")

    with pytest.raises(TooMany):
        rates.spend(request_from("203.0.113.7", account=5), "uploads")
    rates.spend(request_from("203.0.113.7", account=5), "deletions")


@pytest.mark.parametrize("url", ["nowhere", "paper://", "redis://localhost:notaport"])
def test_where_to_count_must_be_known(url):
    with pytest.raises(Misconfigured) as stop:
        Rates(url)

    assert str(stop.value).startswith("The setting limits.storage is wrong")


def test_a_redis_that_is_away_hinders_nobody(caplog):
    rates = Rates(f"redis://127.0.0.1:{free_port()}")

    with caplog.at_level(logging.WARNING):
        rates.spend(request_from("203.0.113.7"))

    assert "Requests cannot be counted" in caplog.text
