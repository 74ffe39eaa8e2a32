"""Cohorts of a table, or of the default basket where no table is given."""

from dataclasses import fields
from typing import Annotated, Final

from xl_aigc import metrics
from xl_aigc.cell_errors import CellError
from xl_aigc.functions.arguments import Language, MaybeValues, TableOrBasket, Takes
from xl_aigc.functions.basket import table_or_basket
from xl_aigc.functions.catalogue import function
from xl_aigc.functions.grouping import Grouping, cohort_key, group
from xl_aigc.functions.selection import shown
from xl_aigc.functions.table_numbers import row_columns, whole_column
from xl_aigc.functions.tables import Table
from xl_aigc.functions.vocabulary import headings, spoken_word
from xl_aigc.functions.vocabulary import language as language_key
from xl_aigc.metrics.summary import COLUMNS

SHOWN: Final = tuple(field.name for field in fields(metrics.CohortSummary))
RULE_KEYS: Final = tuple(metrics.RULES)

Rule = Annotated[str, Takes("text", RULE_KEYS)]


@function(heavy=True)
def cohort(
    table: TableOrBasket = None, rule: Rule = "growth", edges: MaybeValues = None, language: Language = "en"
) -> object:
    """A header, a row per cohort, a total row."""
    spoken = language_key(language)
    held = table_or_basket(table).without_blank_rows()
    grouping = group(held, rule, edges)
    columns = {key: whole_column(held, key) for key in COLUMNS if key in held}
    columns |= {key: whole_column(held, key) for key in grouping.inputs if key not in columns}
    summary = metrics.summarise(columns, grouping.key, grouping.edges)
    rows = [[getattr(each, key) for key in SHOWN] for each in (*summary.rows, summary.total)]
    words = [[spoken_word(row[0], spoken), *row[1:]] for row in rows]
    return [[headings(spoken)[key] for key in SHOWN], *words]


@function(heavy=True)
def cohort_of(
    table: TableOrBasket = None, rule: Rule = "growth", edges: MaybeValues = None, language: Language = "en"
) -> object:
    """A column of words."""
    spoken = language_key(language)
    held = table_or_basket(table)
    cohorts, errors = _row_cohorts(held, group(held, rule, edges))
    if not cohorts:
        return CellError.NA
    words = (None if each is None else spoken_word(each, spoken) for each in cohorts)
    return [[error or word] for error, word in zip(errors, words, strict=True)]


@function(heavy=True)
def members(
    table: TableOrBasket = None,
    rule: Rule = "growth",
    cohort: Annotated[str, Takes("text", required=True)] = "",
    columns: MaybeValues = None,
) -> object:
    """A header and the rows of a cohort."""
    held = table_or_basket(table).without_blank_rows()
    grouping = group(held, rule, None)
    columns_held = {key: whole_column(held, key) for key in grouping.inputs}
    cohorts = metrics.assign(columns_held, grouping.key)
    wanted = cohort_key(cohort, grouping, cohorts)
    places = [place for place, each in enumerate(cohorts) if each == wanted]
    return shown(held, places, columns, "en" if table is None else None)


def _row_cohorts(table: Table, grouping: Grouping) -> tuple[list[str | None], list[CellError | None]]:
    """Each row's cohort, and the error value that stands in a row where the rule reads."""
    columns, errors = row_columns(table, grouping.inputs)
    return metrics.assign(columns, grouping.key, grouping.edges), errors
