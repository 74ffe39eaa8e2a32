"""One table of measures: each declared once, with how Python, a native formula and a worksheet function compute it."""

from xl_aigc.measures.measure import Measure
from xl_aigc.measures.basket import BASKET_MEASURES, formula, has, value
from xl_aigc.measures.company import MEASURES
from xl_aigc.data.units import UNITS
from xl_aigc.measures.frame import Frame, Value, number
from xl_aigc.measures.limits import INDEX, LIMITS, Limit, index_name
from xl_aigc.measures.mask import GROUPS, Mask, everyone, group, known, that, where
from xl_aigc.measures.table import build_frame

__all__ = [
    "BASKET_MEASURES",
    "GROUPS",
    "INDEX",
    "LIMITS",
    "MEASURES",
    "UNITS",
    "Frame",
    "Limit",
    "Mask",
    "Measure",
    "Value",
    "build_frame",
    "everyone",
    "group",
    "has",
    "index_name",
    "known",
    "number",
    "that",
    "formula",
    "value",
    "where",
]
