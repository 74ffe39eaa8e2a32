"""A chart's part with other ranges and the values that belong to them; how it looks stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lxml import etree

from xl_aigc.errors import Place, WorkbookError
from xl_aigc.ooxml.chart_caches import c, number_point, points, text_point
from xl_aigc.ooxml.parser import parse, written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element

    from xl_aigc.ooxml.edits.plan import ChartEdit
    from xl_aigc.ooxml.plan import CellValue

_RANGES: Final = frozenset({"f", "sqref"})
"""Elements that name a range, in charts (`c`), their later additions (`c15`) and the newer kinds (`cx`)."""
_CACHES: Final = {
    "numCache": number_point,
    "strCache": text_point,
    "dlblRangeCache": text_point,
}


def edited_chart(content: bytes, part: str, edit: ChartEdit) -> bytes:
    """Return a chart's part with its changes.

    Args:
        content: the part.
        part: its name, for errors.
        edit: what changes.

    Raises:
        WorkbookError: the chart does not draw a range that the edit names.
    """
    root = parse(content, part)
    missing = {*edit.ranges, *edit.caches}
    for element in list(root.iter(etree.Element)):
        if etree.QName(element).localname not in _RANGES:
            continue
        missing.discard(element.text or "")
        new = edit.ranges.get(element.text or "")
        if new is not None:
            element.text = new
            missing.discard(new)
        values = edit.caches.get(element.text or "")
        if values is not None:
            _renew(element, values)
    if missing:
        raise WorkbookError(f"The chart draws no range {min(missing)}.", Place(key=part))
    return written(root)


def _renew(reference: _Element, values: Sequence[CellValue | None]) -> None:
    """Fill the cache beside a range with new values; its number format stays."""
    for cache in list(reference.itersiblings(etree.Element)):
        kind = etree.QName(cache)
        if kind.localname in _CACHES:
            fresh = points(cache.tag, [_CACHES[kind.localname](value) for value in values])
            kept = cache.find(c("formatCode"))
            if kept is not None:
                fresh.insert(0, kept)
            for old in list(cache):
                cache.remove(old)
            cache.extend(fresh)
        elif kind.localname == "lvl":  # the newer kinds: one list of points, without a count of their own
            is_number = etree.QName(reference.getparent()).localname == "numDim"
            _renew_level(cache, kind.namespace, values, number=is_number)


def _renew_level(
    level: _Element, namespace: str | None, values: Sequence[CellValue | None], *, number: bool
) -> None:
    for old in list(level):
        level.remove(old)
    level.set("ptCount", str(len(values)))
    for index, value in enumerate(values):
        text = number_point(value) if number else text_point(value)
        if text is not None:
            etree.SubElement(level, f"{{{namespace}}}pt", idx=str(index)).text = text
