"""Plain facts about posts."""

from microblog.models import Role
from tests.making import make_account, make_post


def test_who_may_delete_what(db):
    ann, bob = make_account(db), make_account(db)
    moderator = make_account(db, role=Role.MODERATOR)
    post = make_post(db, ann)

    assert [post.may_be_deleted_by(one) for one in (None, bob, ann, moderator)] == [False, False, True, True]
