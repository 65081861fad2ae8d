"""Quotes, and who may quote and answer what one wrote, for applications."""

from pyramid.request import Request

from ..actions.quotes import change_policies, revoke_quote
from ..errors import Forbidden, NotFound
from ..i18n import _
from ..models import Post, QuotePolicy, ReplyPolicy
from ..queries.paging import Page, read_page
from ..queries.quotes import quote_of, quotes_of
from .contract import Cursored, api_view
from .edits import the_own_post
from .entities.posts import Status
from .given import Given
from .paging import Paging
from .things import MISSING, id_of, the_post


class Policies(Given):
    """Who may do what with a post. What is not given stays."""

    quote_approval_policy: QuotePolicy | None = None
    """Who may quote it, if it is for everybody."""
    reply_policy: ReplyPolicy | None = None
    """Who may answer it beside its author and those whom it names."""


@api_view("status.quotes", "GET", permission="read:statuses", takes=Paging, returns=Cursored[Status], about=the_post)
def quotes(post: Post, request: Request) -> Page[Post]:
    """List the posts that quote a post, those that came last first; those that were revoked are not among them."""
    return read_page(request.db, quotes_of(post.original, request.account), Post.id, request.given.place).column(0)


@api_view("status.quote.revoke", "POST", permission="write:statuses", returns=Status, about=the_post, refuses=(403,))
def revoke(post: Post, request: Request) -> Post:
    """Let a post of one's own not be shown any more where somebody quotes it. The answer is the post that quoted it."""
    if post.author_id != request.account.id:
        raise Forbidden(_("Only the author of what is quoted can decide about that."))
    quoting = request.db.scalar(quote_of(post, id_of(request, "quoting_id"), request.account))
    if quoting is None:
        raise NotFound(MISSING)
    revoke_quote(request.db, request.account, quoting)
    return quoting  # type: ignore[no-any-return]


@api_view(
    "status.interaction_policy",
    "PUT",
    permission="write:statuses",
    takes=Policies,
    returns=Status,
    about=the_own_post,
)
def decide(post: Post, request: Request) -> Post:
    """Decide anew who may quote and who may answer a post of one's own. What was quoted and answered already stays."""
    given = request.given
    change_policies(request.account, post, quoting=given.quote_approval_policy, answering=given.reply_policy)
    return post
