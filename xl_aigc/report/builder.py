"""Builds the workbook: facts and layouts in, a finished file out."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from xl_aigc.data.folder import load_facts
from xl_aigc.data.layers import keys_of
from xl_aigc.data.limits import LIMITS, in_cells
from xl_aigc.data.own_texts import with_layers
from xl_aigc.data.units import reported_unit, usual_unit
from xl_aigc.errors import LayoutError
from xl_aigc.files.text import read_text
from xl_aigc.files.yaml_file import Document, read_yaml
from xl_aigc.measures.frame import build_frame
from xl_aigc.measures.own import MEASURES_FILE, program_table, table_with
from xl_aigc.ooxml.finish import finish
from xl_aigc.ooxml.hidden import add_hidden_sheet
from xl_aigc.ooxml.plan import FinishPlan, Properties
from xl_aigc.report.blocks.changes import built_entry
from xl_aigc.report.comparisons import in_comparison
from xl_aigc.report.drawing import Drawing, drawing
from xl_aigc.report.fitting import fitted
from xl_aigc.report.layout import NEEDED, THEME_FILE, Layout, load_layouts
from xl_aigc.report.ledger import Correction, History, Ledger, ledger_document
from xl_aigc.report.logo import picture_of, put_logo
from xl_aigc.report.measure_words import labels_in, labels_with
from xl_aigc.report.pages import draw_pages
from xl_aigc.report.prints import prints_of
from xl_aigc.report.record import SHEET, record_texts
from xl_aigc.report.report import Report
from xl_aigc.report.strip import title_of
from xl_aigc.report.subjects import FUNCTIONS, RECORDED, SUBJECTS, items_read, lacking, recorded, unspoken
from xl_aigc.report.tables import table_headings
from xl_aigc.report.theme import load_theme, theme_document
from xl_aigc.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from pathlib import Path

    from xl_aigc.data.model import Facts
    from xl_aigc.data.period import Period
    from xl_aigc.functions.catalogue import NameStyle
    from xl_aigc.measures.measure_table import Table
    from xl_aigc.report.live import Formulas


def known_keys(table: Table | None = None) -> dict[str, Collection[str]]:
    """Return the keys that a layout may name, by kind.

    Args:
        table: the measures; None for those of the program.
    """
    table = table or program_table()
    return {
        "measure": table.measures,
        "basket_measure": table.basket,
        "limit": LIMITS,
        "layer": keys_of(table.sorts.layers),
        "subject": (*SUBJECTS, FUNCTIONS),
    }


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """Options of a build.

    Attributes:
        language: `en`, `zh` or `ko`.
        unit: a key of `measures.UNITS`; None for what readers of the language expect.
        formulas: `native`, `values`, or `udf` for formulas that call the worksheet functions.
        period: None for the basket's own.
        compare: None for the basket's own, or the same period a year before.
        layouts: folder of layouts; None for the bundled ones.
        names: how `udf` formulas write the names of the functions: `vba`, `officejs` or `calc`.
        vintage: the vintage of the store that the facts are of; None where they come from a folder.
        recorded: when the store recorded the vintage; empty where there is none.
        limits: numbers that a reader typed into cells that formulas read, by the names of these cells (`LIMITS`,
            `index_change`, ...), as the cells show them: money in the unit.
        settings: limits of one's own by name, in units of the currency where they are money; a number of `limits` goes before them.
        theme: fonts, colours and number formats of one's own, YAML or a workbook with named styles; it goes before the
            theme of the layouts.
        chosen: ticker of the company that the card shows; None for the first.
        items: items with columns in the Data table; None for the core and whatever the basket has figures of.
        hidden: rows of texts by the name of a hidden sheet, for programs that read them there.
        rooms: rows that lists have in a workbook which this one must match (`Built.rooms`); None for a workbook of its own.
    """

    language: str = "en"
    unit: str | None = None
    formulas: Formulas = "native"
    period: Period | None = None
    compare: Period | None = None
    layouts: Path | None = None
    names: NameStyle = "vba"
    vintage: int | None = None
    recorded: str = ""
    limits: Mapping[str, float] | None = None
    settings: Mapping[str, float] = field(default_factory=dict)
    theme: Path | None = None
    chosen: str | None = None
    items: tuple[str, ...] | None = None
    hidden: Mapping[str, Sequence[Sequence[str]]] = field(default_factory=dict)
    rooms: Mapping[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Built:
    """Result of a build.

    Attributes:
        target: the file.
        sheets: titles of its sheets.
        sections: titles of the sheets that make up the printed report: neither evidence, nor a sheet on which the reader chooses.
        companies: how many companies are in the basket.
        formulas: how many cells hold a formula.
        charts: how many charts there are.
        rooms: rows of every list whose length the facts decide, for a later build of the same shape.
        report: the numbers and words that it shows.
    """

    target: Path
    sheets: tuple[str, ...]
    sections: tuple[str, ...]
    companies: int
    formulas: int
    charts: int
    rooms: Mapping[str, int]
    report: Report = field(repr=False)


def build(
    target: Path,
    facts: Facts | None = None,
    options: BuildOptions | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Built:
    """Build the workbook of a basket.

    Args:
        target: the file to write; what stands there is replaced in one step, or stays untouched if anything fails.
        facts: the basket; None for the bundled one.
        options: language, unit, formulas, periods, layouts.
        progress: told the name of each step.

    Raises:
        AigcError: a layout, a label or the target can't be used.
    """
    options = options or BuildOptions()
    progress("facts")
    report = make_report(facts or load_facts(), options)
    report.history = History((built_entry(report),))
    layouts = load_layouts(options.layouts, known_keys(report.table), NEEDED)
    drawn = draw_report(report, layouts, progress)
    ledger = replace(remember(drawn, layout_files(options.layouts, options.theme)), recorded=options.recorded)
    put_logo(drawn.skeleton.book, drawn.pages, options.theme)
    record = record_texts(ledger_document(ledger), prints_of(drawn))
    add_hidden_sheet(drawn.skeleton.book, SHEET, [(text,) for text in record], very=True)
    for name, rows in options.hidden.items():
        add_hidden_sheet(drawn.skeleton.book, name, rows)
    progress("file")
    finish(drawn.skeleton.bytes(), target, finish_plan(drawn))
    charts = sum(len(page.charts) for page in drawn.pages)
    companies = len(report.staying.companies)
    sheets = tuple(report.sheets.values())
    read = (page for page in drawn.pages if page.kind in {"front", "section"} and not page.choices)
    sections = tuple(page.title for page in read)
    return Built(target, sheets, sections, companies, drawn.skeleton.formulas, charts, report.rooms, report)


def draw_report(
    report: Report, layouts: tuple[Layout, ...], progress: Callable[[str], None] = lambda _: None
) -> Drawing:
    """Return every sheet of a report, with every cell in its place."""
    pages = draw_pages(report, fitted(layouts, report), progress)
    progress("sheets")
    return drawing(report, pages)


def finish_plan(drawn: Drawing) -> FinishPlan:
    """Return the plan with what the package adds to a drawn report."""
    skeleton = drawn.skeleton
    properties = _properties(drawn.report)
    return FinishPlan(skeleton.plans(), properties, skeleton.charts, skeleton.descriptions)


def remember(drawn: Drawing, layouts: Mapping[str, str], kept: tuple[Correction, ...] = ()) -> Ledger:
    """Return the record of a drawn report for its workbook.

    Args:
        drawn: the report.
        layouts: files of its own layouts by name.
        kept: a person's corrections that the report was drawn with.
    """
    report = drawn.report
    return Ledger(
        facts=report.facts,
        language=report.language,
        unit=report.unit,
        formulas=report.formulas,
        names=report.function_names,
        period=report.period,
        compare=report.compare,
        rooms=report.rooms,
        sheets={key: number for number, key in enumerate(report.sheets, 1)},
        titles=dict(report.sheets),
        columns={
            name: tuple(column.key for column in one.table.columns) for name, one in drawn.tables.items()
        },
        headings=table_headings(report),
        words=dict(report.names.compared),
        blocks=dict(report.blocks.rows),
        vintage=report.vintage,
        kept=kept,
        limits=dict(report.frame.limits),
        history=report.history,
        layouts=layouts,
    )


def layout_files(folder: Path | None, theme: Path | None = None) -> dict[str, str]:
    """Return the files of a folder of layouts by name, with a theme of one's own; none for what comes with the program."""
    paths = sorted(folder.glob("*.y*ml")) if folder else []
    files = {path.name: read_text(path, error=LayoutError) for path in paths}
    return files if theme is None else {**files, THEME_FILE: theme_document(theme).text}


