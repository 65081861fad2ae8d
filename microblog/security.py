"""Who is asking, and what their key allows."""

import hashlib
import logging
from datetime import timedelta
from functools import cache

from itsdangerous import BadSignature, Signer, TimestampSigner, URLSafeTimedSerializer
from pyramid.config import Configurator
from pyramid.csrf import SessionCSRFStoragePolicy
from pyramid.request import Request, RequestLocalCache
from pyramid.security import Allowed, Denied
from pyramid.session import SignedCookieSessionFactory
from sqlalchemy.exc import DBAPIError
from webob.cookies import make_cookie

from .actions.addresses import End
from .actions.applications import note_use
from .actions.hashing import hash_of_nobody
from .actions.sessions import record_visit, see_again
from .clock import now, today
from .database import SAFE_METHODS, transaction_of_its_own
from .errors import NotFound
from .i18n import _
from .models import AccessToken, Account, AddressChange, LetterKind, Login
from .parameters import for_applications
from .queries.addresses import address_change_with
from .queries.applications import token_with
from .queries.sessions import login_with
from .settings import Settings

log = logging.getLogger(__name__)

ADDRESS = "address"
RETURN = "return"
RETURN_WITHIN = 15 * 60
"""For how many seconds somebody who is away may think about whether to come back, after they gave their password."""


class SecurityPolicy:
    """Knows people by the cookie of their login, and lets members do what strangers may not."""

    def __init__(self, settings: Settings) -> None:
        self.cookie = cookie_name("login", settings)
        self.secure = settings.site.url.startswith("https:")
        self.lasts = timedelta(days=settings.accounts.session_days)
        self.logins = RequestLocalCache(self._recognise)

    def identity(self, request: Request) -> Login | None:
        """Tell with which login a request comes; None for a stranger."""
        return self.logins.get_or_create(request)

    def authenticated_userid(self, request: Request) -> int | None:
        """Tell whose request it is."""
        login = self.identity(request)
        return login.account_id if login else None

    def permits(self, request: Request, context: object, permission: str) -> Allowed | Denied:
        """Let anybody `read`, and members do the rest; what they may do to what, the actions decide."""
        if permission == "read" or (permission == "member" and self.identity(request)):
            return Allowed("may %s", permission)
        return Denied("a stranger may not %s", permission)

    def remember(self, request: Request, token: str, **_: object) -> list[tuple[str, str]]:
        """Give the browser a login's token to keep."""
        return [("Set-Cookie", self._cookie(token, int(self.lasts.total_seconds())))]

    def forget(self, request: Request, **_: object) -> list[tuple[str, str]]:
        """Take the token back."""
        return [("Set-Cookie", self._cookie("", 0))]

    def _recognise(self, request: Request) -> Login | None:
        """Look up the login that the request's cookie stands for."""
        token = request.cookies.get(self.cookie)
        login = request.db.scalar(login_with(token, since=today() - self.lasts)) if token else None
        if login is not None and login.last_seen_on != today() and request.method in SAFE_METHODS:
            self._renew(request, login.id, token)
        return login

    def _renew(self, request: Request, login_id: int, token: str) -> None:
        """Let a login last on from the day's first page; noted once the answer is on its way, in its own transaction.

        A page that is only looked at must not wait for those who write, nor fail because of them.
        """
        cookies = self.remember(request, token)
        request.add_response_callback(lambda _, response: response.headerlist.extend(cookies))
        request.add_finished_callback(lambda request: _note_visit(request, login_id))

    def _cookie(self, value: str, max_age: int) -> str:
        """Write the cookie: out of reach of scripts and of other sites' forms."""
        return make_cookie(
            self.cookie, value, max_age=max_age, path="/", secure=self.secure, httponly=True, samesite="Lax"
        )


class FormTokens(SessionCSRFStoragePolicy):
    """Keeps the token that shows that a form is ours in the form cookie."""

    def check_csrf_token(self, request: Request, supplied_token: object) -> bool:
        """Whether a form is ours; one that has a file in place of its token is not."""
        return isinstance(supplied_token, str) and super().check_csrf_token(request, supplied_token)


