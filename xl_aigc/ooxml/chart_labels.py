"""Labels of a series' points taken from cells, which openpyxl can't write: Excel 2013's data labels range."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Final
from uuid import NAMESPACE_URL, uuid5

from lxml import etree

from xl_aigc.errors import WorkbookError
from xl_aigc.ooxml import order
from xl_aigc.ooxml.chart_caches import c, points
from xl_aigc.ooxml.escape import legal
from xl_aigc.ooxml.namespaces import CHART_2012, DRAWING
from xl_aigc.ooxml.references import split_sheet

if TYPE_CHECKING:
    from lxml.etree import _Element

    from xl_aigc.ooxml.plan import PointLabels

# [MS-ODRAWXML] 2.24.3: extensions of a series, and of its data labels.
_SERIES_EXTENSION: Final = "{02D57815-91ED-43cb-92C2-25804820EDAC}"
_LABEL_EXTENSION: Final = "{CE6537A1-D6FC-4f65-9D91-7224C49458BB}"

_LOOKS: Final = ("numFmt", "spPr", "txPr", "dLblPos")
_FLAGS: Final = ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")


def label_points(series: _Element, labels: PointLabels, key: str) -> None:
    """Label the points of a series from cells; the looks of labels that it has already are kept.

    Args:
        series: the `<c:ser>` element.
        labels: what the labels are.
        key: name of the series within the workbook, from which the ids of the fields are made.

    Raises:
        WorkbookError: there are not as many texts as cells, or a point that is shown is none.
    """
    _check(labels)
    old = series.find(c("dLbls"))
    looks = [] if old is None else [child for tag in _LOOKS for child in old.findall(c(tag))]
    new = etree.Element(c("dLbls"), nsmap={"a": DRAWING, "c15": CHART_2012})
    for index, text in enumerate(labels.texts):
        label = etree.SubElement(new, c("dLbl"))
        etree.SubElement(label, c("idx"), val=str(index))
        if index not in labels.shown:
            etree.SubElement(label, c("delete"), val="1")
            continue
        _field(label, text, looks, str(uuid5(NAMESPACE_URL, f"{key}/{index}")).upper())
        _looks_and_flags(label, _standing(looks, labels.places.get(index)))
        extension = _extension(label, _LABEL_EXTENSION)
        etree.SubElement(extension, _c15("showDataLabelsRange"), val="1")
    _looks_and_flags(new, looks)
    extension = _extension(new, _LABEL_EXTENSION)
    etree.SubElement(extension, _c15("showDataLabelsRange"), val="1")
    if old is not None:
        series.remove(old)
    order.insert(series, new, order.SERIES)
    _range(series, labels)


def _check(labels: PointLabels) -> None:
    _, area = split_sheet(labels.cells)
    size = len(list(area.cells()))
    if len(labels.texts) != size:
        raise WorkbookError(
            f"{len(labels.texts)} labels for the {size} cells {labels.cells}.", expected="as many."
        )
    if not labels.shown <= frozenset(range(size)):
        raise WorkbookError(
            f"Point {max(labels.shown)} of {labels.cells} can't be labelled.",
            expected=f"points from 0 to {size - 1}.",
        )


def _field(label: _Element, text: str, looks: list[_Element], identity: str) -> None:
    """The text of a label as a field that reads its cell; a program without fields shows the text itself."""
    rich = etree.SubElement(etree.SubElement(label, c("tx")), c("rich"))
    etree.SubElement(rich, _a("bodyPr"), wrap="none")
    paragraph = etree.SubElement(rich, _a("p"))
    field = etree.SubElement(paragraph, _a("fld"), id=f"{{{identity}}}", type="CELLRANGE")
    properties = etree.SubElement(field, _a("rPr"))
    for look in looks:
        for default in look.iter(
            _a("defRPr")
        ):  # a label's own text does not inherit the font of the series' labels
            properties.attrib.update(default.attrib)
            properties.extend(deepcopy(child) for child in default)
    etree.SubElement(field, _a("t")).text = legal(text)


def _standing(looks: list[_Element], place: str | None) -> list[_Element]:
    """Return the looks of a label that stands at a place of its own."""
    if place is None:
        return looks
    return [*(look for look in looks if look.tag != c("dLblPos")), etree.Element(c("dLblPos"), val=place)]


def _looks_and_flags(parent: _Element, looks: list[_Element]) -> None:
    parent.extend(deepcopy(look) for look in looks)
    for flag in _FLAGS:
        etree.SubElement(parent, c(flag), val="0")


def _range(series: _Element, labels: PointLabels) -> None:
    extension = _extension(series, _SERIES_EXTENSION)
    holder = etree.SubElement(extension, _c15("datalabelsRange"))
    etree.SubElement(holder, _c15("f")).text = labels.cells
    holder.append(points(_c15("dlblRangeCache"), labels.texts))


def _extension(parent: _Element, uri: str) -> _Element:
    extensions = parent.find(c("extLst"))
    if extensions is None:
        extensions = etree.SubElement(parent, c("extLst"))
    return etree.SubElement(extensions, c("ext"), {"uri": uri}, nsmap={"c15": CHART_2012})


def _a(tag: str) -> str:
    return f"{{{DRAWING}}}{tag}"


def _c15(tag: str) -> str:
    return f"{{{CHART_2012}}}{tag}"
