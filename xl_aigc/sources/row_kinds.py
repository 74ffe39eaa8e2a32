"""The kind of each row of a table, by its columns of kinds: of which statement, in which currency, and how new."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from xl_aigc.data.currency import currency_spellings, is_foreign
from xl_aigc.data.day_forms import read_day
from xl_aigc.data.kinds import (
    AREA,
    FORM,
    MONTH,
    NAMES,
    PART,
    QUARTER,
    REACH,
    SPANS,
    STRICT,
    YEAR,
    Kind,
    form_in,
    is_code,
    kind_of,
)
from xl_aigc.data.missing import is_missing
from xl_aigc.data.period_forms import short_quarter
from xl_aigc.data.quote import quote
from xl_aigc.data.reasons import reason_text
from xl_aigc.data.spelling import normalised
from xl_aigc.errors import DataError
from xl_aigc.sources.notes import unit_note
from xl_aigc.sources.raw_table import Cell, shown
from xl_aigc.sources.row_spans import NO_SPAN, RowSpan
from xl_aigc.sources.titles import kind_in

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from xl_aigc.data.units import Unit
    from xl_aigc.sources.raw_table import RawTable

_REMEMBERED: Final = 16_384
"""Words that are kept: a column may hold the name of every company of a market."""
_LONGEST_WORD: Final = 40
_LONGEST_REMARK: Final = 12
"""Characters of the longest remark that is taken for a kind: a sentence may speak of other figures."""
_LATER_QUARTER: Final = re.compile("(?:19|20)[0-9]{2}[ -]?Q[24]")
_POINT: Final = re.compile(r"(?<=^[0-9])\.0+$|(?<=^[0-9]{2})\.0+$")
"""The end that a program gives to a code which it took for a number."""
Order = tuple[int, float, int]
"""Age of a row: the number of the day of its announcement, its flag, and 1 where it was restated."""


class RowKind(NamedTuple):
    """The kind of a row.

    Attributes:
        reason: why the row is set aside, empty where it is taken.
        word: the word that says so.
        order: its age; of several rows the one with the greatest goes first.
        part: the part of the company that it is of, empty where it is of all.
        area: the words of a column that may say so.
        span: the months of its flows.
        unit: the unit of its amounts that a remark states.
        column: the place of the column that says why the row is set aside; None for a remark.
    """

    reason: str
    word: str
    order: Order
    part: str = ""
    area: str = ""
    span: RowSpan = NO_SPAN
    unit: Unit | None = None
    column: int | None = None


class _Remark(NamedTuple):
    """A word in a column without a meaning: why its row is not taken, in which unit it is, of which form of report, and a day."""

    reason: str
    unit: Unit | None
    form: str
    day: dt.date | None


_PLAIN: Final = RowKind("", "", (0, 0.0, 0))


def refuse_kind(table: RawTable, kind: tuple[str, str], due: str, *, named: bool = False) -> None:
    """Refuse a table of which a line, or the name of its file, says that it is of another kind.

    Args:
        table: the table.
        kind: the reason that a line beside it or the name of the file gives, and its words; empty for none.
        due: the reason that is none here; empty for no such one.
        named: whether the words are the name of the file.

    Raises:
        DataError: it is of the parent company alone, of single quarters, or of another kind that is not taken.
    """
    reason, line = kind
    if reason and reason != due:
        said = f"The line {quote(line)} says: {reason_text(reason)}"
        raise DataError(
            f"The name of the file, {quote(line)}, says: {reason_text(reason)}" if named else said,
            table.place(),
            expected="consolidated figures, cumulative from 1 January, as reported.",
            remedy="Export those, or rename the file if it holds them." if named else "Export those.",
        )


def row_kind(
    kinds: Sequence[tuple[str, int]],
    others: Sequence[int],
    cells: Sequence[Cell],
    currency: str,
    beside: RowSpan = NO_SPAN,
) -> RowKind:
    """Read the kind of a row, which a column of kinds says, or a word in another one that has no meaning.

    Args:
        kinds: the role and the place of each column that says it.
        others: the places of columns of words whose headings say nothing that is known.
        cells: the row.
        currency: the currency that figures are due in.
        beside: the months that lines beside the table state.

    Example:
        >>> row_kind([("statement", 0), ("announced", 1)], (), ["母公司报表", "20240830"], "HKD").reason
        'parent_statement'
        >>> row_kind((), [0], ["业绩快报"], "HKD").reason
        'forecast'
    """
    unit, span = None, beside
    for place in others:
        word = shown(cells[place]) if place < len(cells) else ""
        if word:
            remark = _remarked(word)
            if remark.reason:
                return _PLAIN._replace(reason=remark.reason, word=word)
            unit = unit or remark.unit
            span = span.heeding(FORM, remark.form) if remark.form else span
            span = span.doubting(remark.day) if remark.day else span
    if not kinds and unit is None and span is NO_SPAN:
        return _PLAIN
    return _stated(kinds, cells, currency, span)._replace(unit=unit)


@lru_cache(_REMEMBERED)
def _remarked(word: str) -> _Remark:
    return _Remark(
        _reason(word), unit_note(word), form_in(word) if len(word) <= _LONGEST_WORD else "", read_day(word)
    )


def _reason(word: str) -> str:
    """The reason that a remark gives not to take a row, empty where it gives none."""
    if is_code(word) or len(word) > _LONGEST_WORD:
        return ""
    kind = next((kind for role in STRICT if (kind := kind_of(role, word))), None)
    if kind:
        return kind.reason
    if len(word) > _LONGEST_REMARK:
        return ""
    quarter = short_quarter(word) or word.upper()
    return kind_in(word)[0] or ("single_quarter" if _LATER_QUARTER.fullmatch(quarter) else "")


def _stated(kinds: Sequence[tuple[str, int]], cells: Sequence[Cell], currency: str, span: RowSpan) -> RowKind:
    """The kind of a row that columns of kinds say."""
    reason = said = part = area = ""
    day, flag, rank, column = 0, 0.0, 0, None
    for role, place in kinds:
        word = _POINT.sub("", shown(cells[place])) if place < len(cells) else ""
        if role == "announced":
            found = read_day(word)
            day = max(day, found.toordinal() if found else 0)
        elif role == "updated":
            flag = max(flag, float(word) if word.replace(".", "", 1).isdigit() else 0.0)
        elif role in SPANS:
            span = span.heeding(role, word) if word else span
        elif role in {PART, AREA}:
            sure = role == PART or kind_of(PART, word) is not None
            part, area = (part or word, area) if sure and not is_missing(word) else (part, area or word)
        elif word and not reason and role not in {*NAMES, YEAR}:
            kind = _of_currency(word, currency) if role == "currency" else _kind(role, word)
            reason, said, column = (kind.reason if kind else "unknown_kind"), word, place
            rank = max(rank, kind.rank if kind else 0)
    return RowKind(reason, said if reason else "", (day, flag, rank), part, area, span, column=column)


def _kind(role: str, word: str) -> Kind | None:
    """The kind that a word says; a quarter or a month is alone, unless words say that it counts from January."""
    if role == QUARTER:
        return Kind("single_quarter")
    if role == MONTH:
        reach = kind_of(REACH, word) if not word.isdigit() else None
        return reach if reach and reach.part else Kind("other_span")
    return kind_of(role, word)


def _of_currency(word: str, currency: str) -> Kind:
    named = currency_spellings().get(normalised(word), word)
    return Kind("foreign_currency" if is_foreign(named, currency) else "")
