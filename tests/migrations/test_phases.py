"""No migration breaks a release that runs meanwhile; and what would, is found."""

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory

from tests.conftest import ini_of
from tests.migrations.migrating import HEAD, ini_with, migration
from tests.migrations.phases import BEFORE_THE_RULE, ROOT, problems_of, statements_of

REAL = Config(ROOT / "development.ini")
JUDGED = [
    script.revision
    for script in ScriptDirectory.from_config(REAL).walk_revisions()
    if script.revision not in BEFORE_THE_RULE
]


@pytest.fixture
def judged(tmp_path):
    """Judge a migration that does this, after all that there are."""

    def judge(upgrade, **more):
        migration(tmp_path / "versions", "e1", upgrade=upgrade, **more)
        return problems_of(Config(ini_with(tmp_path, ini_of("sqlite://"))), "e1")

    return judge


@pytest.mark.parametrize("revision", JUDGED)
def test_a_release_that_runs_can_live_with_every_migration(revision):
    assert problems_of(REAL, revision) == []


GOOD = {
    "a column that may be empty": "op.add_column('accounts', sa.Column('motto', sa.Text(), nullable=True))",
    "a column with a default": (
        "op.add_column('accounts', sa.Column('motto', sa.Text(), server_default='', nullable=False))"
    ),
    "a table": """
        op.create_table('mottos', sa.Column('id', sa.BigInteger(), autoincrement=False, nullable=False),
            sa.Column('account_id', sa.BigInteger(), sa.ForeignKey('accounts.id', name='fk_mottos_account_id')),
            sa.PrimaryKeyConstraint('id', name='pk_mottos'))
        op.create_index('ix_mottos_account_id', 'mottos', ['account_id'], unique=True)
        op.execute("INSERT INTO mottos (id) SELECT id FROM accounts")
    """,
    "an index": """
        with op.get_context().autocommit_block():
            op.drop_index('ix_posts_edited', 'posts', if_exists=True, postgresql_concurrently=True)
            op.create_index('ix_posts_edited', 'posts', ['edited_at'], postgresql_concurrently=True)
    """,
    "a column that refers to a table": """
        op.add_column('posts', sa.Column('place_id', sa.BigInteger(), nullable=True))
        op.execute("ALTER TABLE posts ADD CONSTRAINT fk_posts_place_id FOREIGN KEY (place_id) REFERENCES posts (id) "
                   "NOT VALID")
        with op.get_context().autocommit_block():
            op.execute("ALTER TABLE posts VALIDATE CONSTRAINT fk_posts_place_id")
    """,
    "a default, and what fills it in": """
        op.alter_column('accounts', 'bio', server_default='')
        op.execute("UPDATE accounts SET bio = '; DROP TABLE x' WHERE bio = ''")
    """,
    "nothing at all": "pass",
}


@pytest.mark.parametrize("upgrade", GOOD.values(), ids=GOOD)
def test_what_only_adds_is_accepted(upgrade, judged):
    assert judged(upgrade) == []


BAD = {
    "ban-drop-column": "op.drop_column('accounts', 'bio')",
    "ban-drop-table": "op.drop_table('mentions')",
    "renaming-column": "op.alter_column('accounts', 'bio', new_column_name='motto')",
    "renaming-table": "op.rename_table('accounts', 'people')",
    "adding-required-field": "op.add_column('accounts', sa.Column('motto', sa.Text(), nullable=False))",
    "adding-not-nullable-field": "op.alter_column('accounts', 'email_disabled_at', nullable=False)",
    "ban-drop-not-null": "op.alter_column('accounts', 'bio', nullable=True)",
    "ban-drop-default": "op.alter_column('accounts', 'time_zone', server_default=None)",
    "changing-column-type": "op.alter_column('accounts', 'bio', type_=sa.String(5))",
    "require-concurrent-index-creation": "op.create_index('ix_accounts_bio', 'accounts', ['bio'])",
    "ban-concurrent-index-creation-in-transaction": (
        "op.create_index('ix_accounts_bio', 'accounts', ['bio'], postgresql_concurrently=True)"
    ),
    "disallowed-unique-constraint": "op.create_unique_constraint('uq_accounts_bio', 'accounts', ['bio'])",
    "constraint-missing-not-valid": "op.create_check_constraint('short', 'accounts', 'length(bio) < 9')",
    "adding-foreign-key-constraint": (
        "op.execute('ALTER TABLE posts ADD COLUMN place_id BIGINT REFERENCES accounts (id)')"
    ),
    "adding-field-with-default": (
        "op.add_column('accounts', sa.Column('x', sa.DateTime(), server_default=sa.text('clock_timestamp()')))"
    ),
    "left-halfway": """
        with op.get_context().autocommit_block():
            op.create_index('ix_accounts_bio', 'accounts', ['bio'], postgresql_concurrently=True)
    """,
    "it cannot be written as SQL": "op.get_bind().execute(sa.text('SELECT 1')).all()",
}


