"""The domain that letters come from: does it exist, and whom does it let send?"""

from collections.abc import Iterator, Sequence

from .findings import Finding, error, ok, warning
from .names import Address, Names, Unanswered
from .spf import MOST_LOOKUPS, judge, lookups, policy_of
from .spf_records import Broken, Policy, Result

MX, SPF = "MX", "SPF"

FROM_IP = "Name the address with --from-ip: the mail host's log or its operator tells it."


def look_at_domain(names: Names, domain: str) -> Iterator[Finding]:
    """See whether a domain can get answers and what mail hosts report."""
    try:
        hosts = names.exchanges(domain)
        if hosts == [""]:
            yield error(
                MX, f"{domain} says that it takes no mail (RFC 7505).", "Give it a host that does: an MX record."
            )
        elif not hosts and not names.addresses(domain):
            yield error(
                MX, f"{domain} has no MX and no address.", f"Publish an MX record for {domain}, or set mail.sender."
            )
        elif not hosts:
            yield warning(
                MX, f"{domain} has no MX; mail for it goes to its own address.", f"Publish: {domain}. MX 10 HOST."
            )
        elif not any(names.addresses(host) for host in hosts):
            yield error(MX, f"None of the MX of {domain} has an address.", f"Give one to {hosts[0]}.")
        else:
            yield ok(MX, f"Mail for {domain} is taken by {', '.join(hosts)}.")
    except Unanswered as silence:
        yield unanswered(MX, silence)


def look_at_spf(
    names: Names, domain: str, sender: str, addresses: Sequence[Address], *, sure: bool
) -> Iterator[Finding]:
    """See whom a domain lets send, and whether those `addresses` are among them from which the mail host sends.

    Unless one is `sure` of them, none of them being let is no more than a warning.
    """
    try:
        policy = policy_of(names, domain)
        if policy is None:
            yield error(SPF, f"{domain} has no SPF record.", f'Publish: {domain}. TXT "v=spf1 ip4:ADDRESS -all"')
            return
        yield from _policy(policy, domain)
        yield _length(lookups(names, domain), domain)
        for address in addresses:
            yield _judged(judge(names, domain, address, sender), domain, address, sure=sure)
        if not addresses:
            yield warning(SPF, "It is not known from which address the mail host sends.", FROM_IP)
    except Broken as fault:
        yield error(SPF, f"The SPF record of {domain} is void: {fault}.", "Correct it (RFC 7208).")
    except Unanswered as silence:
        yield unanswered(SPF, silence)


def unanswered(about: str, silence: Unanswered) -> Finding:
    """Say that nobody could be asked."""
    advice = "Look whether this machine reaches its DNS servers, or ask another with --resolver."
    return warning(about, f"It could not be looked at: {silence}.", advice)


def _policy(policy: Policy, domain: str) -> Iterator[Finding]:
    """Judge what a policy says of everybody else, and how it says it."""
    if any(term.name == "ptr" for term in policy.terms):
        yield warning(
            SPF, f"The SPF record of {domain} uses ptr, which many do not follow.", "Name the addresses instead."
        )
    if policy.last is None and not policy.redirect:
        yield warning(SPF, f"The SPF record of {domain} says nothing of everybody else.", "Let it end in -all or ~all.")
    elif policy.last and policy.last.result == Result.PASS:
        yield error(SPF, f"The SPF record of {domain} lets everybody send.", "Let it end in -all or ~all, not in +all.")
    elif policy.last and policy.last.result == Result.NEUTRAL:
        yield warning(
            SPF, f"The SPF record of {domain} leaves open who may send.", "Let it end in -all or ~all, not ?all."
        )
    else:
        yield ok(SPF, f"{domain} says who may send in its name.")


def _length(count: int, domain: str) -> Finding:
    """Judge how much a policy makes receivers ask."""
    if count > MOST_LOOKUPS:
        advice = "Leave out includes, or put addresses (ip4:, ip6:) in the place of names."
        return error(SPF, f"It takes {count} lookups to follow it, and {MOST_LOOKUPS} are allowed.", advice)
    return ok(SPF, f"It takes {count} of at most {MOST_LOOKUPS} lookups to follow it.")


def _judged(result: Result, domain: str, address: Address, *, sure: bool) -> Finding:
    """Judge what the policy says of an address."""
    kind = f"ip{address.version}:{address}"
    if result is Result.PASS:
        return ok(SPF, f"{domain} lets {address} send.")
    if result is Result.NEUTRAL or not sure:
        advice = (
            f"If letters come from there, add {kind} to its SPF record; else say with --from-ip from where they do."
        )
        return warning(SPF, f"{domain} does not say that {address} may send ({result}).", advice)
    return error(SPF, f"{domain} does not let {address} send ({result}).", f"Add {kind} to its SPF record.")
