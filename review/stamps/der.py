"""As much of DER (X.690) as a time stamp needs: an element, what is in it, and writing one."""

from collections.abc import Iterator
from dataclasses import dataclass

INTEGER, BOOLEAN, OCTETS, OID, SEQUENCE, SET = 0x02, 0x01, 0x04, 0x06, 0x30, 0x31
NULL = b"\x05\x00"
# The parts of a choice, marked [0] and [1], with elements in them.
CHOICE_0, CHOICE_1 = 0xA0, 0xA1


@dataclass(frozen=True, slots=True)
class Element:
    """One element within `data`: what it is, and where its content and the whole of it stand."""

    data: bytes
    tag: int
    start: int
    body: int
    end: int

    @property
    def whole(self) -> bytes:
        return self.data[self.start : self.end]

    @property
    def content(self) -> bytes:
        return self.data[self.body : self.end]

    def children(self) -> list["Element"]:
        """The elements in this one. Raises ValueError where it does not hold elements."""
        return list(self._children())

    def _children(self) -> Iterator["Element"]:
        at = self.body
        while at < self.end:
            child = _at(self.data, at, self.end)
            yield child
            at = child.end

    def child(self, number: int, tag: int) -> "Element":
        """The element at this place. Raises ValueError unless it is there and is of this kind."""
        found = self.children()
        if number >= len(found) or found[number].tag != tag:
            raise ValueError("an element is missing or is of another kind")
        return found[number]


def parse(data: bytes) -> Element:
    """The one element that `data` is. Raises ValueError for anything else."""
    element = _at(data, 0, len(data))
    if element.end != len(data):
        raise ValueError("bytes stand after the end")
    return element


def _at(data: bytes, start: int, end: int) -> Element:
    if start + 2 > end:
        raise ValueError("an element is cut short")
    tag, length, body = data[start], data[start + 1], start + 2
    if length >= 0x80:
        following = length & 0x7F
        # Four bytes tell four gigabytes; none at all is BER, which no time stamp may use.
        if not 1 <= following <= 4 or body + following > end:
            raise ValueError("a length cannot be read")
        length = int.from_bytes(data[body : body + following])
        body += following
    if body + length > end:
        raise ValueError("an element is longer than what it stands in")
    return Element(data, tag, start, body, body + length)


def element(tag: int, *parts: bytes) -> bytes:
    """An element of these parts."""
    content = b"".join(parts)
    size = len(content)
    if size < 0x80:
        return bytes((tag, size)) + content
    length = size.to_bytes((size.bit_length() + 7) // 8)
    return bytes((tag, 0x80 | len(length))) + length + content


def integer(value: int) -> bytes:
    """A whole number that is not negative."""
    return element(INTEGER, value.to_bytes(value.bit_length() // 8 + 1))
