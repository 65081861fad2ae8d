"""What letters say, made from what is true when they are sent."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from urllib.parse import urlsplit

from pyramid.renderers import render
from pyramid.request import Request

from ..clock import now
from ..models import Account, Letter, LetterKind
from ..queries.mail import reasons_in
from ..queries.reasons import reasons_that_stand
from ..security import sign_link
from ..text import one_line, summary

TEMPLATES = "microblog:jobs/templates"


def compose(request: Request, letter: Letter) -> EmailMessage | None:
    """Write a letter, in plain text and in HTML; None if there is no reason for it any more."""
    known = _facts(request, letter)
    if known is None:
        return None
    subject, facts = known
    settings = request.registry.settings["microblog"]
    facts = {**facts, "letter": letter, "account": letter.account, "site": settings.site, "subject": subject}

    message = EmailMessage()
    message["Subject"] = _words(subject)
    message["From"] = Address(_words(settings.site.name), addr_spec=settings.mail.sender)
    message["To"] = Address(_words(letter.account.name), addr_spec=letter.account.email)
    message["Date"] = format_datetime(now())
    # The same however often it is sent, so that a mail program can tell a repetition.
    message["Message-ID"] = f"<{letter.kind}-{letter.id}@{urlsplit(settings.site.url).hostname}>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834 §5: no holiday notices, please
    message.set_content(render(f"{TEMPLATES}/{letter.kind}.txt.jinja2", facts, request=request))
    message.add_alternative(render(f"{TEMPLATES}/{letter.kind}.html.jinja2", facts, request=request), subtype="html")
    return message


def _words(text: str) -> str:
    """Give a text as it may stand in a header: one line, of which no part looks like an encoded word (RFC 2047 §2).

    `email` decodes what looks like one, and before Python 3.11.10 wrote the line breaks in it out as they were.
    """
    return one_line(text).replace("=?", "=\u200b?")


def _facts(request: Request, letter: Letter) -> tuple[str, dict[str, object]] | None:
    """Give a letter's subject and what its template needs."""
    site, account = request.registry.settings["microblog"].site.name, letter.account
    match letter.kind:
        case LetterKind.NEWS | LetterKind.DIGEST:
            return _news(request, letter)
        case LetterKind.CONFIRMATION:
            if account.confirmed:
                return None
            return f"Is this your address? ({site})", {"link": _link(request, "confirm", letter.kind, account)}
        case LetterKind.PASSWORD_RESET:
            return f"A new password for {site}", {"link": _link(request, "reset", letter.kind, account)}
        case LetterKind.PASSWORD_CHANGED:
            return f"Your password was changed ({site})", {"link": request.route_url("forgotten")}
        case LetterKind.ADDRESS_CHANGED | LetterKind.NEW_LOGIN | LetterKind.KEY_MADE:
            return f"Something changed ({site})", {"link": request.route_url("forgotten")}


def _news(request: Request, letter: Letter) -> tuple[str, dict[str, object]] | None:
    """Tell somebody what happened."""
    reasons = request.db.scalars(reasons_in(letter)).all()
    standing = set(request.db.scalars(reasons_that_stand([reason.id for reason in reasons])))
    told = [reason for reason in reasons if reason.id in standing and reason.post is not None]
    if not told:
        return None
    post = told[0].post
    facts = {
        "post": post,
        "url": request.route_url("post", handle=f"@{post.author.username}", id=post.id),
        "reply_url": request.route_url("compose", _query={"reply_to": post.id}),
    }
    return f"{post.author.name} named you: {summary(post.warning or post.text, 60)}", facts


def _link(request: Request, route: str, kind: LetterKind, account: Account) -> str:
    """Make a link that only the owner of the address gets."""
    return request.route_url(route, token=sign_link(request, kind, account))
