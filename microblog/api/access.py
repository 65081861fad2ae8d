"""Whether a request may use an operation, and how often. The words of the refusals are those clients know."""

from dataclasses import dataclass

from pyramid.request import Request

from ..errors import Forbidden, Refusal
from ..models import AccessToken, holds
from ..rates import spend

PUBLIC = "public"
APPLICATION = "application"


class Unauthorized(Refusal):
    """No key was shown where one is needed, or one that is none."""

    status = 401


class NoPerson(Refusal):
    """The key stands for an application, and somebody is needed."""

    status = 422


@dataclass(frozen=True)
class Access:
    """Who may use an operation: see `contract.api_view`."""

    permissions: tuple[str, ...]
    public: bool = False

    @property
    def scopes(self) -> tuple[str, ...]:
        """The scopes of which a key must hold one; none for what needs no person."""
        return tuple(one for one in self.permissions if one not in (PUBLIC, APPLICATION))

    @property
    def open(self) -> bool:
        """Whether strangers may come."""
        return self.public or PUBLIC in self.permissions

    @property
    def personal(self) -> bool:
        """Whether somebody must have given the key."""
        return bool(self.scopes) and not self.open and APPLICATION not in self.permissions


def authorise(request: Request, access: Access, limit: str) -> None:
    """Let a request pass, or say why not. Every try counts, also one with a bad key."""
    token: AccessToken | None = request.token
    spend(request, limit)
    if token is None:
        if request.bearer or not access.open:
            raise Unauthorized("The access token is invalid")
        return
    if not access.scopes:
        return

    if not any(holds(token.scopes, scope) for scope in access.scopes):
        raise Forbidden("This action is outside the authorized scopes")
    if access.personal and token.account is None:
        raise NoPerson("This method requires an authenticated user")
    _check_login(token)


def _check_login(token: AccessToken) -> None:
    """Refuse those who may not act."""
    if token.account is not None and token.account.hidden:
        raise Forbidden("Your login is currently disabled")
    if token.account is not None and not token.account.confirmed:
        raise Forbidden("Your login is missing a confirmed e-mail address")
