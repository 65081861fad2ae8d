"""What the play says at its start about an inventory that cannot work: one sentence for each mistake."""

import json
import os
import re
import subprocess
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
PROGRAM = ROOT / "var" / "operations" / "bin" / "ansible-playbook"

KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJxGmPbLxRjYnHnUzzlXMyMSrfqxzq1CbmL3tMu7mJ5z anna@laptop"
SECRETS = {
    "vault_security_secret": "Zm9yIHRlc3RzIG9ubHksIG5vYm9keSBzZWVzIGl0",
    "vault_metrics_token": "dGVzdHMgb25seSBrbm93",
    "vault_backups_passphrase": "b25seSB0ZXN0cyBrbm93IHRoaXM",
}
GOOD = {
    "site_domain": "microblog.example",
    "site_contact": "help@microblog.example",
    "base_admins": {"anna": [KEY]},
    "site_secrets": {"security.secret": "{{ vault_security_secret }}"},
    "backups_passphrase": "{{ vault_backups_passphrase }}",
    **SECRETS,
}
GONE = object()

CASES = {
    "good": ({}, None),
    "missing": ({"site_contact": GONE}, "Set site_contact in group_vars/all/main.yml."),
    "empty": ({"site_domain": ""}, "Set site_domain in group_vars/all/main.yml."),
    "misspelt": ({"base_timzone": "Etc/UTC"}, "Nothing reads the variable base_timzone: did you mean base_timezone?"),
    "misspelt_role": ({"sites_name": "Ours"}, "Nothing reads the variable sites_name: did you mean site_name?"),
    "misspelt_secret": ({"vault_securty_secret": "x"}, "did you mean vault_security_secret?"),
    "unknown": ({"base_qqqqqqqqqqqq": 1}, "Nothing reads the variable base_qqqqqqqqqqqq: take it away"),
    "foreign": ({"our_own_variable": 1}, None),
    "unfit": (
        {"postgresql_max_connections": "many"},
        "Correct postgresql_max_connections: it must be int, and is 'many'.",
    ),
    "not_a_choice": ({"base_root_login": "yes"}, "it must be one of prohibit-password, no, and is 'yes'."),
    "no_vault": ({"vault_security_secret": GONE}, "Set vault_security_secret in group_vars/all/vault.yml"),
    "placeholder": ({"vault_metrics_token": "put-your-own-here"}, "in place of the example's vault_metrics_token"),
    "short": ({"vault_security_secret": "too short"}, "Make vault_security_secret at least 32 random characters long"),
    "monotonous": (
        {"vault_security_secret": "a" * 40},
        "Make vault_security_secret at least 32 random characters long",
    ),
    "fleet": ({"site_database_host": "10.0.0.41"}, "Set vault_database_password in group_vars/all/vault.yml"),
    "no_key": ({"base_admins": {"anna": []}}, "Give at least one person in base_admins a public key"),
    "example_key": ({"base_admins": {"anna": ["ssh-ed25519 AAAA-put-your-own-here x"]}}, "a public key"),
}


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str | None]:
    """What was said of each case; each is a host of one run, to spare time."""
    folder = tmp_path_factory.mktemp("preflight")
    hosts = {
        name: {key: value for key, value in (GOOD | case).items() if value is not GONE}
        for name, (case, _) in CASES.items()
    }
    (folder / "hosts.yml").write_text(yaml.safe_dump({"all": {"hosts": hosts}}))
    done = play(folder, folder / "hosts.yml")
    fatal = re.findall(r"^fatal: \[(\w+)\]: FAILED! => (\{.*\})$", done.stdout, re.MULTILINE)
    return dict.fromkeys(CASES) | {name: json.loads(told)["msg"] for name, told in fatal}


@pytest.mark.parametrize("case", CASES)
def test_a_mistake_is_refused_with_a_sentence(said, case):
    expected = CASES[case][1]

    if expected is None:
        assert said[case] is None
    else:
        assert expected in said[case]
        assert "\n" not in said[case], "one mistake, one sentence"


def test_no_secret_is_told(said):
    told = "\n".join(filter(None, said.values()))

    assert not [secret for secret in (*SECRETS.values(), "too short", "a" * 40) if secret in told]


def test_ansible_says_itself_that_a_vault_does_not_open(tmp_path):
    (tmp_path / "group_vars").mkdir()
    (tmp_path / "hosts.yml").write_text(yaml.safe_dump({"all": {"hosts": {"good": GOOD}}}))
    vault = tmp_path / "group_vars" / "all.yml"
    vault.write_text("vault_security_secret: anything\n")
    for name in ("right", "wrong"):
        (tmp_path / name).write_text(name)
    encrypt = [PROGRAM.with_name("ansible-vault"), "encrypt", "--vault-password-file", tmp_path / "right", vault]
    subprocess.run(encrypt, check=True, capture_output=True)

    done = play(tmp_path, tmp_path / "hosts.yml", "--vault-password-file", tmp_path / "wrong")

    assert done.returncode != 0
    assert "Decryption failed (no vault secrets were found that could decrypt)" in done.stdout + done.stderr


def play(folder: Path, inventory: Path, *options: str | Path) -> subprocess.CompletedProcess[str]:
    """Look at the variables of an inventory, and at nothing else; no machine is asked."""
    book = folder / "play.yml"
    task = {"name": "Look", "ansible.builtin.import_role": {"name": "preflight", "tasks_from": "variables"}}
    defaults = {"name": "Know", "ansible.builtin.import_role": {"name": "site", "tasks_from": "main"}, "when": "false"}
    book.write_text(yaml.safe_dump([{"hosts": "all", "gather_facts": False, "tasks": [task, defaults]}]))
    environment = {
        **os.environ,
        "ANSIBLE_CONFIG": str(ROOT / "ansible" / "ansible.cfg"),
        "ANSIBLE_HOME": str(folder / "home"),
        "ANSIBLE_CALLBACK_RESULT_FORMAT": "json",
        "ANSIBLE_NOCOLOR": "1",
    }
    command = [PROGRAM, "-i", inventory, *options, book]
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False, cwd=ROOT / "ansible")
