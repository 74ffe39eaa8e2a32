"""A figure over time."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Final

from xl_aigc.cell_errors import CellError
from xl_aigc.data.item import ITEMS
from xl_aigc.data.period import CUMULATIVE, SINGLE, Period
from xl_aigc.data.span import TRAILING, Kind, Span
from xl_aigc.data.spelling import normalised
from xl_aigc.functions.amounts import in_unit, unit_shown
from xl_aigc.functions.arguments import Language, MaybeText, Takes, Text, Ticker
from xl_aigc.functions.catalogue import function
from xl_aigc.functions.cells import ArgumentError
from xl_aigc.functions.companies import ticker_key
from xl_aigc.functions.missing_figures import missing
from xl_aigc.functions.periods import span
from xl_aigc.functions.quantities import Quantity, quantity_of, shown_value
from xl_aigc.functions.reader import FactsReader, facts
from xl_aigc.functions.refusals import remember
from xl_aigc.functions.vocabulary import choice, heading_keys, headings
from xl_aigc.functions.vocabulary import language as language_key
from xl_aigc.labels import with_unit
from xl_aigc.metrics import yoy

if TYPE_CHECKING:
    from xl_aigc.expressions.python import Value

COLUMNS: Final = ("cumulative", "quarter", "ltm", "growth")
"""The columns of a series."""
BALANCE: Final = "stock"
"""The kind of an item that is a balance, and its one column beside its growth."""
_OTHER_WORDS: Final = {
    **dict.fromkeys(map(normalised, TRAILING), "ltm"),
    **dict.fromkeys(("累计", "누적", "from1january", "1월1일부터누적"), "cumulative"),
    **dict.fromkeys(("单季度", "분기"), "quarter"),
    **dict.fromkeys(("增速", "增长率", "同比增速", "yoy", "증감률"), "growth"),
}
"""Words for the columns beside their headings."""

Of = Callable[[Span], "Value"]


@function(heavy=True)
def series(
    ticker: Ticker,
    item: Text,
    from_: MaybeText = None,
    to_: MaybeText = None,
    kind: Annotated[str | None, Takes("text", COLUMNS)] = None,
    unit: MaybeText = None,
    language: Language = "en",
) -> object:
    """A header and a row per period."""
    reader, spoken = facts(), language_key(language)
    company = ticker_key(ticker, reader)
    asked, basket_of = quantity_of(item, reader, company)
    single = reader.single_quarters(basket_of)
    shown = _columns(kind, asked)
    value = _in_unit(reader, company, asked, asked.divisor(unit, reader, basket_of))
    usable = [Span(one, single=single) for one in _usable(reader, single=single)]
    spans = _between(reader, basket_of, usable, from_, to_)
    known = _known(value, spans)
    if not known:
        last = span(to_, reader, basket_of) if to_ else None
        raise _none_known(reader, company, asked, spans, usable, last)
    cells = [[_shown(value, months, column) for column in shown] for months in known]
    blank = (
        (months, column)
        for months, row in zip(known, cells, strict=True)
        for column, held in zip(shown, row, strict=True)
        if held is None
    )
    if first := next(blank, None):
        _note_missing(reader, company, asked, *first)
    rows = [
        [str(months.period), *(shown_value(held, spoken) for held in row)]
        for months, row in zip(known, cells, strict=True)
    ]
    behind = asked.unit or asked.heading(spoken)
    if asked.is_money:
        behind = unit_shown(asked.unit or unit, reader.currency(basket_of), spoken)
    return [[headings(spoken)["period"], *(_heading(column, spoken, behind) for column in shown)], *rows]


def _heading(column: str, spoken: str, behind: str) -> str:
    """The heading of a column: money with its unit, if any, another quantity with its name."""
    title = headings(spoken)[column]
    title = title.capitalize() if column == BALANCE else title
    return with_unit(title, behind, spoken) if behind and column != "growth" else title


def _note_missing(reader: FactsReader, company: str, asked: Quantity, months: Span, column: str) -> None:
    """Keep what the first blank cell misses as its reason: a figure over other months, or a number where there are words."""
    sentence: str | Callable[[], str] = missing(reader, company, asked, _due(months, column), None).sentence
    if column == "growth" and isinstance(asked.value(reader, company, months, None), str):
        sentence = f"{asked.heading('en')} is a word, and only numbers grow."
    remember("SERIES", CellError.NA, sentence)


def _columns(kind: str | None, asked: Quantity) -> Sequence[str]:
    """The columns of a series; a balance is that of a day and of no months.

    Raises:
        ArgumentError: there is no such column, or none of a balance.
    """
    is_balance = not asked.measure and asked.item in ITEMS and ITEMS[asked.item].kind == BALANCE
    if kind is None:
        return (BALANCE, "growth") if is_balance else COLUMNS
    column = _column(kind)
    if is_balance and column in {"quarter", "ltm"}:
        problem = f"{asked.heading('en')} is a balance on the last day of a period."
        raise ArgumentError(problem, expected="cumulative, growth, or no kind.")
    return [BALANCE if is_balance and column == "cumulative" else column]


def _column(kind: str) -> str:
    """A column by its name or heading in any language, and by other words for it.

    Raises:
        ArgumentError: there is none.
    """
    typed = normalised(kind)
    return choice(_OTHER_WORDS.get(typed) or heading_keys().get(typed, kind), COLUMNS, "kind")


def _in_unit(reader: FactsReader, company: str, asked: Quantity, scale: float) -> Of:
    """The value of a quantity over some months."""

    def value(months: Span) -> "Value":
        found: Value = in_unit(asked.value(reader, company, months, None), scale)
        return found

    return value


def _shown(value: Of, months: Span, column: str) -> "Value":
    """One cell: the value over the months of a kind, or its growth over the same months a year earlier."""
    if column == "growth":
        now, then = value(months), value(months.year_before)
        return yoy(now, then) if isinstance(now, (int, float)) and isinstance(then, (int, float)) else None
    return value(_of_kind(months, column))


def _known(value: Of, spans: Sequence[Span]) -> Sequence[Span]:
    """Those of some months whose value is known; of a year of single quarters, where that of its last quarter is not."""
    known = [months for months in spans if value(months) is not None]
    return [one for one in known if not _is_year(one) or value(_of_kind(one, "quarter")) is None]


def _is_year(months: Span) -> bool:
    """Return whether months are a year beside single quarters."""
    return months.single and months.period.part == SINGLE[-1]


def _of_kind(months: Span, column: str) -> Span:
    """The months of a column other than growth."""
    if column == BALANCE:
        return months
    if _is_year(months) and column == "quarter":
        return Span(Period(f"{months.period.year}Q4", single=True), single=True)
    own, other = ("quarter", "cumulative") if months.single else ("cumulative", "quarter")
    kinds: dict[str, Kind] = {own: "cumulative", other: "ytd" if months.single else "quarter", "ltm": "ltm"}
    return replace(months, kind=kinds[column])


def _due(months: Span, column: str) -> Span:
    """The months whose figure a blank cell misses; of growth those a year earlier, since the row itself has its figure."""
    return months.year_before if column == "growth" else _of_kind(months, column)


def _usable(reader: FactsReader, *, single: bool) -> Sequence[Period]:
    """The periods that figures of a basket may be of, oldest first."""
    parts = SINGLE if single else CUMULATIVE
    return sorted(one for one in map(Period.stored, reader.periods) if one.part in parts)


def _between(
    reader: FactsReader, basket: str, usable: Sequence[Span], first: str | None, last: str | None
) -> Sequence[Span]:
    """Those of some months that lie between two typed ones; a year of single quarters begins with its first quarter.

    Raises:
        ArgumentError: the first comes after the last.
    """
    low, high = (span(text, reader, basket).period if text else None for text in (first, last))
    if low and high and low > high:
        problem = f"The series would begin with {low} and end with {high}."
        raise ArgumentError(problem, expected="the earlier period first.")
    if low and low.part == "FY" and reader.single_quarters(basket):
        low = Period(f"{low.year}Q1", single=True)
    after = [one for one in usable if low is None or one.period >= low]
    return [
        one
        for one in after
        if high is None or (one.period.year, one.period.months) <= (high.year, high.months)
    ]


def _none_known(
    reader: FactsReader,
    company: str,
    asked: Quantity,
    spans: Sequence[Span],
    usable: Sequence[Span],
    last: Span | None,
) -> ArgumentError:
    """The refusal of a series without a row: no period of the company's lies between the two, or what was asked for, up to `last`, is not known."""
    known = [one for one in usable if asked.value(reader, company, one, None) is not None]
    if usable and (spans or not known):
        return missing(reader, company, asked, last or (spans or usable)[-1], None)
    has = f"periods from {known[0]} to {known[-1]}, for which {company} has this figure." if known else None
    return ArgumentError("No period lies between them.", expected=has)
