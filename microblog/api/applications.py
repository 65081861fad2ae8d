"""Applications: how they register, and how they see whether their key is good."""

from pydantic import Field
from pyramid.request import Request

from .. import models
from ..actions.applications import NewApplication, register_application
from .contract import api_view
from .entities.applications import Application, CredentialApplication, facts_of
from .given import Given, Many, Words


class Registration(Given):
    """What a program says of itself."""

    client_name: Words
    """What people know it by."""
    redirect_uris: Many[Words]
    """Where codes may be sent: absolute addresses, in a list or with spaces between; or `urn:ietf:wg:oauth:2.0:oob`."""
    scopes: Many[Words] = Field(["read"])
    """What it may ask for at most, in a list or with spaces between."""
    website: Words = ""
    """Where people read about it."""


@api_view(
    "apps",
    "POST",
    permission="public",
    takes=Registration,
    returns=CredentialApplication,
    refuses=(422,),
    limit="applications",
)
def register(_context: object, request: Request) -> CredentialApplication:
    """Register an application. It is told its secret now, and never again."""
    given: Registration = request.given
    wish = NewApplication.read(
        {
            "name": given.client_name,
            "redirect_uris": [address for one in given.redirect_uris for address in one.split()],
            "scopes": given.scopes,
            "website": given.website,
        }
    )
    application, secret = register_application(request.db, wish)
    credentials = {"client_id": application.client_id, "client_secret": secret, "client_secret_expires_at": 0}
    return CredentialApplication(**facts_of(application), **credentials)


@api_view("apps.verify", "GET", permission="application", returns=Application)
def verify(_context: object, request: Request) -> models.Application:
    """Show the application whose key this is."""
    return request.token.application  # type: ignore[no-any-return]
