"""A name server that knows a well-kept domain."""

import base64
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from microblog.cli.doctor.names import Names
from microblog.settings import Mail
from tests.nameserver import NameServer


@pytest.fixture
def nameserver() -> Iterator[NameServer]:
    with NameServer().open() as server:
        yield server


@pytest.fixture
def names(nameserver: NameServer) -> Names:
    return Names(nameserver.address)


@pytest.fixture(scope="session")
def rsa_key(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], bytes]:
    """Make the public half of an RSA key, as DER."""
    folder = tmp_path_factory.mktemp("keys")

    def make(bits: int) -> bytes:
        private, public = folder / f"{bits}.pem", folder / f"{bits}.der"
        if not public.exists():
            _openssl("genrsa", "-out", str(private), str(bits))
            _openssl("rsa", "-in", str(private), "-pubout", "-outform", "DER", "-out", str(public))
        return public.read_bytes()

    return make


@pytest.fixture
def well_kept(nameserver: NameServer, rsa_key: Callable[[int], bytes]) -> NameServer:
    """Everything that example.org, which sends from 192.0.2.25, needs."""
    key = base64.b64encode(rsa_key(2048)).decode()
    nameserver.add("example.org", "MX", "10 mail.example.org.")
    nameserver.add("mail.example.org", "A", "192.0.2.25")
    nameserver.add("25.2.0.192.in-addr.arpa", "PTR", "mail.example.org.")
    nameserver.add("example.org", "TXT", "some=thing else", "v=spf1 mx -all")
    nameserver.add("site._domainkey.example.org", "TXT", f"v=DKIM1; k=rsa; p={key}")
    nameserver.add("_dmarc.example.org", "TXT", "v=DMARC1; p=reject; rua=mailto:postmaster@example.org")
    return nameserver


@pytest.fixture
def mail() -> Callable[..., Mail]:
    """Make the settings of the mail."""
    return lambda **how: Mail.model_validate({"sender": "news@example.org", "host": "127.0.0.1", "timeout": 5, **how})


def said(findings: object) -> list[tuple[str, str]]:
    """What was found: how bad it is, and in which words."""
    return [(finding.verdict.value, finding.sentence) for finding in findings]  # type: ignore[attr-defined]


def _openssl(*words: str) -> None:
    subprocess.run(["openssl", *words], check=True, capture_output=True, cwd=Path("/"))
