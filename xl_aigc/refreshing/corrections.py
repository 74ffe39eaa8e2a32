"""Corrections: inputs that a person changed by hand, and the facts with them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, cast

from xl_aigc.data.item import ITEMS
from xl_aigc.data.layers import OTHER
from xl_aigc.data.model import FIGURE_KINDS, NAMED, Company, Facts, Figure, PriceChange
from xl_aigc.data.period import Period
from xl_aigc.data.rollout import ROLLOUT_NUMBERS, Rollout
from xl_aigc.errors import Place, WorkbookError
from xl_aigc.ooxml.sheet_cells import cell_with
from xl_aigc.report.headings import IDENTITY
from xl_aigc.report.ledger import Correction
from xl_aigc.report.prints import FOREIGN, has_print, is_written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from xl_aigc.data.model import FigureKind
    from xl_aigc.ooxml.book_cells import BookCell
    from xl_aigc.refreshing.found import FoundBook
    from xl_aigc.report.prints import Prints
    from xl_aigc.report.report import Report

Beside = dict[tuple[str, str], tuple[str, str]]
"""Words beside figures by ticker and column of Data: those that stay in a workbook, and those of the facts."""
_EXCHANGED: Final = 4
"""Figures of other companies, in two rows or more, from which on they are no corrections."""
PRICE: Final = "price_change"
BESIDE: Final = ("_kind", "_source")
"""Ends of the keys of columns with words beside figures."""
_COMPANY: Final = frozenset({*IDENTITY} - {"ticker"})


def corrections(
    found: FoundBook, prints: Mapping[str, bytes | Sequence[bytes]], report: Report
) -> Iterator[Correction]:
    """Yield the inputs of the table Data that are not what was last written.

    Args:
        found: the workbook as the person left it.
        prints: what was last written into the columns of Data, by key.
        report: the numbers and words of what was last written.
    """
    spoken = _keys(report)
    inputs = {key: one for key, one in prints.items() if _period(key, report) is not None or key in _COMPANY}
    for key, ticker, cell in _differing(found, inputs):
        period = _period(key, report)
        value = _cell_value(cell, period, spoken)
        yield Correction(ticker, key.removesuffix("_prior"), period or "", value)


def words_beside(
    found: FoundBook, prints: Mapping[str, bytes | Sequence[bytes]]
) -> dict[tuple[str, str], str]:
    """Return the words beside figures, such as their sources, that are not as last written, by ticker and column.

    They stay as they are, and formulas read them.

    Args:
        found: the workbook as the person left it.
        prints: what was last written into the columns of Data, by key.
    """
    words = {key: one for key, one in prints.items() if key.endswith(BESIDE)}
    return {
        (ticker, key): "" if cell is None else str(cell.value)
        for key, ticker, cell in _differing(found, words)
    }


def _differing(
    found: FoundBook, prints: Mapping[str, bytes | Sequence[bytes]]
) -> Iterator[tuple[str, str, BookCell | None]]:
    """Yield the cells of the table Data that are not what was last written, with their column and company."""
    table, keys = found.tables["Data"], found.keys
    places = {ticker: place for place, ticker in enumerate(table.rows)}
    for key, written in prints.items():
        if isinstance(written, bytes) or key not in table.columns:
            continue
        held = found.inputs[key]
        for ticker, one in zip(found.ledger.facts.tickers, written, strict=True):
            place = places.get(ticker)
            if place is None or has_print(held[place], one):
                continue
            cell = cell_with(held[place])
            if not is_written(cell, one, keys):
                yield key, ticker, cell


def worded(facts: Facts, held: Mapping[tuple[str, str], str], report: Report) -> tuple[Facts, Beside]:
    """Return the facts with words that stay beside their figures, and each such word with that of the facts.

    Args:
        facts: the facts.
        held: the words by ticker and column of Data.
        report: the numbers and words of what was last written.
    """
    bases = {str(period): basis for basis, period in report.bases}
    kinds = {report.word(kind): kind for kind in FIGURE_KINDS}
    figures, beside = [], {key: (text, "") for key, text in held.items()}
    for one in facts.figures if held else ():
        key = f"{one.item}{bases.get(str(one.period), '?')}"
        kind, source = (one.ticker, f"{key}_kind"), (one.ticker, f"{key}_source")
        figure = one
        if kind in held:
            figure = replace(figure, kind=cast("FigureKind", kinds.get(held[kind], held[kind])))
            beside[kind] = held[kind], report.word(one.kind)
        if source in held:
            parts = held[source].split()
            told = tuple(parts) if " ".join(parts) == held[source] else (held[source],)
            figure = replace(figure, sources=told)
            beside[source] = held[source], " ".join(one.sources)
        figures.append(figure)
    return (replace(facts, figures=tuple(figures)) if held else facts), beside


def refuse_exchanged(found: FoundBook, held: Sequence[Correction]) -> None:
    """Refuse a workbook in which most figures that differ are those of other rows: tickers and figures were sorted apart.

    Args:
        found: the workbook.
        held: its corrections.

    Raises:
        WorkbookError: so it is.
    """
    numbers = [one for one in held if isinstance(one.value, float)]
    owners: dict[tuple[str, str, object], str] = {
        (one.item, str(one.period), one.value): one.ticker for one in found.ledger.facts.figures
    }
    others = [
        one for one in numbers if owners.get((one.item, one.period, one.value), one.ticker) != one.ticker
    ]
    rows = list(dict.fromkeys(one.ticker for one in others))
    if len(rows) < 2 or len(others) < _EXCHANGED or 2 * len(others) <= len(numbers):
        return
    first = others[0]
    owner = owners[first.item, first.period, first.value]
    raise WorkbookError(
        f"{len(rows)} rows hold figures of other companies, such as {first.ticker} {first.item} {first.period}, "
        f"which is that of {owner}: the tickers and the figures were sorted apart.",
        Place(found.book.path, sheet=found.tables["Data"].sheet),
        remedy="Take the workbook as it was before, or write the store's figures into it again with --overwrite.",
    )


def with_foreign(prints: Prints, kept: Iterable[Correction], report: Report) -> Prints:
    """Return prints in which no corrected input passes for one that was written.

    Args:
        prints: what is written into the workbook.
        kept: the corrections that stay.
        report: the report that is written.
    """
    rows = {ticker: row for row, ticker in enumerate(report.facts.tickers)}
    data = {
        key: column if isinstance(column, bytes) else [*column]
        for key, column in prints.tables["Data"].items()
    }
    for one in kept:
        column = data.get(input_key(one, report) or "")
        if isinstance(column, list) and one.ticker in rows:
            column[rows[one.ticker]] = FOREIGN
    return replace(prints, tables={**prints.tables, "Data": data})


def input_key(one: Correction, report: Report) -> str | None:
    """Return the key of the column of Data that a correction stands in; None where its period is not shown.

    Args:
        one: the correction.
        report: the report that is written.
    """
    if one.period in {"", str(report.period)}:
        return one.item
    return f"{one.item}_prior" if one.period == str(report.compare) else None


def _period(key: str, report: Report) -> str | None:
    """Return the period of a column of figures; None where it holds none."""
    if key == PRICE or key in ITEMS or key in ROLLOUT_NUMBERS:
        return str(report.period)
    return str(report.compare) if key.removesuffix("_prior") in ITEMS else None


def _cell_value(cell: BookCell | None, period: str | None, spoken: Mapping[str, str]) -> float | str | None:
    """Return the value of a corrected cell: a figure, None where it was emptied, or the key of a word."""
    if cell is None:
        return None if period else ""
    if period:
        return float(cell.value) if cell.kind == "number" else None
    return spoken.get(str(cell.value), str(cell.value))


def _keys(report: Report) -> dict[str, str]:
    """Return the keys of the words that describe a company, by the word."""
    keys = (*report.facts.sorts.names, OTHER, "named", "added", "left", "yes", "no")
    segments = {text: key for key, text in report.words.items() if key not in keys}
    return {**segments, **{report.word(key): key for key in keys}}


def corrected(facts: Facts, kept: Iterable[Correction]) -> Facts:
    """Return the facts with a person's corrections in them.

    A corrected figure keeps its kind and sources, since the person's cells beside it do.

    Example:
        >>> from xl_aigc.data.folder import load_facts
        >>> from xl_aigc.data.period import Period
        >>> from xl_aigc.report.ledger import Correction
        >>> typed = [Correction(ticker, "revenue", "2024H1", 2.5e9) for ticker in ("300418.SZ", "603888.SH")]
        >>> mended = corrected(load_facts(), typed)  # the revenue of the second was not known
        >>> [mended.value(one.ticker, "revenue", Period("2024H1")) for one in typed]
        [2500000000.0, 2500000000.0]
    """
    kept = tuple(kept)
    if not kept:
        return facts
    texts = {(one.ticker, one.item): str(one.value) for one in kept if not one.period}
    return replace(
        facts,
        figures=tuple(_figures(facts, kept)),
        price_changes=tuple(_prices(facts, kept)),
        rollout=tuple(_rollout(one, kept) for one in facts.rollout),
        companies=tuple(_company(company, texts) for company in facts.companies),
        giants=tuple(ticker for ticker in facts.tickers if _is_giant(facts, ticker, texts)),
    )


def value_in(facts: Facts, one: Correction) -> float | None:
    """Return the value that facts have for a corrected figure or price change; None where they have none."""
    if one.item == PRICE:
        change = facts.price_change(one.ticker)
        return None if change is None else change.change
    if one.item in ROLLOUT_NUMBERS:
        rolled_out = facts.rolled_out(one.ticker)
        return None if rolled_out is None else rolled_out.number(one.item)
    return facts.value(one.ticker, one.item, Period.stored(one.period)) if one.item in ITEMS else None


def _figures(facts: Facts, kept: Iterable[Correction]) -> Iterator[Figure]:
    figures = {(figure.ticker, figure.item, str(figure.period)): figure for figure in facts.figures}
    for one in kept:
        if one.item not in ITEMS:
            continue
        old = figures.pop((one.ticker, one.item, one.period), None)
        if isinstance(one.value, float):
            new = old or Figure(one.ticker, Period.stored(one.period), one.item, one.value, "stated", ())
            figures[one.ticker, one.item, one.period] = replace(new, value=one.value)
    yield from figures.values()


def _prices(facts: Facts, kept: Iterable[Correction]) -> Iterator[PriceChange]:
    changes = {one.ticker: one.value for one in kept if one.item == PRICE}
    for price in facts.price_changes:
        change = changes.get(price.ticker, price.change)
        if isinstance(change, float):
            yield replace(price, change=change)


def _rollout(rollout: Rollout, kept: Iterable[Correction]) -> Rollout:
    """Return what a company has rolled out with a person's numbers."""
    for one in kept:
        if one.ticker == rollout.ticker and one.item in ROLLOUT_NUMBERS:
            value = one.value if isinstance(one.value, float) else None
            rollout = rollout.with_number(one.item, value)
    return rollout


def _company(company: Company, texts: Mapping[tuple[str, str], str]) -> Company:
    """Return a company as the person describes it."""
    given = {key: texts.get((company.ticker, key), getattr(company, key)) for key in _COMPANY - {"giant"}}
    membership = NAMED if given["membership"] == "named" else str(given["membership"])
    return Company(
        company.ticker,
        str(given["name_zh"]),
        str(given["name_en"]),
        given["layer"] or None,
        str(given["segment"]),
        str(given["archetype"]),
        membership,
    )


def _is_giant(facts: Facts, ticker: str, texts: Mapping[tuple[str, str], str]) -> bool:
    chosen = texts.get((ticker, "giant"))
    return chosen == "yes" if chosen is not None else ticker in facts.giants
