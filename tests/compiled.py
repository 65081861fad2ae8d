"""Templates compiled once a run, whichever application needs them."""

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from pyramid.registry import Registry
from pyramid_jinja2 import IJinja2Environment


class Memory(BytecodeCache):
    """Keeps compiled templates for as long as the process lives; a template that was changed is compiled again."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give back what was kept."""
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it."""
        self.kept[bucket.key] = bucket.bytecode_to_string()


_memory = Memory()


def keep_compiled(registry: Registry) -> None:
    """Let an application use what another one has compiled."""
    registry.getUtility(IJinja2Environment, name=".jinja2").bytecode_cache = _memory
