"""The small parts of the whole workbook: names and recalculation, the chain of calculation, dynamic arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lxml import etree

from xl_aigc.ooxml import order
from xl_aigc.ooxml.arrays import METADATA
from xl_aigc.ooxml.edits.growth import Growth, grown_name
from xl_aigc.ooxml.edits.tags import Piece, pieces, plain_text, read, start_tag, with_attribute
from xl_aigc.ooxml.escape import formula_text
from xl_aigc.ooxml.namespaces import main
from xl_aigc.ooxml.parser import parse, written

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from lxml.etree import _Element


_GROWING_NAMES: Final = frozenset({"_xlnm.Print_Area", "_xlnm._FilterDatabase"})
_ARRAYS: Final = "XLDAPR"


def recalculated(content: bytes) -> bytes:
    """Return the workbook's part, asking for recalculation on load."""
    tag = start_tag("calcPr").search(content)
    if tag:
        return content[: tag.start()] + with_attribute(tag[0], "fullCalcOnLoad", "1") + content[tag.end() :]
    root, parts = _opened(content)
    at = order.place_of("calcPr", order.WORKBOOK, (piece.name for piece in parts))
    parts.insert(at, Piece("calcPr", b"<" + _prefix(content) + b'calcPr fullCalcOnLoad="1"/>'))
    return root + b"".join(piece.content for piece in parts)


def renamed(content: bytes, names: Mapping[str, str], growths: Mapping[str, Sequence[Growth]]) -> bytes:
    """Return the workbook's part with other texts of names; print areas and filters grow with the ranges they cover.

    Args:
        content: the part.
        names: texts of names of the whole workbook, of new ones too.
        growths: ranges that grow, by name of their sheet.
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
    return _with_more(content, {name: names[name] for name in sorted(missing)})


def _with_more(content: bytes, names: Mapping[str, str]) -> bytes:
    """Return the workbook's part with further names behind its own."""
    if not names:
        return content
    root, parts = _opened(content)
    prefix, kind = _prefix(content), "definedNames"
    if not any(piece.name == kind for piece in parts):
        empty = b"<%bdefinedNames></%bdefinedNames>" % (prefix, prefix)
        at = order.place_of(kind, order.WORKBOOK, (piece.name for piece in parts))
        parts.insert(at, Piece(kind, empty))
    place = next(n for n, piece in enumerate(parts) if piece.name == kind)
    more = b"".join(
        b'<%bdefinedName name="%b">%b</%bdefinedName>'
        % (prefix, name.encode(), formula_text(text).encode(), prefix)
        for name, text in names.items()
    )
    head, end, tail = parts[place].content.rpartition(b"</")
    parts[place] = Piece(kind, head + more + end + tail)
    return root + b"".join(piece.content for piece in parts)


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
        order.insert(root, next(own.iter(main("futureMetadata"))), order.METADATA)
        kind = str(len(types) + 1)
    block = etree.SubElement(_list(root, "cellMetadata"), main("bk"))
    etree.SubElement(block, main("rc"), t=kind, v="0")
    for name in ("metadataTypes", "cellMetadata"):
        _list(root, name).set("count", str(len(_list(root, name))))
    return written(root), len(blocks) + 1


def _list(root: _Element, name: str) -> _Element:
    found = root.find(main(name))
    if found is None:
        found = etree.Element(main(name))
        order.insert(root, found, order.METADATA)
    return found