def _note_visit(request: Request, login_id: int) -> None:
    """Note that a login was used today. If that fails, the next page will note it."""
    try:
        with transaction_of_its_own(request.registry) as db:
            login = db.get(Login, login_id)
            if login is not None:
                see_again(db, login)
    except DBAPIError as fault:
        log.warning("A visit could not be noted: %s", fault.orig)


def cookie_name(name: str, settings: Settings) -> str:
    """Name a cookie; behind TLS so that no other host of the domain can set it (RFC 6265bis §4.1.3.2)."""
    return f"__Host-{name}" if settings.site.url.startswith("https:") else name


def sign_link(request: Request, kind: LetterKind, account: Account) -> str:
    """Make the token of a link that we mail to somebody. It is good once: using it changes what it was made from."""
    return _signer(request, kind).dumps([account.id, _state(kind, account)])


def account_of_link(request: Request, kind: LetterKind, token: str, within: int) -> Account:
    """Find whom we mailed a link's token to; NotFound unless it is ours, younger than `within` seconds, and unused."""
    try:
        id, state = _signer(request, kind).loads(token, max_age=within)
    except BadSignature:
        raise NotFound(_("This link has expired, or it is not whole. Ask for a new one.")) from None
    account = request.db.get(Account, id, with_for_update=True)
    if account is None or _state(kind, account) != state:
        raise NotFound(_("This link was used already. Ask for a new one if you need it."))
    return account


def sign_address_link(request: Request, change_id: int, end: End) -> str:
    """Make the token of a link by which one of two addresses says yes or no to a change."""
    return _signer(request, ADDRESS).dumps([change_id, end.value])


def address_change_of_link(request: Request, token: str) -> tuple[AddressChange, End]:
    """Find what a link's token is about, and which address it was sent to; NotFound if that is over."""
    try:
        id, end = _signer(request, ADDRESS).loads(token)
    except BadSignature:
        raise NotFound(_("This link is not whole. Copy all of it from the letter.")) from None
    change = request.db.scalar(address_change_with(id))
    if change is None:
        raise NotFound(_("This was answered already, or it is too late."))
    return change, End(end)


def sign_return(request: Request, account: Account) -> str:
    """Make the token by which somebody who is away and has just shown their password says that they come back."""
    return _signer(request, RETURN).dumps([account.id, _absence(account)])


def account_of_return(request: Request, token: str) -> Account:
    """Find who wants to come back; NotFound unless the token is ours, fresh, and they are still away."""
    try:
        id, absence = _signer(request, RETURN).loads(token, max_age=RETURN_WITHIN)
    except BadSignature:
        raise NotFound(_("That took too long. Log in once more.")) from None
    account = request.db.get(Account, id)
    if account is None or _absence(account) != absence:
        raise NotFound(_("You are back already. Log in."))
    return account


def sign_unsubscription(request: Request, account: Account, what: str) -> str:
    """Make the token by which whoever has a letter ends all letters like it: `what` names them (RFC 8058 §3.1)."""
    return _lasting_signer(request, "unsubscription").sign(f"{account.id}.{what}").decode()


def account_of_unsubscription(request: Request, token: str) -> tuple[Account, str]:
    """Find who is to get no more letters, and which; NotFound unless the token is ours. It is good for ever."""
    return _unsigned(request, "unsubscription", token)


def sign_thread_mute(request: Request, account: Account, thread_id: int) -> str:
    """Make the token by which whoever has a letter mutes its conversation."""
    return _lasting_signer(request, "thread_mute").sign(f"{account.id}.{thread_id}").decode()


def account_of_thread_mute(request: Request, token: str) -> tuple[Account, int]:
    """Find who wants to hear no more of which conversation; NotFound unless the token is ours. It is good for ever."""
    account, thread_id = _unsigned(request, "thread_mute", token)
    return account, int(thread_id)


def _unsigned(request: Request, use: str, token: str) -> tuple[Account, str]:
    """Read a token that is good for ever: whose it is, and what for."""
    try:
        id, _dot, what = _lasting_signer(request, use).unsign(token).decode().partition(".")
    except BadSignature:
        raise NotFound(_("This link is not whole. Copy all of it from the letter.")) from None
    account = request.db.get(Account, int(id))
    if account is None:
        raise NotFound(_("That account does not exist any more, and gets no letters."))
    return account, what


