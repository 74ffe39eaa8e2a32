"""The pages on expressions and measures say what the program does."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

from xl_aigc.data.limits import LIMITS
from xl_aigc.files.yaml_file import parse_yaml
from xl_aigc.measures.measure_errors import together
from xl_aigc.measures.own import program_table
from xl_aigc.measures.table_file import read_table

TABLE = program_table()

DOCS = Path(__file__).parents[2] / "docs"


def blocks(language: str) -> list[str]:
    """The blocks of the guide to measures of one's own."""
    return re.findall(
        rf"```{language}\n(.*?)```", (DOCS / "measures.md").read_text(encoding="utf-8"), flags=re.DOTALL
    )


def test_the_page_on_expressions_is_current():
    spec = importlib.util.spec_from_file_location("make_expressions", DOCS / "make_expressions.py")
    maker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(maker)
    assert maker.PAGE.read_text(encoding="utf-8") == maker.page(), "run: python docs/make_expressions.py"


def test_the_measures_of_the_guide_are_sound():
    table, errors = read_table(parse_yaml(blocks("yaml")[0], "measures.yaml"), LIMITS, TABLE)
    assert errors == []
    assert list(table.measures)[-4:] == ["my_profit_per_rd", "costs", "cost_ratio", "thin"]
    assert table.measures["my_profit_per_rd"].native == (
        'IF(COUNT([net_profit],[rd_expense])<2,"n.a.",IF([rd_expense]=0,"n.m.",[net_profit]/[rd_expense]))'
    )


def test_the_mistakes_of_the_guide_are_told_as_it_shows():
    _, errors = read_table(parse_yaml(blocks("yaml")[-1], "measures.yaml"), LIMITS, TABLE)
    assert str(together(errors)).split() == blocks("text")[0].split()
