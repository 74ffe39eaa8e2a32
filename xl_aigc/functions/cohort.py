"""Cohorts of a table, or of the default basket where no table is given."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from typing import Annotated, Final

from xl_aigc import metrics
from xl_aigc.cell_errors import CellError
from xl_aigc.data.layers import Sorts
from xl_aigc.data.quote import quote
from xl_aigc.data.spelling import normalised
from xl_aigc.functions.amounts import check_currency, divisor, in_unit, unit_shown, with_currency
from xl_aigc.functions.arguments import Language, MaybeNumbers, MaybeText, MaybeValues, TableOrBasket, Takes
from xl_aigc.functions.basket_measures import known_measure
from xl_aigc.functions.bound_units import check_edges, check_fractions, check_percent, unclear_ratios
from xl_aigc.functions.catalogue import function
from xl_aigc.functions.cells import ArgumentError
from xl_aigc.functions.cohort_reasons import note_cohort
from xl_aigc.functions.columns import bare_name, split_unit
from xl_aigc.functions.grouping import Grouping, cohort_key, columns_of, group
from xl_aigc.functions.number_lists import NumberList
from xl_aigc.functions.reader import FactsReader, facts
from xl_aigc.functions.refusals import remember
from xl_aigc.functions.row_reasons import note_row, note_shown, without_rows
from xl_aigc.functions.segment_words import SEGMENT, segment_named, segment_word
from xl_aigc.functions.selection import named_columns, shown
from xl_aigc.functions.shapes import Rows
from xl_aigc.functions.table_argument import table_or_basket
from xl_aigc.functions.table_limits import segments_of, sorts_of
from xl_aigc.functions.table_numbers import row_columns, whole_column
from xl_aigc.functions.tables import WORD_COLUMNS, Table
from xl_aigc.functions.vocabulary import headings, money_headings, named_key, spoken_word, word_in
from xl_aigc.functions.vocabulary import language as language_key
from xl_aigc.labels import LANGUAGES, with_unit
from xl_aigc.metrics.summary import COLUMNS

SHOWN: Final = tuple(field.name for field in fields(metrics.CohortSummary))
USUAL: Final = (
    *("cohort", "companies", "share", "revenue", "revenue_yoy", "net_profit", "net_profit_yoy"),
    *("loss_makers", "median_net_profit_yoy", "median_price_change"),
)
"""The columns of a summary that fit a screen."""
EVERY: Final = "all"
"""The word for all columns, `SHOWN`."""
MONEY: Final = money_headings()
FRACTIONS: Final = ("price", "price_change", "rd_intensity")
"""The rules and columns whose bounds are fractions."""
RULE_KEYS: Final = tuple(metrics.RULES)

Rule = Annotated[str, Takes("text", RULE_KEYS)]


@function(heavy=True)
def cohort(
    table: TableOrBasket = None,
    rule: Rule = "growth",
    edges: MaybeNumbers = None,
    language: Language = "en",
    columns: MaybeValues = None,
    unit: MaybeText = None,
) -> object:
    """A header, a row per cohort, a total row."""
    spoken, asked = language_key(language), _shown_columns(columns, unit)
    reader = None if table else facts()
    scales = [divisor(own, reader) for _, own in asked]
    held = table_or_basket(table, *columns_of(rule, table)).of_companies()
    grouping = _grouped_whole(held, rule, edges)
    present = [key for key in COLUMNS if key in held]
    stated = _checked_currency(held, present, [own for _, own in asked if own])
    read = {key: whole_column(held, key) for key in dict.fromkeys((*present, *grouping.inputs))}
    summary = metrics.summarise(grouping.columns(read), grouping.key, grouping.edges)
    words = _words(spoken, reader, grouping, held)
    body = grouping.in_order(summary.rows)
    rows = [
        [_cell(each, key, words, scale) for (key, _), scale in zip(asked, scales, strict=True)]
        for each in (*body, summary.total)
    ]
    currency = reader.currency(reader.baskets[0]) if reader else stated
    titles = [_heading(key, spoken, own and with_currency(own, stated), currency) for key, own in asked]
    note_cohort(held, [*body, summary.total], [key for key, _ in asked], words)
    return [titles, *rows]


def _checked_currency(table: Table, keys: Sequence[str], units: Sequence[str]) -> str:
    """Return the currency that a table names, refusing several, and units of another one.

    Raises:
        ArgumentError: as above.
    """
    currency = table.currency(keys)
    for unit in units:
        check_currency(unit, currency, "The figures of the table are")
    return currency


def _shown_columns(columns: Rows | None, unit: str | None) -> Sequence[tuple[str, str | None]]:
    """The columns that a person asks for, by key or heading, and the unit of each; those of a screen's width for none.

    Args:
        columns: as typed; a heading of money may have a unit of its own behind it.
        unit: the unit of all other money.

    Raises:
        ArgumentError: no such column.
    """
    named = named_columns(columns)
    if not named:
        return [(key, unit) for key in USUAL]
    if [name.casefold() for name in named] == [EVERY]:
        return [(key, unit) for key in SHOWN]
    spellings = {normalised(text): key for key in SHOWN for text in (key, *_headings(key))}
    return [_shown_column(name, spellings, unit) for name in named]


def _shown_column(name: str, spellings: Mapping[str, str], unit: str | None) -> tuple[str, str | None]:
    key = spellings.get(normalised(name))
    if key is not None:
        return key, unit
    bare, own, _ = split_unit(name)
    key = spellings.get(normalised(bare))
    if key not in MONEY:
        expected = f"{EVERY}, or some of {', '.join(SHOWN)}."
        raise ArgumentError(f"A cohort has no column {quote(name)}.", expected=expected)
    return key, own


def _headings(key: str) -> list[str]:
    return [headings(language)[key] for language in LANGUAGES]


def _heading(key: str, spoken: str, unit: str | None, currency: str) -> str:
    """The header of a column of a summary, one of money with its unit and its currency where that is not the usual one."""
    title = headings(spoken)[key]
    shown = unit_shown(unit, currency, spoken) if key in MONEY else ""
    return with_unit(title, shown, spoken) if shown else title


def _cell(summary: metrics.CohortSummary, key: str, word: Callable[[str], str], scale: float) -> object:
    value = getattr(summary, key)
    if key in MONEY:
        return in_unit(value, scale)
    return word(value) if key == "cohort" else value


def _words(spoken: str, reader: FactsReader | None, grouping: Grouping, table: Table) -> Callable[[str], str]:
    """Return the function that gives the word for a cohort: of the default basket of a reader, or of a table."""
    if grouping.key == SEGMENT:
        segments = segments_of(table)
        return lambda cohort: segment_word(spoken_word(cohort, spoken), segments, spoken)
    sorts, band_of = reader.sorts(reader.baskets[0]) if reader else None, grouping.band_of
    if _is_of_words(grouping, table):
        sorts = sorts or sorts_of(table)
        return lambda cohort: word_in(cohort, spoken, sorts)
    return lambda cohort: spoken_word(band_of.get(cohort, cohort), spoken, sorts)


def _is_of_words(grouping: Grouping, table: Table) -> bool:
    """Return whether a grouping is by words that stand for keys: layers, archetypes, or a measure's."""
    if grouping.key in WORD_COLUMNS:
        return True
    if grouping.edges or grouping.key not in table:
        return False
    return known_measure(bare_name(table.columns[table.place(grouping.key)].header), facts()) is not None


