"""The report drawn in a workbook's own words: its language and limits, and the names that a person gave."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from xl_aigc.measures import LIMITS
from xl_aigc.measures.limits import index_name
from xl_aigc.refresh.target import shown_items
from xl_aigc.workbook.builder import KNOWN, BuildOptions, draw_report, make_report
from xl_aigc.workbook.layout import load_layouts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from xl_aigc.data import Facts, Period
    from xl_aigc.refresh.found import FoundBook
    from xl_aigc.workbook.drawing import Drawing
    from xl_aigc.workbook.ledger import History, Ledger


def redraw(
    found: FoundBook,
    facts: Facts,
    period: Period,
    compare: Period,
    limits: Mapping[str, float],
    history: History,
    vintage: int | None,
) -> Drawing:
    """The report as the workbook would show these facts.

    Args:
        found: the workbook: its language, unit, layouts, names of sheets and headings.
        facts: what to show.
        period: the period to show.
        compare: the period to compare it with.
        limits: the limits to compute with, by key, as their cells show them.
        history: what the sheet Changes tells.
        vintage: the vintage that the facts are of.

    Raises:
        AigcError: a layout of the workbook's own can't be used.
    """
    ledger = found.ledger
    with _layouts(ledger) as folder:
        options = BuildOptions(
            ledger.language,
            ledger.unit,
            ledger.formulas,
            period,
            compare,
            folder,
            ledger.names,
            vintage=vintage,
            chosen=chosen_in(found),
            limits=limits,
            items=shown_items(found),
        )
        report = make_report(facts, options)
        report.history = history
        report.titles = found.titles
        report.spelled = {name: _spelled(found, name, (period, compare)) for name in found.tables}
        return draw_report(report, load_layouts(folder, known=KNOWN))


def _spelled(found: FoundBook, name: str, periods: tuple[Period, Period]) -> Mapping[str, str]:
    """The headings that a person renamed: those that are not what was last written."""
    del periods
    return {}


def chosen_in(found: FoundBook) -> str | None:
    """The company that the card shows; None where the workbook has no card."""
    named = found.book.named("card_ticker")
    cell = named[2] if named else None
    return str(cell.value) if cell is not None and cell.value in found.tables["Companies"].rows else None


def limits_in(found: FoundBook) -> dict[str, float]:
    """The limits as the workbook's cells show them; one whose cell is gone or holds no number as last drawn."""
    shown = dict(found.ledger.limits)
    for key in (*LIMITS, *map(index_name, range(len(found.ledger.facts.indices)))):
        named = found.book.named(key)
        cell = named[2] if named else None
        if cell is not None and cell.kind == "number":
            shown[key] = float(cell.value)
    return shown


@contextmanager
def _layouts(ledger: Ledger) -> Iterator[Path | None]:
    """The workbook's own layouts as a folder; None for those that come with the program."""
    if not ledger.layouts:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="xl_aigc_", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        for file, text in ledger.layouts.items():
            (folder / file).write_text(text, encoding="utf-8", newline="")
        yield folder
