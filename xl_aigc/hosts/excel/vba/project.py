"""A VBA project ([MS-OVBA] 2.3): its modules read, and put together anew around those that are kept.

The project must be one that Excel compiles from source when it opens it: its `_VBA_PROJECT` stream holds no more than a
version of 0xFFFF. xlwings ships its standalone workbook so. What older compilers left before a module's source is then not
read, and a module that we write has nothing there.
"""

from __future__ import annotations

import codecs
import re
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from xl_aigc.errors import Place, WorkbookError
from xl_aigc.files.compound_file import read_streams, write_streams
from xl_aigc.hosts.excel.vba.ovba import compress, decompress

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

Kind = Literal["document", "module"]
"""A `document` module belongs to the workbook or a sheet; a `module` holds procedures and functions."""

COMPILE_FROM_SOURCE: Final = bytes.fromhex("cc61ffff00")
PROJECT, _NAMES, DIRECTORY = ("PROJECT",), ("PROJECTwm",), ("VBA", "dir")
_VERSION, CODE_PAGE, _MODULES, _COOKIE, _END_OF_DIRECTORY = 0x09, 0x03, 0x0F, 0x13, 0x10
MODULE_NAME, STREAM_NAME, OFFSET, END_OF_MODULE = 0x19, 0x1A, 0x31, 0x2B
_TYPES: Final[dict[Kind, int]] = {"module": 0x21, "document": 0x22}
_LISTED: Final = re.compile(r"(?:Document|Module|Class|BaseClass)=([^/\r\n]+)")
_LONGEST_NAME: Final = 31
_MAC_ROMAN_NUMBER, _MAC_ROMAN = 10000, "mac_roman"


@dataclass(frozen=True)
class Source:
    """A module to write: its name, its kind, its text with the attributes, lines ended by CR LF."""

    name: str
    kind: Kind
    text: str


@dataclass(frozen=True)
class _Module:
    """A module as the `dir` stream lists it: its name, the bytes of its records, its stream, where the source begins."""

    name: str
    records: bytes
    stream: str
    offset: int


@dataclass(frozen=True)
class _Directory:
    """The `dir` stream: what stands before the modules, the modules, and the code page of all texts."""

    opening: bytes
    modules: tuple[_Module, ...]
    code_page: str


def read_sources(project: bytes) -> dict[str, str]:
    """Return the text of each module by its name, as Excel compiles it.

    Args:
        project: a `vbaProject.bin`.

    Raises:
        WorkbookError: it is damaged.
    """
    streams = read_streams(project)
    directory = _read_directory(stream_of(streams, DIRECTORY))
    return {
        module.name: decompress(stream_of(streams, ("VBA", module.stream))[module.offset :]).decode(
            directory.code_page
        )
        for module in directory.modules
    }


def rebuilt(project: bytes, keep: Collection[str], sources: Sequence[Source]) -> bytes:
    """Return a project with some of its modules as they were, and new ones.

    Args:
        project: a `vbaProject.bin` that is compiled from source.
        keep: names of the modules that stay; their streams stay byte for byte.
        sources: the new modules; those of documents first, in the order of the sheets.

    Raises:
        WorkbookError: it is damaged, is not compiled from source, has no such module, or a new one can't be written.
    """
    streams = read_streams(project)
    if not stream_of(streams, ("VBA", "_VBA_PROJECT")).startswith(COMPILE_FROM_SOURCE):
        raise WorkbookError("The VBA project carries compiled code, which would not fit to new source.")
    directory = _read_directory(stream_of(streams, DIRECTORY))
    kept = [module for module in directory.modules if module.name in keep]
    if {module.name for module in kept} != set(keep):
        held = ", ".join(module.name for module in directory.modules)
        raise WorkbookError(f"The VBA project lacks a module: it holds {held}.", expected=", ".join(keep))
    names = [*(source.name for source in sources), *(module.name for module in kept)]
    _check_names(names)
    code_page = directory.code_page
    for module in directory.modules:
        if module not in kept:
            del streams["VBA", module.stream]
    for source in sources:
        streams["VBA", source.name] = compress(encoded(source, code_page))
    records = [*(_records(source) for source in sources), *(module.records for module in kept)]
    streams[DIRECTORY] = compress(directory.opening + _listed(records))
    listing = stream_of(streams, PROJECT).decode(code_page)
    streams[PROJECT] = _listing(listing, sources, names).encode(code_page)
    streams[_NAMES] = _wide_names(names, code_page)
    return write_streams(streams)


def stream_of(streams: dict[tuple[str, ...], bytes], path: tuple[str, ...]) -> bytes:
    """Return a stream of a project.

    Raises:
        WorkbookError: it is not there.
    """
    if path not in streams:
        raise WorkbookError("The VBA project lacks a stream.", Place(key="/".join(path)))
    return streams[path]


