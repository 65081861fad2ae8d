"""The files of settings on a machine: whatever a value is, systemd and sh read it as it was said."""

import json
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "ansible" / "roles" / "microblog" / "templates"

VALUES = {
    "site.name": "It's \"Anna's\" place",
    "site.description": "100 % `pure`; $HOME \\ \\\\ \\n #1 = {{ no }} ü 🐦",
    "mail.password": "a$b`c\"d\\e'f !",
    "site.contact": "",
    "accounts.confirm_email": False,
    "limits.post_length": 500,
}


def test_sh_reads_what_was_said(play, tmp_path):
    plays = [
        {
            "hosts": "localhost",
            "connection": "local",
            "gather_facts": False,
            "tasks": [
                {"ansible.builtin.template": {"src": str(TEMPLATES / "settings.env.j2"), "dest": f"{tmp_path}/env"}}
            ],
        }
    ]
    (tmp_path / "play.yml").write_text(json.dumps(plays))
    unsafe = {name: {"__ansible_unsafe": value} if isinstance(value, str) else value for name, value in VALUES.items()}
    (tmp_path / "vars.json").write_text(json.dumps({"microblog_settings": unsafe}))

    done = play("-i", "localhost,", "-e", f"@{tmp_path}/vars.json", tmp_path / "play.yml")
    assert done.returncode == 0, done.stdout + done.stderr

    words = ["sh", "-c", f"set -a; . {tmp_path}/env; env -0"]
    read = subprocess.run(words, env={}, capture_output=True, text=True, check=True).stdout
    found = dict(line.split("=", 1) for line in read.split("\0") if line.startswith("MICROBLOG_"))
    said = {name: value if isinstance(value, str) else str(value).lower() for name, value in VALUES.items()}
    assert found == {f"MICROBLOG_{name.replace('.', '_').upper()}": value for name, value in said.items()}
