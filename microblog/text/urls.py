"""How far an address goes: a host below a top-level domain that exists, then port, path, query and fragment."""

import regex
from publicsuffixlist import PublicSuffixList

MAX_HOST = 253  # characters, RFC 1035
MAX_LABEL = 63

SCHEME = r"[Hh][Tt][Tt][Pp][Ss]?://"  # spelt out: where case is ignored, "s" is also "ſ"

# What may be a host. Behind a scheme any script and symbol will do (✪df.ws); without one only Latin letters do,
# because in running text the words of other scripts may touch it: "日本語example.com".
HOST = r"[\p{L}\p{M}\p{N}\p{So}_.\-]++"
LATIN_HOST = rf"(?: (?! {SCHEME} ) [\p{{Latin}}0-9_.\-] )++"


def url_end(text: str, start: int, end: int) -> int | None:
    """Find where the address ends whose host begins at `start` and cannot reach beyond `end`; None if it is none."""
    host_end = _host_end(text, start, min(end, start + MAX_HOST))
    if host_end is None or T_CO_TOO_LONG.match(text, start):
        return None

    rest = REST.match(text, host_end)
    return rest.end() if rest else host_end


DOMAINS = PublicSuffixList(only_icann=True, accept_unknown=False)

# A top-level domain, as far as it goes before the text goes on in another script: "example.comテスト".
TOP = regex.compile(r"\.((?:[Xx][Nn]--)?[\p{Latin}0-9]++|[\p{L}\p{M}]++)")
GOES_ON = regex.compile(r"[\p{Latin}0-9_@＠+\-]")
LABEL = regex.compile(rf"(?![_\-])[\p{{L}}\p{{M}}\p{{N}}\p{{So}}_\-]{{1,{MAX_LABEL}}}+(?<![_\-])")

# Twitter's shortener never makes longer ones: this is a typo or a trap.
T_CO_TOO_LONG = regex.compile(r"[Tt]\.[Cc][Oo]/[A-Za-z0-9]{41}")

# Letters of the scripts that put no blank after an address end it; those of all others belong to it.
UNSPACED = "".join(
    rf"\p{{scx={script}}}" for script in ("Han", "Hira", "Kana", "Hang", "Bopo", "Thai", "Laoo", "Khmr", "Mymr")
)
LAST = rf"[[\p{{L}}\p{{M}}\p{{N}}=_#/+\-\&\~]--[{UNSPACED}]]"  # with these an address may end
INNER = rf"(?:[!*;:,.$%@|?\[\]–]|'(?!s(?!{LAST})))"  # with these it cannot, nor with an English genitive
NESTED = rf"\((?:{LAST}|{INNER})*+\)"
GROUP = rf"\((?:{LAST}|{INNER}|{NESTED})*+\)"  # Primer_(film): balanced, and at most two deep
TAIL = rf"(?=[/?#])(?:{LAST}++|{GROUP}|{INNER}++(?={LAST}|{GROUP}))*+"
REST = regex.compile(rf"(?V1)(?::[0-9]{{1,5}}+)?+(?:{TAIL})?+")


def _host_end(text: str, start: int, end: int) -> int | None:
    """Find the longest host."""
    for top in reversed(list(TOP.finditer(text, start, end))):
        if DOMAINS.is_public(top[1]) and not GOES_ON.match(text, top.end()) and _is_host(text[start : top.end()]):
            return top.end()
    return None


def _is_host(name: str) -> bool:
    """Tell whether all labels are legal; the underscore is so only in subdomains."""
    labels = name.split(".")
    return "_" not in labels[-2] and all(map(_is_label, labels))


def _is_label(label: str) -> bool:
    """Tell whether a label can be in the DNS, where other scripts are encoded (RFC 5890) and take more room."""
    if not LABEL.fullmatch(label):
        return False
    if label.isascii():
        return True
    return not label.lower().startswith("xn--") and len(b"xn--" + label.encode("punycode")) <= MAX_LABEL
