"""Making pictures to be sent in."""

import io
import struct
import zlib
from typing import Any

from PIL import Image

RED, BLUE = (200, 20, 20), (20, 20, 200)


def picture_bytes(kind: str, size: tuple[int, int] = (600, 300), mode: str = "RGB", **how: Any) -> bytes:
    """Make a picture that is red on its left and blue on its right."""
    picture = Image.new("RGB", size, RED)
    picture.paste(BLUE, (size[0] // 2, 0, size[0], size[1]))
    out = io.BytesIO()
    picture.convert(mode).save(out, kind, **how)
    return out.getvalue()


def empty_png(width: int, height: int) -> bytes:
    """Make a PNG of any size that holds next to nothing."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )


def moving_bytes(kind: str, frames: int = 3, size: tuple[int, int] = (60, 30), **how: Any) -> bytes:
    """Make a picture that moves: no frame is like the one before."""
    pictures = [Image.new("RGB", size, (n * 7 % 256, n // 36 % 256, 90)) for n in range(frames)]
    out = io.BytesIO()
    pictures[0].save(out, kind, save_all=True, append_images=pictures[1:], duration=50, loop=0, **how)
    return out.getvalue()


def tiny_gif(frames: int, size: tuple[int, int] = (1, 1)) -> bytes:
    """Make a GIF of very many frames out of very few bytes."""
    head = b"GIF89a" + struct.pack("<HHBBB", *size, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff"
    frame = b"," + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02\x44\x01\x00"
    return head + frame * frames + b";"


def many_scans(count: int) -> bytes:
    """Make a JPEG whose last pass is drawn again and again."""
    out = io.BytesIO()
    Image.new("RGB", (64, 64), RED).save(out, "JPEG", progressive=True)
    data = out.getvalue()
    last = data[data.rindex(b"\xff\xda") : -2]
    return data[:-2] + last * count + data[-2:]