@pytest.mark.parametrize(("rule", "upgrade"), BAD.items(), ids=BAD)
def test_what_would_break_a_release_that_runs_or_hold_it_up_is_refused(rule, upgrade, judged):
    assert any(problem.startswith(rule) for problem in judged(upgrade))


TAKING_AWAY = {
    "an index": """
        with op.get_context().autocommit_block():
            op.drop_index('ix_posts_author_id', 'posts', if_exists=True, postgresql_concurrently=True)
    """,
    "what may stand twice": """
        with op.get_context().autocommit_block():
            op.drop_index('uq', 'accounts', if_exists=True, postgresql_concurrently=True)
            op.create_index('uq', 'accounts', ['bio'], unique=True, postgresql_concurrently=True)
    """,
    "what may stand there": "op.execute(\"ALTER TABLE accounts ADD CONSTRAINT c CHECK (bio <> '') NOT VALID\")",
    "what may be referred to": (
        "op.execute('ALTER TABLE posts ADD CONSTRAINT c FOREIGN KEY (id) REFERENCES accounts (id) NOT VALID')"
    ),
    "rows": "op.execute('DELETE FROM accounts')",
    "all rows": "op.execute('TRUNCATE accounts')",
    "something behind something else": "op.execute(\"UPDATE accounts SET bio = 'x''; -- '; DELETE FROM posts\")",
    "something behind a remark": "op.execute('/* UPDATE */ DELETE FROM posts')",
    "the name of a constraint": "op.execute('ALTER TABLE accounts RENAME CONSTRAINT pk_accounts TO pk')",
    "something else": "op.execute('CREATE RULE r AS ON INSERT TO accounts DO INSTEAD NOTHING')",
}


@pytest.mark.parametrize("upgrade", TAKING_AWAY.values(), ids=TAKING_AWAY)
def test_what_takes_something_away_is_refused_though_it_locks_nothing(upgrade, judged):
    assert any(problem.startswith("takes-away") for problem in judged(upgrade))


TO_CONTRACT = [
    "op.drop_column('accounts', 'bio')",
    "op.drop_table('mentions')",
    "op.alter_column('accounts', 'bio', nullable=True)",
    "op.execute('DELETE FROM accounts')",
    """
    op.execute("ALTER TABLE accounts ADD CONSTRAINT here CHECK (email_disabled_at IS NOT NULL) NOT VALID")
    with op.get_context().autocommit_block():
        op.execute("ALTER TABLE accounts VALIDATE CONSTRAINT here")
        op.alter_column('accounts', 'email_disabled_at', nullable=False)
    """,
]


@pytest.mark.parametrize("upgrade", TO_CONTRACT)
def test_what_nothing_uses_any_more_may_be_taken_away(upgrade, judged):
    assert judged(upgrade, phase="contract", since="c3d1f0a98b57") == []


@pytest.mark.parametrize("upgrade", ["op.rename_table('accounts', 'people')", "op.drop_index('ix_posts_author_id')"])
def test_nothing_is_renamed_or_locked_for_long_even_then(upgrade, judged):
    assert judged(upgrade, phase="contract", since="c3d1f0a98b57")


@pytest.mark.parametrize(
    "said",
    [{"phase": None}, {"phase": "expnad"}, {"phase": "contract"}, {"since": HEAD}]
    + [{"phase": "contract", "since": since} for since in ("e1", "", "0.1.0")],
)
def test_every_migration_says_what_it_does_and_since_when_nobody_needs_it(said, judged):
    [problem] = judged("pass", **said)

    assert "PHASE" in problem or "SINCE" in problem


def test_the_template_says_what_a_migration_does():
    assert '\nPHASE = "expand"\n' in (ROOT / "alembic" / "script.py.mako").read_text(encoding="utf-8")


def test_sql_is_taken_apart_where_statements_end():
    sql = "SELECT 'a;''b' ; -- c;\nSELECT \"d;\" /* e;\n f */, $x$ g; $x$\n;;"

    assert statements_of(sql) == ["SELECT 'a;''b'", 'SELECT "d;" , $x$ g; $x$']
