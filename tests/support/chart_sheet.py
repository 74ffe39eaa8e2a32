"""A layout with every kind of chart, and what a reader finds of the charts in a built file."""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml
from openpyxl.utils.cell import range_boundaries

from support.openpyxl_reading import load_workbook
from support.sheet_reader import read

FRONT = [
    {"block": "kpis", "id": "cards", "measures": ["median_price_change"], "indices": True},
    {"block": "limits", "id": "bounds"},
]
CHARTS = [
    {"block": "scatter", "title": "Price and profit", "x": "price_change", "y": "net_profit_yoy",
     "clip_y": "limit_clip_growth", "by": "layer", "correlation": True, "label_tickers": ["600941.SH"]},
    {"block": "scatter", "title": "Intensity and growth", "x": "rd_intensity", "y": "revenue_yoy",
     "clip_x": "limit_clip_intensity", "correlation": True},
    {"block": "scatter", "title": "Pairs", "x": "rd_expense_yoy", "y": "revenue_yoy", "diagonal": True},
    {"block": "scatter", "title": "Ten", "x": "revenue_yoy", "y": "net_profit_yoy", "limit": 10, "correlation": True},
    {"block": "scatter", "title": "Bubbles", "x": "revenue_yoy", "y": "net_profit_yoy", "size": "revenue",
     "by": "layer", "clip_y": "limit_clip_growth"},
    {"block": "dot_strip", "title": "Strip", "y": "rd_intensity", "clip_y": "limit_clip_intensity"},
    {"block": "ranked_bars", "title": "Prices", "by": "price_change", "indices": True, "median": True},
    {"block": "cohort_bars", "title": "Cohorts"},
    {"block": "status_shares", "title": "Statuses"},
    {"block": "ranking", "id": "top10", "by": "rd_expense", "measures": ["rd_expense_yoy", "rd_intensity"]},
    {"block": "chart", "title": "Top 10", "table": "top10", "series": ["rd_expense"], "dots": ["rd_intensity"], "log": True},
    {"block": "chart", "title": "Top 10 grew", "table": "top10", "series": ["rd_expense_yoy"]},
    {"block": "summary", "id": "cohorts", "rows": "growth", "measures": ["loss_makers"]},
    {"block": "chart", "title": "Cohort bars", "kind": "bar", "table": "cohorts", "series": ["companies"],
     "colours_by_word": True, "values": True},
    {"block": "chart", "title": "Cohort shares", "kind": "stacked", "table": "cohorts", "series": ["companies", "loss_makers"]},
]  # fmt: skip


def write_layouts(folder, blocks=CHARTS):
    """A folder of layouts with these blocks on a sheet named Charts."""
    folder.mkdir(parents=True)
    sheets = {
        "front": FRONT,
        "charts": blocks,
        "companies": [{"block": "companies_table"}],
        "data": [{"block": "data_table"}],
    }
    for number, (name, own) in enumerate(sheets.items(), 1):
        layout = {"sheet": name, "kind": "section", "title": name.capitalize(), "blocks": own}
        (folder / f"{number:02d}_{name}.yaml").write_text(yaml.safe_dump(layout), encoding="utf-8")
    return folder


@dataclass(frozen=True)
class Drawn:
    """One series: its name, and for x (or categories) and y its range, its cached values, the values of its cells."""

    name: str
    chart: object
    series: object
    ranges: dict[str, str]
    cached: dict[str, list]
    cells: dict[str, list]


def line_cell(chart):
    """The address of the line above a chart: what is drawn, of how many."""
    return f"Charts!$B${chart.anchor._from.row}"


def line_of(path, chart):
    """What the line above a chart says; what its title says where that finds nothing, and the line is blank."""
    title = shown(path, f"Charts!$B${chart.anchor._from.row - 1}")[0]
    return shown(path, line_cell(chart))[0] or title.partition(": ")[2]


def shown(path, reference):
    """The values of a range's cells."""
    sheet, _, area = reference.replace("$", "").rpartition("!")
    left, top, right, bottom = range_boundaries(area)
    return [
        read(path)[sheet.strip("'")].at(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)
    ]


def charts(path):
    """Every chart of the sheet by the words that describe it; the second of two halves has a 2 behind them."""
    found = {}
    for chart in load_workbook(path)["Charts"]._charts:
        words = re.split("[;；]", line_of(path, chart))[0]
        found[f"{words} 2" if words in found else words] = chart
    return found


def series_of(path, chart):
    """The series of a chart and of those laid over it."""
    return [_drawn(path, part, one) for part in chart._charts for one in part.series]


MARKS = {"Points beyond the limit", "Labelled, y above 0", "Labelled, y below 0", "Labelled, y at 0"}
"""Series that draw some points of a scatter again, to mark them."""


def dots_of(path, chart):
    """The series of the points of a scatter, in the order of their layers, without the marks on some of them."""
    return [one for one in reversed(series_of(path, chart)) if one.name not in MARKS]


def marks_of(path, chart):
    """The marks on points of a scatter: of each kind, by its name, the points that it draws."""
    return {
        one.name: [pair for pair in zip(one.cells["x"], one.cells["y"], strict=True) if pair[1] != ""]
        for one in series_of(path, chart)
        if one.name in MARKS
    }


def _drawn(path, chart, one):
    sources = {"y": one.val or one.yVal, "x": one.cat or one.xVal}
    if getattr(one, "bubbleSize", None) is not None:
        sources["size"] = one.bubbleSize
    references = {key: source.numRef or source.strRef for key, source in sources.items()}
    ranges = {key: reference.f for key, reference in references.items()}
    cached = {key: _cached(reference) for key, reference in references.items()}
    cells = {key: shown(path, area) for key, area in ranges.items()}
    return Drawn(one.tx.v, chart, one, ranges, cached, cells)


def _cached(reference):
    """The values that a chart shows before anything is calculated; None where a point has none."""
    cache = getattr(reference, "numCache", None)
    texts = cache is None
    cache = reference.strCache if texts else cache
    points = {point.idx: point.v for point in cache.pt}
    return [
        points.get(i) if texts or points.get(i) is None else float(points[i]) for i in range(cache.ptCount)
    ]
