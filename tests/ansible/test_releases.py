"""The command `microblog-releases`, which lies on machines: what there is, where to go back to, what can go."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = Path(__file__).parents[2] / "ansible" / "roles" / "microblog" / "files" / "microblog-releases.py"


@pytest.fixture
def machine(tmp_path):
    """A machine with five releases: the second was bad, the last never went live, the fourth is what people get."""
    for number in range(1, 6):
        folder = tmp_path / "releases" / f"0.{number}"
        (folder / "static" / f"{number}{number}").mkdir(parents=True)
        (folder / "static" / "00").mkdir()
        (folder / "static" / "00" / "same.css").write_text("")
        (folder / "static" / f"{number}{number}" / "own.css").write_text("")
        (folder / "RELEASE.json").write_text(json.dumps({"name": folder.name, "commit": f"c{number}"}))
        if number < 5:
            (folder / "DEPLOYED").write_text(f"2026-11-2{number}T10:00:00Z\n")
    (tmp_path / "releases" / "0.2" / "BAD").write_text("It was slow.\n")
    (tmp_path / "releases" / "0.6.part").mkdir()
    (tmp_path / "current").symlink_to("releases/0.4")
    for file in sorted(tmp_path.glob("releases/*/static/*/*.css")):
        place = tmp_path / "static" / file.relative_to(file.parents[1])
        place.parent.mkdir(parents=True, exist_ok=True)
        if not place.exists():
            place.hardlink_to(file)
    return tmp_path


def run(machine, *words):
    """Run it."""
    command = [sys.executable, PROGRAM, "--root", machine, *words]
    return subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)


def names(folder):
    """What lies in a folder."""
    return sorted(path.name for path in folder.iterdir())


def test_it_lists_the_newest_first_and_what_is_wrong_with_the_bad_ones(machine):
    assert run(machine).stdout.splitlines() == [
        "0.4  2026-11-24T10:00:00Z  current",
        "0.3  2026-11-23T10:00:00Z",
        "0.2  bad: It was slow.",
        "0.1  2026-11-21T10:00:00Z",
        "0.5  never live",
    ]
    first = json.loads(run(machine, "--json").stdout)[0]
    assert (first["name"], first["commit"], first["current"], first["bad"]) == ("0.4", "c4", True, None)


def test_one_goes_back_to_the_last_good_one(machine):
    assert run(machine, "previous").stdout == "0.3\n"

    (machine / "releases" / "0.3" / "BAD").write_text("")
    assert run(machine, "previous").stdout == "0.1\n"


def test_where_there_is_none_to_go_back_to(machine):
    for name in ("0.1", "0.3"):
        (machine / "releases" / name / "BAD").write_text("It failed.")

    done = run(machine, "previous")

    assert (done.returncode, done.stderr) == (1, "There is no release to go back to.\n")


def test_bad_ones_do_not_count_and_go_first(machine):
    assert run(machine, "prune", "--keep", 3).stdout.splitlines() == ["0.2", "0.5"]
    assert names(machine / "releases") == ["0.1", "0.3", "0.4"], "what was half there is gone, too"
    assert names(machine / "static") == ["00", "11", "33", "44"]


def test_what_is_live_and_the_one_before_are_always_kept(machine):
    assert run(machine, "prune", "--keep", 0).stdout.splitlines() == ["0.2", "0.1", "0.5"]
    assert names(machine / "releases") == ["0.3", "0.4"]
    assert names(machine / "static") == ["00", "33", "44"]

    assert run(machine, "prune", "--keep", 0).stdout == ""


def test_what_is_live_is_kept_whatever_is_said_of_it(machine):
    (machine / "releases" / "0.4" / "BAD").write_text("It is slow.")

    run(machine, "prune", "--keep", 0)

    assert names(machine / "releases") == ["0.1", "0.3", "0.4"]


def test_a_candidate_is_kept(machine):
    (machine / "candidate").symlink_to("releases/0.5")

    run(machine, "prune", "--keep", 0)

    assert names(machine / "releases") == ["0.3", "0.4", "0.5"]


def test_a_machine_without_releases(tmp_path):
    assert (run(tmp_path).stdout, run(tmp_path, "--json").stdout) == ("", "[]\n")


def test_of_units_those_count_that_run_and_those_that_would_be_started(tmp_path, monkeypatch):
    spec = importlib.util.spec_from_file_location("microblog_releases", PROGRAM)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    asked = []
    shown = "microblog-web@0.4-py313.service loaded active running The website of microblog 0.4-py313\n"
    monkeypatch.setattr(module, "_systemctl", lambda *words: (asked.append(words), shown)[1])
    (tmp_path / "sockets.target.wants").mkdir()
    (tmp_path / "sockets.target.wants" / "microblog-web@0.3-py313.socket").symlink_to("../microblog-web@.socket")

    assert module.instances(tmp_path) == {"0.3-py313", "0.4-py313"}

    (tmp_path / "releases" / "0.5").mkdir(parents=True)
    (tmp_path / "current").symlink_to("releases/0.5")
    assert module.retire(module.Releases(tmp_path)) == ["0.4-py313"]
    units = ("microblog-web@0.4-py313.socket", "microblog-web@0.4-py313.service")
    assert asked[-2:] == [("disable", "--now", "--quiet", *units), ("reset-failed", *units)]


def test_nothing_is_ended_where_nothing_is_live(tmp_path):
    done = run(tmp_path, "retire")

    assert (done.returncode, done.stderr) == (1, "No release is live.\n")
