"""How many statements a page may ask of the database, whatever is on it.

Each view of a page says so (`@view_config(…, budget=8)`). In development the answer tells how many it were, in the
header `X-Statements: 6/8`, and the tests refuse every answer that needed more.
"""

from collections.abc import Callable
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.response import Response

BUDGET = "microblog.budget"
"""The key of a request's environment under which the budget of its view stands."""

View = Callable[[Any, Request], Response]


def includeme(config: Configurator) -> None:
    """Let views have a budget."""
    config.add_view_deriver(with_budget, "budget")


def with_budget(view: View, info: Any) -> View:
    """Note the view's budget with the request, for whoever counts."""
    most = info.options.get("budget")

    def wrapped(context: Any, request: Request) -> Response:
        request.environ[BUDGET] = most
        return view(context, request)

    return wrapped if most is not None else view


with_budget.options = ("budget",)  # type: ignore[attr-defined]
