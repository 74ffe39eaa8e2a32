"""A workbook as other programs save it: the same cells, spelt their way.

- `as_excel_saves`: shared texts with phonetic guides and runs, shared formulas, a chain of calculation, spans, `mc:Ignorable`.
- `as_wps_saves`: as WPS Office, which leaves out spans, writes targets from the root, and leaves its mark in docProps.
- `as_others_save`: elements with a prefix, rows and cells without addresses, other names of parts, texts in the cells,
  line ends of Windows, a byte order mark.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree
from openpyxl.formula.translate import Translator
from openpyxl.utils import coordinate_to_tuple, get_column_letter

from support.package_file import CONTENT_TYPES, OFFICE, SPREADSHEET, WORKBOOK, PackageFile, q

if TYPE_CHECKING:
    from pathlib import Path

MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
X14AC = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"
XR = "http://schemas.microsoft.com/office/spreadsheetml/2014/revision"
APPLICATION = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
VARIANT = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
CHINESE = re.compile("[\u4e00-\u9fff]")


def as_excel_saves(source: Path, target: Path) -> None:
    """Write a workbook as Excel saves it."""
    file = PackageFile.read(source)
    _guide_texts(file)
    for number, part in enumerate(file.sheets().values(), 1):
        root = _rooted(file.tree(part), number)
        _share_formulas(root)
        for row in root.iter(q("row")):
            columns = [coordinate_to_tuple(cell.get("r"))[1] for cell in row]
            if columns:
                row.set("spans", f"{min(columns)}:{max(columns)}")
            row.set(f"{{{X14AC}}}dyDescent", "0.25")
        file.put(part, root)
    _chain(file)
    _application(file, "Microsoft Excel", "16.0300")
    file.write(target)


def as_wps_saves(source: Path, target: Path) -> None:
    """Write a workbook as WPS Office saves it."""
    file = PackageFile.read(source)
    _guide_texts(file)
    for part in file.sheets().values():
        root = file.tree(part)
        _share_formulas(root)
        file.put(part, root)
    links = file.tree(file.links_of(WORKBOOK))
    for link in links:
        if not link.get("Target").startswith("/"):
            link.set("Target", f"/xl/{link.get('Target')}")
    file.put(file.links_of(WORKBOOK), links)
    _application(file, "WPS 表格", "12.0")
    file.add(
        "docProps/custom.xml",
        f'<Properties xmlns="{CUSTOM}" xmlns:vt="{VARIANT}"><property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}"'
        ' pid="2" name="KSOProductBuildVer"><vt:lpwstr>2052-12.1.0.16929</vt:lpwstr></property></Properties>',
        "application/vnd.openxmlformats-officedocument.custom-properties+xml",
        "",
        "custom-properties",
    )
    file.write(target)


def as_others_save(source: Path, target: Path) -> None:
    """Write a workbook as a program that nobody has heard of might save it, within the standard."""
    file = PackageFile.read(source)
    for number, (name, part) in enumerate(file.sheets().items(), 1):
        root = file.tree(part)
        _without_addresses(root)
        text = etree.tostring(_prefixed(root), encoding="unicode").replace("><x:row", ">\r\n<x:row")
        start = "\ufeff" if number % 2 else ""
        file.parts[part] = f'{start}<?xml version="1.0" encoding="utf-8"?>\r\n{text}'.encode()
        _rename(
            file,
            part,
            f"xl/worksheets/Blatt {number}.xml" if name == "Data" else f"xl/worksheets/Sheet{number}.xml",
        )
    file.write(target)


def _prefixed(root: etree._Element) -> etree._Element:
    """The same tree with a prefix in place of the namespace by default."""
    names = {prefix or "x": uri for prefix, uri in root.nsmap.items()}
    new = etree.Element(root.tag, dict(root.attrib), nsmap=names)
    new[:] = root[:]
    etree.cleanup_namespaces(new, keep_ns_prefixes=[name for name in names if name])
    return new


def _without_addresses(root: etree._Element) -> None:
    """Leave out what follows from what stands before it."""
    expected_row = 1
    for row in root.iter(q("row")):
        number, column = int(row.get("r")), 1
        for cell in row:
            place = coordinate_to_tuple(cell.get("r"))[1]
            if place == column and number % 2:
                del cell.attrib["r"]
            column = place + 1
        if number == expected_row:
            del row.attrib["r"]
        expected_row = number + 1


def _rename(file: PackageFile, old: str, new: str) -> None:
    """Give a part another name, wherever it is named."""
    file.parts = {{old: new}.get(name, name): content for name, content in file.parts.items()}
    if file.links_of(old) in file.parts:
        _rename_links(file, old, new)
    types, links = file.parts[CONTENT_TYPES], file.parts[file.links_of(WORKBOOK)]
    file.parts[CONTENT_TYPES] = types.replace(f'"/{old}"'.encode(), f'"/{new}"'.encode())
    short = old.removeprefix("xl/")
    for spelt in (f'"/{old}"', f'"{short}"'):
        links = links.replace(spelt.encode(), f'"/{new}"'.encode())
    file.parts[file.links_of(WORKBOOK)] = links


def _rename_links(file: PackageFile, old: str, new: str) -> None:
    names = {file.links_of(old): file.links_of(new)}
    file.parts = {names.get(name, name): content for name, content in file.parts.items()}


def _rooted(root: etree._Element, number: int) -> etree._Element:
    """A sheet with the namespaces that Excel declares."""
    names = {**root.nsmap, "r": OFFICE, "mc": MC, "x14ac": X14AC, "xr": XR}
    new = etree.Element(root.tag, nsmap=names)
    new.set(f"{{{MC}}}Ignorable", "x14ac xr")
    new.set(f"{{{XR}}}uid", f"{{00000000-0001-0000-0000-{number:012X}}}")
    new[:] = root[:]
    return new


def _guide_texts(file: PackageFile) -> None:
    """Phonetic guides in Chinese texts, and a text in runs."""
    part = next(name for name in file.related(WORKBOOK).values() if name.endswith("sharedStrings.xml"))
    root = file.tree(part)
    for item in root:
        text = item.findtext(q("t"))
        if text and CHINESE.search(text):
            guide = etree.SubElement(item, q("rPh"), sb="0", eb="1")
            etree.SubElement(guide, q("t")).text = "yin"
            etree.SubElement(item, q("phoneticPr"), fontId="0", type="noConversion")
        elif text and " " in text and len(root) % 3:
            _in_runs(item, text)
    file.put(part, root)


def _in_runs(item: etree._Element, text: str) -> None:
    first, rest = text[:1], text[1:]
    item[:] = []
    for piece in (first, rest):
        run = etree.SubElement(item, q("r"))
        if piece is rest:
            etree.SubElement(etree.SubElement(run, q("rPr")), q("b"))
        element = etree.SubElement(run, q("t"))
        element.text = piece
        element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _share_formulas(root: etree._Element) -> None:
    """Formulas one below the other that are the same once moved share one text."""
    columns: dict[int, list[tuple[int, etree._Element]]] = {}
    for row in root.iter(q("row")):
        for cell in row:
            formula = cell.find(q("f"))
            if formula is not None and formula.get("t") is None:
                number, column = coordinate_to_tuple(cell.get("r"))
                columns.setdefault(column, []).append((number, formula))
    group = 0
    for column, listed in columns.items():
        formulas = list(listed)
        while formulas:
            (first, master), *formulas = formulas
            members = []
            while (
                formulas
                and formulas[0][0] == first + len(members) + 1
                and _same(master, formulas[0][1], len(members) + 1)
            ):
                members.append(formulas.pop(0))
            if len(members) >= 2:
                letters = get_column_letter(column)
                ref = f"{letters}{first}:{letters}{members[-1][0]}"
                master.attrib.update({"t": "shared", "ref": ref, "si": str(group)})
                for _, member in members:
                    member.text = None
                    member.attrib.update({"t": "shared", "si": str(group)})
                group += 1


def _same(master: etree._Element, other: etree._Element, rows: int) -> bool:
    if re.sub("[0-9]+", "", master.text) != re.sub("[0-9]+", "", other.text):
        return False
    moved = Translator(f"={master.text}", "A1").translate_formula(row_delta=rows)
    return moved == f"={other.text}"


def _chain(file: PackageFile) -> None:
    """The chain of calculation: every cell with a formula."""
    chain = etree.Element(q("calcChain"), nsmap={None: q("")[1:-1]})
    for number, part in enumerate(file.sheets().values(), 1):
        for cell in file.tree(part).iter(q("c")):
            if cell.find(q("f")) is not None:
                etree.SubElement(chain, q("c"), r=cell.get("r"), i=str(number))
    if len(chain):
        file.add(
            "xl/calcChain.xml", etree.tostring(chain), f"{SPREADSHEET}calcChain+xml", WORKBOOK, "calcChain"
        )


def _application(file: PackageFile, name: str, version: str) -> None:
    file.put(
        "docProps/app.xml",
        f'<Properties xmlns="{APPLICATION}"><Application>{name}</Application><AppVersion>{version}</AppVersion></Properties>',
    )
