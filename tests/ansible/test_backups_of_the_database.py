"""The proof that a backup can be restored, with a real PostgreSQL and a real pgBackRest."""

import json
import os
import shutil
import subprocess
import tempfile
import threading
import time
from pathlib import Path

import pytest
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from microblog.models import RestoreProof

from .backups import FILES

POSTGRES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1:]


class Machine:
    """A PostgreSQL that archives with pgBackRest, as the playbooks set it up."""

    def __init__(self, folder):
        self.folder, self.bin = folder, POSTGRES[0]
        self.data, self.backups = folder / "data", folder / "backups"
        shutil.copytree(FILES / "microblog_backups", folder / "microblog_backups")
        for name in ("outcomes", "scratch", "pgbackrest"):
            (self.backups / name).mkdir(parents=True)
        given = {"root": str(self.backups), "programs": str(self.bin), "socket": str(folder), "port": 5499}
        given |= {"pgbackrest": str(folder / "pgbackrest.conf"), "restore_hours": 0.02, "lock_tries": 20}
        (folder / "backups.json").write_text(json.dumps(given))
        (folder / "pgbackrest.conf").write_text(self.conf())

    def conf(self):
        """What the role's template says, with our folders."""
        repository = {"repo1-path": self.backups / "pgbackrest", "repo1-cipher-type": "aes-256-cbc"}
        keeping = {"repo1-retention-full": 9999999, "repo1-retention-archive": 4}
        keeping |= {"repo1-retention-archive-type": "full"}
        ways = {"start-fast": "y", "repo1-bundle": "y", "lock-path": self.folder / "lock", "log-level-file": "off"}
        ways |= {"job-retry": 0}
        lines = {**repository, "repo1-cipher-pass": "a-passphrase-of-the-test", **keeping, **ways}
        its = {"pg1-path": self.data, "pg1-socket-path": self.folder, "pg1-port": 5499}
        parts = (f"[{name}]\n" + "".join(f"{key}={value}\n" for key, value in some.items()) for name, some in
                 (("global", lines), ("microblog", its)))  # fmt: skip
        return "".join(parts)

    def do(self, *words, check=True, given=None):
        """Run something as PostgreSQL's own account."""
        as_postgres = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        words = [*as_postgres, "env", f"PYTHONPATH={self.folder}", "PYTHONDONTWRITEBYTECODE=1", *map(str, words)]
        done = subprocess.run(words, cwd=self.folder, capture_output=True, text=True, input=given, check=False)
        assert not check or done.returncode == 0, done.stderr + done.stdout
        return done

    def start(self):
        """Make the cluster, and a database with something in it."""
        if os.geteuid() == 0:
            for path in (self.folder, *self.folder.rglob("*")):
                shutil.chown(path, "postgres", "postgres")
        self.do(self.bin / "initdb", "-D", self.data, "-k", "-A", "trust", "-U", "postgres")
        archive = f"pgbackrest --config={self.folder}/pgbackrest.conf --stanza=microblog archive-push %p"
        settings = {"unix_socket_directories": self.folder, "listen_addresses": "", "port": 5499, "fsync": "off"}
        settings |= {"archive_mode": "on", "archive_command": archive}
        lines = "".join(f"{name} = '{value}'\n" for name, value in settings.items())
        self.do("tee", "-a", self.data / "postgresql.conf", given=lines)
        self.do(self.bin / "pg_ctl", "-D", self.data, "-w", "-l", self.folder / "log", "start")
        self.do("pgbackrest", f"--config={self.folder}/pgbackrest.conf", "--stanza=microblog", "stanza-create")
        self.sql("CREATE DATABASE microblog", database="postgres")
        self.sql(str(CreateTable(RestoreProof.__table__).compile(dialect=postgresql.dialect())))
        self.sql("CREATE TABLE posts (id bigint PRIMARY KEY, text text, at timestamptz DEFAULT now(), score float8)")
        self.sql('CREATE TABLE "Odd, ""name""" (t text); INSERT INTO "Odd, ""name""" VALUES (\'é\n\')')
        self.sql("INSERT INTO posts SELECT n, 'Post ' || n, now(), n / 7.0 FROM generate_series(1, 2000) n")

    def stop(self):
        """End it."""
        self.do(self.bin / "pg_ctl", "-D", self.data, "-m", "immediate", "stop", check=False)

    def sql(self, statement, database="microblog"):
        """Ask PostgreSQL."""
        words = ("-XqAt", "-v", "ON_ERROR_STOP=1", "-h", self.folder, "-p", "5499", "-U", "postgres", "-d", database)
        return self.do("psql", *words, given=statement).stdout.strip()

    def backups_verb(self, *words, check=True):
        """Do what a unit does."""
        program = ("/usr/bin/python3", "-m", "microblog_backups", "--config", self.folder / "backups.json")
        return self.do(*program, *words, check=check)

    def known(self):
        """The labels of the backups that there are."""
        told = self.do("pgbackrest", f"--config={self.folder}/pgbackrest.conf", "--output=json", "info").stdout
        return [one["label"] for one in json.loads(told)[0]["backup"]]

    def outcome(self):
        """What the last proof found out."""
        return json.loads((self.backups / "outcomes/database.json").read_text())


