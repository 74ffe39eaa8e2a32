"""Points of a scatter that stand out: those beyond a limit, and those with a name."""

from __future__ import annotations

import math
import re
from dataclasses import replace

import pytest
from support import baskets, pandas_companies
from support.chart_sheet import (
    charts,
    dots_of,
    marks_of,
    series_of,
)
from support.sheet_reader import read

from xl_aigc.data.folder import load_facts

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
INTENSITIES_ABOVE_60 = {"CloudWalk Technology 180%"}
"""R&D expense over revenue of the half-year report: 216.6 over 120.5 m yuan."""


def test_what_lies_beyond_a_limit_is_drawn_at_it_and_labelled_with_its_true_number(chart_book):
    found = dots_of(chart_book, charts(chart_book)["Strip"])
    assert max(value for one in found[:-1] for value in one.cells["y"]) == 0.6
    texts = {
        value
        for row in read(chart_book)["Chart data"].grid
        for value in row
        if isinstance(value, str) and value.endswith("%")
    }
    assert texts >= INTENSITIES_ABOVE_60
    assert "■ R&D to revenue clipped at 60%: CloudWalk Technology 180%." in {
        v for row in read(chart_book)["Charts"].grid for v in row
    }


def test_points_beyond_a_limit_have_a_mark_and_the_note_names_the_farthest(chart_book):
    """Profit growth is clipped at 300%; the note names three of those beyond, the farthest first."""
    due = (
        pandas_companies.companies()
        .replace([math.inf, -math.inf], math.nan)
        .dropna(subset=["price_change", "net_profit_yoy"])
    )
    beyond = due[due["net_profit_yoy"].abs() > 3]
    farthest = beyond.reindex(beyond["net_profit_yoy"].abs().sort_values(ascending=False).index)
    marks = marks_of(chart_book, charts(chart_book)["Price and profit"])["Points beyond the limit"]
    assert [y for _, y in marks] == [math.copysign(3, value) for value in farthest["net_profit_yoy"]]
    assert [x for x, _ in marks] == pytest.approx(list(farthest["price_change"]))
    (note,) = {
        v for row in read(chart_book)["Charts"].grid for v in row if str(v).startswith("■ Net profit YoY")
    }
    numbers = [f"−{abs(round(value * 100)):,}%" for value in farthest["net_profit_yoy"][:3]]
    assert re.findall("−[0-9,]+%", note) == ["−300%", *numbers]
    assert note.endswith(f" and {len(beyond) - 3} more.")


def test_labelled_points_have_the_colour_of_their_direction(chart_book):
    for title in ("Price and profit", "Intensity and growth", "Ten"):
        marks, dots = (
            marks_of(chart_book, charts(chart_book)[title]),
            dots_of(chart_book, charts(chart_book)[title]),
        )
        points = {pair for one in dots for pair in zip(one.cells["x"], one.cells["y"], strict=True)}
        up, down = (marks[f"Labelled, y {side} 0"] for side in ("above", "below"))
        assert 0 < len(up) + len(down) <= 11
        assert points >= {*up, *down}
        assert all(y > 0 for _, y in up)
        assert all(y < 0 for _, y in down)
    looks = {one.name: one.series.marker for one in series_of(chart_book, charts(chart_book)["Ten"])}
    assert looks["Labelled, y above 0"].spPr.solidFill.srgbClr == "00767A"
    assert looks["Labelled, y below 0"].spPr.solidFill.srgbClr == "C5352B"


def test_a_point_beyond_both_limits_has_in_the_note_the_number_of_each_axis(built, tmp_path):
    """Firm 1: a profit of 19.1 after 1 is +1,810%, its price +900%; R&D of 11.2 after 1 is +1,020%, above what the outlook ranks.

    Firm 2, a shell: revenue of 161 after 1 is +16,000%, which would squeeze the others onto a line in both charts that have it.
    """
    firms = [
        replace(
            baskets.plain(),
            ticker=baskets.ticker(n),
            name_en=f"Firm {n}",
            price="9" if n == 1 else f"0.{n}",
            figures=baskets.figures(
                revenue=(161e9 if n == 2 else 2e9 + n, 1e9),
                net_profit=(19.1e8 if n == 1 else 1e8 + n, 1e8),
                rd_expense=(11.2e8 if n == 1 else 1e8 + n, 1e8),
            ),
        )
        for n in range(1, 7)
    ]
    sheets = read(built("en", facts=load_facts(baskets.write(tmp_path / "data", firms))))
    revenue, profit = (
        f"■ {key} YoY clipped at 300%: {who}."
        for key, who in (("Revenue", "Firm 2 16,000%"), ("Net profit", "Firm 1 1,810%"))
    )
    due = {
        "Profitability": f"{revenue} {profit}",
        "Naked swimmers": f"{profit} ■ Price change clipped at 100%: Firm 1 900%.",
        "R&D": revenue,
    }
    notes = {
        name: {str(v) for row in sheets[name].grid for v in row if str(v).startswith("■")} for name in due
    }
    assert notes == {name: {note} for name, note in due.items()}
    said = {str(v) for row in sheets["Outlook"].grid for v in row}
    assert "Companies in all: 5; not shown: 2. Left out, with R&D growth above 1,000%: 1." in said
