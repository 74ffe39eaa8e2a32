"""Contents of cells of the report: a value and the formulas that give it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final, Literal

from xl_aigc.expressions.native.literal import quoted
from xl_aigc.functions.catalogue import PREFIX, NameStyle
from xl_aigc.ooxml.newer_functions import prefixed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xl_aigc.report.placed import Placed

    Formulas = Literal["native", "udf", "values"]

MISSING: Final = "n.a."
UNDEFINED: Final = "n.m."

SAFE_DIGITS: Final = 12
"""Decimals that programs agree on: differences that are equal on paper are equal in each of them, and rank alike."""
HALF_LOST: Final = "4E-15"
"""Part of a number, as formulas spell it, that a sum may lose below a half: more than the last bits, less than the 15th digit."""
MOST_WITH_HALVES: Final = 1e13
"""Numbers from here on get no half back: so much of them would be digits that show."""

Shown = float | int | str | bool
"""Value that a cell shows."""

_TOKEN: Final = re.compile(
    r'"(?:[^"]|"")*"'
    r"|\{[-\d.,;]+\}"
    r"|\[data\.(?P<data>\w+?)(?P<whole>\.all)?\]"
    r"|\[table\.(?P<left>\w+)\.(?P<right>\w+)\]"
    r"|\bAIGC_(?P<function>[A-Z_]+)(?=\()"
    r"|\[(?P<key>\w+)\]"
    r"|\{(?P<word>[^{}\"]+)\}"
)


_NAME: Final = re.compile(
    r'"(?:[^"]|"")*"|\[[^\]]*\]|\{[^}]*\}|\'[^\']*\'![$A-Z0-9:]*|\b(?P<name>[a-z_][a-z0-9_]*)\b(?!\()'
)


@dataclass(frozen=True)
class Live:
    """A value and the formulas that give it.

    Attributes:
        value: what the cell shows.
        native: a formula without `=`, in the keys of the project (see `measures.measure`); None for a constant.
        udf: the same through a worksheet function.
    """

    value: Shown
    native: str | None = None
    udf: str | None = None

    def formula(self, mode: Formulas) -> str | None:
        """Return the formula that a build writes, in the keys of the project; None for the value alone.

        Example:
            >>> Live(0.2, "A1/B1-1", "AIGC_YOY(A1,B1)").formula("udf"), Live(0.2, "A1/B1-1").formula("udf")
            ('AIGC_YOY(A1,B1)', 'A1/B1-1')
        """
        if mode == "values":
            return None
        return (self.udf or self.native) if mode == "udf" else self.native

    def rounded(self, places: int) -> Live:
        """Return a number rounded to decimal places; a text stays.

        Example:
            >>> Live(0.25, "A1/B1").rounded(1)
            Live(value=0.2, native='IFERROR(ROUND(A1/B1,1),A1/B1)', udf=None)
        """
        value = self.value if isinstance(self.value, str) else round(float(self.value), places)
        return Live(value, f"IFERROR(ROUND({self.native},{places}),{self.native})")

    @cached_property
    def names(self) -> frozenset[str]:
        """Return the defined names that the formula reads: they are the only words in small letters in one.

        Example:
            >>> sorted(Live(1, 'IF([revenue]>limit_rd_100m,{yes},"no")*unit_divisor').names)
            ['limit_rd_100m', 'unit_divisor']
        """
        return frozenset(match["name"] for match in _NAME.finditer(self.native or "") if match["name"])


@dataclass(frozen=True, slots=True)
class Names:
    """Names of the project's keys in a workbook.

    Attributes:
        companies: header of each column of the Companies table, by measure.
        data: header of each column of the Data table, by item, period and field.
        words: the field's words in the language of the report.
        placed: where the Companies columns stand, under `companies`, if they are no table but spilled columns.
        style: how the names of worksheet functions are written.
        without: what formulas of a row read in place of columns that the workbook has none of, by key.
        compared: the words that formulas were written with, by key.
    """

    companies: Mapping[str, str]
    data: Mapping[str, str]
    words: Mapping[str, str]
    placed: Mapping[str, Placed] = field(default_factory=dict)
    style: NameStyle = "vba"
    without: Mapping[str, str] = field(default_factory=dict)
    compared: dict[str, str] = field(default_factory=dict)

    def knows(self, text: str) -> bool:
        """Return whether the workbook has every column that a formula reads."""
        read = list(_TOKEN.finditer(text))
        companies, data = ({one[group] for one in read if one[group]} for group in ("key", "data"))
        return companies <= self.companies.keys() and data - {"row"} <= self.data.keys()

    def formula(self, text: str, *, in_row: bool = False) -> str:
        """Return a formula in the words of the file.

        Args:
            text: a formula in the keys of the project.
            in_row: it stands in the Companies table, where `[key]` is the cell of its own row.
        """

        def spell(match: re.Match[str]) -> str:
            if match["data"]:
                column = f"Data[[{escape_column(self.data[match['data']])}]]"
                row = self._own("row") if in_row else self._column("row")
                return column if match["whole"] else f"INDEX({column},{row})"
            if match["key"]:
                return self._own(match["key"]) if in_row else self._column(match["key"])
            if match["left"]:
                return self.placed["companies"].table(match["left"], match["right"])
            if match["function"]:
                return PREFIX[self.style] + match["function"]
            if match["word"]:
                self.compared[match["word"]] = self.words.get(match["word"], match["word"])
                return quoted(self.compared[match["word"]])
            return match[0]

        return prefixed(_TOKEN.sub(spell, text))

    def _column(self, key: str) -> str:
        if key in self.without:
            return quoted(self.without[key])
        spilled = self.placed.get("companies")
        return spilled.range(key) if spilled else f"Companies[[{escape_column(self.companies[key])}]]"

    def _own(self, key: str) -> str:
        if key in self.without:
            return quoted(self.without[key])
        return f"Companies[[#This Row],[{escape_column(self.companies[key])}]]"


@lru_cache(512)
def escape_column(header: str) -> str:
    """Return a header as a structured reference spells it.

    Example:
        >>> escape_column("Revenue [USD m]")
        "Revenue '[USD m']"
    """
    return re.sub(r"(['\[\]#])", r"'\1", header)


def together(parts: Sequence[Live]) -> Live:
    """Return the sum of parts; counts stay whole numbers."""
    return Live(sum(part.value for part in parts), f"({'+'.join(str(part.native) for part in parts)})")  # type: ignore[misc]  # numbers


def either(count: Live, some: Live, none: Live) -> Live:
    """One text where a count is above 0, another where it is 0.

    Example:
        >>> either(Live(2, "A1"), Live("2 more", 'A1&" more"'), Live("all", '"all"'))
        Live(value='2 more', native='IF(A1>0,A1&" more","all")', udf=None)
    """
    return Live(
        some.value if count.value else none.value, f"IF({count.native}>0,{some.native},{none.native})"
    )


def choice(test: Live, one: Live, other: Live) -> Live:
    """One content where a test holds, another where it does not.

    Example:
        >>> choice(Live(True, "A1=0"), Live("none"), Live("some", "B1")).native
        'IF(A1=0,"none",B1)'
    """
    chosen = one if test.value else other
    if test.native is None or one == other:
        return chosen
    return Live(chosen.value, f"IF({test.native},{_spelled(one)},{_spelled(other)})")


def _spelled(content: Live) -> str:
    """Return a content as a part of a formula."""
    if content.native is not None:
        return content.native
    return str(content.value).upper() if isinstance(content.value, bool) else quoted(str(content.value))


def _joined(value: Shown) -> Shown:
    """Return a value as a spreadsheet joins it to a text: a number has at most 15 digits, and no point where it is whole."""
    return f"{value:.15g}" if isinstance(value, float) else value


def has_halves(value: Shown) -> bool:
    """Return whether a half that a number lost is given back to it."""
    return isinstance(value, str) or abs(float(value)) < MOST_WITH_HALVES


def rounded(value: Shown, digits: int = 0) -> str:
    """Return a number as `TEXT(number,"0.00")` shows it: halves are rounded away from zero.

    Example:
        >>> rounded(0.125, 2), rounded(-2.5), rounded(-0.001, 2), rounded("n.a."), rounded(333953.49999999994)
        ('0.13', '-3', '0.00', 'n.a.', '333954')
    """
    if isinstance(value, str):
        return value
    whole = round(float(value), SAFE_DIGITS)
    if has_halves(value):
        whole *= 1 + float(HALF_LOST)
    number_ = Decimal(repr(whole)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return str(abs(number_) if number_.is_zero() else number_)


def sentence(template: str, **parts: Live | str | int) -> Live:
    """Return a sentence with numbers in it, as a value and as a formula that joins its parts.

    Args:
        template: text with `{names}`.
        parts: what stands for each name.

    Example:
        >>> sentence("{n} of {due} known", n=Live(50, "SUM(A1:A9)"), due=Live(55, "ROWS(A1:A9)"))
        Live(value='50 of 55 known', native='SUM(A1:A9)&" of "&ROWS(A1:A9)&" known"', udf=None)
        >>> sentence("Measured: {n}.", n=Live(-400.0, "A1")).value
        'Measured: -400.'
    """
    values = {name: _joined(part.value if isinstance(part, Live) else part) for name, part in parts.items()}
    pieces: list[str] = []
    for number, piece in enumerate(re.split(r"\{(\w+)\}", template)):
        if number % 2 == 0:
            pieces += [quoted(piece)] if piece else []
        else:
            part = parts[piece]
            pieces.append(
                part.native if isinstance(part, Live) and part.native else quoted(str(values[piece]))
            )
    return Live(template.format(**values), "&".join(pieces))
