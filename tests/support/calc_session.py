"""A real Calc that has the add-in: installed once, and asked many formulas in one workbook."""

from __future__ import annotations

import json
import math
import re
import subprocess
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.formula import ArrayFormula

from support.office import require_office
from xl_aigc.cell_errors import CellError
from xl_aigc.hosts.libreoffice import install
from xl_aigc.hosts.libreoffice.cells import ERROR_CODES
from xl_aigc.hosts.libreoffice.extension import build_oxt
from xl_aigc.hosts.libreoffice.install import install_oxt, office_python
from xl_aigc.hosts.libreoffice.office import office_environment

if TYPE_CHECKING:
    from collections.abc import Sequence

DRIVER = Path(__file__).with_name("calc.py")
TOLERANCE = 1e-9
INPUTS, FORMULAS = "Inputs", "Formulas"
HEADER = ["ticker", "revenue", "revenue_prior", "net_profit", "net_profit_prior"]
RANGES = {
    "BLANK": [[None]],
    "BLANKS": [[None, None], [None, "n.a."]],
    "DAY": [[date(2024, 6, 30)]],
    "ONE": [[120]],
    "MIXED": [[120], [None], ["x"], [True], ["=NA()"], ["--"], [date(2024, 3, 3)], ["=1/0"]],
    "MANY": [[120.0]] * 5500,
    "WIDE": [
        HEADER,
        *[[f"{place:06d}.SZ", 100.0 + place % 3, 101.0, 5.0, 4.0 + place % 2] for place in range(5500)],
    ],
}
"""What the table of edge cases calls by these names, as far as cells can hold it."""


@dataclass
class Session:
    """An office with the add-in, in a profile of its own."""

    folder: Path
    profile: Path = field(init=False)
    program: Path = field(init=False)

    def __post_init__(self) -> None:
        self.program = Path(require_office())
        self.profile = self.folder / "profile"
        install_oxt(build_oxt(self.folder / "aigc.oxt"), self.profile)

    def do(self, *steps: dict) -> list:
        """Do steps in one office, see `calc.py`.

        The office's Python is shown an xl_aigc that can't be imported, as another version installed there might be.
        """
        other = self.folder / "other" / "xl_aigc"
        other.mkdir(parents=True, exist_ok=True)
        (other / "__init__.py").write_text("raise ImportError('another xl_aigc')\n", encoding="utf-8")
        environment = office_environment() | {
            "PYTHONPATH": str(other.parent),
            "XL_AIGC_LOG": str(self.folder / "functions.log"),
        }
        job = {"program": str(self.program), "profile": str(self.profile), "steps": steps}
        job["manager"] = str(Path(install.__file__).parent)
        done = subprocess.run(
            [office_python(self.program), str(DRIVER)],
            input=json.dumps(job),
            capture_output=True,
            text=True,
            timeout=600,  # a busy machine takes minutes for a thousand formulas
            check=False,
            env=environment,
        )
        assert not done.returncode, done.stderr
        return json.loads(done.stdout)


class Sheet:
    """A workbook of formulas, each in cells of its own."""

    def __init__(self) -> None:
        self.book = Workbook()
        self.inputs, self.formulas = self.book.active, self.book.create_sheet(FORMULAS)
        self.inputs.title = INPUTS
        self.next_input, self.next_row = 1, 1
        self.ranges: dict[str, tuple[str, str]] = {}
        self.names = {name: self.put(rows) for name, rows in RANGES.items()}

    def put(self, rows: Sequence[Sequence[object]]) -> str:
        """Write cells, and give where they are: from row to row, each range in columns of its own."""
        first = self.next_input
        for down, row in enumerate(rows, 1):
            for across, value in enumerate(row):
                self.inputs.cell(down, first + across, value)
        self.next_input += len(rows[0]) + 1
        last = first + len(rows[0]) - 1
        left, right = get_column_letter(first), get_column_letter(last)
        single = len(rows) == len(rows[0]) == 1
        return f"{INPUTS}!${left}$1" + ("" if single else f":${right}${len(rows)}")

    def ask(self, key: str, formula: str, shape: tuple[int, int] | None = None) -> None:
        """Write a formula; with a shape, as an array formula over so many rows and columns."""
        height, width = shape or (1, 1)
        ref = f"A{self.next_row}:{get_column_letter(width)}{self.next_row + height - 1}"
        self.formulas.cell(self.next_row, 1, ArrayFormula(ref, formula) if shape else formula)
        self.ranges[key] = (FORMULAS, ref)
        self.next_row += height + 1

    def named(self, formula: str) -> str:
        """A formula with the addresses of the ranges that it calls by name."""
        parts = re.split(r'("[^"]*")', formula)
        pattern = rf"\b({'|'.join(self.names)})\b"
        parts[::2] = [re.sub(pattern, lambda found: self.names[found[1]], part) for part in parts[::2]]
        return "".join(parts)

    def step(self, file: Path, store: Path | None = None) -> dict:
        """The step that reads every formula's cells; the workbook is saved for it."""
        self.book.save(file)
        return {
            "do": "read",
            "file": str(file),
            "ranges": self.ranges,
            "store": str(store) if store else None,
        }


def in_calc(formula: str) -> str:
    """A formula as it is typed in Calc."""
    return re.sub(r"AIGC_(?=[A-Z_]+\()", "AIGC.", formula)


def shape_of(outcome: object) -> tuple[int, int] | None:
    return (len(outcome), len(outcome[0])) if isinstance(outcome, list) else None


def agree(got: list[list], expected: object) -> bool:
    """Whether cells of Calc are what an outcome of ours says: errors by number, booleans as 1 and 0, numbers to 1e-9."""
    rows = expected if isinstance(expected, list) else [[expected]]
    same_shape = [len(row) for row in got] == [len(row) for row in rows]
    return same_shape and all(map(_same, chain(*got), chain(*rows)))


def _same(got: object, expected: object) -> bool:
    if isinstance(expected, CellError):
        return got == {"error": ERROR_CODES[expected]}
    if isinstance(expected, str):
        return got == expected
    return isinstance(got, (int, float)) and math.isclose(got, expected, rel_tol=TOLERANCE, abs_tol=1e-12)
