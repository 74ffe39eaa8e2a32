"""Cells of our tables that a person's program or hand changed so that formulas misread them: taken for what they are, or refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xl_aigc.errors import Place, WorkbookError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Finding:
    """A cell that does not hold what its place asks for.

    Attributes:
        sheet: its sheet.
        cell: its address.
        says: a sentence.
        value: what it is taken for, and is written so again; None where nothing can be taken for granted.
        remedy: what to do where nothing can.
    """

    sheet: str
    cell: str
    says: str
    value: str | float | None = None
    remedy: str = ""

    @property
    def stops(self) -> bool:
        """Return whether a refresh can't go on."""
        return self.value is None


def refuse(findings: Iterable[Finding], path: Path) -> None:
    """Refuse a workbook with a finding that nothing can be taken for.

    Args:
        findings: of the workbook.
        path: the workbook.

    Raises:
        WorkbookError: there is one; it names the first and counts the others.
    """
    stops = [one for one in findings if one.stops]
    if not stops:
        return
    first, rest = stops[0], len(stops) - 1
    more = f" {rest} more: `xl-aigc check {path}` lists them." if rest else ""
    raise WorkbookError(
        first.says,
        Place(path, sheet=first.sheet or None, cell=first.cell or None),
        remedy=f"{first.remedy}{more}",
    )
