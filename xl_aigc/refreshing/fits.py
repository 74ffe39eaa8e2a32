"""Does a workbook's record of its own making fit the report that is drawn from it? Somebody may have changed it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xl_aigc.data.completeness import CORE_ITEMS
from xl_aigc.errors import Place, WorkbookError

if TYPE_CHECKING:
    from xl_aigc.refreshing.found import FoundBook
    from xl_aigc.report.drawing import Drawing
    from xl_aigc.report.report import Report


def unfit(found: FoundBook, why: object) -> WorkbookError:
    """Return the error of a record that no report can be drawn from."""
    return WorkbookError(
        f"The workbook's record of how it was built does not fit the report: {why}",
        Place(found.book.path),
        remedy="Build the workbook again with `xl-aigc build`, and copy what you added over.",
    )


def check_columns(found: FoundBook, report: Report) -> None:
    """Refuse a record whose tables are not those of the report.

    Raises:
        WorkbookError: it names unknown tables or columns, or leaves out some that the report rests on.
    """
    known = {"Companies": report.company_headings().keys(), "Data": report.data_headings().keys()}
    recorded = found.ledger.columns
    if recorded.keys() != known.keys():
        raise unfit(found, f"its tables are {', '.join(recorded)}.")
    core = {f"{item}{basis}" for item in CORE_ITEMS for basis, _ in report.bases} - report.absent
    for name, needed in (("Companies", {"ticker"}), ("Data", known["Data"] | core)):
        keys = set(recorded[name])
        strange, missing = keys - known[name], needed - keys
        if strange or missing or len(keys) < len(recorded[name]):
            told = ", ".join(sorted(strange | missing)[:5]) or "one that stands there twice"
            raise unfit(found, f"the columns of {name} are not those of the table ({told}).")


def check_drawn(found: FoundBook, drawn: Drawing) -> None:
    """Refuse a record whose sheets and layouts are not those that the report was drawn on.

    Raises:
        WorkbookError: a table or a sheet that it names was not drawn, or none of its sheets is in the workbook.
    """
    ledger = found.ledger
    strange = [key for key in ledger.sheets if key not in drawn.report.sheets]
    if strange:
        raise unfit(found, f"its layouts draw no sheet {strange[0]!r}.")
    for name, keys in ledger.columns.items():
        table = drawn.tables.get(name)
        order = (
            [] if table is None else [column.key for column in table.table.columns if column.key in set(keys)]
        )
        if order != list(keys):
            raise unfit(found, f"its layouts draw no such table {name}.")
    if not found.titles:
        raise unfit(found, "none of its sheets is in the workbook.")
