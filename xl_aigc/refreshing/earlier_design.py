"""Workbooks with sheets of an earlier design: those stay as written, and only what they compute from changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xl_aigc.data.limits import index_name
from xl_aigc.errors import Place, WorkbookError
from xl_aigc.ooxml.edits.plan import Content
from xl_aigc.refreshing.sameness import same_value
from xl_aigc.report.ledger import DESIGN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xl_aigc.refreshing.cells import SheetMerge
    from xl_aigc.refreshing.found import FoundBook
    from xl_aigc.report.report import Report


def check_design(found: FoundBook, *, rolls: bool) -> None:
    """Refuse what sheets of an earlier design can't follow.

    Args:
        found: the workbook.
        rolls: whether it is to show another period.

    Raises:
        WorkbookError: its sheets hold values without formulas, or name a period that is shown no longer.
    """
    ledger = found.ledger
    if ledger.design >= DESIGN or not (rolls or ledger.formulas == "values"):
        return
    why = "name the period in their texts" if rolls else "hold values without formulas"
    raise WorkbookError(
        f"The workbook has sheets of an earlier design, which {why} and would not follow the figures.",
        Place(found.book.path),
        remedy="Build a workbook of the present design with `xl-aigc build`, and copy what you added over.",
    )


def merge_earlier(found: FoundBook, written: Report, fresh: Report, merges: Mapping[str, SheetMerge]) -> None:
    """Drop the values of formulas that stay on sheets of an earlier design, and write the changes of indices there.

    Args:
        found: the workbook.
        written: the numbers last written.
        fresh: the numbers to write.
        merges: the edits of each sheet by its title, which are added to.
    """
    for key in fresh.blocks.whole:
        title = found.titles.get(key, "")
        if title in merges:
            formulas = {at for at, cell in found.cells(title).items() if cell.formula is not None}
            merges[title].forgotten |= formulas - merges[title].values.keys()
    for place in range(len(fresh.facts.indices) if fresh.blocks.whole else 0):
        named, new = found.book.named(index_name(place)), fresh.shown(fresh.frame.index_change(place))
        if named is None or named[2] is None or named[2].formula is not None or named[0] not in merges:
            continue
        old = written.shown(written.frame.index_change(place))
        if same_value(named[2].value, old) and not same_value(old, new):
            merges[named[0]].contents[named[1]] = Content(new)
