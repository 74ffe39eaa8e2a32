"""The compression of VBA source text, as [MS-OVBA] 2.4.1 lays it down: chunks of 4,096 bytes, each by itself."""

from __future__ import annotations

import struct
from typing import Final

from xl_aigc.errors import WorkbookError

_SIGNATURE: Final = 0x01
_CHUNK: Final = 4096
_COMPRESSED: Final = 0xB000  # bit 15 for compressed, and the signature 0b011 in bits 12 to 14
_RAW: Final = 0x3000
_SHORTEST: Final = (
    3  # a copy takes two bytes, so that fewer than three gain nothing; lengths are stored less 3
)
_CANDIDATES: Final = 64  # of earlier places that are compared; more of them hardly shortens source text


def compress(source: bytes) -> bytes:
    """Source text as a compressed container.

    Args:
        source: the text in the code page of its project.

    Raises:
        WorkbookError: it ends in noise that no container can hold; no text does.

    Example:
        >>> compress(b"aaaaaaaaaaaaaaaaaaaaaaaa").hex()
        '0103b002611400'
    """
    chunks = (source[start : start + _CHUNK] for start in range(0, len(source), _CHUNK))
    return bytes([_SIGNATURE]) + b"".join(map(_packed, chunks))


def decompress(container: bytes) -> bytes:
    """Return the source text of a compressed container; the inverse of `compress`.

    Args:
        container: its bytes, from the signature on.

    Raises:
        WorkbookError: it is none, or is cut off.

    Example:
        >>> decompress(compress(b"Option Explicit"))
        b'Option Explicit'
    """
    if not container or container[0] != _SIGNATURE:
        raise WorkbookError("The VBA source is no compressed container.", expected="the byte 01 first.")
    source = bytearray()
    place = 1
    while place < len(container):
        try:
            (header,) = struct.unpack_from("<H", container, place)
            chunk = container[place + 2 : place + (header & 0x0FFF) + 3]
            # The last byte is asked for by its place, so that a chunk that is cut off has none.
            container[place + (header & 0x0FFF) + 2]
            source += _unpacked(chunk) if header & 0x8000 else chunk
        except (struct.error, IndexError) as error:
            raise WorkbookError(f"The VBA source is cut off or damaged behind byte {place}.") from error
        place += (header & 0x0FFF) + 3
    return bytes(source)


def _copy_bits(done: int) -> int:
    """Return the number of bits for the distance in a copy token, after so many bytes of the chunk: 4 to 12."""
    return max((done - 1).bit_length(), 4)


def _packed(chunk: bytes) -> bytes:
    """Return one chunk with its header; as it is where tokens would take more room than a chunk has.

    Raises:
        WorkbookError: a last chunk of noise, which fits neither way. No text is like that.
    """
    body = _tokens(chunk)
    if len(body) <= _CHUNK:
        return struct.pack("<H", _COMPRESSED | (len(body) - 1)) + body
    if len(chunk) < _CHUNK:
        raise WorkbookError("The VBA source can't be compressed.", expected="text.")
    return struct.pack("<H", _RAW | (_CHUNK - 1)) + chunk


def _tokens(chunk: bytes) -> bytes:
    """Return a chunk as groups of eight tokens, each group behind a byte of flags: 1 for a copy, 0 for a byte as it is."""
    body = bytearray()
    seen: dict[bytes, list[int]] = {}
    place = noted = 0
    while place < len(chunk):
        flags, group = 0, bytearray()
        for bit in range(8):
            if place >= len(chunk):
                break
            while noted < place:
                seen.setdefault(chunk[noted : noted + _SHORTEST], []).append(noted)
                noted += 1
            start, length = _longest(chunk, place, seen.get(chunk[place : place + _SHORTEST], ()))
            if length:
                bits = _copy_bits(place)
                group += struct.pack("<H", ((place - start - 1) << (16 - bits)) | (length - _SHORTEST))
                flags |= 1 << bit
                place += length
            else:
                group.append(chunk[place])
                place += 1
        body.append(flags)
        body += group
    return bytes(body)


def _longest(chunk: bytes, place: int, earlier: list[int] | tuple[()]) -> tuple[int, int]:
    """Start and length of the longest earlier stretch that comes again here; length 0 for none, the nearest of equals."""
    most = min((0xFFFF >> _copy_bits(place)) + _SHORTEST, len(chunk) - place)
    best, longest = 0, 0
    for start in reversed(earlier[-_CANDIDATES:]):
        length = _SHORTEST
        while length < most and chunk[start + length] == chunk[place + length]:
            length += 1
        if _SHORTEST <= length <= most and length > longest:
            best, longest = start, length
    return best, longest


def _unpacked(body: bytes) -> bytes:
    """Return the bytes of a compressed chunk."""
    chunk = bytearray()
    place = 0
    while place < len(body):
        flags = body[place]
        place += 1
        for bit in range(8):
            if place >= len(body):
                break
            if flags >> bit & 1:
                token = int.from_bytes(body[place : place + 2], "little")
                bits = _copy_bits(len(chunk))
                start = len(chunk) - (token >> (16 - bits)) - 1
                if start < 0:
                    raise IndexError
                for offset in range((token & (0xFFFF >> bits)) + _SHORTEST):
                    chunk.append(chunk[start + offset])
                place += 2
            else:
                chunk.append(body[place])
                place += 1
    return bytes(chunk)