@function(heavy=True)
def cohort_of(
    table: TableOrBasket = None, rule: Rule = "growth", edges: MaybeNumbers = None, language: Language = "en"
) -> object:
    """A column of words."""
    spoken = language_key(language)
    held = table_or_basket(table, *columns_of(rule, table))
    grouping = _grouped(held, rule, edges)
    cohorts, errors = _row_cohorts(held, grouping)
    if not cohorts:
        return without_rows("COHORT_OF")
    blank = [each is None and not error for each, error in zip(cohorts, errors, strict=True)]
    note_row("COHORT_OF", held, lambda *_: grouping.inputs, blank)
    word = _words(spoken, None if table else facts(), grouping, held)
    words = (None if each is None else word(each) for each in cohorts)
    return [[error or word] for error, word in zip(errors, words, strict=True)]


@function(heavy=True)
def members(
    table: TableOrBasket = None,
    rule: Rule = "growth",
    cohort: Annotated[str, Takes("text", required=True)] = "",
    columns: MaybeValues = None,
    edges: MaybeNumbers = None,
) -> object:
    """A header and the rows of a cohort."""
    held = table_or_basket(table, *columns_of(rule, table), *named_columns(columns)).of_companies()
    grouping = _grouped_whole(held, rule, edges, cohort)
    held.currency(grouping.inputs)
    read = {key: whole_column(held, key) for key in grouping.inputs}
    cohorts = metrics.assign(grouping.columns(read), grouping.key, grouping.edges)
    if grouping.key == SEGMENT and cohort not in cohorts:
        cohort = segment_named(cohort, segments_of(held))
    elif _is_of_words(grouping, held):
        cohort = _one_named(cohort, cohorts, sorts_of(held))
    wanted = cohort_key(cohort, grouping, cohorts)
    places = [place for place, each in enumerate(cohorts) if each == wanted]
    grid = shown(held, places, columns, "en" if table is None else None)
    return note_shown("MEMBERS", held, places, grid)