def walk_records(content: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Yield the records of a `dir` stream: kind, content, and all of its bytes."""
    place = 0
    while place < len(content):
        kind, size = struct.unpack_from("<HI", content, place)
        # PROJECTVERSION writes 4 for its size and holds 6 bytes.
        end = place + 6 + (6 if kind == _VERSION else size)
        if end > len(content):
            raise WorkbookError("The VBA project's directory is cut off.", Place(key="VBA/dir"))
        yield kind, content[place + 6 : end], content[place:end]
        place = end


def _read_directory(stream: bytes) -> _Directory:
    """Return the `dir` stream, its modules apart from the rest."""
    opening, records = bytearray(), bytearray()
    modules: list[_Module] = []
    held: dict[int, bytes] = {}
    code_page = "cp1252"
    for kind, content, whole in walk_records(decompress(stream)):
        if kind == CODE_PAGE:
            code_page = codec(content)
        if kind == _END_OF_DIRECTORY:
            break
        if not held and kind != MODULE_NAME:
            opening += b"" if kind in {_MODULES, _COOKIE} else whole
            continue
        held[kind] = content
        records += whole
        if kind == END_OF_MODULE:
            name, stream_name = (held[key].decode(code_page) for key in (MODULE_NAME, STREAM_NAME))
            offset = int.from_bytes(held[OFFSET], "little")
            modules.append(_Module(name, bytes(records), stream_name, offset))
            held, records = {}, bytearray()
    return _Directory(bytes(opening), tuple(modules), code_page)


def codec(code_page: bytes) -> str:
    """Return Python's name of a code page, from the content of its record.

    Raises:
        WorkbookError: Python has no such code page.
    """
    number = int.from_bytes(code_page, "little")
    name = _MAC_ROMAN if number == _MAC_ROMAN_NUMBER else f"cp{number}"
    try:
        return codecs.lookup(name).name
    except LookupError as error:
        raise WorkbookError(f"The VBA project is written in the unknown code page {number}.") from error


def record(kind: int, content: bytes) -> bytes:
    """Return a record of a `dir` stream."""
    return struct.pack("<HI", kind, len(content)) + content


def _records(source: Source) -> bytes:
    """Return the records of a new module; its source begins where its stream does."""
    narrow, wide = source.name.encode("ascii"), source.name.encode("utf-16-le")
    named = (
        (MODULE_NAME, narrow),
        (0x47, wide),
        (STREAM_NAME, narrow),
        (0x32, wide),
        (0x1C, b""),
        (0x48, b""),
    )
    rest = ((OFFSET, bytes(4)), (0x1E, bytes(4)), (0x2C, b"\xff\xff"), (_TYPES[source.kind], b""))
    return b"".join(record(*each) for each in (*named, *rest, (END_OF_MODULE, b"")))


def _listed(records: Sequence[bytes]) -> bytes:
    """Return all modules, behind their number and the cookie that [MS-OVBA] wants to be 0xFFFF; then the directory's end."""
    count = record(_MODULES, struct.pack("<H", len(records)))
    return count + record(_COOKIE, b"\xff\xff") + b"".join(records) + record(_END_OF_DIRECTORY, b"")


def _check_names(names: Sequence[str]) -> None:
    """Refuse names that VBA does not take, or two of one name."""
    for name in names:
        if not re.fullmatch(r"[A-Za-z]\w*", name, re.ASCII) or len(name) > _LONGEST_NAME:
            raise WorkbookError(
                "No VBA module can have this name.",
                Place(key=name),
                expected=f"a letter, then letters, digits and _, at most {_LONGEST_NAME} characters.",
            )
    if len({name.casefold() for name in names}) < len(names):
        raise WorkbookError(f"Two VBA modules would have one name: {', '.join(names)}.")


def encoded(source: Source, code_page: str) -> bytes:
    """Return the text of a module in the code page of its project.

    Raises:
        WorkbookError: the code page lacks a letter.
    """
    try:
        return source.text.encode(code_page)
    except UnicodeEncodeError as error:
        raise WorkbookError(
            f"The VBA project's code page {code_page} has no {error.object[error.start]!r}.",
            Place(key=source.name),
            remedy="Write it as ChrW$(number).",
        ) from error


def _listing(listing: str, sources: Sequence[Source], names: Sequence[str]) -> str:
    """Return the `PROJECT` stream: modules and their windows anew, every other line as it was."""
    lines = listing.split("\r\n")
    new = [
        f"Document={source.name}/&H00000000" if source.kind == "document" else f"Module={source.name}"
        for source in sources
    ]
    head = [line for line in lines if not _LISTED.match(line)]
    kept = [line for line in lines if (match := _LISTED.match(line)) and match[1] in names]
    written = {source.name for source in sources}
    kept = [line for line in kept if line.partition("=")[2].partition("/")[0] not in written]
    start = next(place for place, line in enumerate(head) if line.startswith("ID=")) + 1
    end = head.index("[Workspace]") + 1 if "[Workspace]" in head else len(head)
    windows = [f"{name}=0, 0, 0, 0, C" for name in names]
    return "\r\n".join([*head[:start], *new, *kept, *head[start:end], *windows, ""])


def _wide_names(names: Sequence[str], code_page: str) -> bytes:
    """Return the `PROJECTwm` stream: each name in the code page and in UTF-16."""
    pairs = (f"{name}\0".encode(code_page) + f"{name}\0".encode("utf-16-le") for name in names)
    return b"".join(pairs) + b"\0\0"
