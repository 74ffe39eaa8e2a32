"""Makes openpyxl charts out of chart plans."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openpyxl.chart import BarChart, LineChart, Reference, ScatterChart, Series
from openpyxl.chart.data_source import NumDataSource, NumRef, StrRef
from openpyxl.chart.layout import Layout, ManualLayout
from openpyxl.chart.marker import DataPoint, Marker
from openpyxl.chart.series import SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties, RegularTextRun
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.utils.cell import coordinate_from_string, column_index_from_string

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from xl_aigc.workbook.charts import ChartPlan, SeriesPlan
    from xl_aigc.workbook.theme import Theme


def add_chart(sheet: Worksheet, plan: ChartPlan, theme: Theme) -> None:
    """Put a chart on a sheet."""
    del sheet, plan, theme
