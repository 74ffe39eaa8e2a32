"""A small basket with every kind of gap, and a workbook of formulas over it for spreadsheet programs to compute."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.formula import ArrayFormula

from support.gnumeric import cells_of, converted, require_gnumeric, without_aggregate
from support.office import convert
from xl_aigc.expressions import native, python
from xl_aigc.expressions import tree as t
from xl_aigc.expressions.reading import Vocabulary
from xl_aigc.metrics import Undefined

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

UNDEFINED = Undefined.DIV0
COLUMNS: Final[dict[str, list[object]]] = {
    "a": [4.0, -2.0, 0.0, None, 8.0, 1.0, None, 0.5, -4.0, 2.0],
    "b": [2.0, 0.0, -1.0, 4.0, None, 1.0, None, 0.5, 3.0, -2.0],
    "ratio": [0.5, UNDEFINED, -3.0, None, 2.0, UNDEFINED, 0.0, 1.0, None, 4.0],
    "colour": ["red", "blue", None, "green", "red", None, "blue", "green", "red", "blue"],
    "flag": ["yes", "no", "unknown", "yes", "no", "unknown", "no", "yes", "yes", "no"],
    "here": [1.0] * 10,
}
"""Numbers, numbers that can be undefined, words and a test, with gaps at different rows."""
CELLS: Final[dict[str, object]] = {
    "limit": 1.0,
    "unit_divisor": 4.0,
    "median_a": 0.5,
    "nothing": None,
    "failed": UNDEFINED,
}
ROWS: Final = len(COLUMNS["a"])
LEAVES: Final[dict[str, t.Node]] = {
    "a": t.Column("a"),
    "b": t.Column("b"),
    "ratio": t.Column("ratio", fallible=True),
    "colour": t.Column("colour", "word"),
    "flag": t.Column("flag", "test", nullable=False),
    "limit": t.Named("limit"),
    "unit": t.Named(t.UNIT),
    "median_a": t.Named("median_a", nullable=True),
    "nothing": t.Named("nothing", nullable=True, fallible=True),
    "failed": t.Named("failed", nullable=True, fallible=True),
}
HERE: Final = t.Compare("==", t.Column("here", nullable=False), t.Number(1))
"""Every company of the basket."""
INPUTS: Final = {"x": t.Input("x"), "kind": t.Input("kind", "word")}
VOCABULARY: Final = Vocabulary(LEAVES.__getitem__, tuple(LEAVES), {}, INPUTS, words=("turned_to_loss",))


@dataclass(frozen=True)
class Basket:
    """The basket as an expression reads it; inputs are the columns `a` and `colour`."""

    columns: dict[str, list[object]] = field(default_factory=lambda: COLUMNS)
    masks: dict[t.Node, list[bool]] = field(default_factory=dict)

    def column(self, key: str) -> Sequence[object]:
        return self.columns[key]

    def input(self, key: str) -> Sequence[object]:
        return self.columns["colour" if key == "kind" else "a"]

    def named(self, name: str) -> object:
        return CELLS[name]

    def __len__(self) -> int:
        return ROWS


def in_python(tree: t.Node) -> list[object]:
    """What an expression of one company gives in each row, as a cell shows it."""
    return [shown(value) for value in python.column(tree, Basket())]


def over_in_python(tree: t.Node) -> object:
    """What a number over the basket gives, as a cell shows it."""
    return shown(python.over(tree, Basket(), [True] * ROWS))


def shown(value: object) -> object:
    """A value as a cell shows it."""
    return "n.a." if value is None else "n.m." if isinstance(value, Undefined) else value


_TOKEN: Final = re.compile(r'"(?:[^"]|"")*"|\[(data\.)?(\w+)\]|\{(\w+)\}|\b(' + "|".join(CELLS) + r")\b")


def spelled(formula: str, row: int | None) -> str:
    """A formula with addresses: of one row, or of whole columns."""
    places = {key: get_column_letter(n) for n, key in enumerate(COLUMNS, 1)}
    cells = {key: f"$J${n}" for n, key in enumerate(CELLS, 1)}

    def address(match: re.Match[str]) -> str:
        if match[2]:
            key = {"x": "a", "kind": "colour"}[match[2]] if match[1] else match[2]
            return f"${places[key]}${row}" if row else f"${places[key]}$1:${places[key]}${ROWS}"
        return f'"{match[3]}"' if match[3] else cells[match[4]] if match[4] else match[0]

    return "=" + _TOKEN.sub(address, formula)


@dataclass
class Formulas:
    """Formulas that one workbook holds: each with the rows that it fills."""

    texts: list[tuple[str, bool, int]] = field(default_factory=list)

    def row(self, tree: t.Node) -> int:
        """Add the formula of a cell in each row; gives its number."""
        return self._add(native.row(tree), whole=False, rows=ROWS)

    def whole(self, tree: t.Node) -> int:
        """Add the formula of a whole column; gives its number."""
        return self._add(native.whole(tree), whole=True, rows=ROWS)

    def over(self, tree: t.Node) -> int:
        """Add the formula of a number over the basket; gives its number."""
        return self._add(native.over(tree, native.true(HERE)), whole=True, rows=1)

    def _add(self, text: str, *, whole: bool, rows: int) -> int:
        self.texts.append((text, whole, rows))
        return len(self.texts) - 1

    def write(self, target: Path, change: Callable[[str], str] = str, *, arrays: bool = False) -> Path:
        """Write the workbook; with `arrays`, every formula is entered as an array formula."""
        book = openpyxl.Workbook()
        sheet = book.active
        for column, values in enumerate(COLUMNS.values(), 1):
            for row, value in enumerate(values, 1):
                sheet.cell(row, column, shown(value))
        for row, value in enumerate(CELLS.values(), 1):
            sheet.cell(row, 10, shown(value))
        for number, (text, whole, rows) in enumerate(self.texts):
            letter = get_column_letter(12 + number)
            if whole and rows > 1:
                ref = f"{letter}1:{letter}{rows}"
                sheet[f"{letter}1"] = ArrayFormula(ref, change(spelled(text, None)))
                continue
            for row in range(1, rows + 1):
                formula = change(spelled(text, None if whole else row))
                sheet[f"{letter}{row}"] = ArrayFormula(f"{letter}{row}", formula) if arrays else formula
        book.save(target)
        return target

    def read(self, computed: Path) -> list[list[object]]:
        """What the workbook shows for each formula."""
        cells = next(iter(cells_of(computed).values()))
        return [
            [cells[row][11 + number] for row in range(rows)] for number, (_, _, rows) in enumerate(self.texts)
        ]

    def in_libreoffice(self, folder: Path) -> list[list[object]]:
        """The values that LibreOffice computes."""
        source = self.write(
            folder / "office.xlsx", lambda text: text.replace("AGGREGATE(", "_xlfn.AGGREGATE(")
        )
        results = self.read(convert([source], folder / "recalculated")[0])
        # LibreOffice has no logicals: TRUE is the number 1 in a format of its own.
        return [[int(one) if isinstance(one, bool) else one for one in rows] for rows in results]

    def in_gnumeric(self, folder: Path) -> list[list[object]]:
        """The values that Gnumeric computes."""
        source = self.write(folder / "gnumeric.xlsx", without_aggregate, arrays=True)
        return self.read(converted(require_gnumeric(), source, folder / "gnumeric_recalculated.xlsx"))


def alike(seen: object, due: object) -> bool:
    """Whether a program shows a value; numbers to nine digits."""
    numbers = [isinstance(one, (int, float)) and not isinstance(one, bool) for one in (seen, due)]
    if all(numbers):
        return math.isclose(seen, due, rel_tol=1e-9, abs_tol=1e-12)  # type: ignore[arg-type]
    return seen == due and not any(numbers)
