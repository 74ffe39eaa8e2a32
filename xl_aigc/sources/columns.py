"""The columns of a table: what each holds, and what the lines beside them state."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from xl_aigc.data.kinds import REACH, YEAR
from xl_aigc.data.period import read_period
from xl_aigc.data.quote import quote
from xl_aigc.errors import DataError
from xl_aigc.sources.raw_table import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xl_aigc.data.fields import Field
    from xl_aigc.data.headings import Heading
    from xl_aigc.errors import Place
    from xl_aigc.sources.header import Row
    from xl_aigc.sources.raw_table import Cell
    from xl_aigc.sources.titles import Stated

_WHOLE: Final = ("H1", "FY")
"""Parts of a year that no vendor writes of a quarter alone."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column that holds figures.

    Attributes:
        place: where it is.
        heading: its heading.
        field: its field; None where each row names the item.
        factor: factor of its unit; None where it is stated elsewhere.
        ticker: the company that its heading names, empty where each row does.
    """

    place: int
    heading: Heading
    field: Field | None
    factor: float | None
    ticker: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """The columns and notes in the head of a table.

    Attributes:
        keys: the place of each column that says which row or cell it is, by its role (`ticker`, `period`).
        twins: further columns of tickers and periods, by role, which must agree with the first.
        kinds: the place of each column that says the kind of a row, with its role.
        others: the places of columns of words that have no meaning here.
        values: the columns that hold figures.
        left_out: headings of columns that are not taken, and why.
        headings: the heading of every column.
        header: the texts of the row of headings.
        width: the number of columns up to the last with a heading.
        nameless: the places behind them that most of the first rows fill.
        stated: what the lines beside the header state.
        lost: the numbers of rows above the header that name a ticker.
    """

    keys: dict[str, int]
    twins: tuple[tuple[str, int], ...]
    kinds: tuple[tuple[str, int], ...]
    others: tuple[int, ...]
    values: tuple[Column, ...]
    left_out: tuple[tuple[Heading, str], ...]
    headings: tuple[Heading, ...]
    header: tuple[str, ...]
    width: int
    nameless: frozenset[int]
    stated: Stated
    lost: tuple[int, ...]

    @property
    def long(self) -> bool:
        """Return whether each row names its item."""
        return "item" in self.keys and any(column.field is None for column in self.values)

    @property
    def remarks(self) -> tuple[int, ...]:
        """The places of columns in which a remark on the row may stand: those without a meaning, and the name."""
        return (*self.others, *(self.keys[role] for role in ("name",) if role in self.keys))

    def with_periods(self, first: Sequence[Row]) -> Shape:
        """The same, in which a column of years or of parts of a year, where each cell of the first rows names both, is that of periods unless there is one."""
        for role, place in self.kinds if "period" not in self.keys else ():
            cells = [cells[place] for _, cells in first if place < len(cells) and shown(cells[place])]
            periods = [read_period(cell) for cell in cells] if role in (YEAR, REACH) else []
            if periods and all(period and period.part in _WHOLE for period in periods):
                kinds = tuple(each for each in self.kinds if each != (role, place))
                return replace(self, keys={**self.keys, "period": place}, kinds=kinds)
        return self

    def is_torn(self, cells: Sequence[Cell]) -> bool:
        """Return whether a row ends before the last heading, has a field behind it where others have none, or a number for a name."""
        behind = (
            shown(cell)
            for place, cell in enumerate(cells[self.width :], self.width)
            if place not in self.nameless
        )
        name = self.keys.get("name", self.width)
        return (
            len(cells) < self.width
            or any(behind)
            or any(isinstance(each, float) for each in cells[name : name + 1])
        )


def without_unit(place: Place, columns: Sequence[Column]) -> DataError:
    """The refusal of a table with columns whose unit nothing states."""
    without = [column.heading.text for column in columns if column.factor is None]
    return DataError(
        f"The unit of {', '.join(map(quote, without[:12]))} is stated nowhere.",
        place,
        expected="a unit in the heading, such as 营业收入(万) or Revenue (USD m), or a line 单位：万.",
        remedy="State it there or in the mapping file, or say it: --unit one, --unit million.",
    )
