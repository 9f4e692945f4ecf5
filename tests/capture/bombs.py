"""Small answers that unpack to a gigabyte, made without ever unpacking one."""

import gzip
import zlib

MEGABYTE = b"\0" * 1_000_000


def _unending() -> bytes:
    """A gzip stream of a gigabyte: after a full flush the same piece may come again and again."""
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS + 16)
    head = packer.flush(zlib.Z_FULL_FLUSH)
    piece = packer.compress(MEGABYTE) + packer.flush(zlib.Z_FULL_FLUSH)
    return head + piece * 1000 + packer.flush()


BOMB = _unending()
NESTED = gzip.compress(BOMB)
MEMBERS = gzip.compress(MEGABYTE) * 1000
NOTHING = gzip.compress(b"")
