"""The site as people far away meet it: by HTTPS and its name, with its certificate checked."""

import http.client
import json
import re
import ssl
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import webtest
from webtest import TestResponse

from .commands import Failed
from .network import connect

DOMAIN = "microblog.example"
NOWHERE = "urn:ietf:wg:oauth:2.0:oob"
SCOPES = "read write"
PASSWORD = "correct horse battery staple"
PATIENCE = 20.0
OF_THE_CONNECTION = {"connection", "keep-alive", "transfer-encoding", "content-length"}


@dataclass
class Site:
    """Where it is, and how it proves who it is."""

    namespace: str
    """Whence it is visited."""
    address: str
    certificate: str
    """What it must show, or what that was signed by."""
    domain: str = DOMAIN

    def open(self, source: str, patience: float = PATIENCE) -> ssl.SSLSocket:
        """Connect to it, from an address of the namespace."""
        context = ssl.create_default_context(cadata=self.certificate)
        context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
        line = connect(self.namespace, self.address, 443, patience, source=source)
        try:
            return context.wrap_socket(line, server_hostname=self.domain)
        except OSError:
            line.close()
            raise

    def ask(
        self,
        method: str,
        path: str,
        body: bytes = b"",
        headers: Mapping[str, str] | None = None,
        *,
        source: str = "",
        patience: float = PATIENCE,
    ) -> "Answer":
        """Ask it one thing on a connection of its own."""
        with self.open(source, patience) as line:
            connection = http.client.HTTPConnection(self.domain, timeout=patience)
            connection.sock = line
            connection.request(method, path, body or None, {"Host": self.domain, **(headers or {})})
            answer = connection.getresponse()
            return Answer(answer.status, answer.reason, answer.getheaders(), answer.read())

    def browser(self, source: str = "") -> webtest.TestApp:
        """A browser without scripts, at an address of the namespace."""

        def door(environ: dict[str, Any], start: Callable[..., object]) -> Iterable[bytes]:
            path = quote(environ["PATH_INFO"].encode("latin-1"), safe="/@:;,+~!$&'()*=")
            if environ.get("QUERY_STRING"):
                path += "?" + environ["QUERY_STRING"]
            headers = {name[5:].replace("_", "-"): value for name, value in environ.items() if name.startswith("HTTP_")}
            headers.pop("HOST", None)  # that is the site's name anyway
            if environ.get("CONTENT_TYPE"):
                headers["Content-Type"] = environ["CONTENT_TYPE"]
            body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
            answer = self.ask(environ["REQUEST_METHOD"], path, body, headers, source=source)
            kept = [(name, value) for name, value in answer.headers if name.lower() not in OF_THE_CONNECTION]
            start(f"{answer.status} {answer.reason}", kept)
            return [answer.body]

        return webtest.TestApp(door, extra_environ={"HTTP_HOST": self.domain, "wsgi.url_scheme": "https"}, lint=False)


@dataclass(frozen=True)
class Answer:
    """What it answered."""

    status: int
    reason: str
    headers: list[tuple[str, str]]
    body: bytes

    def header(self, name: str) -> str:
        """A header's value."""
        return next((value for one, value in self.headers if one.lower() == name.lower()), "")


