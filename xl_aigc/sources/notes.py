"""Lines of words above and below a table that state the unit and the currency of its figures."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from xl_aigc.data.headings import stated_currency
from xl_aigc.data.spelling import simplified
from xl_aigc.data.units import Unit, unit_of

_CURRENCY: Final = re.compile(r"(?:币种|货币|currency)\s{0,9}:\s{0,9}([^\s,;()]{1,8})", re.IGNORECASE)
_UNIT: Final = re.compile(
    r"单位\s{0,9}[::为是]\s{0,9}(?:人民币)?\s{0,9}([^\s,;,;。()]{1,8})|(?:\(|^)\s{0,9}unit\s{0,9}:\s{0,9}([^;)]{1,14})",
    re.IGNORECASE,
)


def unit_note(text: str) -> Unit | None:
    """The unit that a line of words states, None where it states none.

    Example:
        >>> unit_note("利润表摘要　单位：万美元"), unit_note("数据来源：Wind")
        (Unit(factor=10000.0, currency='USD'), None)
    """
    found = _UNIT.search(simplified(unicodedata.normalize("NFKC", text)))
    return unit_of(found[1] or found[2]) if found else None


def currency_note(text: str) -> str:
    """The currency that a line of words states, by its code; empty where it states none.

    Example:
        >>> currency_note("单位：万 币种：美元"), currency_note("数据来源：Wind")
        ('USD', '')
    """
    found = _CURRENCY.search(simplified(unicodedata.normalize("NFKC", text)))
    unit = unit_note(text)
    return stated_currency(found[1]) if found else unit.currency if unit else ""


def is_foreign(named: str, currency: str) -> bool:
    """Return whether a currency that a vendor names is another than the one expected; empty names none.

    Example:
        >>> is_foreign("USD", "HKD"), is_foreign("", "HKD"), is_foreign("USD", "")
        (True, False, False)
    """
    return bool(named and currency) and named != currency