class _Stamp(TimestampSigner):
    """Dates what it signs by our clock."""

    def get_timestamp(self) -> int:
        return int(now().timestamp())


def _absence(account: Account) -> str:
    """Digest what coming back changes, and what a new password does."""
    return hashlib.sha256(f"{account.deactivated_at} {account.password_hash}".encode()).hexdigest()[:20]


def _signer(request: Request, kind: str) -> URLSafeTimedSerializer:
    """Sign one kind of link with a key of its own."""
    secret = request.registry.settings["microblog"].security.secret.get_secret_value()
    return URLSafeTimedSerializer(
        secret, salt=f"microblog.{kind}", signer=_Stamp, signer_kwargs={"digest_method": hashlib.sha256}
    )


def _lasting_signer(request: Request, use: str) -> Signer:
    """Sign what is good for ever with a key of its own for each use."""
    return _signer_of(request.registry.settings["microblog"].security.secret.get_secret_value(), use)


@cache
def _signer_of(secret: str, use: str) -> Signer:
    """Make that signer, once."""
    return Signer(secret, salt=f"microblog.{use}", digest_method=hashlib.sha256)


def _state(kind: LetterKind, account: Account) -> str:
    """Digest what the use of a link changes."""
    changes = account.password_hash if kind == LetterKind.PASSWORD_RESET else str(account.email_confirmed_at)
    return hashlib.sha256(f"{account.email} {changes}".encode()).hexdigest()[:20]


def _login(request: Request) -> Login | None:
    """The login of this request."""
    return None if for_applications(request) else request.identity


def _bearer(request: Request) -> str:
    """The key that an application shows, in the header or, as old ones do, among the parameters (RFC 6750 §2)."""
    scheme, _, key = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return key.strip()
    key = request.parameters.get("access_token", "")
    return key if isinstance(key, str) else ""


def _token(request: Request) -> AccessToken | None:
    """The key that this request shows, if it is one."""
    if not for_applications(request) or not request.bearer:
        return None
    token: AccessToken | None = request.db.scalar(token_with(request.bearer))
    if token is not None and token.last_used_on != today():
        id = token.id
        request.add_finished_callback(lambda request: _note_key(request, id))
    return token


def _account(request: Request) -> Account | None:
    """Whoever is logged in, or has given their key to the application that asks."""
    if for_applications(request):
        return request.token.account if request.token else None
    return request.identity.account if request.identity else None


def _note_key(request: Request, token_id: int) -> None:
    """Note that a key was used today. If that fails, its next use will be noted."""
    try:
        with transaction_of_its_own(request.registry) as db:
            token = db.get(AccessToken, token_id)
            if token is not None:
                note_use(db, token)
                if token.account is not None:
                    record_visit(db, token.account)
    except DBAPIError as fault:
        log.warning("The use of a key could not be noted: %s", fault.orig)


def includeme(config: Configurator) -> None:
    """Give every request `request.login` and `request.account`, and protect every form."""
    settings = config.registry.settings["microblog"]
    hash_of_nobody()  # so that the first stranger whose name we do not know waits no longer than the next
    config.set_security_policy(SecurityPolicy(settings))
    config.add_request_method(_login, "login", reify=True)
    config.add_request_method(_bearer, "bearer", reify=True)
    config.add_request_method(_token, "token", reify=True)
    config.add_request_method(_account, "account", reify=True)

    # Keeps no more than the form token and a sentence to be said on the next page, and is set only when there is one.
    config.set_session_factory(
        SignedCookieSessionFactory(
            settings.security.secret.get_secret_value(),
            cookie_name=cookie_name("form", settings),
            secure=settings.site.url.startswith("https:"),
            httponly=True,
            samesite="Lax",
            timeout=None,
            reissue_time=None,
        )
    )
    config.set_csrf_storage_policy(FormTokens())
    config.set_default_csrf_options(require_csrf=True)
