"""Measures of companies as items of the functions: those of the program, and those that a basket adds.

Amounts are in units of the currency, as all figures of the functions are. A measure is over the companies of its basket, since it may compare with
their median. They are read for a name that is no item: most workbooks start without them.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from xl_aigc.data.fields import house_name
from xl_aigc.data.layers import USUAL_SORTS
from xl_aigc.data.quote import quote
from xl_aigc.data.spelling import normalised
from xl_aigc.errors import DataError
from xl_aigc.files.csv_file import bundled_table
from xl_aigc.functions.cells import ArgumentError
from xl_aigc.functions.measure_scopes import ReaderScope, TableScope
from xl_aigc.functions.measures_file import BasketMeasure, Compiled, compiled, from_table
from xl_aigc.labels import old_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from xl_aigc.data.layers import Sorts
    from xl_aigc.data.span import Span
    from xl_aigc.expressions.python import Value
    from xl_aigc.functions.cells import Result
    from xl_aigc.functions.reader import FactsReader
    from xl_aigc.functions.tables import Table

_GROWTH: Final = re.compile("(?:同比(?:增长率|增长|增速|增幅)?|增长率|增速|yoy(?:growth)?|growth(?:yoy)?)$")
"""Words for the growth over a year before, at the end of a normalised name."""


def basket_measures(reader: FactsReader, basket: str | None = None) -> Mapping[str, BasketMeasure]:
    """The measures of a company that a basket has, by key.

    Args:
        reader: the facts in use.
        basket: its key; the default one for None.

    Raises:
        ArgumentError: the basket's measures are wrong.
    """
    return _compiled(reader, basket).measures


def measure_named(name: str, reader: FactsReader, basket: str | None = None) -> BasketMeasure | None:
    """A measure by its key, its label in any language, or an item with a word for growth; None where the basket has no such measure.

    Raises:
        ArgumentError: as of `basket_measures`; or it may be a measure of the basket's own, which the program that calculates can't read.
    """
    held = basket_measures(reader, basket)
    asked = normalised(name)
    for key, one in held.items():
        names = (key, *one.labels.values(), *_other_names().get(key, ()))
        if name == key or asked in map(normalised, names):
            return one
    grown = house_name(asked[: match.start()]) if (match := _GROWTH.search(asked)) else None
    if grown and f"{grown[0]}_yoy" in held:
        return held[f"{grown[0]}_yoy"]
    own = reader.measures(basket or reader.baskets[0])
    if own and _with_own(own, USUAL_SORTS) is None:
        problem = f"{quote(name)} is no item, and measures of the basket's own can't be read in this program."
        raise ArgumentError(problem, expected="an item, a measure of the report, or a formula over them.")
    return None


@cache
def _other_names() -> Mapping[str, Sequence[str]]:
    """Names of the program's measures beside their labels, by key: those that people use, and words of earlier versions."""
    found = {key: [*words] for key, words in old_words().items()}
    for row in bundled_table(Path(__file__).with_name("measure_names.csv")):
        found.setdefault(row["key"], []).append(row["name"])
    return found


def is_growth(name: str) -> bool:
    """Return whether a normalised name ends in a word for growth.

    Example:
        >>> is_growth("营业收入同比"), is_growth("netmargin")
        (True, False)
    """
    return _GROWTH.search(name) is not None


def measure_inputs(reader: FactsReader, basket: str | None, key: str) -> tuple[str, ...]:
    """The items and facts of a company that a measure is computed of, in their order."""
    from xl_aigc.expressions.tree import Column, Input  # noqa: PLC0415  most workbooks start without measures
    from xl_aigc.expressions.unknowns import leaves  # noqa: PLC0415  as above

    trees = _compiled(reader, basket).trees

    def read(one: str) -> Iterator[str]:
        for leaf in leaves(trees[one]):
            if isinstance(leaf, Input):
                yield leaf.key
            elif isinstance(leaf, Column) and leaf.key in trees:
                yield from read(leaf.key)

    return tuple(dict.fromkeys(read(key)))


def known_measure(name: str, reader: FactsReader, first: str | None = None) -> BasketMeasure | None:
    """A measure of any basket by any of its names; None for another name, and where the baskets' own can't be read.

    Args:
        name: a name, as of `measure_named`.
        reader: the facts in use.
        first: the basket whose measures count before those of the others; the default one for None.
    """
    found = measure_and_basket(name, reader, first)
    return found and found[0]


def measure_and_basket(
    name: str, reader: FactsReader, first: str | None = None
) -> tuple[BasketMeasure, str] | None:
    """A measure as of `known_measure`, with the basket whose it is."""
    for basket in dict.fromkeys((first or reader.baskets[0], *reader.baskets)):
        try:
            measure = measure_named(name, reader, basket)
        except ArgumentError:
            continue
        if measure is not None:
            return measure, basket
    return None


def measure_value(
    reader: FactsReader, basket: str | None, ticker: str, key: str, span: Span, as_of: date | None
) -> Value:
    """A measure of one company; missing for a company that is not in the basket."""
    scope = _scope(reader, basket or reader.baskets[0], span, as_of)
    return scope.column(key)[scope.places[ticker]] if ticker in scope.places else None


def table_measure(table: Table, reader: FactsReader, key: str, basket: str) -> Sequence[Result]:
    """A measure of a basket for each row of a table, as cells.

    Raises:
        ArgumentError: the table has not all the columns that the measure is computed of.
    """
    tickers = (
        [str(one or "") for one in table.texts("ticker")] if "ticker" in table else [""] * len(table.rows)
    )
    return TableScope(table=table, tickers=tickers, **_shared(reader, basket)).results(key)


def _compiled(reader: FactsReader, basket: str | None) -> Compiled:
    """The measures of a basket with its own file of measures and its own layers and archetypes.

    Raises:
        ArgumentError: the store, which an earlier version wrote, holds measures that are wrong.
    """
    basket = basket or reader.baskets[0]
    text, sorts = reader.measures(basket), reader.sorts(basket)
    own = text or sorts != USUAL_SORTS
    try:
        return (_with_own(text or "", sorts) if own else None) or compiled()
    except DataError as error:
        raise ArgumentError(
            f"The measures of the basket {basket} are wrong: {error}",
            expected="none of these mistakes: mend them in its folder and refresh from it.",
        ) from None


@lru_cache(8)
def _with_own(text: str, sorts: Sorts) -> Compiled | None:
    """The measures of a program for the layers and archetypes of a basket, and of the basket; None where the program that calculates can't read the latter, as Calc can't."""
    try:
        from xl_aigc.files.yaml_file import parse_yaml  # noqa: PLC0415  most baskets have none of their own
        from xl_aigc.measures.own import table_with  # noqa: PLC0415  as above
    except ImportError:
        return None
    own = parse_yaml(text, "the measures of the basket") if text else None
    return from_table(table_with(own, sorts=sorts))


@lru_cache(16)
def _scope(reader: FactsReader, basket: str, span: Span, as_of: date | None) -> ReaderScope:
    tickers = reader.tickers(basket, as_of)
    return ReaderScope(
        reader=reader, basket=basket, span=span, as_of=as_of, tickers=tickers, **_shared(reader, basket)
    )


def _shared(reader: FactsReader, basket: str) -> dict[str, Any]:
    """The definitions and limits that the measures of a basket rest on besides its figures."""
    held = _compiled(reader, basket)
    return {
        "trees": held.trees,
        "cells": held.cells,
        "limits": {**held.limits, **reader.limits(basket)},
        "giants": frozenset(reader.giants(basket)),
    }
