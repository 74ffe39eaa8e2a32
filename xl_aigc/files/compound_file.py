"""Compound files ([MS-CFB], version 3): the small file system inside `vbaProject.bin` and `.xls` files.

A file is sectors of 512 bytes that chains of numbers link; streams below 4,096 bytes share one stream of sectors of 64.
Read are streams by path; written is a whole file, always the same for the same streams.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from xl_aigc.errors import AigcError, Place, WorkbookError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Path = tuple[str, ...]
"""Of a stream: the storages it lies in, and its own name."""

MAGIC: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_SECTOR: Final = 512
_SMALL_SECTOR: Final = 64
_CUTOFF: Final = 4096  # streams below it lie in small sectors
_ENTRY: Final = struct.Struct("<64sHBBIII16sIQQIQ")
_ENTRIES: Final = _SECTOR // _ENTRY.size
_LINKS: Final = _SECTOR // 4  # links in a sector of the allocation table
_HEADER_LINKS: Final = 109  # sectors of the allocation table that the header can name
_FREE, _END, _TABLE, _NOTHING = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
_UNUSED, _STORAGE, _STREAM, _ROOT = 0, 1, 2, 5
_RED, _BLACK = 0, 1


def is_encrypted(content: bytes) -> bool:
    """Return whether a file is one that Office encrypted with a password ([MS-OFFCRYPTO] 2.3.4.1)."""
    return content.startswith(MAGIC) and _ENCRYPTED in content


def with_password(place: Place, error: type[AigcError]) -> AigcError:
    """Return the refusal of a workbook that is encrypted."""
    return error("The workbook has a password.", place, remedy="Take it off in Excel.")


def read_streams(content: bytes) -> dict[Path, bytes]:
    """Return all streams of a compound file by their path, in the order of its directory.

    Args:
        content: the whole file.

    Raises:
        WorkbookError: it is none of version 3, or is cut off.

    Example:
        >>> read_streams(write_streams({("VBA", "dir"): b"abc"}))
        {('VBA', 'dir'): b'abc'}
    """
    if content[:8] != MAGIC or content[26:28] != b"\x03\0":
        raise WorkbookError("The file is no compound file of version 3.")
    try:
        return _Reader(content).streams()
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise WorkbookError("The compound file is cut off or damaged.") from error


class _Reader:
    """The chains of one file."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        head = struct.unpack_from("<IIIIIIIII", content, 40)
        _, tables, directory, _, _, small_table, _, more, count = head
        named = list(struct.unpack_from(f"<{_HEADER_LINKS}I", content, 76))
        for _ in range(count):
            links = self._links(self._sector(more))
            named += links[:-1]
            more = links[-1]
        self.table = [link for place in named[:tables] for link in self._links(self._sector(place))]
        self.small_table = self._links(self._chain(small_table))
        entries = self._chain(directory)
        self.entries = [_ENTRY.unpack_from(entries, at) for at in range(0, len(entries), _ENTRY.size)]
        self.small = self._chain(self.entries[0][11])

    @staticmethod
    def _links(content: bytes) -> list[int]:
        return list(struct.unpack(f"<{len(content) // 4}I", content))

    def _sector(self, place: int) -> bytes:
        start = (place + 1) * _SECTOR
        if start + _SECTOR > len(self.content):
            raise IndexError
        return self.content[start : start + _SECTOR]

    def _places(self, first: int, table: list[int]) -> Iterator[int]:
        """Yield the sectors of a chain; one that comes round to itself is damaged."""
        for _ in range(len(table) + 1):
            if first == _END:
                return
            yield first
            first = table[first]
        raise IndexError

    def _chain(self, first: int) -> bytes:
        return b"".join(self._sector(place) for place in self._places(first, self.table))

    def _small_chain(self, first: int) -> bytes:
        places = self._places(first, self.small_table)
        return b"".join(self.small[at * _SMALL_SECTOR : (at + 1) * _SMALL_SECTOR] for at in places)

    def streams(self) -> dict[Path, bytes]:
        found: dict[int, tuple[Path, bytes]] = {}
        waiting: list[tuple[int, Path]] = [(self.entries[0][6], ())]
        while waiting:
            place, folder = waiting.pop()
            if place == _NOTHING:
                continue
            if place in found:
                raise IndexError
            raw, length, kind, _, left, right, child, *_, first, size = self.entries[place]
            path = (*folder, raw[: length - 2].decode("utf-16-le"))
            waiting += [(left, folder), (right, folder), (child, path)]
            found[place] = path, b""
            if kind == _STREAM:
                chain = self._small_chain if size < _CUTOFF else self._chain
                found[place] = path, chain(first)[:size] if size else b""
        streams = {place for place in found if self.entries[place][2] == _STREAM}
        return dict(found[place] for place in sorted(streams))


@dataclass
class _Entry:
    """A line of the directory while it is being put together."""

    name: str
    kind: int
    data: bytes = b""
    children: list[int] = field(default_factory=list)
    color: int = _BLACK
    left: int = _NOTHING
    right: int = _NOTHING
    child: int = _NOTHING
    first: int = 0
    size: int = 0

    def packed(self) -> bytes:
        name = f"{self.name}\0".encode("utf-16-le")
        links = (self.left, self.right, self.child)
        return _ENTRY.pack(
            name, len(name), self.kind, self.color, *links, bytes(16), 0, 0, 0, self.first, self.size
        )


