"""Checks of an entry of a file of measures: its name, its kind, and the length of its formula."""

from __future__ import annotations

import keyword
import re
from typing import TYPE_CHECKING, Final, get_args

from xl_aigc.data.limits import INDEX
from xl_aigc.expressions import tree as t
from xl_aigc.expressions.functions import AGGREGATES, ROWS
from xl_aigc.expressions.node import DUE
from xl_aigc.expressions.parse import WORDS_OF_THE_LANGUAGE
from xl_aigc.expressions.text import text as written
from xl_aigc.measures.measure_errors import MeasureError
from xl_aigc.measures.measure_table import TICKER, Table
from xl_aigc.measures.table_schema import CellSpec, MeasuresFile, NumberForm, WordForm, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xl_aigc.errors import Place
    from xl_aigc.expressions.money import Dimension
    from xl_aigc.files.yaml_file import Document
    from xl_aigc.measures.measure import Measure

NAME: Final = re.compile(r"[a-z][a-z0-9_]*")
LONGEST_NAME: Final = 100
"""Characters of a name: without a label it is the heading of a column, and headings of Excel have at most 255."""
_ADDRESS: Final = re.compile(r"[a-z]{1,3}[0-9]+|r|c")
_LONGEST_FORMULA: Final = 6000
"""Characters of a formula in keys; Excel takes 8,192, and headings are longer than keys."""
_SHARED: Final = {
    "measures": ("cells",),
    "cells": ("measures",),
    "functions": ("measures", "cells"),
    "basket": (),
}
"""Sections whose names an entry of a section can't have."""


def name_error(
    place: Place, section: str, key: str, base: Table, file: MeasuresFile, *, own: bool
) -> MeasureError | None:
    """Why an entry can't have its name; None if it can.

    Args:
        place: where the entry stands.
        section: its section.
        key: its name.
        base: the table that the file adds to.
        file: the file.
        own: the file adds to the measures of the program.
    """
    if not NAME.fullmatch(key) or keyword.iskeyword(key) or len(key) > LONGEST_NAME:
        form = f"at most {LONGEST_NAME} small letters, digits and _, a letter first, and no word of Python."
        return MeasureError("name", f"{shortened(key)} can't be a name.", place, expected=form)
    reason = next(_reserved(section, key, base, file, own=own), None)
    if reason is None:
        return None
    problem = f"The name {key!r} is not free: {reason}."
    return MeasureError("reserved", problem, place, expected="a name of its own.")


def _reserved(section: str, key: str, base: Table, file: MeasuresFile, *, own: bool) -> Iterator[str]:
    """Why a name is not free."""
    if key in (*ROWS, *AGGREGATES):
        yield "it is a function of the language"
    if key in WORDS_OF_THE_LANGUAGE:
        yield "it is a word of the language"
    if key in base.limits or key in {INDEX, t.UNIT}:
        yield "it is the name of a cell of the report"
    if key == TICKER:
        yield "it is the column that names companies"
    if section == "cells" and _ADDRESS.fullmatch(key):
        yield "Excel reads it as the address of a cell"
    if own and key in getattr(base, section):
        yield "the program has one already"
    if any(key in getattr(one, other) for other in _SHARED[section] for one in (base, file)):
        yield "a measure or a cell has it already"


def kind_errors(
    document: Document, section: str, key: str, spec: CellSpec, tree: t.Node, *, own: bool
) -> Iterator[MeasureError]:
    """Yield a number over companies that is none, a form that does not fit, and a measure of ours without a description."""
    place, shows = document.place(section, key, "is"), spec.shows
    if section != "measures" and tree.kind != "number":
        problem = f"The expression is {DUE[tree.kind]}."
        yield MeasureError("wrong-kind", problem, place, expected="a number over companies.")
    elif section != "measures" and not any(isinstance(one, t.Aggregate) for one in tree.walk()):
        expected = f"a function over companies: {', '.join(AGGREGATES)}."
        yield MeasureError("one-company", "The expression is over no companies.", place, expected=expected)
    for one in filter(_settled, _tested(tree)):
        problem = f"{written(one)!r} is the same for every company."
        yield MeasureError("settled", problem, place, expected="an expression that reads a measure.")
    forms = get_args(NumberForm if tree.kind == "number" else WordForm)
    if shows is not None and shows not in forms:
        at, expected = document.place(section, key, "shows"), f"one of {', '.join(forms)}."
        problem = f"{shows!r} does not fit: the expression is {DUE[tree.kind]}."
        yield MeasureError("shows", problem, at, expected=expected)
    if not own and not spec.description:
        at = document.place(section, key)
        yield MeasureError("description", "The measure has no description.", at, expected="one sentence.")


def _tested(tree: t.Node) -> Iterator[t.Node]:
    """Yield an expression, and the tests that its numbers over companies count by, those that `and` joins one by one."""
    yield tree
    for one in tree.walk():
        if isinstance(one, t.Aggregate):
            test = one.test if isinstance(one, (t.Count, t.Share)) else one.where
            yield from test.tests if isinstance(test, t.Every) else () if test is None else (test,)


def _settled(tree: t.Node) -> bool:
    """Return whether it is a test, missing or undefined, and reads nothing of a company."""
    reads = any(isinstance(one, (t.Column, t.Input)) for one in tree.walk())
    return not reads and (tree.kind == "test" or isinstance(tree, t.Nothing))


def money_errors(
    document: Document, section: str, key: str, spec: CellSpec, what: Dimension
) -> Iterator[MeasureError]:
    """Yield a number that is shown as money and is none in the unit of the report."""
    if spec.shows == "money" and what not in {"money", "other"}:
        inputs = what in {"currency", "constant"}
        problem = (
            "The expression is in units of the currency."
            if inputs
            else "The expression is no amount of money."
        )
        expected = "money in the unit of the report: divide by `unit`." if inputs else "another form."
        yield MeasureError("shows", problem, document.place(section, key, "shows"), expected=expected)


def length_errors(document: Document, section: str, key: str, measure: Measure) -> Iterator[MeasureError]:
    """Yield a formula that is too long for Excel."""
    formulas = (measure.native, measure.spilled) if section == "measures" else (measure.native,)
    size = max(map(len, formulas))
    if size > _LONGEST_FORMULA:
        expected = f"at most {_LONGEST_FORMULA}; give a part of it a name of its own."
        place, problem = document.place(section, key, "is"), f"The formula would have {size} characters."
        yield MeasureError("formula-too-long", problem, place, expected=expected)
