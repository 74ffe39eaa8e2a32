"""What a metric gives where mathematics gives nothing."""

from __future__ import annotations

import enum
from typing import Union


class Undefined(enum.Enum):
    """A result that is not defined, named by the error value a spreadsheet shows for it."""

    DIV0 = "#DIV/0!"
    NUM = "#NUM!"


Number = Union[float, None, Undefined]  # noqa: UP007  a runtime expression that Python 3.10 inside LibreOffice can read
"""A number, None where an input is missing, or `Undefined`."""
