"""Makes openpyxl charts out of chart plans."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal

from openpyxl.chart import BarChart, BubbleChart, LineChart, ScatterChart
from openpyxl.chart.axis import ChartLines, NumericAxis, TextAxis
from openpyxl.chart.data_source import AxDataSource, NumDataSource, NumRef, StrRef
from openpyxl.chart.layout import Layout, ManualLayout
from openpyxl.chart.series import Series, SeriesLabel, XYSeries
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

from xl_aigc.report.chart_looks import Looks, draw_bars, draw_points, filled, no_line
from xl_aigc.report.widths import COLUMN_PIXELS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from xl_aigc.report.charts import ChartPlan, SeriesPlan
    from xl_aigc.report.theme import Theme

EDGE, NUMBERS, BELOW, TITLED, TURNED = 8, 46, 32, 18, 30
"""Pixels around a plot: free, of numbers beside it, of categories below it, of the title of an axis, of a turned one."""
ROW_PIXELS: Final = 20
SECOND_X: Final = 20
SECOND_Y: Final = 200
LYING: Final = frozenset({"bar", "shares"})
STACKS: Final[Mapping[str, Literal["percentStacked", "stacked"]]] = {
    "stacked": "percentStacked",
    "shares": "percentStacked",
    "piled": "stacked",
}
GAPS: Final = {"column": 200, "bar": 32, "stacked": 60, "shares": 28, "piled": 240}
"""Room between bars, in percent of their width."""
CROWDED: Final = 30
"""From this many bars on they stand closer, and their categories upright."""
MANY: Final = 15
"""Above this many bars the names beside them are as small as notes: programs leave out names that are higher than the place of a bar."""
BUBBLES: Final = 35
"""Size of the largest bubble, in percent of what the program would give it."""


def add_chart(sheet: Worksheet, plan: ChartPlan, theme: Theme, language: str) -> None:
    """Put a chart on a sheet."""
    looks = Looks(theme, plan.font, language)
    chart = _points(plan, looks) if plan.kind in {"scatter", "bubble"} else _bars(plan, looks)
    chart.title = chart.legend = None
    chart.layout = _plot(plan)
    chart.roundedCorners = False
    chart.graphical_properties = GraphicalProperties(noFill=True, ln=no_line())
    chart.anchor = _anchor(plan)
    sheet.add_chart(chart)


def _plot(plan: ChartPlan) -> Layout:
    """Return the rectangle of the plot: as much of the chart as names and numbers along its axes leave."""
    below = (BELOW if plan.x.numbered or plan.kind in LYING else 0) + (
        TITLED if plan.x.title and plan.kind not in LYING else 0
    )
    left = (plan.names if plan.kind in LYING else NUMBERS if plan.y.drawn else EDGE) + (
        TURNED if plan.y.title and plan.y.drawn else 0
    )
    wide, tall = plan.columns * COLUMN_PIXELS, plan.rows * ROW_PIXELS
    below = EDGE if plan.kind in LYING and not plan.y.drawn else below
    right = NUMBERS if plan.second is not None else EDGE
    plot = ManualLayout(
        layoutTarget="inner",
        xMode="edge",
        yMode="edge",
        x=round(left / wide, 4),
        y=round(EDGE / tall, 4),
        w=round(1 - (left + right) / wide, 4),
        h=round(1 - (below + EDGE) / tall, 4),
    )
    return Layout(manualLayout=plot)


def _anchor(plan: ChartPlan) -> TwoCellAnchor:
    letters, row = coordinate_from_string(plan.anchor)
    column = column_index_from_string(letters) - 1
    return TwoCellAnchor(
        editAs="twoCell",
        _from=AnchorMarker(col=column, row=row - 1),
        to=AnchorMarker(col=column + plan.columns, row=row - 1 + plan.rows),
    )


def _bars(plan: ChartPlan, looks: Looks) -> Any:
    chart = BarChart()
    chart.type = "bar" if plan.kind in LYING else "col"
    chart.varyColors = False
    bars = [one for one in plan.series if one.look == "bars"]
    _spacing(chart, plan, bars)
    chart.ser = [_category_series(one, place, looks) for place, one in enumerate(bars)]
    _axes(chart, plan, looks)
    if plan.kind in LYING:
        chart.x_axis.scaling.orientation = "maxMin"
        chart.y_axis.crosses = "max"
    first = len(bars)
    for secondary in (False, True):
        among = [one for one in plan.series if one.look != "bars" and one.secondary == secondary]
        if among:
            chart += _lines(plan, among, looks, first, chart)
            first += len(among)
    return chart


def _spacing(chart: BarChart, plan: ChartPlan, bars: Sequence[SeriesPlan]) -> None:
    chart.gapWidth = 30 if _size(bars[0]) > CROWDED else GAPS[plan.kind]
    if plan.kind in STACKS:
        chart.grouping, chart.overlap = STACKS[plan.kind], 100
    else:
        chart.grouping, chart.overlap = "clustered", 100 if plan.overlaid or plan.kind in LYING else -5


def _lines(
    plan: ChartPlan, among: Sequence[SeriesPlan], looks: Looks, first: int, bars: BarChart
) -> LineChart:
    chart = LineChart()
    chart.ser = [_category_series(one, first + place, looks) for place, one in enumerate(among)]
    if among[0].secondary and plan.second is not None:
        chart.x_axis = TextAxis(axId=SECOND_X, crossAx=SECOND_Y, delete=True)
        chart.y_axis = NumericAxis(axId=SECOND_Y, crossAx=SECOND_X, crosses="max")
        looks.dress_axis(chart.y_axis, plan.second)
        chart.y_axis.tickLblPos = "nextTo"
    else:
        chart.x_axis, chart.y_axis = bars.x_axis, bars.y_axis
    return chart


def _axes(chart: Any, plan: ChartPlan, looks: Looks) -> None:
    looks.dress_axis(chart.x_axis, plan.x)
    looks.dress_axis(chart.y_axis, plan.y)
    chart.y_axis.majorGridlines = ChartLines(spPr=looks.grid()) if plan.y.drawn else None
    chart.x_axis.majorGridlines = None
    if isinstance(chart, BarChart):
        chart.x_axis.tickLblSkip = 1
    if plan.kind == "column" and _size(plan.series[0]) > CROWDED:
        chart.x_axis.txPr = looks.upright
    if plan.kind in LYING and _size(plan.series[0]) > MANY:
        chart.x_axis.txPr = looks.small


def _name(plan: SeriesPlan) -> SeriesLabel:
    return SeriesLabel(strRef=StrRef(f=plan.name_cell)) if plan.name_cell else SeriesLabel(v=plan.name)


def _category_series(plan: SeriesPlan, place: int, looks: Looks) -> Series:
    series = Series(idx=place, order=place)
    series.tx = _name(plan)
    series.cat = AxDataSource(strRef=StrRef(f=plan.categories))
    series.val = NumDataSource(numRef=NumRef(f=plan.values))
    if plan.look == "bars":
        draw_bars(series, plan)
    else:
        draw_points(series, plan)
    _label(series, plan, looks)
    return series


def _points(plan: ChartPlan, looks: Looks) -> Any:
    chart: Any = BubbleChart() if plan.kind == "bubble" else ScatterChart()
    if plan.kind == "bubble":
        chart.bubbleScale, chart.sizeRepresents, chart.showNegBubbles = BUBBLES, "area", False
    else:
        chart.style = None
        chart.scatterStyle = "lineMarker"
    chart.varyColors = False
    chart.ser = [_point_series(plan, one, place, looks) for place, one in enumerate(plan.series)]
    _axes(chart, plan, looks)
    return chart


def _point_series(chart: ChartPlan, plan: SeriesPlan, place: int, looks: Looks) -> XYSeries:
    # Excel draws the last in order above the others, LibreOffice 7.4 the first in the file: so both draw the same one there.
    series = XYSeries(idx=place, order=len(chart.series) - 1 - place)
    series.tx = _name(plan)
    series.xVal = AxDataSource(numRef=NumRef(f=plan.categories))
    series.yVal = NumDataSource(numRef=NumRef(f=plan.values))
    if chart.kind == "bubble":
        series.bubbleSize = NumDataSource(numRef=NumRef(f=plan.sizes or plan.values))
        series.bubble3D = False
        series.invertIfNegative = False
        series.spPr = filled(plan.colour)
    else:
        draw_points(series, plan)
    _label(series, plan, looks)
    return series


def _label(series: Any, plan: SeriesPlan, looks: Looks) -> None:
    if plan.labels is not None or plan.value_format is not None:
        series.dLbls = looks.labels(plan)


def _size(plan: SeriesPlan) -> int:
    """Return the number of points of a series."""
    ends = [
        coordinate_from_string(cell.replace("$", "")) for cell in plan.values.rpartition("!")[2].split(":")
    ]
    return ends[-1][1] - ends[0][1] + 1