@dataclass
class Person:
    """Somebody who has a browser, a mailbox elsewhere, and perhaps an application."""

    name: str
    site: Site
    mailbox: str
    source: str = ""
    key: str = ""
    page: webtest.TestApp = field(init=False)

    def __post_init__(self) -> None:
        """Open the browser."""
        self.page = self.site.browser(self.source)

    def sign_up(self) -> None:
        """Join."""
        form = form_with(self.page.get("/signup"), "username")
        form["username"], form["email"], form["password"] = self.name, self.mailbox, PASSWORD
        form.submit(status=303)

    def confirm(self, letter: str) -> None:
        """Follow the link in a letter, and say yes there."""
        link = re.search(rf"https://{re.escape(self.site.domain)}(/confirm/\S+)", letter)
        if link is None:
            raise Failed(f"There is no link to confirm an address by in: {letter}")
        page = self.page.get(link[1])
        [form] = [form for form in forms_of(page) if form.action in ("", link[1])]
        form.submit(status=303)

    def write(self, words: str) -> str:
        """Publish a post by the form; return the path of its page."""
        form = form_with(self.page.get("/"), "text")
        form["text"] = words
        form.submit(status=303)
        page = self.page.get(f"/@{self.name}")
        found = re.search(rf'href="[^"]*(/@{self.name}/\d+)"', page.text)
        if found is None or words.split()[0] not in page.text:
            raise Failed(f"What @{self.name} wrote is not on their page.")
        return found[1]

    def let_in(self, application: str) -> None:
        """Register an application, let it in, and keep the key that it gets."""
        wanted = {"client_name": application, "redirect_uris": NOWHERE, "scopes": SCOPES}
        program = self.page.post("/api/v1/apps", wanted, status=200).json
        ours = {"client_id": program["client_id"], "redirect_uri": NOWHERE}
        page = self.page.get("/oauth/authorize?" + urlencode({**ours, "response_type": "code", "scope": SCOPES}))
        [form] = [form for form in forms_of(page) if form.action.endswith("/oauth/authorize")]
        code = re.search(r'id="code"[^>]*>([^<]+)<', form.submit("answer", value="allow").maybe_follow().text)
        if code is None:
            raise Failed("The consent page gives no code.")
        given = {**ours, "grant_type": "authorization_code", "code": code[1], "client_secret": program["client_secret"]}
        self.key = self.page.post("/oauth/token", given, status=200).json["access_token"]

    @property
    def cookies(self) -> str:
        """What the browser keeps."""
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.page.cookiejar)

    @property
    def with_key(self) -> dict[str, str]:
        """The header that shows the key."""
        return {"Authorization": f"Bearer {self.key}"}

    def write_by_api(self, words: str) -> dict[str, Any]:
        """Publish a post by the API, as an application does."""
        body = urlencode({"status": words}).encode()
        headers = {**self.with_key, "Content-Type": "application/x-www-form-urlencoded"}
        answer = self.site.ask("POST", "/api/v1/statuses", body, headers, source=self.source)
        if answer.status != 200:
            raise Failed(f"The API answers {answer.status} to a post: {answer.body[:300]!r}")
        return dict(json_of(answer))

    def publish_picture(self, picture: bytes, words: str) -> str:
        """Publish a post with a picture by the API; return the path under which the picture is seen."""
        sent = self.page.post("/api/v2/media", upload_files=[("file", "picture.png", picture)], headers=self.with_key)
        given = {"status": words, "media_ids[]": sent.json["id"]}
        post = self.page.post("/api/v1/statuses", given, headers=self.with_key, status=200).json
        return str(urlsplit(post["media_attachments"][0]["url"]).path)

    def posts(self) -> list[dict[str, Any]]:
        """What the API tells of one's newest posts."""
        asked = self.site.ask("GET", "/api/v1/accounts/verify_credentials", headers=self.with_key, source=self.source)
        me = json_of(asked)["id"]
        told = self.site.ask(
            "GET", f"/api/v1/accounts/{me}/statuses?limit=40", headers=self.with_key, source=self.source
        )
        return list(json_of(told))


def json_of(answer: Answer) -> Any:
    """What an answer says, in JSON."""
    return json.loads(answer.body)


def forms_of(page: TestResponse) -> list[webtest.Form]:
    """The forms of a page."""
    return [form for number, form in page.forms.items() if isinstance(number, int)]


def form_with(page: TestResponse, name: str) -> webtest.Form:
    """The form of a page that has a field."""
    for form in forms_of(page):
        if name in form.fields:
            return form
    raise Failed(f"{page.request.path} has no form with a field {name}.")
