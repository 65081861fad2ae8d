"""What came in, unpacked: never more than there may be, however small it was packed."""

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .refusals import Refused

PACKINGS = {"gzip": 31, "x-gzip": 31, "deflate": 15}
"""How zlib is told of each (RFC 1950, RFC 1952)."""


@dataclass(frozen=True)
class Body:
    """Some bytes."""

    data: bytes
    whole: bool
    """Whether that is all there was."""


def unpacked(pieces: Iterable[bytes], packing: str, limit: int) -> Body:
    """Put the pieces of a body together, up to `limit` bytes; what is packed otherwise than we asked is refused."""
    packing = packing.strip().lower()
    if packing not in ("", "identity", *PACKINGS):
        raise Refused("it is packed in a way that was not asked for")
    kept = bytearray()
    for piece in _unpack(pieces, PACKINGS[packing], limit) if packing in PACKINGS else pieces:
        kept += piece[: limit + 1 - len(kept)]
        if len(kept) > limit:
            return Body(bytes(kept[:limit]), whole=False)
    return Body(bytes(kept), whole=True)


def _unpack(pieces: Iterable[bytes], window: int, limit: int) -> Iterator[bytes]:
    """Unpack piece by piece, no more at a time than is wanted."""
    box = zlib.decompressobj(window)
    try:
        for piece in pieces:
            yield box.decompress(piece, limit + 1)
            while box.unconsumed_tail:
                yield box.decompress(box.unconsumed_tail, limit + 1)
    except zlib.error:
        raise Refused("it is not packed as it says") from None
    if not box.eof:
        raise Refused("it is not packed as it says")
