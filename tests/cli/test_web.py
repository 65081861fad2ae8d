"""`microblog web`, as a front server of this machine asks it."""

import urllib.error
import urllib.request

import pytest

from tests.processes import website, write_ini


def test_what_a_front_server_says_of_strangers_is_heard(db, ini, tmp_path):
    with website(write_ini(tmp_path, ini), tmp_path / "log") as (url, _):
        asked = urllib.request.Request(f"{url}/metrics", headers={"X-Forwarded-For": "192.0.2.7"})
        with pytest.raises(urllib.error.HTTPError) as refusal:
            urllib.request.urlopen(asked)
        with urllib.request.urlopen(f"{url}/metrics") as answer:
            assert answer.status == 200

    assert refusal.value.code == 404