def write_streams(streams: Mapping[Path, bytes]) -> bytes:
    """Return a compound file of streams.

    Args:
        streams: content of each stream by its path.

    Raises:
        WorkbookError: a name that no directory takes, or more than about 7 MB.

    Example:
        >>> len(write_streams({("PROJECT",): b"ID=0"}))
        2560
    """
    entries = _directory(streams)
    _grow_trees(entries)
    sectors = _Sectors()
    _place_streams(entries, sectors)
    small_table = sectors.links(entries[0].data)
    listed = b"".join(entry.packed() for entry in entries)
    unused = _ENTRY.pack(b"", 0, _UNUSED, 0, _NOTHING, _NOTHING, _NOTHING, bytes(16), 0, 0, 0, 0, 0)
    directory = sectors.add(listed + unused * (-len(entries) % _ENTRIES))
    return sectors.file(directory, *small_table)


def _directory(streams: Mapping[Path, bytes]) -> list[_Entry]:
    """Return the lines of the directory: the root, the storages, the streams in their given order."""
    entries = [_Entry("Root Entry", _ROOT)]
    places: dict[Path, int] = {(): 0}
    folders = {path[:depth]: None for path in streams for depth in range(1, len(path))}
    for path in (*folders, *streams):
        if path in places or not 0 < len(path[-1].encode("utf-16-le")) <= 62 or set(path[-1]) & set("/\\:!"):
            raise WorkbookError(f"No compound file can hold a stream {path[-1]!r} here.")
        places[path] = len(entries)
        entries.append(_Entry(path[-1], _STREAM if path in streams else _STORAGE, streams.get(path, b"")))
        entries[places[path[:-1]]].children.append(places[path])
    return entries


def _grow_trees(entries: list[_Entry]) -> None:
    """Link the children of each storage as a balanced tree, in the order that readers search by.

    All leaves of a tree that is halved again and again lie in the last two levels: with the last level red and all else
    black it is a red-black tree, as [MS-CFB] 2.6.4 asks. Shorter names come before longer ones.
    """

    def grow(children: list[int], levels: int) -> int:
        if not children:
            return _NOTHING
        middle = len(children) // 2
        entry = entries[children[middle]]
        entry.left, entry.right = (
            grow(children[:middle], levels - 1),
            grow(children[middle + 1 :], levels - 1),
        )
        entry.color = _RED if levels == 1 else _BLACK
        return children[middle]

    for entry in entries:
        ordered = sorted(entry.children, key=lambda at: (len(entries[at].name), entries[at].name.upper()))
        full = (len(ordered) + 1).bit_count() == 1  # its last level is complete, so that all may be black
        entry.child = grow(ordered, 0 if full else len(ordered).bit_length())


class _Sectors:
    """The sectors of a file and the links between them, as they are added."""

    def __init__(self) -> None:
        self.content = bytearray()
        self.table: list[int] = []

    def add(self, data: bytes) -> int:
        """Put data into sectors of its own; the number of the first."""
        if not data:
            return _END
        first = len(self.table)
        count = -(-len(data) // _SECTOR)
        self.content += data.ljust(count * _SECTOR, b"\0")
        self.table += [*range(first + 1, first + count), _END]
        return first

    def links(self, packed: bytes) -> tuple[int, int]:
        """Put a table of links into sectors; the number of the first, and how many."""
        count = -(-len(packed) // _SECTOR)
        return self.add(packed.ljust(count * _SECTOR, b"\xff")), count

    def file(self, directory: int, small_table: int, small_tables: int) -> bytes:
        """Return the whole file: the header, the sectors, and last the table of links."""
        count = -(-len(self.table) // (_LINKS - 1))
        if count > _HEADER_LINKS:
            raise WorkbookError("The compound file is too large.", expected="at most 7 MB.")
        tables = range(len(self.table), len(self.table) + count)
        links = [*self.table, *[_TABLE] * count]
        links += [_FREE] * (count * _LINKS - len(links))
        named = [*tables, *[_FREE] * (_HEADER_LINKS - count)]
        header = MAGIC + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
        header += struct.pack(
            "<IIIIIIIII", 0, count, directory, 0, _CUTOFF, small_table, small_tables, _END, 0
        )
        header += struct.pack(f"<{_HEADER_LINKS}I", *named)
        return header + bytes(self.content) + struct.pack(f"<{len(links)}I", *links)


def _place_streams(entries: list[_Entry], sectors: _Sectors) -> None:
    """Put all streams into sectors; the small ones into the root's stream, whose table of links is left in its data."""
    small, table = bytearray(), list[int]()
    for entry in entries[1:]:
        entry.size = len(entry.data)
        if entry.kind == _STREAM and entry.size == 0:
            entry.first = _END
        elif entry.size >= _CUTOFF:
            entry.first = sectors.add(entry.data)
        elif entry.size:
            entry.first = len(table)
            count = -(-entry.size // _SMALL_SECTOR)
            small += entry.data.ljust(count * _SMALL_SECTOR, b"\0")
            table += [*range(entry.first + 1, entry.first + count), _END]
    root = entries[0]
    root.first, root.size = sectors.add(bytes(small)), len(small)
    root.data = struct.pack(f"<{len(table)}I", *table)
