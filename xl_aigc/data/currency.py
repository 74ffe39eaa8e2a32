"""Currencies by their codes of ISO 4217."""

from __future__ import annotations

import re
from typing import Final

_CODE: Final = re.compile(r"[A-Z]{3}", re.ASCII)
EXPECTED: Final = "a code of ISO 4217: three capital letters, such as USD."


def is_currency(text: str) -> bool:
    """Return whether a text has the form of a code.

    Example:
        >>> is_currency("USD"), is_currency("usd"), is_currency("$")
        (True, False, False)
    """
    return _CODE.fullmatch(text) is not None
