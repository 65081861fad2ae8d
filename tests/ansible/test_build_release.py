"""A release is made of what is committed, for the machine it is to run on, and always the same."""

import gzip
import hashlib
import io
import json
import subprocess
import sys
import tarfile
from pathlib import Path

import build_release
import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from building import bundle
from building.programs import Unbuildable
from building.source import NAME, look_at, name_of
from building.static import static_files as static_files_of
from building.target import Target, requirements_for

from microblog.assets import static_files

ROOT = Path(__file__).parents[2]
PROGRAM = ROOT / "ansible" / "build_release.py"


DEBIAN_13 = Target((3, 13), "x86_64")
DEBIAN_12 = Target((3, 11), "x86_64")


@pytest.fixture
def checkout(tmp_path):
    """A small microblog under git."""
    folder = tmp_path / "checkout"
    files = {
        "setup.py": 'setup(\n    version="1.2.3",\n)\n',
        "production.ini": "[app:main]\n",
        "requirements/production.txt": "",
        ".gitignore": "/var/\n",
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    git(folder, "init", "--quiet")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "-m", "Begin.")
    return folder


def git(folder, *words):
    """Do something with git, as nobody in particular, one evening."""
    moment = {"GIT_AUTHOR_DATE": "2026-11-21T15:50:55+00:00", "GIT_COMMITTER_DATE": "2026-11-21T16:50:55+01:00"}
    person = ("-c", "user.name=Ann", "-c", "user.email=ann@example.org")
    done = subprocess.run(
        ["git", "-C", folder, *person, *words], env=moment, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def run(*words):
    """Run the program itself."""
    return subprocess.run([sys.executable, PROGRAM, *map(str, words)], capture_output=True, text=True, check=False)


def packages(text):
    """Tell which packages are wanted, with their versions."""
    return dict(line.split()[0].split("==") for line in text.splitlines())


def test_a_release_is_named_after_what_it_is(checkout):
    source = look_at(checkout, dirty=False)

    commit = git(checkout, "rev-parse", "--short=7", "HEAD")
    assert name_of(source, DEBIAN_13) == f"1.2.3-20261121T1550-{commit}-py313"


def test_what_is_not_committed_makes_no_release(checkout):
    (checkout / "production.ini").write_text("[app:main]\nsite.name = mine\n")

    done = run("--source", checkout, "--output", checkout / "var")

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "production.ini is not committed: a release is made of commits. Commit it, or say --dirty.\n"


def test_nor_does_a_file_that_nobody_added(checkout):
    (checkout / "new.py").write_text("")

    with pytest.raises(Unbuildable, match=r"new\.py is not committed"):
        look_at(checkout, dirty=False)


def test_who_insists_gets_a_name_that_tells_it_and_changes_with_every_change(checkout):
    names = set()
    for words in ("one", "two"):
        (checkout / "new.py").write_text(words)
        names.add(name_of(look_at(checkout, dirty=True), DEBIAN_13))

    assert len(names) == 2
    assert all("-dirty" in name and NAME.fullmatch(name) for name in names)
    assert "new.py" in look_at(checkout, dirty=True).files()


def test_ignored_files_are_no_part_of_it(checkout):
    (checkout / "var").mkdir()
    (checkout / "var" / "secret").write_text("x")

    source = look_at(checkout, dirty=False)

    assert source.files() == [".gitignore", "production.ini", "requirements/production.txt", "setup.py"]


def test_a_folder_without_microblog(tmp_path):
    done = run("--source", tmp_path)

    assert (done.returncode, done.stderr) == (1, f"There is no microblog in {tmp_path}.\n")


def test_a_folder_without_git(checkout):
    git(checkout, "mv", "setup.py", "elsewhere.py")
    subprocess.run(["rm", "-rf", checkout / ".git"], check=True)

    with pytest.raises(Unbuildable, match="not a git repository"):
        look_at(checkout, dirty=False)


@pytest.mark.parametrize("word", ["3.10", "2.7", "four"])
def test_a_python_that_is_too_old(word):
    done = run("--python", word)

    assert done.returncode == 2
    assert f"{word} is no Python that microblog runs on" in done.stderr


def test_markers_are_judged_for_the_machine_and_not_for_us():
    locked = ROOT / "requirements" / "production.txt"

    new, old = (packages(requirements_for(target, locked)) for target in (DEBIAN_13, DEBIAN_12))

    assert "legacy-cgi" in new
    assert "legacy-cgi" not in old
    assert "async-timeout" in old, "for the first Pythons of 3.11 only, of which Debian 12's is one"
    assert "async-timeout" not in new
    assert new["deprecated"] > old["deprecated"]
    assert not {"colorama", "tzdata-windows"} & (new.keys() | old.keys())
    assert {"pyuwsgi", "setuptools", "psycopg-binary"} <= new.keys() & old.keys()


def test_every_requirement_has_its_hashes(tmp_path):
    locked = tmp_path / "production.txt"
    locked.write_text("wheelless==1.0 \\\n    --hash=sha256:aa \\\n    --hash=sha256:bb\nloose==2.0\n")

    with pytest.raises(Unbuildable, match="no hash for loose"):
        requirements_for(DEBIAN_13, locked)

    locked.write_text("wheelless==1.0 ; python_version >= '3.0' \\\n    --hash=sha256:aa \\\n    --hash=sha256:bb\n")
    assert requirements_for(DEBIAN_13, locked) == "wheelless==1.0 --hash=sha256:aa --hash=sha256:bb\n"


def test_two_versions_of_one_package_are_refused(tmp_path):
    locked = tmp_path / "production.txt"
    locked.write_text("one==1.0 --hash=sha256:aa\none==2.0 --hash=sha256:bb\n")

    with pytest.raises(Unbuildable, match="two versions of one"):
        requirements_for(DEBIAN_13, locked)


def test_static_files_have_the_names_that_pages_use():
    built = static_files_of(ROOT)

    names = {name for name in built if not name.endswith(".gz")}
    assert names == {name for name, _ in static_files()}
    for name, content in static_files():
        assert built[name] == content
        if name.endswith((".css", ".js")):
            assert gzip.decompress(built[f"{name}.gz"]) == content


def test_the_newest_migration_is_the_one_that_alembic_finds():
    head = ScriptDirectory.from_config(Config(ROOT / "development.ini")).get_current_head()

    assert bundle.newest_migration(ROOT / "alembic" / "versions") == head


def test_migrations_that_end_in_two_places(tmp_path):
    for name in ("a", "b"):
        (tmp_path / f"{name}.py").write_text(f'revision = "{name}"\ndown_revision = "x"\n')

    with pytest.raises(Unbuildable, match="end in 2 places: a, b"):
        bundle.newest_migration(tmp_path)


def test_a_release_is_packed_whole_and_the_same_each_time(checkout, tmp_path, monkeypatch):
    def download(_target, wanted, wheels):
        wheels.mkdir()
        (wheels / "one-1.0-py3-none-any.whl").write_bytes(wanted.read_bytes())

    def make_wheel(_code, wheels, _moment):
        (wheels / "microblog-1.2.3-py3-none-any.whl").write_bytes(b"ours")

    for name, text in {
        "alembic/env.py": "",
        "alembic/versions/first.py": 'revision = "1"\ndown_revision = None\n',
        "microblog/site/static/site.css": "a {}",
        "requirements/production.txt": "one==1.0 --hash=sha256:aa\n",
    }.items():
        (checkout / name).parent.mkdir(parents=True, exist_ok=True)
        (checkout / name).write_text(text)
    git(checkout, "add", ".")
    git(checkout, "commit", "--quiet", "-m", "Fill.")
    monkeypatch.setattr(bundle, "download", download)
    monkeypatch.setattr(bundle, "make_wheel", make_wheel)

    for room in ("first", "second"):
        build_release.main(["--source", str(checkout), "--output", str(tmp_path / room)])
    first, second = (next((tmp_path / room).glob("*.tar.gz")) for room in ("first", "second"))

    assert (first.name, first.read_bytes()) == (second.name, second.read_bytes())
    digest = hashlib.sha256(b"a {}").hexdigest()[:10]
    with tarfile.open(fileobj=io.BytesIO(first.read_bytes())) as tar:
        files = {entry.name for entry in tar if entry.isfile()}
        facts = json.load(tar.extractfile("RELEASE.json"))
        assert {(entry.uid, entry.mtime) for entry in tar} == {(0, 1795276255)}
    assert files == {
        "RELEASE.json",
        "alembic/env.py",
        "alembic/versions/first.py",
        "production.ini",
        f"static/{digest}/site.css",
        f"static/{digest}/site.css.gz",
        "wheels/microblog-1.2.3-py3-none-any.whl",
        "wheels/one-1.0-py3-none-any.whl",
    }
    assert facts == {
        "name": first.name.removesuffix(".tar.gz"),
        "version": "1.2.3",
        "commit": git(checkout, "rev-parse", "HEAD"),
        "made_at": "2026-11-21T15:50:55+00:00",
        "python": "3.13",
        "migration": "1",
    }


def test_what_was_built_is_not_built_again(checkout, tmp_path, monkeypatch, capsys):
    built = []
    monkeypatch.setattr(build_release, "build", lambda *words: (built.append(words), words[-1].touch()))

    for _ in range(2):
        build_release.main(["--source", str(checkout), "--output", str(tmp_path / "out"), "--json"])

    said = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [one["built"] for one in said] == [True, False]
    assert len(built) == 1
