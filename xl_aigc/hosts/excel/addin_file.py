"""The add-in of a person, `xl_aigc.xlam`: the functions for all workbooks, with a tab of buttons."""

from __future__ import annotations

from importlib import resources
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

from openpyxl import Workbook

from xl_aigc.files.csv_file import bundled_table
from xl_aigc.hosts.excel.hidden_sheets import hidden_sheets
from xl_aigc.hosts.excel.vba.wrappers import RIBBON
from xl_aigc.hosts.excel.workbook import packed, with_functions
from xl_aigc.hosts.figure_form import FIELDS, form_words
from xl_aigc.labels import LANGUAGES, in_language
from xl_aigc.ooxml.finish import finish_bytes
from xl_aigc.ooxml.hidden import add_hidden_sheet
from xl_aigc.ooxml.namespaces import main
from xl_aigc.ooxml.parser import written
from xl_aigc.ooxml.parts import WORKBOOK, Parts
from xl_aigc.ooxml.plan import FinishPlan, Properties
from xl_aigc.ooxml.relationships import with_relationship

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xl_aigc.hosts.office_js import Language

RIBBON_PART: Final = "customUI/customUI14.xml"
_RIBBON_LINK: Final = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
_LINKS: Final = "_rels/.rels"
_OF_FORM: Final = {f"aigc_{key}": key for key in ("figure", *FIELDS, "insert")} | {"no_cell": "no_cell"}
"""The texts of the tab that are words of the form of a figure."""
_SHEET: Final = "xl_aigc"
_WORDS: Final = (
    "The worksheet functions of xl_aigc. This sheet is never shown: Excel opens the file as an add-in."
)


def addin_file(
    language: Language = "en", interpreter: str | None = None, project: bytes | None = None
) -> bytes:
    """Return the add-in as bytes that depend on nothing but the arguments and xlwings.

    Args:
        language: of the help texts; the buttons are in that of Excel's menus.
        interpreter: the Python that xlwings starts; None for that of the person's own settings.
        project: the `vbaProject.bin` to build on; that of the installed xlwings for None.

    Raises:
        HostError: the installed xlwings has no standalone project that fits.
    """
    parts = with_functions(_skeleton(language, interpreter), project, addin=True)
    _hide_window(parts)
    parts.content[RIBBON_PART] = resources.files(__package__).joinpath("ribbon.xml").read_bytes()
    parts.content[_LINKS], _ = with_relationship(
        parts.content[_LINKS], _RIBBON_LINK, RIBBON_PART, identity="rIdRibbon"
    )
    return packed(parts)


def ribbon_rows() -> list[Sequence[str]]:
    """Return the texts of the buttons: their keys, and a column for each language.

    Example:
        >>> ribbon_rows()[0]
        ('key', 'en', 'zh', 'ko')
    """
    table = bundled_table(Path(__file__).with_name("ribbon.csv"))
    words = [form_words(language) for language in LANGUAGES]
    of_form = [(control, *(each[key] for each in words)) for control, key in _OF_FORM.items()]
    own = [(row["key"], *(in_language(row, language) for language in LANGUAGES)) for row in table]
    return [("key", *LANGUAGES), *own, *of_form]


def _skeleton(language: Language, interpreter: str | None) -> bytes:
    """Return a workbook of one sheet that says what it is, and the hidden ones."""
    book = Workbook()
    book.worksheets[0].title = _SHEET
    book.worksheets[0]["A1"] = _WORDS
    for name, texts in {**hidden_sheets(language, interpreter), RIBBON: ribbon_rows()}.items():
        add_hidden_sheet(book, name, texts)
    file = BytesIO()
    book.save(file)
    return finish_bytes(file.getvalue(), FinishPlan({}, Properties(title="xl_aigc", creator="xl_aigc")))


def _hide_window(parts: Parts) -> None:
    """Hide the workbook's window, as that of every add-in."""
    book = parts.tree(WORKBOOK)
    for view in book.iter(main("workbookView")):
        view.set("visibility", "hidden")
    parts.content[WORKBOOK] = written(book)
