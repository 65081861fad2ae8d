"""A program that wants a key, and somebody who lets it in."""

import base64
import hashlib
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import webtest
from sqlalchemy.orm import Session
from webtest import TestResponse

from microblog.models import Application
from tests.making import make_application
from tests.visitor import Visitor

BACK = "https://app.example/back"
VERIFIER = "a-verifier-of-forty-three-characters-or-more_~."


def challenge_of(verifier: str) -> str:
    """The S256 challenge to a verifier (RFC 7636 §4.2)."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


PKCE = {"code_challenge": challenge_of(VERIFIER), "code_challenge_method": "S256"}


class Program:
    """A registered program."""

    def __init__(self, wsgi: Any, application: Application, secret: str) -> None:
        self.app = webtest.TestApp(wsgi, extra_environ={"HTTP_HOST": "localhost:80"})
        self.id = application.client_id
        self.number = application.id
        self.secret = secret

    def address(self, **wish: Any) -> str:
        """Where it sends people."""
        usual = {"response_type": "code", "client_id": self.id, "redirect_uri": BACK, "scope": "read"}
        given = {name: value for name, value in {**usual, **wish}.items() if value is not None}
        return f"/oauth/authorize?{urlencode(given)}"

    def code(self, visitor: Visitor, **wish: Any) -> str:
        """Send somebody to the consent page, who says yes; unless they did before."""
        page = visitor.get(self.address(**wish))
        return answer_of(press(page, "allow") if page.status_int == 200 else page)["code"]

    def exchange(self, code: str, status: int = 200, **more: Any) -> Any:
        """Exchange a code for a key."""
        return self.ask("/oauth/token", status, grant_type="authorization_code", code=code, redirect_uri=BACK, **more)

    def ask(self, path: str, status: int = 200, headers: dict[str, str] | None = None, **given: Any) -> Any:
        """Send a form with its secret; what is given stands above."""
        return self.send(path, {"client_id": self.id, "client_secret": self.secret, **given}, status, headers).json

    def send(
        self, path: str, fields: dict[str, Any], status: int | None = None, headers: dict[str, str] | None = None
    ) -> TestResponse:
        """Send a form; a field that is None is left out."""
        given = {name: value for name, value in fields.items() if value is not None}
        return self.app.post(path, given, status=status, headers=headers or {})

    def basic(self) -> dict[str, str]:
        """Its secret as a header, in the way the standard wants (RFC 6749 §2.3.1)."""
        return basic(self.id, self.secret)


def basic(id: str, secret: str) -> dict[str, str]:
    """Credentials as a header."""
    return {"Authorization": "Basic " + base64.b64encode(f"{id}:{secret}".encode()).decode()}


def make_program(db: Session, wsgi: Any, *, redirect_uris: tuple[str, ...] = (BACK,), **facts: Any) -> Program:
    """Register a program."""
    program = Program(wsgi, *make_application(db, redirect_uris=list(redirect_uris), **facts))
    db.rollback()  # what the test reads later is to be what is there then
    return program


def say(visitor: Visitor, address: str, answer: str) -> TestResponse:
    """Look at the consent page and press a button on it."""
    return press(visitor.get(address, status=200), answer)


def press(page: TestResponse, answer: str) -> TestResponse:
    """Press a button on the consent page."""
    return form_at(page, "/oauth/authorize").submit("answer", value=answer)


def form_at(page: TestResponse, action: str) -> webtest.Form:
    """The form of a page that is sent to an address."""
    [form] = [form for number, form in page.forms.items() if form.action == action and isinstance(number, int)]
    return form


def answer_of(response: TestResponse) -> dict[str, str]:
    """What a redirection brings to the program."""
    assert response.status_int == 303, response.text
    parts = urlsplit(response.headers["Location"])
    return dict(parse_qsl(parts.query or parts.fragment, strict_parsing=True))
