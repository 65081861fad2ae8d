"""`microblog mail doctor`."""

import dataclasses
import ipaddress
import json
import sys
from collections.abc import Sequence

import click
from email_validator import EmailNotValidError, validate_email

from ...errors import Invalid
from ...settings import read_settings
from ..context import Program
from . import Wishes, examine
from .findings import Finding, Verdict
from .names import Address, Names

COLOURS = {Verdict.OK: "green", Verdict.WARNING: "yellow", Verdict.ERROR: "red"}


@click.command()
@click.option("--to", metavar="ADDRESS", default="", help="Send a test letter there, and say what became of it.")
@click.option("--domain", default="", help="Look at this domain instead of that of mail.sender.")
@click.option("--selector", "selectors", multiple=True, help="Look at this DKIM key; else mail.dkim_selector.")
@click.option("--from-ip", "sources", multiple=True, metavar="ADDRESS", help="From where the mail host sends.")
@click.option(
    "--resolver", default="", metavar="ADDRESS[:PORT]", help="Ask this DNS server; else those of the machine."
)
@click.option("--json", "as_json", is_flag=True, help="Write it for programs.")
@click.pass_obj
def doctor(
    program: Program,
    to: str,
    domain: str,
    selectors: tuple[str, ...],
    sources: tuple[str, ...],
    resolver: str,
    as_json: bool,
) -> None:
    """See whether letters can leave, and whether those who get them will believe that they are ours.

    The mail host (or nullmailer's folder), and what the DNS says of the sender: MX, SPF, DKIM, DMARC and the names of
    addresses. Exit status 1 if something must be put right.
    """
    wishes = Wishes(domain.lower().rstrip("."), selectors, [_address(text) for text in sources], _recipient(to))
    names = _names(resolver)
    found = []
    for finding in examine(read_settings(program.given), names, wishes):
        found.append(finding)
        if not as_json:
            _say(finding)
    if as_json:
        click.echo(json.dumps([dataclasses.asdict(finding) for finding in found], indent=2))
    sys.exit(_status(found))


def _address(text: str) -> Address:
    """Read an address of a machine."""
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        raise Invalid({"--from-ip": f"{text} is no address, as 192.0.2.1 or 2001:db8::1 are."}) from None


def _recipient(text: str) -> str:
    """Read the address of somebody who gets letters, if there is one."""
    try:
        if text:
            validate_email(text, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        raise Invalid({"--to": f"{text} does not look like an e-mail address."}) from None
    return text


def _names(resolver: str) -> Names:
    """Choose which DNS server to ask."""
    try:
        return Names(resolver)
    except ValueError:
        raise Invalid({"--resolver": f"{resolver} is no address, as 192.0.2.53 or 127.0.0.1:5353 are."}) from None


def _say(finding: Finding) -> None:
    """Print a finding; what strangers wrote into it cannot move the cursor."""
    click.secho(finding.verdict.ljust(8), fg=COLOURS[finding.verdict], nl=False)
    click.echo(f"{finding.about.ljust(9)} {_harmless(finding.sentence)}")
    if finding.advice:
        click.echo(f"{' ' * 18}→ {_harmless(finding.advice)}")


def _harmless(text: str) -> str:
    """Leave out what is no character to be seen."""
    return "".join(character if character.isprintable() else "\ufffd" for character in text)


def _status(found: Sequence[Finding]) -> int:
    """The exit status: 1 if there is an error."""
    return int(any(finding.verdict is Verdict.ERROR for finding in found))
