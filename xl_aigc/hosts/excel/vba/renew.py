"""New text for some modules of a VBA project that Excel has saved.

Excel leaves compiled code before the text of each module, and in streams of its own. It would run that code and not the new text, so
that all of it is taken out: the next start compiles every module from its text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from xl_aigc.errors import Place, WorkbookError
from xl_aigc.files.compound_file import read_streams, write_streams
from xl_aigc.hosts.excel.vba.ovba import compress, decompress
from xl_aigc.hosts.excel.vba.project import (
    CODE_PAGE,
    COMPILE_FROM_SOURCE,
    DIRECTORY,
    MODULE_NAME,
    OFFSET,
    PROJECT,
    STREAM_NAME,
    Source,
    codec,
    encoded,
    record,
    stream_of,
    walk_records,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    Streams = dict[tuple[str, ...], bytes]

_CODE: Final = "VBA"
_COMPILED: Final = "__SRP_"
_UNPROTECTED: Final = bytes(4)
_PROTECTION: Final = re.compile(rb'^CMG="([0-9A-Fa-f]+)"', re.MULTILINE)
_BYTES_OF_LENGTH: Final = 4


def renewed(project: bytes, texts: Mapping[str, str]) -> bytes:
    """Return a project with new text in some of its modules; the others keep theirs byte for byte.

    Args:
        project: a `vbaProject.bin`.
        texts: the new text of each module by its name, lines ended by CR LF.

    Raises:
        WorkbookError: the project is damaged or locked, holds a form, or its code page lacks a letter of the text.
    """
    streams = read_streams(project)
    _check(streams)
    held: dict[int, bytes] = {}
    directory = bytearray()
    code_page = "cp1252"
    for kind, content, whole in walk_records(decompress(stream_of(streams, DIRECTORY))):
        held[kind] = content
        if kind == CODE_PAGE:
            code_page = codec(content)
        if kind == OFFSET:
            path = (_CODE, held[STREAM_NAME].decode(code_page))
            source = stream_of(streams, path)[int.from_bytes(content, "little") :]
            name = held[MODULE_NAME].decode(code_page)
            new = Source(name, "module", texts[name]) if name in texts else None
            streams[path] = compress(encoded(new, code_page)) if new else source
        directory += record(OFFSET, bytes(4)) if kind == OFFSET else whole
    streams[DIRECTORY] = compress(bytes(directory))
    streams[_CODE, "_VBA_PROJECT"] = COMPILE_FROM_SOURCE + bytes(2)
    return write_streams(
        {path: content for path, content in streams.items() if not path[-1].startswith(_COMPILED)}
    )


def _check(streams: Streams) -> None:
    """Refuse a project whose owner has locked it, and one whose forms this writer can't keep."""
    forms = {path[0] for path in streams if len(path) > 1} - {_CODE}
    if forms:
        raise WorkbookError(
            "The VBA project holds a form, which can't be kept.",
            Place(key=", ".join(sorted(forms))),
            remedy="In Excel, press Alt+F11 and drag the modules over from a new xl_aigc.xlsm.",
        )
    protection = _PROTECTION.search(stream_of(streams, PROJECT))
    if protection and decrypted(bytes.fromhex(protection[1].decode())) != _UNPROTECTED:
        raise WorkbookError(
            "The VBA project is locked for viewing.",
            remedy="In Excel, press Alt+F11; take the lock off under Tools, VBAProject Properties, Protection; save.",
        )


def decrypted(data: bytes) -> bytes:
    r"""Return the content of an encrypted value of the stream PROJECT ([MS-OVBA] 2.4.3.3).

    Args:
        data: the bytes that its hexadecimal digits stand for.

    Example:
        >>> decrypted(bytes.fromhex("0705D8E3D8EDDBF1DBF1DBF1DBF1"))
        b'\x00\x00\x00\x00'
    """
    seed, version, key = data[0], data[1], data[2]
    plain = seed ^ key
    before, last = key, version
    content = bytearray()
    for each in data[3:]:
        plain = each ^ ((last + plain) & 0xFF)
        last, before = before, each
        content.append(plain)
    content = content[(seed & 6) // 2 :]
    length = int.from_bytes(content[:_BYTES_OF_LENGTH], "little")
    return bytes(content[_BYTES_OF_LENGTH : _BYTES_OF_LENGTH + length])
