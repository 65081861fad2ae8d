"""Every page says how many statements it may ask of the database; that it keeps to that, `Visitor` sees to."""

from tests.site.test_routes import ADDRESSES
from tests.site.wire import routes_with_methods

WITHOUT = {"media", "favicon", "initial", "robots", "metrics", "manifest", "security"}
"""Files, and what programs ask for."""


def test_every_page_has_a_budget(registry):
    said = {
        view["introspectable"]["route_name"]
        for view in registry.introspector.get_category("views")
        if view["introspectable"].get("budget") is not None
    }

    pages = {name for name, methods in routes_with_methods(registry).items() if "GET" in methods}
    assert pages & ADDRESSES.keys() - WITHOUT - said == set()


def test_the_budget_is_counted(visitor, world):
    assert visitor.get("/").request.environ["microblog.budget"] == 8
