"""The compiled formulas of every measure are a kept file, so that a review sees each formula that changes.

`python -m pytest tests/expressions/test_formulas.py --rewrite-formulas` writes the file anew.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from support.expression_book import VOCABULARY

from xl_aigc.expressions import native
from xl_aigc.expressions.parse import parse
from xl_aigc.measures.own import program_table

TABLE = program_table()

KEPT = Path(__file__).parent / "formulas.txt"


def compiled() -> str:
    """Every formula: of a row, of a whole column, of a cell, of the basket."""
    among = native.true(TABLE.test("in_basket == 1"))
    lines = []
    for key, measure in TABLE.measures.items():
        lines += [f"row     {key}\n        {measure.native}", f"whole   {key}\n        {measure.spilled}"]
    for section, measures in (("cell", TABLE.cells), ("basket", TABLE.basket)):
        lines += [
            f"{section:8}{key}\n        {native.over(one.tree, among)}" for key, one in measures.items()
        ]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("a if b > 0 else undefined", "ISNUMBER([b])*ISNUMBER([a])*([b]<=0)"),
        ("undefined if b > 0 else a", "ISNUMBER([b])*ISNUMBER([a])*([b]>0)"),
        ("a / abs(b)", "ISNUMBER([a])*ISNUMBER([b])*([b]=0)"),
        ("a / 0", "ISNUMBER([a])*(0=0)"),
        ("a / 2", ""),
    ],
)
def test_a_number_is_undefined_where_all_is_known_and_its_choice_or_divisor_says_so(text, due):
    assert native.undefined(parse(text, VOCABULARY).tree) == due


def test_the_formulas_are_the_kept_ones(request):
    if request.config.getoption("--rewrite-formulas"):
        KEPT.write_text(compiled(), encoding="utf-8", newline="\n")
    assert compiled() == KEPT.read_text(encoding="utf-8"), "see the docstring for how to write the file anew"
