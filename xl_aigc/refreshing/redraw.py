"""The report drawn in a workbook's own words: its language and limits, and the names that a person gave."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from xl_aigc.data.limits import LIMITS, index_name
from xl_aigc.refreshing.fits import check_columns
from xl_aigc.refreshing.sameness import same_value
from xl_aigc.refreshing.target import shown_items
from xl_aigc.report.builder import BuildOptions, draw_report, known_keys, make_report
from xl_aigc.report.layout import load_layouts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from xl_aigc.data.model import Facts
    from xl_aigc.data.period import Period
    from xl_aigc.refreshing.found import FoundBook
    from xl_aigc.report.drawing import Drawing
    from xl_aigc.report.ledger import History, Ledger
    from xl_aigc.report.report import Report


@dataclass(frozen=True, slots=True)
class Edition:
    """Contents of a workbook at one time.

    Attributes:
        facts: the figures.
        period: the period of the report.
        compare: the period compared with.
        limits: the limits computed with, by key, as their cells show them.
        history: what the sheet Changes tells.
        vintage: the vintage that the facts are of; None where they come from a folder.
    """

    facts: Facts
    period: Period
    compare: Period
    limits: Mapping[str, float]
    history: History
    vintage: int | None


def redraw(
    found: FoundBook, report: Report, renamed: Mapping[str, Mapping[str, str]] | None = None
) -> Drawing:
    """Return a report drawn as the workbook shows it: with its layouts, and the names that a person gave.

    Args:
        found: the workbook.
        report: the numbers of an edition.
        renamed: headings that a person renamed, by table and key; None to find them, for the edition last written.

    Raises:
        AigcError: a layout of the workbook's own can't be used.
    """
    with _layouts(found.ledger) as folder:
        check_columns(found, report)
        report.titles = found.titles
        report.spelled = renamed_in(found, report) if renamed is None else renamed
        return draw_report(report, load_layouts(folder, known=known_keys(report.table)))


def numbers(found: FoundBook, edition: Edition) -> Report:
    """Return the numbers of an edition in the workbook's language, unit and theme, with nothing drawn."""
    with _layouts(found.ledger) as folder:
        report = _report(found, edition, folder)
    report.history = edition.history
    return report


def _report(found: FoundBook, edition: Edition, layouts: Path | None) -> Report:
    ledger = found.ledger
    options = BuildOptions(
        ledger.language,
        ledger.unit,
        ledger.formulas,
        edition.period,
        edition.compare,
        layouts,
        ledger.names,
        vintage=edition.vintage,
        chosen=chosen_in(found),
        limits=edition.limits,
        items=shown_items(found),
        rooms=ledger.rooms,
    )
    return make_report(edition.facts, options)


def renamed_in(found: FoundBook, report: Report) -> dict[str, dict[str, str]]:
    """Return the headings that a person renamed, by table and key of the column.

    Args:
        found: the workbook.
        report: the report as it was last written, with its own headings.
    """
    own = {"Companies": report.company_headings(), "Data": report.data_headings()}
    return {
        name: {key: text for key, text in table.headings.items() if text != own[name][key]}
        for name, table in found.tables.items()
    }


def chosen_in(found: FoundBook) -> str | None:
    """Return the company that the card shows; None where the workbook has no card."""
    named = found.book.named("card_ticker")
    cell = named[2] if named else None
    return str(cell.value) if cell is not None and cell.value in found.tables["Companies"].rows else None


def limits_in(found: FoundBook, written: Report) -> dict[str, float]:
    """Return the limits and index changes that a person typed, by the names of their cells, now or before an earlier refresh.

    Args:
        found: the workbook.
        written: the report as it was last written into it.
    """
    frame, typed = written.frame, dict(found.ledger.limits)
    last = {key: frame.limit(key) for key in LIMITS}
    last |= {index_name(place): fact.change_ytd for place, fact in enumerate(frame.facts.indices)}
    for key, value in last.items():
        named = found.book.named(key)
        cell = named[2] if named else None
        if cell is not None and cell.kind == "number" and not same_value(cell.value, typed.get(key, value)):
            typed[key] = float(cell.value)
    return typed


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
