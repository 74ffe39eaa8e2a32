"""What a spreadsheet program computes otherwise than the file holds."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from support.sheet_reader import read

if TYPE_CHECKING:
    from pathlib import Path

_ERROR = re.compile(r"#[A-Z/0]+[!?A]|Err:\d+")


def changed_cells(before: Path, after: Path) -> list[tuple[str, str, object, object]]:
    """Cells of a workbook that show another value once recalculated, and those that show an error.

    Args:
        before: the workbook as it was built.
        after: the same, recalculated and saved by a spreadsheet program.

    Returns:
        Sheet, address, the value before and the value after, of each such cell.
    """
    ours, theirs = read(before), read(after)
    assert list(ours) == list(theirs)
    changed = []
    for name, sheet in ours.items():
        for row in range(1, len(sheet.grid) + 1):
            for column in range(1, len(sheet.grid[0]) + 1):
                one, other = sheet.at(row, column), theirs[name].at(row, column)
                if not _same(one, other) or (isinstance(other, str) and _ERROR.match(other)):
                    changed.append((name, sheet.cell(row, column).address, one, other))
    return changed


def _same(one: object, other: object) -> bool:
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return one == other or math.isclose(one, other, rel_tol=1e-9)
    return one == other