def measures_in(folder: Path | None) -> Document | None:
    """Return the measures of a folder of layouts; None where it has none."""
    path = folder / MEASURES_FILE if folder else None
    return read_yaml(path) if path and path.exists() else None


def make_report(facts: Facts, options: BuildOptions) -> Report:
    """Return the numbers and words of a build."""
    period = options.period or facts.period
    compare = options.compare or (facts.compare if period == facts.period else period.year_before)
    unit = options.unit or usual_unit(options.language, facts.currency)
    table = table_with(facts.measures, measures_in(options.layouts), sorts=facts.sorts)
    limits = dict(options.limits or {})
    if options.settings:
        limits = in_cells(options.settings, reported_unit(unit)) | limits
    lacks = _lacks(facts, (period, compare), options.rooms, table)
    absent = unspoken(lacks, table)
    frame = build_frame(facts, period, compare, unit=unit, limits=limits, table=table, untold=absent)
    own_theme = options.theme or (options.layouts / THEME_FILE if options.layouts else None)
    theme = load_theme(own_theme if options.theme or (own_theme and own_theme.exists()) else None)
    own_texts = with_layers(facts.texts, facts.sorts.layers)
    labels = in_comparison(labels_in(options.language, facts.currency), period, compare)
    labels = labels_with(labels, table, own_texts)
    # A workbook of an earlier version has the sheet of functions whether it calls them or not.
    called = (
        options.formulas == "udf" if options.rooms is None else f"{RECORDED}{FUNCTIONS}" not in options.rooms
    )
    silent = frozenset[str]() if called else frozenset({FUNCTIONS})
    report = Report(
        facts,
        frame,
        labels,
        theme,
        unit,
        options.formulas,
        options.names,
        chosen=options.chosen,
        vintage=options.vintage,
        logo=picture_of(options.theme) is not None,
        columns=options.items,
        given_rooms=options.rooms or {},
        absent=absent | silent,
    )
    for subject in (*lacks, *silent):
        report.room(f"{RECORDED}{subject}", 0)
    return report


def _lacks(
    facts: Facts, periods: tuple[Period, Period], rooms: Mapping[str, int] | None, table: Table
) -> list[str]:
    """Return what a report speaks of nowhere: what its basket lacks, or what the workbook that it must match was built without."""
    if rooms is None:
        return sorted(lacking(facts, *periods, items_read(table)))
    return recorded(rooms)


def _properties(report: Report) -> Properties:
    """Document properties; the only date in the file is the data's own."""
    facts = report.facts
    name = facts.name[report.language]
    return Properties(
        title=title_of(report, name),
        subject=report.text("document.subject"),
        creator=f"xl_aigc {__version__}",
        description=report.text("document.description", as_of=facts.as_of.isoformat()),
        keywords=f"{facts.key} {report.period}",
        created=dt.datetime.combine(facts.as_of, dt.time(), dt.UTC),
    )
