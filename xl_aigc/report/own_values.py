"""Computes the Companies table of a file from its own Data table by the table of measures.

The second way to the numbers where no spreadsheet program is at hand. It takes the file's language, periods and unit from
its headings, limits and index changes from their named cells, and leaves out the columns whose input is not there.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from xl_aigc.data.item import ITEMS
from xl_aigc.data.layers import keys_of
from xl_aigc.data.limits import INDEX, LIMITS
from xl_aigc.data.markets import MARKETS, USUAL
from xl_aigc.data.model import Company, Facts, Figure, PriceChange
from xl_aigc.data.period import Period
from xl_aigc.data.rollout import ROLLOUT_NUMBERS, Rollout, day_of
from xl_aigc.data.units import UNITS, unit_of
from xl_aigc.labels import LANGUAGES, load_labels, with_unit, words
from xl_aigc.measures.frame import build_frame
from xl_aigc.measures.own import program_table, table_with
from xl_aigc.ooxml.references import Area, cell_name
from xl_aigc.report.comparisons import in_comparison
from xl_aigc.report.headings import IDENTITY, NAMES
from xl_aigc.report.ledger_reading import measures_of, sorts_of
from xl_aigc.report.measure_words import labels_in, labels_with
from xl_aigc.report.report import Report
from xl_aigc.report.theme import load_theme

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from xl_aigc.data.layers import Sorts
    from xl_aigc.measures.measure_table import Table
    from xl_aigc.ooxml.book import Book, BookTable
    from xl_aigc.ooxml.book_cells import BookCell
    from xl_aigc.report.live import Shown

_INPUT: Final = re.compile(r"\[data\.(\w+?)(?:\.all)?\]|\[(\w+)\]|\b((?:limit|index|unit)_\w+)")
_PERIOD: Final = re.compile(r"(.+) (\d{4}(?:Q[1-4]|H1|FY))")
_NO_DAY: Final = dt.date.min
"""Measures look at the change of a price, not at its days."""


@dataclass(frozen=True, slots=True)
class OwnValues:
    """Expected values of cells.

    Attributes:
        sheet: the sheet of the Companies table.
        values: by address.
        left_out: headings of the columns that could not be computed.
    """

    sheet: str
    values: Mapping[str, Shown]
    left_out: tuple[str, ...]


def own_values(book: Book) -> OwnValues | None:
    """Compute the values of the Companies table; None where the file lacks one of the tables or a known heading."""
    tables = {table.name: table for table in book.tables}
    data, companies = tables.get("Data"), tables.get("Companies")
    if data is None or companies is None:
        return None
    language = _language(companies.columns)
    periods = _periods(data.columns, language)
    divisor = _number(book, "unit_divisor")
    unit = next((key for key, factor in UNITS.items() if factor == divisor), None)
    if periods is None:
        return None
    sorts = sorts_of(book)
    facts = _facts(book, data, language, periods, sorts)
    facts = replace(facts, currency=_currency(companies.columns, language))
    table = table_with(*measures_of(book), sorts=sorts)
    labels = labels_with(in_comparison(labels_in(language, facts.currency), *periods), table)
    untold = {key for key in table.measures if labels.text(f"measures.{key}") not in companies.columns}
    frame = build_frame(facts, *periods, unit=unit or "one", limits=_limits(book), table=table, untold=untold)
    report = Report(facts, frame, labels, load_theme(), unit or "one", absent=frozenset(untold & {*NAMES}))
    named = _formulas(book, companies)
    unknown = {name for name in LIMITS if _number(book, name) is None and _reads(named, name)}
    unknown |= {"unit_divisor"} if unit is None else set()
    unknown |= {
        key
        for key, header in report.names.data.items()
        if header not in data.columns and _reads(named, f"[{header}]")
    }
    return _companies(book, companies, report, _computable(table, unknown))


def _formulas(book: Book, table: BookTable) -> str:
    """Return the formulas of a table in one text."""
    cells = (cell for _, row in _rows(book, table) for cell in row.values())
    return "\n".join(dict.fromkeys(cell.formula for cell in cells if cell.formula))


def _reads(formulas: str, name: str) -> bool:
    """Tell whether formulas may read what is not there: a report of which a figure is unknown throughout reads it nowhere."""
    return not formulas or "#REF!" in formulas or name in formulas


def _language(columns: Sequence[str]) -> str:
    """Return the language that most headings are in."""

    def known(language: str) -> int:
        texts = load_labels(language).texts
        return sum(texts.get(f"measures.{key}") in columns for key in program_table().measures)

    return max(LANGUAGES, key=known)


def _currency(columns: Sequence[str], language: str) -> str:
    """Return the currency that the unit in the heading of the revenue names; that of the usual market where none does."""
    heading = re.escape(with_unit(load_labels(language).text("measures.revenue"), "{unit}", language))
    pattern = re.compile(heading.replace(re.escape("{unit}"), "(.{1,40})"))
    found = (unit_of(match[1]) for column in columns if (match := pattern.fullmatch(column)))
    return next((unit.currency for unit in found if unit), MARKETS[USUAL].currency)


def _periods(columns: Sequence[str], language: str) -> tuple[Period, Period] | None:
    """Return the two periods in the order of the revenue columns."""
    word = words(language)["revenue"]
    found = [match[2] for column in columns if (match := _PERIOD.fullmatch(column)) and match[1] == word]
    return (Period.stored(found[0]), Period.stored(found[1])) if len(found) == 2 else None


def _number(book: Book, name: str) -> float | None:
    found = book.named(name)
    cell = found[2] if found else None
    return float(cell.value) if cell is not None and cell.kind == "number" else None


def _rows(book: Book, table: BookTable) -> Iterator[tuple[int, dict[str, BookCell]]]:
    """Number of each row of a table, and its cells by heading."""
    area, cells = Area.parse(table.ref), book.cells(table.sheet)
    for row in range(area.top + 1, area.bottom + 1):
        named = ((name, cells.get(cell_name(row, area.left + n))) for n, name in enumerate(table.columns))
        yield row, {name: cell for name, cell in named if cell is not None}


def _facts(book: Book, data: BookTable, language: str, periods: tuple[Period, Period], sorts: Sorts) -> Facts:
    """Return the figures of the Data table; of a ticker that stands twice the first row, as the file's own formulas take it."""
    spoken = {**words(language), **{key: name[language] for key, name in sorts.names.items()}}
    headers = {key: load_labels(language).text(f"measures.{key}") for key in IDENTITY}
    rows: dict[str, dict[str, BookCell]] = {}
    for _, row in _rows(book, data):
        ticker = row.get(headers["ticker"])
        if ticker is not None:
            rows.setdefault(str(ticker.value), row)
    return Facts(
        key="file",
        name=dict.fromkeys(LANGUAGES, ""),
        sorts=sorts,
        companies=tuple(
            _company(ticker, row, headers, spoken, keys_of(sorts.layers)) for ticker, row in rows.items()
        ),
        figures=tuple(_figures(rows, spoken, periods)),
        price_changes=tuple(_prices(rows, spoken["price_change"])),
        rollout=tuple(_rollout(rows, spoken)),
        sources=(),
        as_of=_NO_DAY,
        period=periods[0],
        compare=periods[1],
        giants=tuple(t for t, row in rows.items() if _text(row, headers["giant"]) == spoken["yes"]),
        indices=(),
    )


