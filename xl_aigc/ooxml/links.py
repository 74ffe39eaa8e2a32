"""Links of cells to the web: a cell of a streamed row is in no skeleton, so openpyxl can't link it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from xl_aigc.errors import Place
from xl_aigc.ooxml import order
from xl_aigc.ooxml.namespaces import OFFICE, main
from xl_aigc.ooxml.parser import written
from xl_aigc.ooxml.relationships import HYPERLINK, check_web_address

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xl_aigc.ooxml.parts import Parts
    from xl_aigc.ooxml.plan import FinishPlan


def add_links(parts: Parts, plan: FinishPlan) -> None:
    """Write the links of every sheet of a plan.

    Raises:
        WorkbookError: an address is no web address.
    """
    sheets = parts.sheets()
    for name, sheet in plan.sheets.items():
        if sheet.links:
            _add(parts, sheets[name], sheet.links, name)


def _add(parts: Parts, part: str, links: Mapping[str, str], sheet: str) -> None:
    tree = parts.tree(part)
    element = tree.find(main("hyperlinks"))
    if element is None:
        element = etree.Element(main("hyperlinks"))
        order.insert(tree, element, order.WORKSHEET)
    ids: dict[str, str] = {}
    for cell, address in links.items():
        check_web_address(address, Place(sheet=sheet, cell=cell))
        if address not in ids:
            identity = f"web{len(ids) + 1}"
            ids[address] = parts.relate(part, HYPERLINK, address, identity=identity, external=True)
        etree.SubElement(element, main("hyperlink"), {"ref": cell, f"{{{OFFICE}}}id": ids[address]})
    parts.content[part] = written(tree)
