"""Tests of microblog.addresses."""

import tracemalloc

from microblog.addresses import REMEMBERED


def test_addresses_are_written_without_remembering_each_for_ever(request_off_web):
    def write_many(start: int) -> None:
        for number in range(start, start + REMEMBERED):
            assert request_off_web.route_path("tag", name=f"tag{number}é").endswith(f"/tag{number}%C3%A9")

    write_many(0)
    tracemalloc.start()
    try:
        write_many(REMEMBERED)
        write_many(2 * REMEMBERED)
        before, _ = tracemalloc.get_traced_memory()
        for rounds in range(3, 6):
            write_many(rounds * REMEMBERED)
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert after < before + 100_000