def _one_named(cohort: str, cohorts: Sequence[str | None], sorts: Sorts | None) -> str:
    """The one of some cohorts that a word in any language means; the word itself where it means none of them."""
    asked = named_key(cohort, sorts)
    return next((each for each in cohorts if each and named_key(each, sorts) == asked), cohort)


def _grouped(table: Table, rule: str, edges: NumberList | None, cohort: str = "") -> Grouping:
    """The grouping of a table, whose bounds are in the unit of its column."""
    grouping = group(table, rule, edges, cohort)
    if grouping.bands and grouping.key in metrics.RULES:
        return grouping
    if grouping.edges and len(grouping.inputs) == 1 and grouping.inputs[0] in table:
        check_percent(grouping.edges, table, grouping.inputs[0])
    if (edges or cohort) and grouping.edges and grouping.factor == 1.0:
        if len(grouping.inputs) == 1 and grouping.inputs[0] in table:
            check_edges(grouping.edges, table, grouping.inputs[0])
        if grouping.key in FRACTIONS:
            check_fractions(grouping.edges)
    return grouping


def _grouped_whole(table: Table, rule: str, edges: NumberList | None, cohort: str = "") -> Grouping:
    """The grouping of a table whose companies are taken together, so that one unclear ratio refuses them all."""
    grouping = _grouped(table, rule, edges, cohort)
    for refusal in _unclear(table, grouping).values():
        raise refusal
    return grouping


def _unclear(table: Table, grouping: Grouping) -> Mapping[int, ArgumentError]:
    """The refusals of the rows whose ratio may be in percent, where a rule groups a ratio of the table by its own bounds."""
    stands = grouping.bands and grouping.key not in metrics.RULES
    return unclear_ratios(table, grouping.inputs[0]) if stands else {}


def _row_cohorts(table: Table, grouping: Grouping) -> tuple[list[str | None], list[CellError | None]]:
    """Each row's cohort, and the error value that stands in a row where the rule reads."""
    columns, errors = row_columns("COHORT_OF", table, grouping.inputs)
    for at, refusal in _unclear(table, grouping).items():
        errors[at] = errors[at] or remember("COHORT_OF", refusal.error, str(refusal))
    return metrics.assign(grouping.columns(columns), grouping.key, grouping.edges), errors
