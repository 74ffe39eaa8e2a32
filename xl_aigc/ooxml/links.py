"""Links of cells to the web: a cell of a streamed row is in no skeleton, so openpyxl can't link it."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Final

from lxml import etree

from xl_aigc.errors import Place, WorkbookError
from xl_aigc.ooxml.trees import MAIN, OFFICE, PACKAGE, main, parse, written

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xl_aigc.ooxml.parts import Parts
    from xl_aigc.ooxml.plan import FinishPlan

RELATIONSHIP: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
FOLLOWING: Final = (
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "drawing",
    "tableParts",
)
"""Elements of a sheet that may stand behind its links, in the order of the schema."""


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
    folder, base = posixpath.split(part)
    place = f"{folder}/_rels/{base}.rels"
    empty = f'<Relationships xmlns="{PACKAGE}"/>'.encode()
    relationships = parse(parts.content.get(place, empty), place)
    tree = parts.tree(part)
    element = _element(tree)
    ids: dict[str, str] = {}
    for cell, address in links.items():
        if not address.startswith(("https://", "http://")):
            raise WorkbookError(
                f"The link {address!r} is no web address.",
                Place(sheet=sheet, cell=cell),
                expected="http or https.",
            )
        if address not in ids:
            ids[address] = f"web{len(ids) + 1}"
            etree.SubElement(
                relationships,
                f"{{{PACKAGE}}}Relationship",
                Id=ids[address],
                Type=RELATIONSHIP,
                Target=address,
                TargetMode="External",
            )
        etree.SubElement(element, main("hyperlink"), {"ref": cell, f"{{{OFFICE}}}id": ids[address]})
    parts.content[part], parts.content[place] = written(tree), written(relationships)


def _element(tree: etree._Element) -> etree._Element:
    """The sheet's list of links, made in its place where there is none."""
    found = tree.find(main("hyperlinks"))
    if found is not None:
        return found
    made = etree.Element(f"{{{MAIN}}}hyperlinks")
    after = next((child for name in FOLLOWING for child in tree.findall(main(name))), None)
    if after is None:
        tree.append(made)
    else:
        after.addprevious(made)
    return made
