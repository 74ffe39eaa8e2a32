"""The XML namespaces of a workbook's parts."""

from __future__ import annotations

from typing import Final

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT: Final = "http://purl.oclc.org/ooxml/spreadsheetml/main"
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
CHART: Final = "http://schemas.openxmlformats.org/drawingml/2006/chart"
CHART_2012: Final = "http://schemas.microsoft.com/office/drawing/2012/chart"
CORE_PROPERTIES: Final = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
DC: Final = "http://purl.org/dc/elements/1.1/"
DC_TERMS: Final = "http://purl.org/dc/terms/"
VBA_PROJECT: Final = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
SHEET_DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"


def main(tag: str) -> str:
    """Qualify a tag with the namespace of spreadsheets.

    Example:
        >>> main("row")
        '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}row'
    """
    return f"{{{MAIN}}}{tag}"


def drawn(tag: str) -> str:
    """Qualify a tag with the namespace of what is drawn on a sheet."""
    return f"{{{SHEET_DRAWING}}}{tag}"
