"""Every playbook can be read by Ansible, on every inventory that comes with us, and says the same each time."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PLAYBOOKS = sorted((ROOT / "ansible" / "playbooks").glob("*.yml"))
INVENTORIES = sorted((ROOT / "ansible" / "inventories").iterdir())
SET = re.compile(r"\| (?:difference|intersect|union)\((?:[^()]|\([^()]*\))*\)(?! \| (?:sort|length)\b)")
VERBS = {"site", "deploy", "rollback", "backup", "restore", "verify", "upgrade_postgresql", "rotate_secrets"}


def test_there_are_the_playbooks_that_are_spoken_of():
    assert {path.stem for path in PLAYBOOKS} >= VERBS


@pytest.mark.parametrize("playbook", PLAYBOOKS, ids=lambda path: path.stem)
def test_a_playbook_can_be_read(playbook, play):
    done = play("--syntax-check", "-i", "inventories/single.example", playbook)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "[WARNING]" not in done.stderr.replace("[WARNING]: Invalid characters were found in group names", "")


@pytest.mark.parametrize("inventory", INVENTORIES, ids=lambda path: path.name)
def test_the_whole_site_can_be_read_on_every_inventory(inventory, play):
    done = play("--syntax-check", "-i", inventory, "playbooks/site.yml")

    assert done.returncode == 0, done.stdout + done.stderr


def test_nothing_hangs_on_the_order_of_a_set():
    # Python orders a set anew in each run, and a file that lists one would change, and restart what reads it.
    written = [*ROOT.glob("ansible/**/*.yml"), *ROOT.glob("ansible/**/*.j2")]

    assert len(written) > 100
    assert {
        str(path.relative_to(ROOT)): SET.findall(path.read_text()) for path in written if SET.search(path.read_text())
    } == {}
