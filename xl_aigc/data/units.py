"""Units of money: a scale, and the currency that a unit names beside it."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from xl_aigc.data import tables
from xl_aigc.data.currency import (
    currency_meanings,
    currency_scale,
    currency_spellings,
    is_foreign,
    shown_currency,
)
from xl_aigc.data.spelling import LONGEST, normalised
from xl_aigc.errors import DataError
from xl_aigc.labels import words

if TYPE_CHECKING:
    from collections.abc import Mapping

_CODE_AND_SCALE: Final = re.compile(
    r"(?P<code>[A-Z]{3}) (?P<behind>[^ ].{0,19})|(?P<before>.{0,19}(?:[^ ] |[^ -~]))(?P<last>[A-Z]{3})",
    re.ASCII,
)
USUAL: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType({"en": ("million", "billion")})
"""Units that readers of a language expect of amounts, the smallest first."""
LARGE: Final = ("yi",)
"""The same of the other languages."""
SMALL: Final = 100
"""Units of a currency to the US dollar from which its amounts have no decimals."""
_SCALE: Final = 2
"""The place of the scale among the words of a unit."""
_SEVERAL: Final = 2
_REMEMBERED: Final = 4096
CURRENCY: Final = "{currency}"
"""The place of a currency's name in the words of a unit."""


class Unit(NamedTuple):
    """A unit of money: how many units of the currency it is, and the currency that it names; empty where it names none."""

    factor: float
    currency: str


def _reported() -> Mapping[str, float]:
    named = words("en")
    rows = ((row["key"], float(row["factor"])) for row in tables.rows("units"))
    return MappingProxyType({key: factor for key, factor in rows if key in named})


UNITS: Final[Mapping[str, float]] = _reported()
"""Units of the currency in each unit that a report can be in, by key."""


def reported_unit(key: str) -> float:
    """Units of the currency in a unit that a report can be in.

    Raises:
        DataError: there is no such unit.

    Example:
        >>> reported_unit("million")
        1000000.0
    """
    if key not in UNITS:
        raise DataError(f"There is no unit {key!r}.", expected=f"one of {', '.join(UNITS)}.")
    return UNITS[key]


def reported_key(text: str) -> str | None:
    """Return the key of the unit that a report can be in, by any spelling; None where there is none such.

    Example:
        >>> reported_key("百万"), reported_key("USD m"), reported_key("yi"), reported_key("股")
        ('million', 'million', 'yi', None)
    """
    factor = factor_of(text)
    return next((key for key, value in UNITS.items() if value == factor), None)


def reported_in(text: str, currency: str) -> str:
    """Return the key of the unit that a report in a currency can be in, by any spelling.

    Raises:
        DataError: there is no such unit, or it is one of another currency.
    """
    unit, key = unit_of(text), reported_key(text)
    if unit is None or key is None:
        raise DataError(f"There is no unit {text!r}.", expected=f"one of {', '.join(UNITS)}.")
    if is_foreign(unit.currency, currency):
        raise DataError(
            f"The unit {text!r} is of {shown_currency(unit.currency)}, and the figures are in {currency}.",
            expected=f"{key}, or a unit of {currency}.",
        )
    return key


@cache
def _scales() -> Mapping[str, float]:
    """The factor of each spelling of a scale."""
    spelled = ((normalised(row["unit"]), float(row["factor"])) for row in tables.rows("units"))
    return {scale: factor for scale, factor in (*spelled, *UNITS.items()) if scale}


@cache
def _form() -> re.Pattern[str]:
    """A scale, words for its currency before or behind it, or both; or such words alone."""
    scale, money = (
        "|".join(sorted(map(re.escape, names), key=len, reverse=True))
        for names in (_scales(), currency_spellings())
    )
    return re.compile(
        rf"(?:单位|단위|unit|in)?({money})?({money})?(?:in)?(?P<scale>{scale})?(?:of)?({money})?({money})?"
    )


def unit_names() -> tuple[str, ...]:
    """The spellings of scales, which a currency may stand beside."""
    return tuple(dict.fromkeys(row["unit"] for row in tables.rows("units") if row["unit"]))


