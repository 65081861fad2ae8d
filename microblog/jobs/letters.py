"""What letters say, and to whom, made from what is true when they are sent."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pyramid.request import Request

from ..actions.addresses import End
from ..addresses import site_url
from ..clock import zone
from ..i18n import OURS, _, translated
from ..models import ASKED_KINDS, NEWS_KINDS, Account, Letter, LetterKind, Reason
from ..models.scopes import in_words, words_of
from ..pens import Pen, locale_of
from ..queries.enclosures import Enclosures, enclosures_of
from ..security import sign_address_link, sign_link, sign_unsubscription
from ..text import one_line
from .envelopes import Content, Envelope, envelope_of
from .news import sort_news
from .stationery import write
from .subjects import DID, DID_IN_ANSWER, DID_TOGETHER, WHY, sender_of, subject_of, subject_of_digest

DIGESTS = "digests"


def compose(
    request: Request, letter: Letter, reasons: Sequence[Reason], enclosures: Enclosures | None = None
) -> Envelope | None:
    """Write a letter, in plain text and in HTML; None if there is nothing to say any more.

    `reasons` are those that stand, with who gave them, their posts and what those answer. Whoever writes many letters
    loads the `enclosures` of all their reasons at once.
    """
    if letter.kind in NEWS_KINDS:
        content = _news(request, letter, reasons, enclosures) if reasons else None
    else:
        content = _notice(request, letter)
    return envelope_of(request, letter, content) if content is not None else None


def _news(request: Request, letter: Letter, reasons: Sequence[Reason], enclosures: Enclosures | None) -> Content:
    """Tell somebody what happened."""
    site, reader = request.registry.settings["microblog"].site, letter.account
    news = sort_news(request, reader, reasons, enclosures or enclosures_of(request.db, reasons))
    digest = letter.kind is LetterKind.DIGEST
    lists = [DIGESTS] if digest else news.lists
    pen = _pen(request, reader)
    subject = subject_of_digest(news, site.name, pen) if digest else subject_of(news, reader, pen)
    token = sign_unsubscription(request, reader, ",".join(lists))
    unsubscribe_url = request.route_url("unsubscribe", token=token)
    facts = {
        "news": news,
        "digest": digest,
        "did": DID,
        "did_together": DID_TOGETHER,
        "did_in_answer": DID_IN_ANSWER,
        "why": WHY,
        "lists": lists,
        "unsubscribe_url": unsubscribe_url,
        "settings_url": request.route_url("settings.mail"),
    }
    text, html = write("news", {**_always(request, letter, subject), **facts}, request.localizer)
    sender = "" if digest else sender_of(news, site.name, pen)
    return Content(subject, text, html, sender=sender, lists=lists, unsubscribe_url=unsubscribe_url)


def _notice(request: Request, letter: Letter) -> Content | None:
    """Tell somebody of their own account."""
    known = _subject_and_link(request, letter)
    if known is None:
        return None
    sentence, link = known
    subject = translated(request.localizer, sentence)
    facts: dict[str, Any] = {**_always(request, letter, subject), "link": link, "about": _about(request, letter)}
    if letter.kind is LetterKind.ADDRESS_OLD:
        _change, facts["address"], *until = facts["about"]
        facts["until"] = datetime.fromisoformat(until[0]) if until else None
    return Content(subject, *write(letter.kind.value, facts, request.localizer))


def _about(request: Request, letter: Letter) -> list[str]:
    """Say in lines what a letter knows of the moment that caused it: the browser; the program, and what it may do."""
    lines = [line for line in map(one_line, letter.about.splitlines()) if line]
    if letter.kind is not LetterKind.KEY_MADE:
        return lines
    return [
        *lines[:1],
        *(translated(request.localizer, sentence) for _scope, sentence in in_words(words_of(lines[1:]))),
    ]


def _always(request: Request, letter: Letter, subject: str) -> dict[str, object]:
    """Give what every letter may use."""
    settings = request.registry.settings["microblog"]
    pen = _pen(request, letter.account)
    return {"letter": letter, "account": letter.account, "site": settings.site, "subject": subject, "pen": pen}


def _pen(request: Request, reader: Account) -> Pen:
    """How things are written for a reader: by their clock, in our language, as none of theirs is known yet."""
    return Pen(locale_of(OURS), zone(reader.time_zone), lambda sentence: translated(request.localizer, sentence))


def _subject_and_link(request: Request, letter: Letter) -> tuple[str, str] | None:
    """Give the subject of a letter about the reader's account, and where it leads; None if it is void by now."""
    site, account = request.registry.settings["microblog"].site.name, letter.account
    if letter.kind is LetterKind.ADDRESS_NEW:
        return _("Is this your address? (${site})", mapping={"site": site}), _answer(request, letter, End.NEW)
    if letter.kind in ASKED_KINDS and letter.address not in ("", account.email):
        return None  # what it leads to would be about an address that is not its reader's
    settings = f"{site_url(request)}/settings"
    match letter.kind:
        case LetterKind.CONFIRMATION:
            if account.confirmed:
                return None
            return _("Is this your address? (${site})", mapping={"site": site}), _link(
                request, "confirm", letter.kind, account
            )
        case LetterKind.PASSWORD_RESET:
            return _("A new password for ${site}", mapping={"site": site}), _link(
                request, "reset", letter.kind, account
            )
        case LetterKind.PASSWORD_CHANGED:
            return _("Your password was changed (${site})", mapping={"site": site}), request.route_url("forgotten")
        case LetterKind.ADDRESS_CHANGED:
            return _("Your address was changed (${site})", mapping={"site": site}), settings
        case LetterKind.ADDRESS_OLD:
            return _("Do you want another address? (${site})", mapping={"site": site}), _answer(
                request, letter, End.OLD
            )
        case LetterKind.ADDRESS_TAKEN:
            return _("Your address belongs to an account already (${site})", mapping={"site": site}), settings
        case LetterKind.NEW_LOGIN:
            return _("A new login to your account (${site})", mapping={"site": site}), request.route_url(
                "settings.sessions"
            )
        case LetterKind.KEY_MADE:
            return _("A program got a key to your account (${site})", mapping={"site": site}), request.route_url(
                "settings.applications"
            )
        case LetterKind.LEAVING:
            if account.erase_at is None:
                return None
            return _("Your account will be deleted (${site})", mapping={"site": site}), request.route_url("login")
    raise ValueError(f"nobody knows how to write a letter of the kind {letter.kind}")


def _answer(request: Request, letter: Letter, end: End) -> str:
    """Make the link by which one of two addresses says yes or no; the letter knows to what."""
    change_id = int(letter.about.partition("\n")[0])
    return str(request.route_url("address", token=sign_address_link(request, change_id, end)))


def _link(request: Request, route: str, kind: LetterKind, account: Account) -> str:
    """Make a link that only the owner of the address gets."""
    return str(request.route_url(route, token=sign_link(request, kind, account)))
