"""Edits of a closed workbook at the level of its parts: what is not named stays byte for byte."""

from xl_aigc.ooxml.edits.apply import apply_edits, check_editable
from xl_aigc.ooxml.edits.in_use import check_not_in_use
from xl_aigc.ooxml.edits.plan import ChartEdit, Content, Edited, EditPlan, NewRow, SheetEdit, TableEdit

__all__ = [
    "ChartEdit",
    "Content",
    "EditPlan",
    "Edited",
    "NewRow",
    "SheetEdit",
    "TableEdit",
    "apply_edits",
    "check_editable",
    "check_not_in_use",
]
