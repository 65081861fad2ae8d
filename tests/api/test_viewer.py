"""The contract, for programs and for people."""

import re


def test_programs_get_it(client, visitor):
    answer = visitor.get("/api/openapi.json")

    assert answer.json == client().witness.contract
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_people_get_it_laid_out_by_nothing_but_ours(visitor):
    page = visitor.get("/api")

    addresses = re.findall(r'(?:src|href|data-url)="([^"]+)"', page.text)
    assert addresses
    for address in addresses:
        assert address.startswith("/")
        visitor.get(address, status=200)


def test_every_operation_has_a_summary_of_its_own(client):
    operations = [one for path in client().witness.contract["paths"].values() for one in path.values()]

    assert [one["operationId"] for one in operations if not one["summary"].endswith(".")] == []
    assert len({one["operationId"] for one in operations}) == len(operations)
