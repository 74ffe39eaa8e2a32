"""The error values of a spreadsheet: what a cell shows in place of a result."""

import enum


class CellError(enum.Enum):
    """An error value of a spreadsheet; its value is the text that a cell shows.

    Example:
        >>> CellError.NA.value, CellError("#N/A") is CellError.NA
        ('#N/A', True)
    """

    NULL = "#NULL!"
    DIV0 = "#DIV/0!"
    VALUE = "#VALUE!"
    REF = "#REF!"
    NAME = "#NAME?"
    NUM = "#NUM!"
    NA = "#N/A"
    SPILL = "#SPILL!"
    CALC = "#CALC!"
