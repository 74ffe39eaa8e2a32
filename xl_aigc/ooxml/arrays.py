"""The part that makes an array formula a dynamic array, which spills and shows no braces."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xl_aigc.ooxml.namespaces import MAIN
from xl_aigc.ooxml.parser import DECLARATION

if TYPE_CHECKING:
    from xl_aigc.ooxml.parts import Parts
    from xl_aigc.ooxml.plan import FinishPlan

PART: Final = "xl/metadata.xml"
CONTENT_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheetMetadata+xml"
RELATIONSHIP: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sheetMetadata"

# [MS-XLSX] 2.4.94 dynamicArrayProperties. `cm="1"` of a cell is the first block of cellMetadata, which calls the first
# block of the future metadata XLDAPR.
METADATA: Final = (
    f'{DECLARATION}<metadata xmlns="{MAIN}"'
    ' xmlns:xda="http://schemas.microsoft.com/office/spreadsheetml/2017/dynamicarray">'
    '<metadataTypes count="1"><metadataType name="XLDAPR" minSupportedVersion="120000" copy="1" pasteAll="1"'
    ' pasteValues="1" merge="1" splitFirst="1" rowColShift="1" clearFormats="1" clearComments="1" assign="1"'
    ' coerce="1" cellMeta="1"/></metadataTypes>'
    '<futureMetadata name="XLDAPR" count="1"><bk><extLst><ext uri="{bdbb8cdc-fa1e-496e-a857-3c3f30c029c3}">'
    '<xda:dynamicArrayProperties fDynamic="1" fCollapsed="0"/></ext></extLst></bk></futureMetadata>'
    '<cellMetadata count="1"><bk><rc t="1" v="0"/></bk></cellMetadata></metadata>'
)


def has_arrays(plan: FinishPlan) -> bool:
    """Return whether a plan makes any dynamic array."""
    return any(
        sheet.arrays or any(column.array for stream in sheet.streams for column in stream.columns)
        for sheet in plan.sheets.values()
    )


def declare_arrays(parts: Parts, plan: FinishPlan) -> None:
    """Add the metadata that the dynamic arrays of a plan need, where it makes any."""
    if has_arrays(plan):
        parts.add(PART, CONTENT_TYPE, RELATIONSHIP, METADATA.encode())
