"""The report in a workbook's own words: its language and limits, and the names that a person gave."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from xl_aigc.data.limits import LIMITS, index_name
from xl_aigc.data.period import find_period
from xl_aigc.errors import AigcError, Place, WorkbookError
from xl_aigc.ooxml.references import cell_name
from xl_aigc.refreshing.corrections import corrected, with_foreign
from xl_aigc.refreshing.findings import Finding, refuse
from xl_aigc.refreshing.fits import check_columns, check_drawn, unfit
from xl_aigc.refreshing.sameness import same_value
from xl_aigc.refreshing.target import shown_items
from xl_aigc.report.builder import BuildOptions, draw_report, known_keys, make_report
from xl_aigc.report.layout import load_layouts
from xl_aigc.report.ledger import DESIGN
from xl_aigc.report.prints import prints_of
from xl_aigc.report.tables import table_headings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from xl_aigc.data.model import Facts
    from xl_aigc.data.period import Period
    from xl_aigc.refreshing.found import FoundBook
    from xl_aigc.refreshing.found_table import FoundTable
    from xl_aigc.report.drawing import Drawing
    from xl_aigc.report.ledger import History, Ledger
    from xl_aigc.report.prints import Prints
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


@dataclass(frozen=True)
class Written:
    """Last written state of a workbook.

    Attributes:
        report: its numbers and words; nothing of it is drawn.
        prints: the prints of its cells.
        headings: the headings of its tables, by table and key.
        spelled: those that a person renamed since, as they are now.
    """

    report: Report
    prints: Prints
    headings: Mapping[str, Mapping[str, str]]
    spelled: Mapping[str, Mapping[str, str]]


def last_written(found: FoundBook) -> Written:
    """Return what a workbook was last written with: its record, or for one of version 0.1.0 a drawing from its ledger.

    Raises:
        WorkbookError: the workbook has lost what a refresh needs, or its record does not fit it.
    """
    refuse(found.findings, found.book.path)
    with _fitting(found):
        report = numbers(found, last_edition(found.ledger))
        check_columns(found, report)
        headings = found.ledger.headings or table_headings(report)
        spelled = renamed_in(found, headings)
        prints = found.prints or _drawn_prints(found, report, spelled)
    _check_unit(found, report)
    return Written(report, prints, headings, spelled)


@contextmanager
def _fitting(found: FoundBook) -> Iterator[None]:
    """Have an error of a layout or a measure that the record holds name the workbook."""
    try:
        yield
    except WorkbookError:
        raise
    except AigcError as error:
        raise unfit(found, error) from error


def _drawn_prints(found: FoundBook, report: Report, spelled: Mapping[str, Mapping[str, str]]) -> Prints:
    drawn = draw(found, report, spelled)
    return with_foreign(prints_of(drawn), found.ledger.kept, report)


def last_edition(ledger: Ledger) -> Edition:
    """Return the facts and choices that the workbook was last written with."""
    facts = corrected(ledger.facts, ledger.kept)
    return Edition(facts, ledger.period, ledger.compare, ledger.limits, ledger.history, ledger.vintage)


def _check_unit(found: FoundBook, written: Report) -> None:
    named = found.book.named("unit_divisor")
    if named is None or named[2] is None or named[2].value != written.frame.divisor:
        raise WorkbookError(
            "The cell that every amount of money is divided by was changed.",
            Place(found.book.path, sheet=named[0] if named else None, cell=named[1] if named else None),
            expected=f"{written.frame.divisor:,.0f}, since headings say {written.word(written.unit)}.",
            remedy="Put it back, or build another workbook with --unit.",
        )


def draw(found: FoundBook, report: Report, spelled: Mapping[str, Mapping[str, str]]) -> Drawing:
    """Return a report drawn as the workbook shows it: with its layouts, and the names that a person gave.

    Args:
        found: the workbook.
        report: the numbers of an edition.
        spelled: headings that a person renamed, by table and key.

    Raises:
        AigcError: a layout of the workbook's own can't be used, or its record does not fit what they draw.
    """
    report.titles = found.titles
    report.spelled = spelled
    with _layouts(found.ledger) as folder, _fitting(found):
        drawn = draw_report(report, load_layouts(folder, known=known_keys(report.table)))
    check_drawn(found, drawn)
    return drawn


def numbers(found: FoundBook, edition: Edition) -> Report:
    """Return the numbers of an edition in the workbook's language, unit and theme, with nothing drawn."""
    with _layouts(found.ledger) as folder:
        report = _report(found, edition, folder)
    report.history = edition.history
    report.spoken = found.ledger.words
    report.blocks.given = found.ledger.blocks
    if found.ledger.design < DESIGN:
        report.blocks.earlier = True
        report.defined |= found.book.names
    report.absent |= report.table.measures.keys() - {*found.ledger.columns["Companies"]}
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


def renamed_in(found: FoundBook, own: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """Return the headings that a person renamed, by table and key of the column.

    Args:
        found: the workbook.
        own: the headings last written.

    Raises:
        WorkbookError: one of them now names another period than its figures are of.
    """
    refuse(
        (one for table in found.tables.values() for one in other_periods(table, own[table.name])),
        found.book.path,
    )
    return {
        name: {key: text for key, text in table.headings.items() if text != own[name][key]}
        for name, table in found.tables.items()
    }


def other_periods(table: FoundTable, own: Mapping[str, str]) -> Iterator[Finding]:
    """Yield the headings that name another period than their columns hold.

    Args:
        table: a table where it stands.
        own: its headings as they were last written, by key.
    """
    for key, shown in table.headings.items():
        was, now = find_period(own[key]), find_period(shown)
        if was is not None and now is not None and was[0] != now[0]:
            yield Finding(
                table.sheet,
                cell_name(table.area.top, table.columns[key]),
                f"The heading {shown!r} names {now[0]}, but the column holds figures of {was[0]}.",
                remedy=f"Give it a heading that names {was[0]} or no period. To show another period: xl-aigc roll",
            )


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
