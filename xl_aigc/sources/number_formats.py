"""Number formats of cells, where they show a number in another scale, with a unit or a currency, or as a percentage."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple, Self

from xl_aigc.data.currency import currency_meanings
from xl_aigc.data.units import factor_of, unit_of

if TYPE_CHECKING:
    from collections.abc import Mapping

BUILT_IN: Final[Mapping[int, str]] = {9: "0%", 10: "0.00%"}
"""Codes of formats that files do not write out, as far as they say more than a number; those of money have the sign of whoever looks."""
_REMEMBERED: Final = 4096
_LONGEST: Final = 400
_TOKEN: Final = re.compile(
    r'"(?P<quoted>[^"]*)(?:"|$)|[\\!](?P<escaped>.)|\[\$(?P<sign>[^\]-]*)[^\]]*(?:\]|$)|\[[^\]]*(?:\]|$)|[_*].|[eE][-+]'
    r"|(?P<digit>[0#?]|General|G/通用格式)|(?P<end>;)|(?P<other>.)",
    re.DOTALL,
)
_SIGNED: Final = re.compile(r'(?:\[[A-Za-z$][^\]]*\]|[_*].|["\\ ]){0,40}[-(]')
"""The beginning of a format that writes the sign of a negative number before every one."""
_TRICK: Final = "!"
"""A point that is only written between digits, in the shape of a number: `0!.0,` shows ten-thousands."""
_SHAPE: Final = re.compile(r"d(?:[d,]*d)?(?P<written>(?:!d+)?)(?P<commas>,*)(?:\.d*(?P<behind>,*))?")
_EDGES: Final = " \u3000\xa0()+-"
_WORDS: Final = re.compile(r"[^\W\d_]|!")
_DOLLAR: Final = "$"


class NumberFormat(NamedTuple):
    """The sayings of a number format besides the number.

    Attributes:
        percent: whether it shows a percentage.
        currencies: the currencies that its sign may be of, empty where it has none.
        factors: units of the currency in a 1 of the cell, by the factor of the unit that is stated for it, or None where none is;
            any other one contradicts the format, and so does every one where it hides numbers or makes them negative. None where
            the format says nothing of it.
    """

    percent: bool
    currencies: frozenset[str]
    factors: Mapping[float | None, float] | None


class Formatted(float):
    """A number whose format says more than the number."""

    shows: NumberFormat

    def __new__(cls, number: float, shows: NumberFormat) -> Self:
        """Put a number and its format together."""
        made = super().__new__(cls, number)
        made.shows = shows
        return made


class _Section(NamedTuple):
    """One of the parts of a format: how many times smaller than it is a number is shown, and the words around it."""

    scale: float | None
    before: str
    behind: str


@lru_cache(_REMEMBERED)
def number_format(code: str) -> NumberFormat | None:
    """Read a number format; None where it says nothing but how digits are written.

    Example:
        >>> number_format("#,##0.00"), number_format("0.0%").percent
        (None, True)
        >>> number_format('0!.0,"万"').factors, number_format('0.00"亿"').factors
        ({None: 1.0, 1.0: 1.0, 10000.0: 1.0}, {100000000.0: 100000000.0})
    """
    if code and (_SIGNED.match(code) or not code.strip("; ")):
        return NumberFormat(percent=False, currencies=frozenset(), factors={})
    sections = [section for section in _sections(code[:_LONGEST]) if section]
    percent = any({"%", "‰"} & {*section.before, *section.behind} for section in sections)
    saying = {section for section in sections if section.scale != 1 or _WORDS.search(section.behind)}
    named = [_currencies(words) for section in sections for words in section[1:]]
    shows = NumberFormat(
        percent, next(filter(None, named), frozenset()), _factors(saying) if saying else None
    )
    return shows if percent or shows.currencies or saying else None


def _sections(code: str) -> list[_Section | None]:
    """The parts of a format, None for one that shows no number."""
    found, shape, words = [], "", ["", ""]
    for token in _TOKEN.finditer(f"{code};"):
        if token["end"]:
            found.append(_Section(_scale(shape), *(each.strip(_EDGES) for each in words)) if shape else None)
            shape, words = "", ["", ""]
            continue
        literal = token["quoted"] or token["escaped"] or token["sign"] or ""
        if token["digit"]:
            shape += "d"
        elif shape and (token["other"] in {".", ","} or literal == "."):
            shape += token["other"] or _TRICK
        else:
            words[bool(shape)] += literal or token["other"] or ""
    return found


def _scale(shape: str) -> float | None:
    """The scale of a number: it is shown that many times smaller than it is; None where that can't be told."""
    match = _SHAPE.fullmatch(shape)
    if match is None:
        return None
    thousands = len(match["commas"]) + len(match["behind"] or "")
    return float(10 ** (3 * thousands + len(match["written"].removeprefix(_TRICK))))


def _factors(sections: set[_Section]) -> Mapping[float | None, float]:
    """The factors for each unit that may be stated beside such a format."""
    if all(section.behind and section.scale == factor_of(section.behind) != 1 for section in sections):
        return dict.fromkeys([None, 1.0, *(section.scale for section in sections)], 1.0)
    scale, _, behind = next(iter(sections))
    if len({(each.scale, each.behind) for each in sections}) > 1 or scale is None:
        return {}
    factor = factor_of(behind)
    if not behind:
        return {1.0: 1.0, scale: 1.0}
    return {factor: factor} if scale == 1 and factor else {}


def _currencies(words: str) -> frozenset[str]:
    """The currencies that words of a format may name; a dollar alone may be of any country that has one."""
    if words == _DOLLAR:
        return currency_meanings(words)
    unit = unit_of(words) if words else None
    return currency_meanings(unit.currency) if unit and unit.currency else frozenset()
