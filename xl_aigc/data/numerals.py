"""Numbers as texts: what a file of ours writes, and what vendors write."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

LONGEST: Final = 400
"""Characters of the longest text that is read as a number; a float64 written out in full has 309 digits before its point."""
_PLAIN: Final = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]{1,4})?", re.ASCII)
_WRITTEN: Final = re.compile(
    r"(?P<sign>[-+]?)(?P<currency>(?:[¥￥]|RMB|CNY|人民币)?)"
    r"(?P<digits>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]*)?|[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"
    r"(?P<power>e[-+]?[0-9]{1,3})?(?P<unit>[^0-9.,%()]{0,12})",
    re.IGNORECASE | re.ASCII,
)
MARK: Final = re.compile("[²³¹⁰⁴-⁹₀-₉①-⑳⑴-⒛⓪㉑-㊿]")
"""Digits that refer to a note, or are an exponent: in compatibility forms they would go on with the number before them."""
_DOLLAR: Final = re.compile(r"(?<![^-+(])\$(?=[-+]?[0-9.])", re.ASCII)
"""A sign of dollars before a number, with which a spreadsheet calculates."""


_GROUPS: Final = re.compile(r"(?<![0-9.,])[0-9]{1,3}(?P<sign>[ '])[0-9]{3}(?:(?P=sign)[0-9]{3})*(?![0-9])")
"""Digits in groups of three, with one sign between all of them."""
_LAKHS: Final = re.compile(r"(?<![0-9.,])[0-9]{1,2}(?:,[0-9]{2}){1,9},[0-9]{3}(?![0-9,])")
"""Digits as India parts them: three at the end, two before."""
_PARTED: Final = re.compile(r"(?<=[0-9])\s{1,9}(?=[0-9])")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as vendors write it.

    Attributes:
        digits: its sign, digits and power of ten, as `float` and `Decimal` read them.
        grouped: whether commas part its thousands.
        unit: the words behind it.
    """

    digits: str
    grouped: bool
    unit: str


def is_plain(text: str) -> bool:
    """Return whether a text is a number written with a point and without separators, however large.

    Example:
        >>> is_plain("-1.5e3"), is_plain("1,000"), is_plain("inf")
        (True, False, False)
    """
    return len(text) <= LONGEST and _PLAIN.fullmatch(text) is not None


def finite(text: str) -> float | None:
    """The finite number that a plain text is, None where it is none.

    Example:
        >>> finite("-1.5e3"), finite("1_000"), finite("1e999")
        (-1500.0, None, None)
    """
    if not is_plain(text):
        return None
    value = float(text)
    return value if math.isfinite(value) else None


def product(text: str, factor: float) -> float:
    """The product of a plain number and a factor in decimals, so that 1.1 times 10,000 is 11000 and not 11000.000000000002.

    Example:
        >>> product("1.1", 1e4), product("100.3", 7.1)
        (11000.0, 712.13)
    """
    value = float(text)
    if factor == 1.0 or not math.isfinite(value):
        return value
    return float(Decimal(text) * Decimal(repr(factor)))


def numeral(text: str) -> Numeral | None:
    """A number with separators, a sign of currency, a unit, or in brackets for a negative one.

    Example:
        >>> numeral("668.99亿"), numeral("(1,234.5)")
        (Numeral(digits='668.99', grouped=False, unit='亿'), Numeral(digits='-1234.5', grouped=True, unit=''))
        >>> numeral("12.5%") is None
        True
    """
    if len(text) > LONGEST:
        return None
    in_brackets = text.startswith("(") and text.endswith(")")
    match = _WRITTEN.fullmatch(text[1:-1] if in_brackets else text)
    if match is None or (in_brackets and match["sign"]):
        return None
    sign = "-" if in_brackets else match["sign"]
    digits = sign + match["digits"].replace(",", "") + (match["power"] or "")
    return Numeral(digits, "," in match["digits"], match["unit"].strip())


def number_in_text(text: str) -> float | None:
    """The finite number that a spreadsheet takes a text for in a calculation, None where it takes it for none.

    Thousands, percent signs, brackets of a negative number, full-width forms and a sign of currency are understood; a unit is not.

    Example:
        >>> number_in_text("1,234"), number_in_text("12%"), number_in_text("(１２０)"), number_in_text("120亿")
        (1234.0, 0.12, -120.0, None)
    """
    value = finite(text)
    if value is not None or len(text) > LONGEST:
        return value
    plain = _DOLLAR.sub("", without_width(text).replace("−", "-").strip())
    inside = plain[1:-1] if plain.startswith("(") and plain.endswith("%)") else plain
    percent = inside.endswith("%")
    bare = inside.removesuffix("%").rstrip()
    written = numeral(f"({bare})" if inside != plain else bare)
    if written is None or written.unit:
        return None
    value = product(written.digits, 0.01 if percent else 1.0)
    return value if math.isfinite(value) else None


def without_blanks(text: str) -> str:
    """Return a text without blanks, full-width forms and the typographic minus sign; blanks that split digits otherwise than in threes stay.

    Example:
        >>> without_blanks("１ 234．5"), without_blanks("−5"), number_in_text("25¹")
        ('1234.5', '-5', None)
        >>> without_blanks("250\u202f00")
        '250 00'
    """
    plain = _GROUPS.sub(_joined, without_width(text).replace("’", "'"))
    return (" ".join(plain.split()) if _PARTED.search(plain) else "".join(plain.split())).replace("−", "-")


def ungrouped(text: str) -> str:
    """Return a text without apostrophes and no-break blanks that group digits in threes; plain blanks stay, as they may part two numbers.

    Example:
        >>> ungrouped("250'200.5"), ungrouped("-38\u202f900,50"), ungrouped("250 200"), ungrouped("12'34")
        ('250200.5', '-38900,50', '250 200', "12'34")
    """
    if text.isascii():
        return _GROUPS.sub(_joined, text) if "'" in text and " " not in text else text
    return without_blanks(text)


def without_lakhs(text: str) -> str:
    """Return a text without the commas of Indian digit grouping.

    Example:
        >>> without_lakhs("2,17,27,400.5"), without_lakhs("1,234"), without_lakhs("2,17")
        ('21727400.5', '1,234', '2,17')
    """
    return _LAKHS.sub(lambda found: found[0].replace(",", ""), text) if text.count(",") > 1 else text


def _joined(found: re.Match[str]) -> str:
    return found[0].replace(found["sign"], "")


def without_width(text: str) -> str:
    """Return a text in compatibility forms; one with a mark of a note stays as it is, and is then no number."""
    return text if MARK.search(text) else unicodedata.normalize("NFKC", text)
