"""One of our tables as a person left it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xl_aigc.ooxml.references import column_letters
from xl_aigc.report.canonical import Body

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from xl_aigc.ooxml.references import Area
    from xl_aigc.ooxml.sheet_cells import Held, SheetCells
    from xl_aigc.refreshing.findings import Finding


@dataclass(frozen=True)
class FoundTable:
    """One of our tables where it stands now.

    Attributes:
        name: its name.
        sheet: name of its sheet.
        area: its range with the row of headings.
        columns: the column of the sheet that each of ours stands in, by key.
        headings: what the columns are called now, by key.
        ids: the number that each of ours keeps in the table, by key; empty where it is a plain range.
        rows: the row of each company.
        findings: tickers that are not as they were written.
        doubled: tickers that stand in two rows.
    """

    name: str
    sheet: str
    area: Area
    columns: Mapping[str, int]
    headings: Mapping[str, str]
    ids: Mapping[str, int]
    rows: Mapping[str, int]
    findings: Sequence[Finding] = ()
    doubled: Sequence[Finding] = ()

    def held(self, cells: SheetCells, keys: Collection[str] | None = None) -> dict[str, list[Held]]:
        """Return what the cells of some columns hold, by key, in the order of `rows`.

        Args:
            cells: those of its sheet.
            keys: of the columns; None for all.
        """
        wanted = self.columns.keys() if keys is None else keys
        letters = {key: column_letters(self.columns[key]) for key in self.columns if key in wanted}
        columns = cells.columns([*letters.values()], [*self.rows.values()])
        return {key: columns[one] for key, one in letters.items()}

    @property
    def body(self) -> Body:
        """Return its rows as formulas name them."""
        headings = {column_letters(column): self.headings[key] for key, column in self.columns.items()}
        return Body(self.name, self.area.top + 1, self.area.bottom, headings)
