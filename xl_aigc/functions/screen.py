"""The screen for "naked swimmers"."""

from dataclasses import fields
from typing import Any, Final

from xl_aigc import metrics
from xl_aigc.functions.arguments import Flag, Language, MaybeNumbers, TableOrBasket
from xl_aigc.functions.bound_units import check_fractions
from xl_aigc.functions.catalogue import function
from xl_aigc.functions.cells import ArgumentError
from xl_aigc.functions.number_lists import NumberList
from xl_aigc.functions.row_reasons import note_row, without_rows
from xl_aigc.functions.table_argument import table_or_basket
from xl_aigc.functions.table_limits import own_thresholds
from xl_aigc.functions.table_numbers import row_columns
from xl_aigc.functions.tables import Table
from xl_aigc.functions.vocabulary import language as language_key
from xl_aigc.functions.vocabulary import spoken_word
from xl_aigc.metrics.screen import FLAG_INPUTS, NUMBERS

INPUTS: Final = (*NUMBERS, "layer")
PRICES: Final = ("price_below", "price_median")
"""The thresholds that are changes of price, as fractions."""


@function(heavy=True)
def screen(
    table: TableOrBasket = None,
    detail: Flag = False,  # noqa: FBT002  a cell passes it by place
    thresholds: MaybeNumbers = None,
    language: Language = "en",
) -> object:
    """A column of counts, or a header and five columns of flags."""
    held = table_or_basket(table)
    present = [key for key in INPUTS if key in held]
    if not present:
        raise ArgumentError(
            "The table has no column for the screen.", expected=f"some of {', '.join(INPUTS)}."
        )
    columns, errors = row_columns("SCREEN", held, present)
    results = metrics.screen(columns, rules=_rules(thresholds, held))
    spoken = language_key(language)
    blank = [
        not error and (None in row.flags if detail else row.score is None)
        for row, error in zip(results, errors, strict=True)
    ]
    before = 2 if "ticker" in held else 1

    def needed(place: int, column: int) -> list[str]:
        return _needed(results[place], first=detail, flag=column - before if detail and column else None)

    note_row("SCREEN", held, needed, blank, headed=detail)
    if detail:
        flags = [[error or each for each in row.flags] for row, error in zip(results, errors, strict=True)]
        rows: list[list[Any]] = [[spoken_word(key, spoken) for key in metrics.FLAGS], *flags]
        return _with_ticker(held, rows, spoken)
    if not results:
        return without_rows("SCREEN")
    return [[error or row.score] for row, error in zip(results, errors, strict=True)]


def _needed(result: metrics.ScreenResult, *, first: bool, flag: int | None) -> list[str]:
    """The columns that the flags which are not known are computed of; where each has a cell, those of one flag alone, or of the first one."""
    inputs = list(FLAG_INPUTS.values())
    unknown = [place for place, known in enumerate(result.flags) if known is None]
    chosen = unknown[: 1 if first else None] if flag is None else [flag]
    needed = {key for place in chosen for key in inputs[place]}
    return [key for key in INPUTS if key in needed]


def _with_ticker(table: Table, rows: list[list[Any]], spoken: str) -> list[list[Any]]:
    """The flags behind the ticker of each row, where the table has tickers."""
    if "ticker" not in table:
        return rows
    tickers = [spoken_word("ticker", spoken), *table.texts("ticker")]
    return [[ticker, *row] for ticker, row in zip(tickers, rows, strict=True)]


def _rules(thresholds: NumberList | None, table: Table) -> metrics.ScreenRules:
    """Thresholds in the order of `ScreenRules`; a blank one or `#N/A` is that of the table's basket, or the program's.

    Raises:
        ArgumentError: a text or an error value among them, or too many, or a price change in percent.
    """
    given = thresholds.numbers() if thresholds else []
    names = [field.name for field in fields(metrics.ScreenRules)]
    if len(given) > len(names):
        raise ArgumentError(
            f"{len(given)} thresholds were given.", expected=f"at most {len(names)}: {', '.join(names)}."
        )
    typed = {name: value for name, value in zip(names, given, strict=False) if value is not None}
    chosen: dict[str, Any] = {**own_thresholds(table), **typed}
    check_fractions([chosen[name] for name in PRICES if name in chosen])
    return metrics.ScreenRules(**chosen)