def unit_of(text: str) -> Unit | None:
    """Return a unit by its spelling, or None where there is no such unit.

    Example:
        >>> unit_of("USD m"), unit_of("百万"), unit_of("股"), unit_of("THB bn").currency
        (Unit(factor=1000000.0, currency='USD'), Unit(factor=1000000.0, currency=''), None, 'THB')
    """
    return _spelled(normalised(text)) or _with_code(text.strip())


@lru_cache(_REMEMBERED)
def _spelled(name: str) -> Unit | None:
    """A unit by its normalised spelling; all words for its currency must mean one."""
    found = _form().fullmatch(name)
    if found is None or not any(found.groups()):
        return None
    scale, money = (
        found["scale"],
        [word for place, word in enumerate(found.groups()) if word and place != _SCALE],
    )
    factor = _scales()[scale] if scale else 1.0
    if len(money) < _SEVERAL:
        return Unit(factor, currency_spellings()[money[0]] if money else "")
    common = frozenset.intersection(*map(currency_meanings, money))
    return Unit(factor, *common) if len(common) == 1 else None


def _with_code(text: str) -> Unit | None:
    """A scale beside the code of a currency that the table does not list, such as `THB m`; or that code alone."""
    if text in _codes():
        return Unit(1.0, text)
    match = _CODE_AND_SCALE.fullmatch(text[:LONGEST])
    if match is None:
        return None
    scale, code = _spelled(normalised(match["behind"] or match["before"])), match["code"] or match["last"]
    if scale is None or scale.currency or code not in _codes():
        return None
    return Unit(scale.factor, code)


@cache
def _codes() -> frozenset[str]:
    """The codes of the currencies of the world, so that `IBM m` is no unit."""
    return frozenset(row["code"] for row in tables.rows("currency_codes"))


def is_code_alone(text: str) -> bool:
    """Return whether a text is the code of a currency that the table does not name; outside brackets it may be a word, such as `TOP`.

    Example:
        >>> is_code_alone("THB"), is_code_alone("THB m"), is_code_alone("USD"), is_code_alone("IBM")
        (True, False, False, False)
    """
    return text in _codes() and normalised(text) not in currency_spellings()


def factor_of(text: str) -> float | None:
    """Return how many units of the currency a unit is, or None where there is no such unit.

    Example:
        >>> factor_of("万美元"), factor_of("HKD m"), factor_of("股")
        (10000.0, 1000000.0, None)
    """
    unit = unit_of(text)
    return None if unit is None else unit.factor


def is_money_alone(text: str) -> bool:
    """Return whether a text names a currency and no scale; one that ends in the word for a unit of it says that there is none.

    Example:
        >>> is_money_alone("USD"), is_money_alone("US$"), is_money_alone("USD ($)"), is_money_alone("美元"), is_money_alone("万")
        (True, True, True, False, False)
    """
    if is_code_alone(text):
        return True
    name = normalised(text)
    found, last = _form().fullmatch(name), name[-1:]
    if found is None or found["scale"] or not any(found.groups()):
        return False
    return not (last.isalpha() and last in currency_spellings())


def usual_unit(language: str, currency: str) -> str:
    """The unit that readers of a language expect of amounts in a currency: a larger one of a currency of small units.

    Example:
        >>> usual_unit("en", "USD"), usual_unit("en", "JPY"), usual_unit("en", "KRW"), usual_unit("ko", "KRW")
        ('million', 'million', 'billion', 'yi')
    """
    steps = USUAL.get(language, LARGE)
    most = UNITS[steps[0]] * currency_scale(currency)
    return max((step for step in steps if UNITS[step] <= most), key=UNITS.__getitem__)


def has_decimals(unit: str, currency: str) -> bool:
    """Return whether amounts in a unit have decimals: those in millions have none, nor those in a currency of small units.

    Example:
        >>> has_decimals("yi", "USD"), has_decimals("million", "USD"), has_decimals("yi", "JPY")
        (True, False, False)
    """
    return UNITS[unit] > UNITS["million"] and currency_scale(currency) < SMALL
