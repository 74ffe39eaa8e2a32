"""The order of child elements in the schemas (ECMA-376 part 1). Excel calls a file damaged whose elements stand otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

WORKBOOK: Final = (
    *("fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets"),
    *("functionGroups", "externalReferences", "definedNames", "calcPr", "oleSize", "customWorkbookViews"),
    *("pivotCaches", "smartTagPr", "smartTagTypes", "webPublishing", "fileRecoveryPr"),
    *("webPublishObjects", "extLst"),
)
"""CT_Workbook, 18.2.27."""
WORKSHEET: Final = (
    *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr"),
    *("sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate"),
    *("customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting", "dataValidations"),
    *("hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks"),
    *("customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing", "legacyDrawing"),
    *("legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems"),
    *("tableParts", "extLst"),
)
"""CT_Worksheet, 18.3.1.99."""
METADATA: Final = (
    *("metadataTypes", "metadataStrings", "mdxMetadata", "futureMetadata", "cellMetadata"),
    *("valueMetadata", "extLst"),
)
"""CT_Metadata, 18.9.8."""
FONT: Final = (
    *("b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign"),
    *("sz", "color", "name", "family", "charset", "scheme"),
)
"""CT_Font, 18.8.22, in the order that Excel enforces."""
SERIES: Final = (
    *("idx", "order", "tx", "spPr", "invertIfNegative", "pictureOptions", "marker", "explosion", "dPt"),
    *("dLbls", "trendline", "errBars", "cat", "val", "xVal", "yVal", "bubbleSize", "bubble3D", "smooth"),
    *("shape", "extLst"),
)
"""CT_BarSer, CT_LineSer, CT_ScatterSer and CT_BubbleSer, 21.2.2: one order that holds for all of them."""


def place_of(name: str, order: tuple[str, ...], there: Iterable[str]) -> int:
    """Find where a child element belongs among those that are there.

    Args:
        name: the new element, without its namespace.
        order: the order of the parent's schema.
        there: names of the children that are there. One that the schema does not list is passed over.

    Returns:
        The index to insert it at: behind the last child that comes before it.

    Example:
        >>> place_of("hyperlinks", WORKSHEET, ["mergeCells", "", "pageMargins"])
        1
    """
    before = frozenset(order[: order.index(name)])
    return max((index for index, child in enumerate(there, 1) if child in before), default=0)


def insert(parent: _Element, child: _Element, order: tuple[str, ...]) -> None:
    """Insert a child element where the schema wants it.

    Args:
        parent: the element that gets it.
        child: the new element.
        order: the order of the parent's schema.

    Example:
        >>> root = etree.XML("<font><b/><name/></font>")
        >>> insert(root, etree.Element("sz"), FONT)
        >>> etree.tostring(root)
        b'<font><b/><sz/><name/></font>'
    """
    names = [etree.QName(one).localname if isinstance(one.tag, str) else "" for one in parent]
    parent.insert(place_of(etree.QName(child).localname, order, names), child)
