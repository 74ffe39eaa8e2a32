"""Caches of the values that a chart shows, so that previews and Protected View draw it without calculating."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lxml import etree

from xl_aigc.cell_errors import CellError
from xl_aigc.ooxml.cells import number_text
from xl_aigc.ooxml.escape import legal
from xl_aigc.ooxml.namespaces import CHART

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element

    from xl_aigc.ooxml.chart_values import ChartValues
    from xl_aigc.ooxml.plan import CellValue

_MAY_BE_TEXT: Final = frozenset({f"{{{CHART}}}cat", f"{{{CHART}}}xVal"})


def c(tag: str) -> str:
    """Return a tag of the charts' namespace.

    Example:
        >>> c("ser")
        '{http://schemas.openxmlformats.org/drawingml/2006/chart}ser'
    """
    return f"{{{CHART}}}{tag}"


def fill_caches(chart: _Element, values: ChartValues) -> None:
    """Write, beside every reference of a chart, the values of its cells.

    Raises:
        WorkbookError: a reference is no range of the workbook.
    """
    for reference in list(chart.iter(c("numRef"), c("strRef"))):
        range_ = reference.findtext(c("f")) or ""
        shown = values.values(range_)
        parent = reference.getparent()
        # openpyxl 3.1.5 calls every category a number; Excel then shows 1, 2, 3 until it has read the cells.
        if (
            parent is not None
            and parent.tag in _MAY_BE_TEXT
            and any(isinstance(value, str) for value in shown)
        ):
            reference.tag = c("strRef")
        for old in reference.findall(c("numCache")) + reference.findall(c("strCache")):
            reference.remove(old)
        if reference.tag == c("strRef"):
            cache = points(c("strCache"), [text_point(value) for value in shown])
        else:
            cache = points(c("numCache"), [number_point(value) for value in shown])
            code = etree.Element(c("formatCode"))
            code.text = values.format_code(range_)
            cache.insert(0, code)
        reference.insert(1, cache)


def points(tag: str, texts: Sequence[str | None]) -> _Element:
    """Return a cache: how many points there are, and the text of each that has one."""
    cache = etree.Element(tag)
    etree.SubElement(cache, c("ptCount"), val=str(len(texts)))
    for index, text in enumerate(texts):
        if text is not None:
            point = etree.SubElement(cache, c("pt"), idx=str(index))
            etree.SubElement(point, c("v")).text = legal(text)
    return cache


def number_point(value: CellValue | None) -> str | None:
    """Return a point of a number cache; text and errors are no point."""
    is_number = isinstance(value, (float, int)) and not isinstance(value, bool)
    return number_text(value) if is_number else None  # type: ignore[arg-type]


def text_point(value: CellValue | None) -> str | None:
    """Return a point of a text cache, as a cell without a number format shows it."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, CellError):
        return value.value
    return number_text(value).removesuffix(".0")
