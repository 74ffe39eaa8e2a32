"""From a skeleton written by openpyxl to the finished file, in one step that succeeds or leaves no trace."""

from __future__ import annotations

from io import BytesIO
from typing import IO, TYPE_CHECKING, Final

from xl_aigc.errors import Place, WorkbookError
from xl_aigc.files.archive import write_archive
from xl_aigc.ooxml import strings as shared
from xl_aigc.ooxml.arrays import declare_arrays
from xl_aigc.ooxml.charts import finish_charts
from xl_aigc.ooxml.links import add_links
from xl_aigc.ooxml.parts import WORKBOOK, Parts, entry_order
from xl_aigc.ooxml.plan import FinishPlan, SheetPlan
from xl_aigc.ooxml.properties import APPLICATION, APPLICATION_XML, CORE, core_xml, settled_workbook
from xl_aigc.ooxml.replace import replacing
from xl_aigc.ooxml.seal import sealing
from xl_aigc.ooxml.sheets import SheetWriter
from xl_aigc.ooxml.styles import PART as STYLES
from xl_aigc.ooxml.styles import mended_styles

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


_NOTHING: Final = SheetPlan()


def finish(skeleton: bytes, target: Path, plan: FinishPlan) -> None:
    """Write the finished workbook.

    It is written to a file beside the target, flushed to the disk, and then put in the target's place: at any moment
    there is either the old file or the new one, whole.

    Args:
        skeleton: an .xlsx as openpyxl saves it, with sheets, styles, charts, tables and formulas.
        target: the file to write; one that is there is replaced.
        plan: what is added.

    Raises:
        WorkbookError: skeleton and plan do not fit, a value fits in no cell, or the target can't be written; it is
            then as it was.
    """
    with replacing(target) as file:
        _write(skeleton, plan, file)


def finish_bytes(skeleton: bytes, plan: FinishPlan) -> bytes:
    """Return the finished workbook as bytes.

    Args:
        skeleton: an .xlsx as openpyxl saves it.
        plan: what is added.

    Raises:
        WorkbookError: skeleton and plan do not fit, or a value fits in no cell.

    Example:
        >>> from io import BytesIO
        >>> from openpyxl import Workbook, load_workbook
        >>> from xl_aigc.ooxml.plan import FinishPlan, SheetPlan
        >>> book, skeleton = Workbook(), BytesIO()
        >>> book.active["A1"] = "=1+1"
        >>> book.save(skeleton)
        >>> done = finish_bytes(skeleton.getvalue(), FinishPlan({"Sheet": SheetPlan({"A1": 2})}))
        >>> load_workbook(BytesIO(done), data_only=True).active["A1"].value
        2
    """
    file = BytesIO()
    _write(skeleton, plan, file)
    return file.getvalue()


def _write(skeleton: bytes, plan: FinishPlan, file: IO[bytes]) -> None:
    parts = Parts(skeleton)
    sheets = parts.sheets()
    for name in plan.sheets:
        if name not in sheets:
            raise WorkbookError(
                "The plan names a sheet that the skeleton has not.",
                Place(sheet=name),
                expected=f"one of {', '.join(sheets)}.",
            )
    finish_charts(parts, plan)
    declare_arrays(parts, plan)
    add_links(parts, plan)
    parts.add(shared.PART, shared.CONTENT_TYPE, shared.RELATIONSHIP)
    for part in plan.parts:
        parts.add(part.name, part.content_type, part.relationship, part.content)
    content = parts.content
    content[CORE], content[APPLICATION] = core_xml(plan.properties), APPLICATION_XML.encode()
    content[WORKBOOK] = settled_workbook(content[WORKBOOK], WORKBOOK, recalculate=plan.recalculate)
    content[STYLES] = mended_styles(content[STYLES])
    write_archive(file, _entries(parts, sheets, plan), seal=sealing("output"))


def _entries(
    parts: Parts, sheets: dict[str, str], plan: FinishPlan
) -> Iterator[tuple[str, bytes | Iterator[str]]]:
    """Yield every part in the order of the zip; the shared strings last, since the sheets fill them."""
    texts = shared.SharedStrings()
    names = {part: name for name, part in sheets.items() if part.startswith("xl/worksheets/")}
    for part in entry_order(parts.content):
        if part in names:
            sheet = names[part]
            yield (
                part,
                SheetWriter(sheet, parts.content[part], plan.sheets.get(sheet, _NOTHING), texts).chunks(),
            )
        else:
            yield part, parts.content[part]
    yield shared.PART, texts.xml()
