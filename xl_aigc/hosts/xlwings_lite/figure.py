"""The script of the form in xlwings Lite, which writes the formula of a figure into the selected cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xl_aigc.functions.reader import facts
from xl_aigc.hosts.figure_form import FIELDS, UndecidedError, figure_formula, form_words
from xl_aigc.hosts.office_js import NAMESPACE

if TYPE_CHECKING:
    from xlwings import Book

FUNCTION: Final = f"{NAMESPACE}.FIGURE"


def insert_figure(book: Book, language: str, *given: str) -> None:
    """Write the formula of a figure into the first selected cell, or say what is missing.

    Args:
        book: the workbook that xlwings hands to a script.
        language: of the form.
        given: what is typed or picked for company, item and period.
    """
    words = form_words(language)
    texts = dict(zip(FIELDS, given, strict=True))
    selected = book.selection if book.api["book"]["selection"] else None
    if selected is None:
        book.app.alert(words["no_cell"], words["figure"])
        return
    if not texts["company"].strip():
        book.app.alert(f"{words['no_choice']}\n{words['app_mode']}", words["figure"])
        return
    try:
        selected[0, 0].formula = figure_formula(FUNCTION, texts, language, facts())
    except UndecidedError as error:
        book.app.alert(error.problem, words["figure"])
