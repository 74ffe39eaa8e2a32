"""Finishing of .xlsx files: cached values, dynamic arrays, streamed tables, chart caches; knows nothing of AIGC."""

from xl_aigc.ooxml.finish import finish, finish_bytes
from xl_aigc.ooxml.hidden import add_hidden_sheet
from xl_aigc.ooxml.plan import (
    CellValue,
    ChartKey,
    Column,
    ExtraPart,
    FinishPlan,
    PointLabels,
    Properties,
    SheetPlan,
    Stream,
)

__all__ = [
    "CellValue",
    "ChartKey",
    "Column",
    "ExtraPart",
    "FinishPlan",
    "PointLabels",
    "Properties",
    "SheetPlan",
    "Stream",
    "add_hidden_sheet",
    "finish",
    "finish_bytes",
]
