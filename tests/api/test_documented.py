"""What docs/api.md says is so."""

import re
from pathlib import Path

import pytest

from microblog.rates import FAMILIES, PER_ADDRESS, PER_KEY, PER_PERSON

TEXT = (Path(__file__).parent.parent.parent / "docs/api.md").read_text(encoding="utf-8")

LIMITS = {
    "everything a person does": PER_PERSON,
    "everything one key does": PER_KEY,
    "everything without a key": PER_ADDRESS,
    "registering applications": FAMILIES["applications"],
    "signing up": FAMILIES["signups"],
    "getting and ending keys": FAMILIES["keys"],
    "sending files": FAMILIES["uploads"],
    "deleting posts and boosts": FAMILIES["deletions"],
}


def named():
    """The operations that the document names, as (method, path)."""
    return sorted(set(re.findall(r"`(GET|POST|PUT|PATCH|DELETE) (/[^\s?`]+)", TEXT)))


@pytest.fixture
def operations(registry, client):
    """The operations that there are: those of the contract, and those of the provider of keys."""
    paths = client().witness.contract["paths"]
    found = {(method.upper(), path) for path, methods in paths.items() for method in methods}
    for view in registry.introspector.get_category("views"):
        facts = view["introspectable"]
        if (facts["route_name"] or "").startswith("oauth."):
            route = registry.introspector.get("routes", facts["route_name"])
            methods = facts["request_methods"] or ()
            found |= {(method, route["pattern"]) for method in ((methods,) if isinstance(methods, str) else methods)}
    return found


def test_every_operation_that_is_named_exists(operations):
    assert [one for one in named() if one not in operations] == []


def test_the_limits_are_these():
    table = TEXT.split("<!-- limits -->\n")[1].split("<!-- end -->")[0]
    rows = [[cell.strip() for cell in line.strip("|\n").split("|")] for line in table.splitlines()[2:]]

    said = {what: (int(often), span) for what, often, span, _ in rows}

    assert said == {what: (limit.amount, f"{limit.multiples} minutes") for what, limit in LIMITS.items()}
    assert set(FAMILIES.values()) <= set(LIMITS.values())
