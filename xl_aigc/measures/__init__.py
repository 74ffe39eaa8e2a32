"""Measures: each an expression in a table, compiled to Python values, native formulas and worksheet functions."""

from xl_aigc.data.units import UNITS
from xl_aigc.measures.basket import formula, has, value
from xl_aigc.measures.frame import Frame, Value, build_frame, number
from xl_aigc.measures.limits import INDEX, LIMITS, Limit, index_name
from xl_aigc.measures.mask import GROUPS, Mask, everyone, group, known, that, where
from xl_aigc.measures.measure import Measure
from xl_aigc.measures.own import MEASURES_FILE, program_table, table_with

__all__ = [
    "GROUPS",
    "INDEX",
    "LIMITS",
    "MEASURES_FILE",
    "UNITS",
    "Frame",
    "Limit",
    "Mask",
    "Measure",
    "Value",
    "build_frame",
    "everyone",
    "formula",
    "group",
    "has",
    "index_name",
    "known",
    "number",
    "program_table",
    "table_with",
    "that",
    "value",
    "where",
]
