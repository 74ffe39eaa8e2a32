"""The document's properties and the workbook's own settings, with no clock in them."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Final

from lxml import etree

from xl_aigc.ooxml.escape import legal
from xl_aigc.ooxml.namespaces import CORE_PROPERTIES, DC, DC_TERMS, XSI, main
from xl_aigc.ooxml.parser import DECLARATION, parse, written

if TYPE_CHECKING:
    from xl_aigc.ooxml.plan import Properties

CORE: Final = "docProps/core.xml"
APPLICATION: Final = "docProps/app.xml"

# LibreOffice 7.4 trusts cached values of empty text only in files that name a program it knows.
APPLICATION_XML: Final = (
    f'{DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>Microsoft Excel</Application><AppVersion>16.0300</AppVersion></Properties>"
)

# The calculation engine of Excel 2019 and 365. openpyxl 3.1.5 writes that of Excel 2007 (124519), upon which every
# Excel recalculates on load and asks to save on closing.
_ENGINE: Final = "191029"


def core_xml(properties: Properties) -> bytes:
    """Return the part docProps/core.xml.

    Example:
        >>> from xl_aigc.ooxml.plan import Properties
        >>> b"<dc:title>R&amp;D</dc:title>" in core_xml(Properties(title="R&D"))
        True
    """
    root = etree.Element(
        f"{{{CORE_PROPERTIES}}}coreProperties",
        nsmap={"cp": CORE_PROPERTIES, "dc": DC, "dcterms": DC_TERMS, "xsi": XSI},
    )
    created = properties.created
    stamp = (created.astimezone(UTC) if created.tzinfo else created).strftime("%Y-%m-%dT%H:%M:%SZ")
    texts = (
        (f"{{{DC}}}title", properties.title),
        (f"{{{DC}}}subject", properties.subject),
        (f"{{{DC}}}creator", properties.creator),
        (f"{{{CORE_PROPERTIES}}}keywords", properties.keywords),
        (f"{{{DC}}}description", properties.description),
        (f"{{{CORE_PROPERTIES}}}lastModifiedBy", properties.creator),
    )
    for tag, text in texts:
        if text:
            etree.SubElement(root, tag).text = legal(text)
    for tag in ("created", "modified"):
        date = etree.SubElement(root, f"{{{DC_TERMS}}}{tag}")
        date.set(f"{{{XSI}}}type", "dcterms:W3CDTF")
        date.text = stamp
    return written(root)


def settled_workbook(content: bytes, name: str, *, recalculate: bool) -> bytes:
    """Return the workbook's part, recalculated on load only where that is asked for.

    openpyxl 3.1.5 always writes `fullCalcOnLoad="1"`, since it has no values to offer.
    """
    root = parse(content, name)
    for settings in root.iter(main("calcPr")):
        settings.set("calcId", _ENGINE)
        settings.set("fullCalcOnLoad", str(int(recalculate)))
    return written(root)
