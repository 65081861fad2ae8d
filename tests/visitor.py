"""A browser without scripts: follows links, fills in forms, keeps cookies."""

from typing import Any, Self

import webtest
from webtest import TestResponse

from microblog.site.budgets import BUDGET

PASSWORD = "correct horse battery"


class Visitor:
    """Somebody who visits the site."""

    def __init__(self, wsgi: Any) -> None:
        self.app = webtest.TestApp(wsgi, extra_environ={"HTTP_HOST": "localhost:80"})

    def get(self, path: str, status: int | None = None, **more: Any) -> TestResponse:
        """Look at a page, which must not ask more of the database than its view says."""
        page = self.app.get(path, status=status, **more)
        needed, budget = page.request.environ.get("microblog.statements", 0), page.request.environ.get(BUDGET)
        assert budget is None or needed <= budget, f"{path} asks {needed} statements of the database, not {budget}"
        return page

    def post(self, path: str, fields: Any = "", status: int | None = None, **more: Any) -> TestResponse:
        """Send a form that was not looked at before; without a token, unless it is among the fields."""
        return self.app.post(path, fields, status=status, **more)

    def token(self) -> str:
        """Get a form token."""
        return self.get("/login").forms[0]["csrf_token"].value

    def send(self, path: str, status: int | None = 303, upload: Any = None, **fields: Any) -> TestResponse:
        """Send a form with a good token."""
        return self.app.post(path, {"csrf_token": self.token(), **fields}, status=status, upload_files=upload)

    def log_in(self, name: str, password: str = PASSWORD) -> Self:
        """Log in."""
        self.send("/login", name=name, password=password)
        return self
