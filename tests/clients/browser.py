"""A real browser's part in letting a program in: it reads pages, fills in forms, keeps cookies, runs no scripts."""

from typing import Any, Self
from urllib.parse import parse_qs, urljoin, urlsplit

import requests
from bs4 import BeautifulSoup, Tag

from tests.visitor import PASSWORD


class Page:
    """What a browser shows; or, if it was led away from the site, where to."""

    def __init__(self, address: str, response: requests.Response | None = None) -> None:
        self.address = address
        self.status = response.status_code if response is not None else 0
        self.shown = BeautifulSoup(response.text if response is not None else "", "html.parser")

    @property
    def text(self) -> str:
        """What is to be read on it."""
        return " ".join(self.shown.get_text(" ").split())

    @property
    def query(self) -> dict[str, str]:
        """What the address tells whom it leads to."""
        return {name: values[0] for name, values in parse_qs(urlsplit(self.address).query).items()}


class Browser:
    """Somebody's browser."""

    def __init__(self, site: str) -> None:
        self.site = site
        self.session = requests.Session()

    def get(self, address: str) -> Page:
        """Go somewhere on the site."""
        return self._follow("GET", urljoin(self.site, address))

    def press(self, page: Page, button: str = "", **fields: str) -> Page:
        """Fill in the form of the page's main part, and press the button with this value."""
        form = page.shown.select_one("main form[method=post]")
        assert form, page.text
        return self.send(page, form, button, **fields)

    def send(self, page: Page, form: Tag, button: str = "", **fields: str) -> Page:
        """Send a certain form of a page."""
        given = {one["name"]: one.get("value", "") for one in form.select("input[name]")} | fields
        if button:
            pressed = form.select_one(f"button[value={button}]")
            given[pressed["name"]] = button
        return self._follow(
            "POST", urljoin(page.address, form["action"]), data=given, headers={"Referer": page.address}
        )

    def log_in(self, name: str) -> Self:
        """Log in, as everybody does in the tests."""
        self.press(self.get("/login"), name=name, password=PASSWORD)
        return self

    def _follow(self, method: str, address: str, **more: Any) -> Page:
        """Ask, and go where that leads, but not away from the site."""
        response = self.session.request(method, address, allow_redirects=False, timeout=30, **more)
        while response.is_redirect:
            address = urljoin(address, response.headers["Location"])
            if not address.startswith(f"{self.site}/"):
                return Page(address)
            response = self.session.get(address, allow_redirects=False, timeout=30)
        return Page(address, response)
