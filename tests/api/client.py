"""An application on the wire, with a key or without."""

from typing import Any
from urllib.parse import urlencode

import webtest
from sqlalchemy.orm import Session
from webtest import TestResponse

from microblog.models import AccessToken, Account, Application
from microblog.models.keys import hash_of, new_secret
from tests.api.witness import Witness

EVERYTHING = "read write follow push profile"


class Client:
    """An application. Each answer it gets is held against the contract."""

    def __init__(self, wsgi: Any, db: Session, witness: Witness, token: str = "") -> None:
        self.app = webtest.TestApp(wsgi, extra_environ={"HTTP_HOST": "localhost:80"})
        self.db = db
        self.witness = witness
        self.token = token

    def get(
        self, path: str, status: int | None = 200, headers: dict[str, str] | None = None, **query: Any
    ) -> TestResponse:
        """Read something; names of lists are given with brackets: `**{"id[]": [1, 2]}`."""
        return self.request(
            "GET", path + (f"?{urlencode(query, doseq=True)}" if query else ""), status, headers=headers
        )

    def post(self, path: str, json: Any = None, status: int | None = 200, **more: Any) -> TestResponse:
        """Send something: `json=`, `form=` (pairs or a dictionary) or `files=` [(field, name, bytes)] beside `form`."""
        return self.request("POST", path, status, json=json, **more)

    def put(self, path: str, json: Any = None, status: int | None = 200, **more: Any) -> TestResponse:
        """Change something."""
        return self.request("PUT", path, status, json=json, **more)

    def patch(self, path: str, json: Any = None, status: int | None = 200, **more: Any) -> TestResponse:
        """Change a part of something."""
        return self.request("PATCH", path, status, json=json, **more)

    def delete(self, path: str, json: Any = None, status: int | None = 200, **more: Any) -> TestResponse:
        """Take something away."""
        return self.request("DELETE", path, status, json=json, **more)

    def request(
        self,
        method: str,
        path: str,
        status: int | None = None,
        *,
        json: Any = None,
        form: Any = None,
        files: list[tuple[str, str, bytes]] | None = None,
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
    ) -> TestResponse:
        """Ask in any way; the answer keeps the contract, or this fails."""
        self.db.rollback()  # what the test read before is old now; on SQLite it could not write on it
        sent = dict(headers or {})
        if self.token:
            sent.setdefault("Authorization", f"Bearer {self.token}")
        if files is not None:
            pairs = list(form.items()) if isinstance(form, dict) else list(form or ())
            sent["Content-Type"], body = self.app.encode_multipart(pairs, files)
        elif form is not None:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
            body = urlencode(form, doseq=True).encode()
        elif json is not None:
            sent["Content-Type"] = "application/json"
            body = webtest.app.json.dumps(json).encode()
        response = self.app.request(path, method=method, body=body or b"", headers=sent, status="*")
        self.witness.examine(method, path, response)
        if status is not None:
            assert response.status_int == status, f"{method} {path}: {response.status} {response.text[:500]}"
        return response


def make_key(db: Session, account: Account | None, scopes: str = EVERYTHING, **facts: Any) -> str:
    """Give somebody (or, with None, an application alone) a key."""
    id = account.id if account else None
    db.rollback()
    application = Application(
        client_id=new_secret(), secret_hash="", name="Test", redirect_uris=[], scopes=scopes.split()
    )
    db.add(application)
    db.flush()
    token = new_secret()
    key = AccessToken(
        token_hash=hash_of(token),
        application_id=application.id,
        account_id=id,
        scopes=scopes.split(),
        **facts,
    )
    db.add(key)
    db.commit()
    return token
