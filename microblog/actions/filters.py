"""Saying what one does not want to read."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ..clock import now
from ..errors import Invalid, NotFound
from ..i18n import _, ngettext
from ..models import (
    FILTER_TITLE_LENGTH,
    KEYWORD_LENGTH,
    MAX_FILTERED_POSTS,
    MAX_FILTERS,
    MAX_KEYWORDS,
    Account,
    Filter,
    FilterAction,
    FilterContext,
    FilterKeyword,
    FilterPost,
    Post,
    violated,
)
from ..queries.posts import visible_post
from .inputs import Input, Line

LONGEST = 100 * 365 * 24 * 3600
"""For how many seconds a filter may work that is not to work for ever."""


class KeywordChange(Input):
    """A word to add, or with an id to change or to take out."""

    id: int | None = None
    keyword: Line | None = None
    whole_word: bool | None = None
    gone: bool = False


class FilterChange(Input):
    """What is to be different about a filter; None leaves it as it is."""

    title: Line | None = None
    contexts: tuple[str, ...] | None = None
    action: FilterAction | None = None
    ends: bool = False
    """Whether `expires_in` counts."""
    expires_in: int | None = None
    """After how many seconds it ends; None is never."""
    keywords: tuple[KeywordChange, ...] = ()


def make_filter(db: Session, account: Account, wish: FilterChange) -> Filter:
    """Make a filter."""
    if (db.scalar(select(func.count()).where(Filter.account_id == account.id)) or 0) >= MAX_FILTERS:
        raise Invalid(
            filters=ngettext("One can have ${n} filter at most.", "One can have ${n} filters at most.", MAX_FILTERS)
        )
    _check_facts(wish.title or "", wish.contexts or ())

    made = Filter(account_id=account.id)
    _change_facts(made, wish)
    _change_keywords(made, wish.keywords)
    db.add(made)
    db.flush()
    return made


def change_filter(db: Session, changed: Filter, wish: FilterChange) -> None:
    """Change a filter and its words."""
    title = changed.title if wish.title is None else wish.title
    _check_facts(title, changed.contexts if wish.contexts is None else wish.contexts)

    _change_facts(changed, wish)
    _change_keywords(changed, wish.keywords)
    db.flush()


def change_lone_keyword(db: Session, changed: Filter, wish: FilterChange) -> None:
    """Change a filter through its only word, as old applications do, which know of no others.

    Of a word among others, only the word itself may be changed that way.
    """
    before = (changed.contexts, changed.action)
    change_filter(db, changed, wish)
    if len(changed.keywords) > 1 and (before != (changed.contexts, changed.action) or wish.ends):
        raise Invalid(phrase=_("This filter has several words, so this application can only change the word."))


def delete_filter(db: Session, gone: Filter) -> None:
    """Delete a filter with its words."""
    db.delete(gone)
    db.flush()


def add_keyword(db: Session, changed: Filter, wish: KeywordChange) -> FilterKeyword:
    """Add a word to a filter."""
    _change_keywords(changed, (wish,))
    db.flush()
    return changed.keywords[-1]


def change_keyword(db: Session, word: FilterKeyword, wish: KeywordChange) -> None:
    """Change a word."""
    _change_keyword(word, wish)
    db.flush()


def delete_keyword(db: Session, word: FilterKeyword) -> None:
    """Take a word out of its filter, which stays."""
    db.delete(word)
    db.flush()


def filter_post(db: Session, account: Account, changed: Filter, post_id: int) -> FilterPost:
    """Let a filter match a post whatever it says. Doing it twice is doing it once."""
    post = db.scalar(visible_post(post_id, account))
    if post is None:
        raise NotFound(_("That post does not exist."))
    named = next((one for one in changed.posts if one.post_id == post.original.id), None)
    if named is not None:
        return named
    if len(changed.posts) >= MAX_FILTERED_POSTS:
        raise Invalid(
            status=ngettext(
                "A filter can name ${n} post at most.", "A filter can name ${n} posts at most.", MAX_FILTERED_POSTS
            )
        )
    return _name_post(db, changed, post.original)


def unfilter_post(db: Session, named: FilterPost) -> None:
    """Let a filter no longer name a post."""
    db.delete(named)
    db.flush()


def _check_facts(title: str, contexts: tuple[str, ...] | list[str]) -> None:
    """Refuse a filter without a name, or one that works nowhere."""
    problems = {}
    if not title:
        problems["title"] = _("Title can't be blank")
    elif len(title) > FILTER_TITLE_LENGTH:
        problems["title"] = ngettext(
            "Title is too long (maximum is ${n} character)",
            "Title is too long (maximum is ${n} characters)",
            FILTER_TITLE_LENGTH,
        )
    if not contexts:
        problems["context"] = _("Context can't be blank, Context None or invalid context supplied")
    elif not set(contexts) <= set(FilterContext):
        problems["context"] = _("Context None or invalid context supplied")
    if problems:
        raise Invalid(problems)


def _change_facts(changed: Filter, wish: FilterChange) -> None:
    """Change all but the words."""
    if wish.title is not None:
        changed.title = wish.title
    if wish.contexts is not None:
        changed.contexts = list(dict.fromkeys(wish.contexts))
    if wish.action is not None:
        changed.action = wish.action
    if wish.ends:
        changed.expires_at = _end(wish.expires_in)


def _end(seconds: int | None) -> datetime | None:
    """When something ends that works for so many seconds."""
    if seconds is None:
        return None
    if not 0 <= seconds <= LONGEST:
        raise Invalid(expires_in=_("Expires in must be between 0 and ${most} seconds", mapping={"most": LONGEST}))
    return now() + timedelta(seconds=seconds)


def _change_keywords(changed: Filter, wishes: tuple[KeywordChange, ...]) -> None:
    """Add, change and take out words."""
    known = {word.id: word for word in changed.keywords}
    for wish in wishes:
        if wish.id is not None and wish.id not in known:
            raise NotFound(_("That word is not in this filter."))
        if wish.id is None and not wish.gone:
            word = FilterKeyword()
            _change_keyword(word, wish)
            changed.keywords.append(word)
        elif wish.id is not None and not wish.gone:
            _change_keyword(known[wish.id], wish)
        elif wish.id is not None:
            changed.keywords.remove(known.pop(wish.id))
    if len(changed.keywords) > MAX_KEYWORDS:
        raise Invalid(keywords=_("Keywords are too many (maximum is ${most})", mapping={"most": MAX_KEYWORDS}))


def _change_keyword(word: FilterKeyword, wish: KeywordChange) -> None:
    """Change one word."""
    keyword = word.keyword if wish.keyword is None else wish.keyword
    if not keyword:
        raise Invalid(keyword=_("Keyword can't be blank"))
    if len(keyword) > KEYWORD_LENGTH:
        raise Invalid(
            keyword=ngettext(
                "Keyword is too long (maximum is ${n} character)",
                "Keyword is too long (maximum is ${n} characters)",
                KEYWORD_LENGTH,
            )
        )
    word.keyword = keyword
    if wish.whole_word is not None:
        word.whole_word = wish.whole_word


def _name_post(db: Session, changed: Filter, post: Post) -> FilterPost:
    """Let a filter name a post; another application may have done it in the same moment."""
    try:
        with db.begin_nested():
            named = FilterPost(filter_id=changed.id, post_id=post.id)
            db.add(named)
            db.flush()
    except IntegrityError as error:
        if violated(error) != "uq_filter_posts_filter_id_post_id":
            raise
        there = select(FilterPost).where(FilterPost.filter_id == changed.id, FilterPost.post_id == post.id)
        named = db.scalars(there).one()
    db.expire(changed, ["posts"])
    return named
