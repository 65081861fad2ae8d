"""Running what a role does on this very machine, into folders of a test."""

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

PLAY = Path(__file__).parents[2] / "var/operations/bin/ansible-playbook"


def play_here(folder: Path, tasks: list[dict[str, Any]], environment: Mapping[str, str]) -> str:
    """Run tasks, but not the handlers that they notify; give what Ansible says, and fail as it does."""
    play = {
        "hosts": "localhost",
        "connection": "local",
        "gather_facts": False,
        "vars": {"ansible_python_interpreter": str(PLAY.parent / "python")},
        "tasks": [*tasks, {"ansible.builtin.meta": "end_play"}],
    }
    (folder / "play.yml").write_text(json.dumps([play]))
    command = [PLAY, "-i", "localhost,", folder / "play.yml"]
    run = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout
