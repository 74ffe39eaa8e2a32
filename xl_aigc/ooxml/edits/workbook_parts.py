"""The small parts of the whole workbook: names and recalculation, the chain of calculation, dynamic arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lxml import etree

from xl_aigc.errors import Place, WorkbookError
from xl_aigc.ooxml.arrays import METADATA
from xl_aigc.ooxml.edits.growth import grown_name
from xl_aigc.ooxml.edits.tags import Piece, pieces, plain_text, read, start_tag, with_attribute
from xl_aigc.ooxml.escape import formula_text
from xl_aigc.ooxml.trees import PACKAGE, TYPES, main, parse, written

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from lxml.etree import _Element

    from xl_aigc.ooxml.edits.growth import Growth

_BEFORE_CALCULATION: Final = frozenset({"sheets", "functionGroups", "externalReferences", "definedNames"})
"""Elements of the workbook before `calcPr` (ECMA-376 part 1, 18.2.27)."""
_GROWING_NAMES: Final = frozenset({"_xlnm.Print_Area", "_xlnm._FilterDatabase"})
_ARRAYS: Final = "XLDAPR"


def recalculated(content: bytes) -> bytes:
    """The workbook's part, asking for recalculation on load."""
    tag = start_tag("calcPr").search(content)
    if tag:
        return content[: tag.start()] + with_attribute(tag[0], "fullCalcOnLoad", "1") + content[tag.end() :]
    root, parts = _opened(content)
    after = max(n for n, piece in enumerate(parts, 1) if piece.name in _BEFORE_CALCULATION)
    parts.insert(after, Piece("calcPr", b"<" + _prefix(content) + b'calcPr fullCalcOnLoad="1"/>'))
    return root + b"".join(piece.content for piece in parts)


def renamed(
    content: bytes, names: Mapping[str, str], growths: Mapping[str, Sequence[Growth]], place: Place
) -> bytes:
    """The workbook's part with other texts of names; print areas and filters grow with the ranges they cover.

    Args:
        content: the part.
        names: new texts of names of the whole workbook.
        growths: ranges that grow, by name of their sheet.
        place: the file, for errors.

    Raises:
        WorkbookError: there is no such name.
    """
    sheets = [read(tag[0], "name") or "" for tag in start_tag("sheet").finditer(content)]
    missing = set(names)

    def text(tag: bytes, old: str) -> str:
        name, local = read(tag, "name") or "", read(tag, "localSheetId")
        if local is None and name in names:
            missing.discard(name)
            return names[name]
        if local is not None and name in _GROWING_NAMES and int(local) < len(sheets):
            return grown_name(old, growths.get(sheets[int(local)], ()))
        return old

    content = _with_names(content, text)
    if missing:
        raise WorkbookError("there is no such defined name.", Place(place.file, key=min(missing)))
    return content


def _with_names(content: bytes, text: Callable[[bytes, str], str]) -> bytes:
    done, last = [], 0
    for tag in start_tag("definedName").finditer(content):
        end = content.index(b"</", tag.end()) if not tag[0].endswith(b"/>") else tag.end()
        old = plain_text(content[tag.end() : end])
        new = text(tag[0], old)
        if new != old:
            done += [content[last : tag.end()], formula_text(new).encode()]
            last = end
    return b"".join((*done, content[last:]))


def _opened(content: bytes) -> tuple[bytes, list[Piece]]:
    root = start_tag("workbook").search(content)
    at = root.end() if root else 0
    return content[:at], pieces(content[at:])


def _prefix(content: bytes) -> bytes:
    root = start_tag("workbook").search(content)
    return root[0][1:].split(b"workbook")[0] if root else b""


def without_part(types: bytes, links: bytes, part: str) -> tuple[bytes, bytes]:
    """Content types and relationships of the workbook without one part."""
    base = part.rsplit("/", 1)[-1]
    return (
        _left_out(types, "Override", lambda tag: read(tag, "PartName") == f"/{part}"),
        _left_out(links, "Relationship", lambda tag: (read(tag, "Target") or "").endswith(base)),
    )


def _left_out(content: bytes, name: str, goes: Callable[[bytes], bool]) -> bytes:
    root = next(tag for tag in start_tag(r"(?:Types|Relationships)").finditer(content))
    kept = [
        piece.content
        for piece in pieces(content[root.end() :])
        if piece.name != name or not goes(piece.content)
    ]
    return content[: root.end()] + b"".join(kept)


def with_type(types: bytes, part: str, content_type: str) -> bytes:
    """Content types that know one part more."""
    root = parse(types, "[Content_Types].xml")
    etree.SubElement(root, f"{{{TYPES}}}Override", PartName=f"/{part}", ContentType=content_type)
    return written(root)


def with_relationship(
    links: bytes | None, kind: str, target: str, *, external: bool = False
) -> tuple[bytes, str]:
    """Relationships of a part with one more, and its id.

    Args:
        links: the relationships; None where there are none yet.
        kind: type of the new one.
        target: what it leads to.
        external: whether that is outside the workbook.
    """
    root = parse(links or f'<Relationships xmlns="{PACKAGE}"/>'.encode(), "relationships")
    taken = {link.get("Id") for link in root}
    number = next(number for number in range(1, len(taken) + 2) if f"rId{number}" not in taken)
    link = etree.SubElement(root, f"{{{PACKAGE}}}Relationship", Id=f"rId{number}", Type=kind, Target=target)
    if external:
        link.set("TargetMode", "External")
    return written(root), f"rId{number}"


def dynamic_arrays(metadata: bytes | None) -> tuple[bytes, int]:
    """Metadata that know dynamic arrays, and the number (`cm`) that marks a cell as one.

    Args:
        metadata: the workbook's; None where it has none yet. They come back as they are where they know arrays.
    """
    if metadata is None:
        return METADATA.encode(), 1
    root, own = parse(metadata, "metadata"), parse(METADATA.encode(), "metadata")
    types = [kind.get("name") for kind in root.iter(main("metadataType"))]
    blocks = root.findall(f"{main('cellMetadata')}/{main('bk')}")
    if _ARRAYS in types:
        kind = str(types.index(_ARRAYS) + 1)
        for number, block in enumerate(blocks, 1):
            if any(record.get("t") == kind for record in block):
                return metadata, number
    else:
        _list(root, "metadataTypes").extend(own.iter(main("metadataType")))
        root.insert(_place(root, "futureMetadata"), next(own.iter(main("futureMetadata"))))
        kind = str(len(types) + 1)
    block = etree.SubElement(_list(root, "cellMetadata"), main("bk"))
    etree.SubElement(block, main("rc"), t=kind, v="0")
    for name in ("metadataTypes", "cellMetadata"):
        _list(root, name).set("count", str(len(_list(root, name))))
    return written(root), len(blocks) + 1


_METADATA: Final = (
    "metadataTypes",
    "metadataStrings",
    "mdxMetadata",
    "futureMetadata",
    "cellMetadata",
    "valueMetadata",
    "extLst",
)


def _list(root: _Element, name: str) -> _Element:
    found = root.find(main(name))
    if found is None:
        found = etree.Element(main(name))
        root.insert(_place(root, name), found)
    return found


def _place(root: _Element, name: str) -> int:
    """Where an element of the metadata belongs, in the order of the schema."""
    before = {main(each) for each in _METADATA[: _METADATA.index(name) + 1]}
    return sum(child.tag in before for child in root)
