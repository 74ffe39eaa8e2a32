"""One cell in the bytes of a sheet: a new value, another content, a value forgotten; its style stays."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from xl_aigc.errors import WorkbookError
from xl_aigc.ooxml.cells import cached
from xl_aigc.ooxml.edits.tags import plain_text, read, with_attribute, without
from xl_aigc.ooxml.escape import formula_text, string_item
from xl_aigc.ooxml.references import Area

if TYPE_CHECKING:
    from xl_aigc.ooxml.edits.plan import Content
    from xl_aigc.ooxml.plan import CellValue

# `vm` ties a value to rich data (a picture, a currency, the reason of an error): it goes with the value.
_KIND: Final = re.compile(rb"(?<!\s)\s+(?:t|vm)\s*=\s*(?:\"[^\"]*\"|'[^']*')")

_KIND_AND_MARK: Final = re.compile(rb"(?<!\s)\s+(?:t|vm|cm)\s*=\s*(?:\"[^\"]*\"|'[^']*')")


@dataclass(frozen=True, slots=True)
class Formula:
    """The formula element of a cell.

    Attributes:
        text: the formula without `=`; empty in a member of a group.
        kind: `normal`, `shared`, `array` or `dataTable`.
        group: the number of the group that shares a formula.
        ref: the range of a group or an array.
    """

    text: str
    kind: str
    group: str | None
    ref: Area | None


class _CellParts(NamedTuple):
    """A cell taken apart: start tag, formula element, what follows formula and value inside, what follows the cell."""

    tag: bytes
    formula: bytes
    rest: bytes
    after: bytes


class Cells:
    """Reads and writes the cells of a sheet.

    Args:
        prefix: of the sheet's elements: empty, or such as `x:`.
        mark: number of the cell metadata that makes a formula a dynamic array (the attribute `cm`).
    """

    def __init__(self, prefix: str, mark: int) -> None:
        self._prefix, self._mark = prefix, mark
        p = re.escape(prefix.encode())
        part = rb"<" + p + rb"%s(?=[\s/>])[^>]*(?:/>|>[^<]*</" + p + rb"%s\s*>)"
        text = rb"<" + p + rb"is(?=[\s/>])[^>]*(?:/>|>.*?</" + p + rb"is\s*>)"
        self._body = re.compile(
            rb"\s*("
            + part % (b"f", b"f")
            + rb")?\s*(?:"
            + part % (b"v", b"v")
            + rb")?\s*(?:"
            + text
            + rb")?",
            re.DOTALL,
        )
        self._held = re.compile(rb"<" + p + rb"(?:f|v|is)[\s/>]")
        self._formula = re.compile(rb"(<[^>]*>)([^<]*)", re.DOTALL)
        self._end = f"</{prefix}c>".encode()
        self._close = re.compile(rb"</" + p + rb"c\s*>")
        # Most cells are spelt like this, and taken apart in one step.
        self._usual = re.compile(
            rb"(<" + p + rb"c r=\"[A-Z]+[0-9]+\"(?: s=\"[0-9]+\")?)(?: t=\"[a-zA-Z]+\")?"
            rb"(?:/>|>(" + part % (b"f", b"f") + rb")?(?:<" + p + rb"v>[^<]*</" + p + rb"v>)?</" + p + rb"c>)"
        )

    def formula(self, cell: bytes) -> Formula | None:
        """Return the formula of a cell; None where it has none."""
        element = self._taken(cell).formula
        found = self._formula.match(element) if element else None
        if not found:
            return None
        ref = read(found[1], "ref")
        return Formula(
            plain_text(found[2]),
            read(found[1], "t") or "normal",
            read(found[1], "si"),
            Area.parse(ref) if ref else None,
        )

    def has_content(self, cell: bytes) -> bool:
        """Return whether a cell holds a value or a formula."""
        return self._held.search(cell, cell.index(b">")) is not None

    def end(self, cell: bytes) -> int:
        """Find the end of a cell in bytes that begin with it."""
        gt = cell.index(b">")
        return gt + 1 if cell[gt - 1 : gt] == b"/" else self._closing(cell, gt).end()

    def valued(self, cell: bytes, value: CellValue | None) -> bytes:
        """Return a cell with another cached value; None for none."""
        usual = self._usual.fullmatch(cell)
        taken = _CellParts(usual[1] + b">", usual[2] or b"", b"", b"") if usual else self._taken(cell)
        tag = taken.tag if usual else _KIND.sub(b"", taken.tag)
        if value is None:
            return b"".join((tag, taken.formula, taken.rest, self._end, taken.after))
        kind, text = cached(value)
        p = self._prefix
        return b"".join(
            (
                tag[:-1],
                kind.encode(),
                b">",
                taken.formula,
                f"<{p}v>{text}</{p}v>".encode(),
                taken.rest,
                self._end,
                taken.after,
            )
        )

    def unshared(self, cell: bytes, formula: str) -> bytes:
        """Return a cell of a group with a formula of its own; its value stays."""
        element, p = self._taken(cell).formula, self._prefix
        return cell.replace(element, f"<{p}f>{formula_text(formula)}</{p}f>".encode(), 1)

    def frozen(self, cell: bytes) -> bytes:
        """Return a cell without its formula; its value stays as it is stored."""
        taken = self._taken(cell)
        return without(taken.tag, "cm") + cell[len(taken.tag) :].replace(taken.formula, b"", 1)

    def filled(self, cell: bytes, content: Content, *, dynamic: bool = True) -> bytes:
        """Return a cell with another content; an array that is not dynamic is one entered with Ctrl+Shift+Enter."""
        usual = self._usual.fullmatch(cell)
        if usual and not content.fills:
            kind, body = self._content(content)
            inside = f"{kind}>{body}".encode() + self._end if body else b"/>"
            return usual[1] + inside
        taken = self._taken(cell)
        tag = _KIND_AND_MARK.sub(b"", taken.tag)
        kind, body = self._content(content)
        if content.fills and dynamic:
            tag = with_attribute(tag, "cm", str(self._mark))
        if not body and not taken.rest:
            return tag[:-1] + b"/>" + taken.after
        return b"".join((tag[:-1], kind.encode(), b">", body.encode(), taken.rest, self._end, taken.after))

    def empty(self, name: str, style: str | None) -> bytes:
        """Return a cell without content."""
        styled = f' s="{style}"' if style else ""
        return f'<{self._prefix}c r="{name}"{styled}/>'.encode()

    def _content(self, content: Content) -> tuple[str, str]:
        """Type attribute and elements of a content."""
        p, value = self._prefix, content.value
        if content.formula is None:
            if value is None:
                return "", ""
            if isinstance(value, str):
                return ' t="inlineStr"', f"<{p}is>{_prefixed(string_item(value), p)}</{p}is>"
            kind, text = cached(value)
            return kind, f"<{p}v>{text}</{p}v>"
        array = f' t="array" ref="{content.fills}"' if content.fills else ""
        formula = f"<{p}f{array}>{formula_text(content.formula)}</{p}f>"
        if value is None:
            return "", formula
        kind, text = cached(value)
        return kind, f"{formula}<{p}v>{text}</{p}v>"

    def _taken(self, cell: bytes) -> _CellParts:
        gt = cell.index(b">") + 1
        if cell[gt - 2 : gt] == b"/>":
            return _CellParts(cell[: gt - 2].rstrip() + b">", b"", b"", cell[gt:])
        close = self._closing(cell, gt)
        body = self._body.match(cell, gt, close.start())
        inside = body.end() if body else gt
        formula, rest = (body and body[1]) or b"", cell[inside : close.start()]
        if rest and self._held.search(rest):  # behind a text, or in another order
            problem = f"Cell {read(cell[:gt], 'r')} holds its formula and its value in another form than is known here."
            raise WorkbookError(problem, remedy="Open the workbook in Excel, save it, and try again.")
        return _CellParts(cell[:gt], formula, rest, cell[close.end() :])

    def _closing(self, cell: bytes, start: int) -> re.Match[bytes]:
        """Find the end tag of a cell; `</color>` of a rich text is none."""
        found = self._close.search(cell, start)
        if found is None:
            raise WorkbookError("The file is damaged: a cell has no end.")
        return found


@lru_cache(maxsize=256)
def _prefixed(item: str, prefix: str) -> str:
    """Return a `<t>` element with the prefix of the sheet's elements; inside it every `<` is escaped."""
    return item.replace("</t>", f"</{prefix}t>").replace("<t", f"<{prefix}t", 1) if prefix else item
