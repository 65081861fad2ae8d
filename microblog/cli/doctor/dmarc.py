"""What a domain asks of receivers with letters that are not its own (DMARC): RFC 7489."""

import re
from collections.abc import Iterator

from publicsuffixlist import PublicSuffixList

from .findings import Finding, error, ok, warning
from .names import Names, Unanswered
from .sender import unanswered
from .tags import tags_of

DMARC = "DMARC"
POLICIES = ("none", "quarantine", "reject")
PUBLISH = 'Publish: _dmarc.{}. TXT "v=DMARC1; p=quarantine; rua=mailto:postmaster@{}"'

SUFFIXES = PublicSuffixList()


def look_at_dmarc(names: Names, domain: str, bounces: str) -> Iterator[Finding]:
    """See what is asked of receivers, and whether the domain that `bounces` go to counts as that of `From`."""
    try:
        place, found = _records(names, domain)
    except Unanswered as silence:
        yield unanswered(DMARC, silence)
        return
    if not found:
        advice = PUBLISH.format(domain, domain)
        yield warning(DMARC, f"{domain} has no DMARC record, which large receivers ask for.", advice)
    elif len(found) > 1:
        yield error(DMARC, f"There are {len(found)} records at {place}, so none of them holds.", "Leave one of them.")
    else:
        yield from _judged(found[0], place, domain, bounces)


def organisation_of(domain: str) -> str:
    """The domain that somebody registered (RFC 7489 §3.2)."""
    return SUFFIXES.privatesuffix(domain.lower()) or domain.lower()


def _records(names: Names, domain: str) -> tuple[str, list[str]]:
    """Find the record of a domain, or else that of its organisation (§6.6.3); tell where."""
    place, found = f"_dmarc.{domain}", []
    for one in dict.fromkeys((domain, organisation_of(domain))):
        place = f"_dmarc.{one}"
        found = [text for text in names.texts(place) if re.match(r"v\s*=\s*DMARC1\s*(;|$)", text)]
        if found:
            break
    return place, found


def _judged(record: str, place: str, domain: str, bounces: str) -> Iterator[Finding]:
    """Judge what a record asks for."""
    try:
        tags = tags_of(record)
        inherited = place != f"_dmarc.{domain}"
        policy = (tags.get("sp") if inherited else None) or tags.get("p", "")
        if policy.lower() not in POLICIES:
            raise ValueError(f"p={policy} is no policy")
    except ValueError as fault:
        yield error(DMARC, f"The record at {place} is void: {fault}.", PUBLISH.format(domain, domain))
        return
    if policy.lower() == "none":
        advice = "Once SPF and DKIM are right, let it be p=quarantine or p=reject."
        yield warning(DMARC, f"The record at {place} asks for nothing (p=none).", advice)
    else:
        yield ok(DMARC, f"The record at {place} asks for p={policy.lower()}.")
    yield _aligned(domain, bounces, strict=tags.get("aspf", "r").lower() == "s")


def _aligned(domain: str, bounces: str, *, strict: bool) -> Finding:
    """Judge whether a letter that passes SPF counts as its domain's own (§3.1.2)."""
    if domain.lower() == bounces.lower() or (not strict and organisation_of(domain) == organisation_of(bounces)):
        return ok(DMARC, f"Letters from {domain} whose faults are told to {bounces} count as its own.")
    advice = f"Set mail.bounces to an address at {domain}, or sign with a key (DKIM) of that domain."
    return warning(DMARC, f"SPF speaks for {bounces} and not for {domain}, so DKIM alone must show who sends.", advice)