def _text(row: Mapping[str, BookCell], header: str) -> str:
    cell = row.get(header)
    return "" if cell is None else str(cell.value)


def _company(
    ticker: str,
    row: Mapping[str, BookCell],
    headers: Mapping[str, str],
    spoken: Mapping[str, str],
    layers: Sequence[str],
) -> Company:
    """Return a company; a word that measures compare with becomes its key again, every other stays as it is shown."""
    keys = {spoken.get(key, key): key for key in (*layers, "named", "added", "left")}
    given = {key: _text(row, header) for key, header in headers.items()}
    return Company(
        ticker,
        given["name_zh"],
        given["name_en"],
        keys.get(given["layer"], given["layer"]),
        given["segment"],
        given["archetype"],
        keys.get(given["membership"], given["membership"]),
    )


def _figures(
    rows: Mapping[str, Mapping[str, BookCell]], spoken: Mapping[str, str], periods: tuple[Period, Period]
) -> Iterator[Figure]:
    for item in ITEMS:
        for period in periods:
            header = f"{spoken.get(item, item)} {period}"
            for ticker, row in rows.items():
                cell = row.get(header)
                if cell is not None and cell.kind == "number":
                    yield Figure(ticker, period, item, float(cell.value), "stated", ())


def _prices(rows: Mapping[str, Mapping[str, BookCell]], header: str) -> Iterator[PriceChange]:
    for ticker, row in rows.items():
        cell = row.get(header)
        if cell is not None and cell.kind == "number":
            yield PriceChange(ticker, _NO_DAY, _NO_DAY, float(cell.value), "")


def _rollout(rows: Mapping[str, Mapping[str, BookCell]], spoken: Mapping[str, str]) -> Iterator[Rollout]:
    for ticker, row in rows.items():
        cells = {key: row.get(spoken[key]) for key in ROLLOUT_NUMBERS}
        numbers = {
            key: float(cell.value)
            for key, cell in cells.items()
            if cell is not None and cell.kind == "number"
        }
        if numbers:
            made = Rollout(ticker, day_of(numbers.get("rollout_day", 0.0)), None, None, None)
            for key, value in numbers.items():
                made = made.with_number(key, value)
            yield made


def _limits(book: Book) -> dict[str, float]:
    """Return the numbers that the cells of limits and of the index change hold."""
    held = {name: _number(book, name) for name in (*LIMITS, INDEX)}
    return {name: value for name, value in held.items() if value is not None}


def _computable(table: Table, unknown: set[str]) -> set[str]:
    """Measures none of whose inputs is unknown, however far back."""
    left = set(unknown)
    for key, measure in table.measures.items():
        inputs = {found for match in _INPUT.finditer(measure.native) for found in match.groups() if found}
        if inputs & left:
            left.add(key)
    return set(table.measures) - left


def _companies(book: Book, table: BookTable, report: Report, computable: set[str]) -> OwnValues:
    headers = {key: report.names.companies[key] for key in report.shown_measures}
    shown = {key: report.column(key) for key in report.shown_measures if key in computable}
    place = {ticker: number for number, ticker in enumerate(report.facts.tickers)}
    left = Area.parse(table.ref).left
    columns = {key: left + n for n, name in enumerate(table.columns) for key in shown if headers[key] == name}
    values: dict[str, Shown] = {}
    for row, cells in _rows(book, table):
        number = place.get(_text(cells, report.names.companies["ticker"]))
        if number is not None:
            values |= {cell_name(row, column): shown[key][number] for key, column in columns.items()}
    known = {headers[key] for key in columns} | {report.names.companies["ticker"]}
    return OwnValues(table.sheet, values, tuple(name for name in table.columns if name not in known))
