"""A gzip file of many parts, as crawlers write them, unpacked as it is read; damage in one costs that one only."""

import zlib
from bisect import bisect_right
from operator import attrgetter
from typing import BinaryIO, NamedTuple

MAGIC = b"\x1f\x8b\x08"
DAMAGE = b"\r\n\r\n<!-- damaged -->\r\n\r\n\r\n"
"""Stands where a part could not be read to its end."""
MOST_DAMAGED = 1000
CHUNK = 64 * 1024
STRIDE = 4 * 1024 * 1024
"""Bytes of a part after which it can be gone on with: to go back costs no more, however long the part is."""


class _Mark(NamedTuple):
    """Where reading may begin: in the unpacked content, in the file, where its part begins, and what unpacks it."""

    position: int
    offset: int
    part: int
    unpacker: object = None


class Unpacked:
    """`read` and `seek` are those of a file; positions are those of the unpacked content."""

    def __init__(self, file: BinaryIO):
        self.file, self.damaged = file, 0
        self.marks = [_Mark(0, 0, 0)]
        self._begin(self.marks[0])

    def read(self, size: int) -> bytes:
        """At most so many bytes; none at the end."""
        data = b""
        while size and not data:
            if self.ready:
                data, self.ready = self.ready[:size], self.ready[size:]
            elif self.packed or self._fetch():
                data = self._unpack(size)
            else:
                break
        self.position += len(data)
        return data

    def seek(self, position: int) -> int:
        if position < self.position:
            self._begin(self.marks[bisect_right(self.marks, position, key=attrgetter("position")) - 1])
        while self.position < position and self.read(min(CHUNK, position - self.position)):
            pass
        return self.position

    def _begin(self, mark: _Mark) -> None:
        self.file.seek(mark.offset)
        self.position, self.part, self.packed, self.ready = mark.position, mark.part, b"", b""
        self.unpacker = mark.unpacker.copy() if mark.unpacker else zlib.decompressobj(wbits=31)

    def _fetch(self) -> bool:
        self.packed = self.file.read(CHUNK)
        return bool(self.packed)

    def _unpack(self, size: int) -> bytes:
        try:
            data = self.unpacker.decompress(self.packed, size)
        except zlib.error:
            self._to_next_part()
            return b""
        self.packed = self.unpacker.unconsumed_tail
        if self.unpacker.eof:
            self.packed, self.unpacker = self.unpacker.unused_data, zlib.decompressobj(wbits=31)
            self.part = self.file.tell() - len(self.packed)
            self._mark(_Mark(self.position + len(data), self.part, self.part))
        elif self.position + len(data) >= self.marks[-1].position + STRIDE:
            offset = self.file.tell() - len(self.packed)
            self._mark(_Mark(self.position + len(data), offset, self.part, self.unpacker.copy()))
        return data

    def _mark(self, mark: _Mark) -> None:
        if mark.position > self.marks[-1].position:
            self.marks.append(mark)

    def _to_next_part(self) -> None:
        """Or to the end of the file; zeros that only fill it up are no damage."""
        self.damaged += 1
        is_filling = not self.packed.strip(b"\0")
        offset = self._next_magic(self.part + 1) if self.damaged <= MOST_DAMAGED else None
        offset = self.file.seek(0, 2) if offset is None else offset
        self._begin(_Mark(self.position, offset, offset))
        self.ready = b"" if is_filling else DAMAGE
        self._mark(_Mark(self.position + len(self.ready), offset, offset))

    def _next_magic(self, offset: int) -> int | None:
        self.file.seek(offset)
        kept = b""
        while chunk := self.file.read(CHUNK):
            kept += chunk
            if (found := kept.find(MAGIC)) >= 0:
                return offset + found
            offset += len(kept) - len(MAGIC) + 1
            kept = kept[-len(MAGIC) + 1 :]
        return None
