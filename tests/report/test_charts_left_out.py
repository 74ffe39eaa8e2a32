"""Charts without data are left out and say why; charts that can't be drawn are refused."""

from __future__ import annotations

import pytest
from support import baskets
from support.chart_sheet import CHARTS, write_layouts
from support.sheet_reader import read

from xl_aigc.data.folder import load_facts
from xl_aigc.errors import LayoutError
from xl_aigc.report.builder import BuildOptions, build

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")


def test_without_data_a_chart_is_left_out_and_says_why(tmp_path):
    blocks = [block for block in CHARTS if block["block"] in {"scatter", "dot_strip", "cohort_bars"}]
    folder = write_layouts(tmp_path / "layouts", blocks)
    items = ("revenue", "net_profit", "rd_expense", "selling_expense")
    firms = [
        baskets.Firm(baskets.ticker(number), figures=baskets.figures(**{item: (100, 90)}), price=None)
        for number, item in enumerate(items, 1)
    ]
    apart = [*firms, baskets.Firm(baskets.ticker(9))]  # no company has two of what the charts need
    facts = load_facts(baskets.write(tmp_path / "apart", apart))
    made = build(tmp_path / "empty.xlsx", facts, BuildOptions(layouts=folder))
    texts = [value for row in read(tmp_path / "empty.xlsx")["Charts"].grid for value in row]
    assert made.charts == 0
    assert texts.count("No company has all figures this chart needs.") == len(blocks)


@pytest.mark.parametrize(
    ("block", "words"),
    [
        ({"block": "chart", "table": "nowhere", "series": ["companies"]}, "No table 'nowhere' stands above"),
        ({"block": "chart", "table": "cohorts", "series": ["revenue"]}, "has no column 'revenue'"),
        (
            {
                "block": "chart",
                "table": "cohorts",
                "kind": "bar",
                "series": ["companies"],
                "dots": ["companies"],
            },
            "Horizontal bars",
        ),
    ],
)
def test_a_chart_that_cannot_be_drawn_is_refused_with_the_reason(tmp_path, block, words):
    table = {"block": "summary", "id": "cohorts", "rows": "growth", "measures": ["loss_makers"]}
    folder = write_layouts(tmp_path / "layouts", [table, block])
    with pytest.raises(LayoutError, match=words):
        build(tmp_path / "book.xlsx", options=BuildOptions(layouts=folder))
