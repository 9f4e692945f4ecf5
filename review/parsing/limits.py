"""How large a document may be, and how much may be spent on reading it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds, bytes, characters or counts, as each name says.

    `archive_ratio` is unpacked to packed size; `markup_bytes` the XML in a packed document.
    Memory is address space, of which the parsers themselves take some 80 MB.
    """

    text_file_bytes: int = 5_000_000
    file_bytes: int = 25_000_000
    article_characters: int = 400_000
    line_characters: int = 100_000
    archive_members: int = 2_000
    archive_bytes: int = 150_000_000
    archive_ratio: int = 200
    markup_bytes: int = 40_000_000
    wall_seconds: float = 20.0
    cpu_seconds: int = 15
    memory_bytes: int = 1 << 30
    output_bytes: int = 16 << 20


DEFAULT = Limits()
