"""The program's measures as the functions read them: compiled into a file of JSON, so that every host can compute them.

The files they are written in need YAML and a validator, which LibreOffice's Python does not have. `compile_measures` writes the file.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from xl_aigc.data.fields import COMPANY_COLUMNS
from xl_aigc.data.item import ITEMS
from xl_aigc.labels import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xl_aigc.expressions.tree import Node
    from xl_aigc.measures.measure_table import Table

FILE: Final = Path(__file__).with_name("measures.json")
_FAMILIES: Final = frozenset({"revenue", "net_profit", "rd", "selling", "price", "screen", "own"})
"""Families of measures that rest on the figures of a period."""
_LEFT_OUT: Final = frozenset(
    {"price_vs_index", *COMPANY_COLUMNS, *ITEMS, *(f"{item}_prior" for item in ITEMS)}
)
"""Measures that need an index, and those that are figures."""


@dataclass(frozen=True)
class BasketMeasure:
    """A measure of a company as the functions show it.

    Attributes:
        key: its name.
        labels: its heading by language.
        is_money: its number is in units of the currency.
    """

    key: str
    labels: Mapping[str, str]
    is_money: bool


@dataclass(frozen=True)
class Compiled:
    """The measures of a basket, and the expressions that compute them.

    Attributes:
        measures: those that functions show, by key.
        trees: the expression of every measure.
        cells: the expressions of the numbers over the basket that measures compare with.
        limits: the limits, in units of the currency.
    """

    measures: Mapping[str, BasketMeasure]
    trees: Mapping[str, Node]
    cells: Mapping[str, Node]
    limits: Mapping[str, float] = field(default_factory=dict)


@cache
def compiled() -> Compiled:
    """Read the compiled measures of the program."""
    from xl_aigc.expressions.json_form import from_json  # noqa: PLC0415  read for a name that is no item

    held = json.loads(FILE.read_text(encoding="utf-8"))
    measures = {key: BasketMeasure(key, one["labels"], one["money"]) for key, one in held["measures"].items()}
    trees, cells = ({key: from_json(tree) for key, tree in held[part].items()} for part in ("trees", "cells"))
    return Compiled(measures, trees, cells, held["limits"])


def from_table(table: Table) -> Compiled:
    """Compile the measures of a table."""
    from xl_aigc.data.limits import LIMITS  # noqa: PLC0415  needs what most hosts do not have

    shown = {
        key: BasketMeasure(
            key, {language: _label(one, language) for language in LANGUAGES}, one.shows == "money"
        )
        for key, one in table.measures.items()
        if one.family in _FAMILIES and key not in _LEFT_OUT
    }
    trees, cells = ({key: one.tree for key, one in held.items()} for held in (table.measures, table.cells))
    return Compiled(shown, trees, cells, {key: limit.value for key, limit in LIMITS.items()})


def _label(measure: Any, language: str) -> str:
    from xl_aigc.labels import load_labels  # noqa: PLC0415  as above

    texts = load_labels(language).texts
    return texts.get(f"measures.{measure.key}") or str(measure.label_in(language))