@pytest.fixture(scope="module")
def machine():
    """Such a machine; postgres must be able to walk into its folder, so it is none of pytest's."""
    folder = Path(tempfile.mkdtemp(prefix="mb-"))
    made = Machine(folder)
    try:
        made.start()
        yield made
    finally:
        made.stop()
        shutil.rmtree(folder)


class TestDatabase:
    """In this order, on one PostgreSQL."""

    def test_without_a_backup_there_is_nothing_to_prove(self, machine):
        done = machine.backups_verb("prove", "database", check=False)

        assert (done.returncode, done.stderr) == (1, "Trouble: There is no backup yet.\n")
        assert machine.outcome() == {"kind": "database", "trouble": "There is no backup yet."}

    def test_what_is_restored_is_equal_row_by_row_though_people_write_all_the_while(self, machine):
        machine.backups_verb("make", "database")
        stop = threading.Event()
        update = "UPDATE posts SET score = score + 1 WHERE id % 7 = 0"
        statement = f"BEGIN; {update}; INSERT INTO posts SELECT max(id) + 1 FROM posts; COMMIT"
        writer = threading.Thread(target=lambda: [machine.sql(statement) for _ in iter(stop.is_set, True)])
        writer.start()
        try:
            done = machine.backups_verb("prove", "database")
        finally:
            stop.set()
            writer.join()

        proof = machine.outcome()
        assert "All 3 tables are equal, and every page has its checksum." in done.stdout
        assert (proof["tables"], len(proof["digest"])) == (3, 64)
        assert proof["rows"] > 2001
        assert int(machine.sql("SELECT count(*) FROM posts")) > proof["rows"] - 1
        assert list((machine.backups / "scratch").iterdir()) == []

    def test_it_is_written_down_by_sql_where_there_is_no_application(self, machine):
        machine.backups_verb("record", "database")

        kind, rows, trouble, fresh = machine.sql(
            "SELECT kind, rows, trouble, now() - as_of < '5 minutes' AND id >> 16 > 1.7e12 FROM restore_proofs"
        ).split("|")
        assert (kind, int(rows), trouble, fresh) == ("database", machine.outcome()["rows"], "", "t")

    def test_a_long_transaction_puts_the_proof_off_and_nobody_who_writes_is_refused(self, machine):
        slow = "BEGIN; INSERT INTO posts VALUES (-1, 'slow'); SELECT pg_sleep(3); COMMIT"
        writer = threading.Thread(target=machine.sql, args=(slow,))
        writer.start()
        time.sleep(0.5)

        done = machine.backups_verb("prove", "database")

        writer.join()
        assert "(attempt 1)" not in done.stdout
        assert machine.sql("SELECT text FROM posts WHERE id = -1") == "slow"

    def test_a_restored_database_that_is_not_the_same_is_told(self, machine):
        # Unlogged changes are in no WAL: a table that is made so behind PostgreSQL's back comes back as it was.
        machine.sql("UPDATE pg_class SET relpersistence = 'u' WHERE relname = 'posts'")
        machine.sql("INSERT INTO posts VALUES (-2, 'never logged')")
        machine.sql("UPDATE pg_class SET relpersistence = 'p' WHERE relname = 'posts'")

        done = machine.backups_verb("prove", "database", check=False)

        assert done.returncode == 1
        assert "The restored database differs: public.posts has " in done.stderr
        assert "The restored database differs" in machine.outcome()["trouble"]
        assert list((machine.backups / "scratch").iterdir()) == []
        machine.sql("DELETE FROM posts WHERE id = -2")

    def test_a_proof_that_is_stopped_leaves_nothing_lying(self, machine):
        machine.backups_verb("make", "database", "--full")
        words = ["/usr/bin/python3", "-m", "microblog_backups", "--config", machine.folder / "backups.json"]
        switch = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"] if os.geteuid() == 0 else []
        words = [*switch, *map(str, words), "prove", "database"]
        environment = {**os.environ, "PYTHONPATH": str(machine.folder), "PYTHONDONTWRITEBYTECODE": "1"}
        proof = subprocess.Popen(words, cwd=machine.folder, env=environment)
        while not (machine.backups / "scratch/trial").exists():
            time.sleep(0.02)
        time.sleep(0.3)

        proof.terminate()

        assert proof.wait(60) == 1
        assert list((machine.backups / "scratch").iterdir()) == []
        assert not (machine.backups / "outcomes/database.json").exists()

    def test_a_repository_that_rots_is_told(self, machine):
        bundles = [one for one in (machine.backups / "pgbackrest/backup").rglob("*") if "bundle" in one.parts[-2]]
        largest = max((one for one in bundles if one.is_file()), key=lambda one: one.stat().st_size)
        whole = largest.read_bytes()
        largest.write_bytes(whole[: len(whole) // 2] + b"rot" + whole[len(whole) // 2 + 3 :])

        done = machine.backups_verb("prove", "database", check=False)

        assert done.returncode == 1
        assert "pgbackrest ended with status" in machine.outcome()["trouble"]
        largest.write_bytes(whole)

    def test_old_backups_are_forgotten_by_pgbackrest_itself(self, machine):
        before = machine.known()

        machine.backups_verb("make", "database", "--full")

        assert len(machine.known()) == 1, "of one day the last is kept"
        assert machine.known() != before
