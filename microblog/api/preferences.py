"""What somebody set once for all applications."""

from pyramid.request import Request

from .contract import api_view
from .entities.preferences import Preferences


@api_view("preferences", "GET", permission="read:accounts", returns=Preferences)
def preferences(_context: object, request: Request) -> Preferences:
    """Show what one set for one's posts. How posts are shown is not set here: those are the usual values."""
    account = request.account
    return Preferences(
        visibility=account.default_visibility.value,
        sensitive=account.default_sensitive,
        language=account.default_language,
        quote_policy=account.default_quote_policy.value,
        content_type=account.default_format.type,
        media="default",
        spoilers=False,
    )
