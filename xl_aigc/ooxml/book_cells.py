"""One cell as a sheet's part spells it: a kind, a value, a formula."""

from __future__ import annotations

from dataclasses import dataclass, replace
from sys import intern
from typing import TYPE_CHECKING, Final, Literal

from xl_aigc.ooxml.escape import unescaped
from xl_aigc.ooxml.moved import moved
from xl_aigc.ooxml.namespaces import main
from xl_aigc.ooxml.references import split_cell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element

Kind = Literal["number", "text", "truth", "error", "blank"]
_KINDS: Final[dict[str, Kind]] = {
    "n": "number",
    "s": "text",
    "str": "text",
    "inlineStr": "text",
    "b": "truth",
    "e": "error",
    "d": "text",
}
_FORMULA: Final = main("f")
_VALUE: Final = main("v")
_INLINE: Final = main("is")


@dataclass(frozen=True, slots=True)
class BookCell:
    """A cell of a file.

    Attributes:
        kind: what its value is; `blank` is a formula without a value.
        value: the number, the text, the truth, or the code of the error.
        formula: its formula without `=`; empty where it shares that of another cell; None where it has none.
        fills: the range that its array formula fills.
        shares: the number of the formula that it shares with other cells.
    """

    kind: Kind
    value: float | str | bool
    formula: str | None = None
    fills: str | None = None
    shares: str | None = None


def read_cell(cell: _Element, texts: Sequence[str]) -> BookCell | None:
    """Return a `<c>` element as a cell; None where it holds neither value nor formula.

    Args:
        cell: the element.
        texts: the shared texts.

    Raises:
        ValueError: its value is none of its kind.

    Example:
        >>> from xl_aigc.ooxml.parser import parse
        >>> from xl_aigc.ooxml.namespaces import MAIN
        >>> read_cell(parse(f'<c xmlns="{MAIN}" r="A1" t="s"><v>1</v></c>'.encode(), "sheet1.xml"), ["no", "yes"]).value
        'yes'
    """
    form, formula, value = cell.get("t", "n"), None, None
    for part in cell:
        if part.tag == _FORMULA:
            formula = part
        elif part.tag == (_INLINE if form == "inlineStr" else _VALUE):
            value = part
    kind = _kind(form)
    raw = None if value is None else plain(value) if form == "inlineStr" else value.text
    if raw is None and formula is None:
        return None
    shown = "" if raw is None and kind != "text" else _value(form, raw or "", texts)
    if raw is None and kind != "text":
        kind = "blank"
    if formula is None:
        return BookCell(kind, shown)
    form = formula.get("t", "normal")
    fills = formula.get("ref") if form == "array" else None
    shares = formula.get("si") if form == "shared" else None
    return BookCell(kind, shown, intern(formula.text or ""), fills, shares)


def cell_of(form: str, value: str, formula: str | None, texts: Sequence[str]) -> BookCell:
    """Return a cell of a plain formula or none from the texts of its elements.

    Args:
        form: its attribute `t`; empty for a number.
        value: the text of its value.
        formula: that of its formula; None where it has none.
        texts: the shared texts.

    Raises:
        ValueError: the value is none of its kind.

    Example:
        >>> cell_of("", "1.5", "A1*3", [])
        BookCell(kind='number', value=1.5, formula='A1*3', fills=None, shares=None)
    """
    form = form or "n"
    return BookCell(_kind(form), _value(form, value, texts), formula)


def with_own_formulas(cells: dict[str, BookCell]) -> dict[str, BookCell]:
    """Return the cells of a sheet, each that shares a formula given its own text of it.

    Example:
        >>> shared = {"B1": BookCell("number", 2.0, "A1*2", None, "0"), "B2": BookCell("number", 4.0, "", None, "0")}
        >>> with_own_formulas(shared)["B2"].formula
        'A2*2'
    """
    masters = {
        cell.shares: (split_cell(at), cell.formula)
        for at, cell in cells.items()
        if cell.shares and cell.formula
    }
    for at, cell in cells.items():
        if cell.formula == "" and cell.shares in masters:
            (row, column), text = masters[cell.shares]
            here = split_cell(at)
            cells[at] = replace(cell, formula=moved(text, here[0] - row, here[1] - column))
    return cells


def _kind(form: str) -> Kind:
    try:
        return _KINDS[form]
    except KeyError:
        raise ValueError(f"no cell is of the type {form!r}") from None


def _value(form: str, raw: str, texts: Sequence[str]) -> float | str | bool:
    if form == "s":
        place = int(raw)
        if not 0 <= place < len(texts):
            raise ValueError(f"there is no shared text {place}")
        return texts[place]
    if form == "n":
        return float(raw)
    if form == "b":
        return raw == "1"
    return unescaped(raw) if form == "str" else raw


def plain(item: _Element) -> str:
    """Return the text of a shared or inline text, its runs joined; phonetic guides are left out."""
    parts = (
        *item.iterchildren(main("t")),
        *(text for run in item.iterchildren(main("r")) for text in run.iterchildren(main("t"))),
    )
    return unescaped("".join(part.text or "" for part in parts))
