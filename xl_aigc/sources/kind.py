"""The source that reads an address, told by the address and by the names of files."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

TDX_ARCHIVE: Final = re.compile(r"gpcw([0-9]{8})\.(?:zip|dat)", re.IGNORECASE | re.ASCII)
SEC_FILE: Final = re.compile(r"CIK[0-9]{10}\.json|[0-9]{4}q[1-4]\.zip", re.IGNORECASE | re.ASCII)
"""The names under which the SEC offers its files."""


def source_of(address: str | Path) -> str:
    """The key of the source that reads an address: a URL, or a file or folder with the names that the publisher gives.

    Example:
        >>> source_of("sqlite:///figures.db"), source_of("gpcw20240630.zip"), source_of("2024q2.zip"), source_of("a.csv")
        ('database', 'tdx', 'sec', 'files')
    """
    if "://" in str(address):
        return "database"
    path = Path(address)
    names = [file.name for file in path.iterdir()] if path.is_dir() else [path.name]
    for source, pattern in (("tdx", TDX_ARCHIVE), ("sec", SEC_FILE)):
        if any(map(pattern.fullmatch, names)):
            return source
    return "files"
