"""What went wrong in a deploy is told in one sentence, whatever has said it."""

import os
from pathlib import Path

import pytest

from .here import play_here

ROOT = Path(__file__).parents[2]
SAID = {
    "a program of ours": (
        {"stderr": "settings: site.url is missing.\n", "stdout": ""},
        "settings: site.url is missing",
    ),
    "a script, over a terminal": (
        {"stderr": "Shared connection to 192.0.2.10 closed.\r\n", "stdout": "it ended 3 times: no memory\r\n"},
        "it ended 3 times: no memory",
    ),
    "a traceback": (
        {
            "stderr": 'Traceback:\n  File "a"\n  File "b"\nDataError: division by zero\n[SQL: SELECT 1 / 0]\n'
            "(Background on this error at: https://sqlalche.me/e/21/9h9h)\n"
        },
        "DataError: division by zero",
    ),
    "a module": ({"msg": "Could not find the requested service"}, "Could not find the requested service"),
    "HTTP": ({"status": 503, "content": "away\n", "msg": "Status code was 503"}, "HTTP 503, away"),
    "nobody": ({"stderr": "", "stdout": " \n"}, "it said nothing"),
}


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """Let each of them fail, and remember it; give what Ansible shows of the sentences."""
    tasks = [
        task
        for who, (result, _) in SAID.items()
        for task in (
            {
                "ansible.builtin.include_role": {"name": "microblog", "tasks_from": "failed"},
                "vars": {"ansible_failed_result": result, "ansible_failed_task": {"name": who}},
            },
            {"ansible.builtin.debug": {"msg": "{{ microblog_failure }}"}},
        )
    ]
    roles = {"ANSIBLE_ROLES_PATH": str(ROOT / "ansible" / "roles")}
    return play_here(tmp_path_factory.mktemp("failed"), tasks, os.environ | roles)


@pytest.mark.parametrize("who", SAID)
def test_the_sentence_tells_who_failed_and_why(told, who):
    assert f'"msg": "“{who}” failed on localhost: {SAID[who][1]}."' in told
