"""Questions of the VBA modules beside the functions; no cell calls these, so that xlwings makes no worksheet function of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import xlwings

from xl_aigc.functions import CATALOGUE
from xl_aigc.functions.log import log_path
from xl_aigc.functions.reader import facts
from xl_aigc.functions.refusals import note_cell as keep_under
from xl_aigc.hosts import figure_form
from xl_aigc.hosts.xlwings_excel import last_refusal

if TYPE_CHECKING:
    from collections.abc import Callable


def _registered(function: Callable[..., object]) -> Callable[..., object]:
    """Register a function with xlwings, which by its type hints would convert what goes in and out."""
    function.__annotations__ = {}
    decorated: Callable[..., object] = xlwings.func(function)
    return decorated


@_registered
def note_cell(address: str) -> bool:
    """Keep the reason of the last call under the address of its cell, which Excel says only where a cell shows an error."""
    refusal = last_refusal()
    if refusal is not None:
        keep_under(address, refusal)
    return refusal is not None


@_registered
def log_file() -> str:
    """Return the path of the log of refused calls."""
    return str(log_path())


@_registered
def figure_list(field: str, text: str | None, language: str) -> list[list[str]]:
    """Return what the box of a field lists beside a text, a row an entry, below its name; xlwings makes None of a blank text."""
    held = figure_form.narrowed(text or "", figure_form.entries(field, language, facts()))
    return [[field], *([each.shown] for each in held)]


@_registered
def figure_formula(company: str | None, item: str | None, period: str | None, language: str) -> str:
    """Return the formula of a figure, or a sentence on what is missing."""
    given = (text or "" for text in (company, item, period))
    texts = dict(zip(figure_form.FIELDS, given, strict=True))
    try:
        return figure_form.figure_formula(CATALOGUE["FIGURE"].name(), texts, language, facts())
    except figure_form.UndecidedError as error:
        return error.problem
