"""Every error that xl_aigc raises on purpose.

```
AigcError                what a user can act on; the CLI prints it as one paragraph
├── DataError            a data folder, a figure, a period, a ticker
├── LayoutError          a layout, a theme or a label file
├── WorkbookError        a workbook that can't be read, written or trusted
├── StoreError           a store that can't be opened, read or written
├── FunctionError        a function of the catalogue that breaks Excel's limits
└── HostError            LibreOffice, Excel or a server that is missing or does not answer
```
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, Final, Self

from xl_aigc.outside import printable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Place:
    """Place of a mistake: a file, and inside it a sheet, cell, line or key."""

    file: Path | str | None = None
    line: int | None = None
    key: str | None = None
    sheet: str | None = None
    cell: str | None = None

    def __str__(self) -> str:
        named = (
            ("", self.file),
            ("line ", self.line),
            ("key ", self.key),
            ("sheet ", self.sheet),
            ("cell ", self.cell),
        )
        return printable(", ".join(f"{word}{value}" for word, value in named if value is not None))


class AigcError(Exception):
    """Something a user can act on.

    Its text spells out the control characters of whatever it quotes.

    Args:
        problem: what was wrong, in one sentence.
        place: where.
        expected: what was expected in its place.
        remedy: what to do.

    Example:
        >>> str(DataError("value 'abc' is not a number.", Place("figures.csv", line=3), remedy="Correct the cell."))
        "figures.csv, line 3: value 'abc' is not a number. Correct the cell."
    """

    def __init__(
        self,
        problem: str,
        place: Place | None = None,
        *,
        expected: str | None = None,
        remedy: str | None = None,
    ) -> None:
        self.problem = problem
        self.place = place or Place()
        self.expected = expected
        self.remedy = remedy
        where = str(self.place)
        sentences = [f"{where}: {problem}" if where else problem]
        if expected:
            sentences.append(f"Expected {expected}")
        if remedy:
            sentences.append(remedy)
        super().__init__(printable(" ".join(sentences), kept="\n"))

    def at(self, place: Place) -> Self:
        """Copy the error with a place that says what its own leaves open.

        Example:
            >>> str(WorkbookError("A text is too long.", Place(cell="B2")).at(Place("a.xlsx", sheet="Data")))
            'a.xlsx, sheet Data, cell B2: A text is too long.'
        """
        own = {name: value for name in Place.__slots__ if (value := getattr(self.place, name)) is not None}
        placed = copy(self)
        AigcError.__init__(
            placed, self.problem, replace(place, **own), expected=self.expected, remedy=self.remedy
        )
        return placed


SHOWN: Final = 20
"""Mistakes that one message lists."""


class DataError(AigcError):
    """A data folder, a figure, a period or a ticker that can't be taken as it is."""


class SeveralError(AigcError):
    """Several errors shown together.

    Attributes:
        errors: each of them; two or more.
    """

    said: ClassVar[str] = "mistakes"

    def __init__(self, errors: Sequence[AigcError]) -> None:
        self.errors = tuple(errors)
        lines = "".join(f"\n  {error}" for error in errors[:SHOWN])
        if len(errors) > SHOWN:
            lines += f"\n  and {len(errors) - SHOWN} more"
        super().__init__(f"{len(self.errors)} {self.said}:{lines}")


class StoreError(AigcError):
    """A store that is missing, held by another program, damaged, or newer than this program."""


class LayoutError(AigcError):
    """A layout, a theme or a label file that breaks its schema."""


class WorkbookError(AigcError):
    """A workbook that can't be read, written or trusted."""


class FunctionError(AigcError):
    """A function of the catalogue that breaks a limit of Excel or xlwings."""


class HostError(AigcError):
    """A host (LibreOffice, Excel, a server) that is missing or does not answer."""
