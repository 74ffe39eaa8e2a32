"""What openxml-audit, a checker of the format, finds in a workbook."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

from openxml_audit import OpenXmlValidator

_KNOWN: dict[bytes, frozenset[str]] = {}


def findings(path: Path | str) -> frozenset[str]:
    """What the checker says of a file; it takes seconds, so equal files are checked once."""
    key = sha256(Path(path).read_bytes()).digest()
    if key not in _KNOWN:
        _KNOWN[key] = frozenset(str(error) for error in _checker().validate(path).errors)
    return _KNOWN[key]


@cache
def _checker() -> OpenXmlValidator:
    return OpenXmlValidator()
