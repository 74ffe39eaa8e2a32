"""One XML document of the program's own inside a workbook: spreadsheet programs keep it and show it nowhere.

ISO/IEC 29500-1, 15.2.4 and 15.2.5: a custom XML part, and the part that gives it an identity.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xl_aigc.ooxml.namespaces import CUSTOM_XML, OFFICE, PACKAGE
from xl_aigc.ooxml.parser import DECLARATION

if TYPE_CHECKING:
    from xl_aigc.ooxml.parts import Parts

PART: Final = "customXml/item1.xml"
_IDENTITY: Final = "customXml/itemProps1.xml"
_IDENTITY_TYPE: Final = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_ITEM: Final = "{0A16C5A1-9C1D-4B6E-8F57-3B1C5A9D2E41}"
"""Any fixed identity does: it only has to differ from those of other documents in the workbook."""


def add_document(parts: Parts, content: bytes, namespace: str) -> None:
    """Put the document into a workbook that has none.

    Args:
        parts: the workbook's parts.
        content: the document.
        namespace: the namespace of its root.
    """
    parts.add(PART, "application/xml", f"{OFFICE}/customXml", content)
    parts.declare(_IDENTITY, _IDENTITY_TYPE)
    parts.content[_IDENTITY] = (
        f'{DECLARATION}<ds:datastoreItem xmlns:ds="{CUSTOM_XML}" ds:itemID="{_ITEM}">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{namespace}"/></ds:schemaRefs></ds:datastoreItem>'
    ).encode()
    parts.content["customXml/_rels/item1.xml.rels"] = (
        f'{DECLARATION}<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" '
        f'Type="{OFFICE}/customXmlProps" Target="itemProps1.xml"/></Relationships>'
    ).encode()
