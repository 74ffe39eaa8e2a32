"""Writes archives as the TDX terminal downloads them; the header's fourth number is the one of gpcw20240630."""

from __future__ import annotations

import io
import struct
import zipfile
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

FIELDS = 584
NUMBERS = {
    "revenue": 74,
    "selling_expense": 77,
    "net_profit": 96,
    "net_profit_deducted": 206,
    "rd_expense": 304,
}


def record(values: Mapping[int, float], fields: int = FIELDS) -> bytes:
    """A record with some fields by number; the others are 0."""
    return struct.pack(f"<{fields}f", *(values.get(number, 0.0) for number in range(1, fields + 1)))


def archive(
    records: Mapping[str, bytes], *, date: int = 20240630, count: int | None = None, size: int | None = None
) -> bytes:
    """The .dat file of companies by code; `count` and `size` are what the header states in place of the truth."""
    length = len(next(iter(records.values()), b"")) if size is None else size
    header = struct.pack("<hIHIII", 1, date, len(records) if count is None else count, 720_896, length, 0)
    first = len(header) + 11 * len(records)
    places = accumulate((len(one) for one in records.values()), initial=first)
    index = b"".join(
        struct.pack("<6sBI", code.encode("latin-1"), 0, at) for code, at in zip(records, places, strict=False)
    )
    return header + index + b"".join(records.values())


def zipped(**entries: bytes) -> bytes:
    """A zip archive; the names of its entries end in .dat."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in entries.items():
            target.writestr(f"{name}.dat", content)
    return file.getvalue()
