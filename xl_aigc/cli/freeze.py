"""`freeze`: a copy of a workbook for people without the functions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from xl_aigc.cli.options import ReadWorkbook
from xl_aigc.cli.say import say
from xl_aigc.cli.targets import in_folder
from xl_aigc.counts import with_noun
from xl_aigc.errors import Place, WorkbookError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xl_aigc.ooxml.freeze import Frozen

ENDINGS: Final = (".xlsx", ".xlsm")
KINDS: Final = {
    "formula": "conditional format",
    "formula1": "list of choices or limit of a cell",
    "formula2": "limit of a cell",
    "totalsRowFormula": "total row of a table",
    "f": "rule, sparkline or chart",
}
"""Parts of a workbook that hold formulas outside cells, by the name of their element."""


def freeze(
    file: ReadWorkbook,
    *,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE|FOLDER",
            help="The file to write, which must not be there yet.",
            show_default="NAME_frozen beside it",
        ),
    ] = None,
) -> None:
    """Replace the formulas that call AIGC functions by their values, in a copy for people without the functions."""
    from xl_aigc.functions.spelling import is_own
    from xl_aigc.ooxml.freeze import freeze as freeze_file

    usual = file.with_name(f"{file.stem}_frozen{file.suffix}")
    target = usual if output is None else in_folder(output, usual.name)
    _check_target(file, target)
    found = freeze_file(file, target, is_own)
    say("\n".join(_lines(file, target, found)))
    if not found.count:
        raise typer.Exit(1)


def _check_target(file: Path, target: Path) -> None:
    """Refuse what would lose a file, or make one that Excel does not open.

    Raises:
        WorkbookError: the file is no workbook by its name, or the target can't be a new one like it.
    """
    ending = file.suffix.lower()
    if ending not in ENDINGS:
        raise WorkbookError("The file is no .xlsx or .xlsm workbook.", Place(file))
    from xl_aigc.report.output import check_output

    check_output(target, ending)
    if target.exists():
        raise WorkbookError(
            "The file to write is there already.",
            Place(target),
            remedy="Name another with --output, or delete it first.",
        )


def _lines(file: Path, target: Path, found: Frozen) -> Iterator[str]:
    """Describe what was frozen, in lines to read."""
    if found.count:
        sheets = ", ".join(f"{sheet} {len(cells)}" for sheet, cells in found.cells.items())
        yield f"Wrote {target.resolve()}"
        yield f"  frozen      {with_noun(found.count, '{:,} formula', '{:,} formulas')}: {sheets}"
        yield f"  unchanged   every other formula, and {file.name} itself"
        if file.suffix.lower() == ".xlsm":
            yield "  macros      stay in the copy as they are, so that it is an .xlsm too"
    else:
        yield f"{file}: no cell calls an AIGC function; nothing was written."
    for other in found.left:
        kind = KINDS.get(other.kind, other.kind.replace("definedName", "defined name"))
        yield f"  not frozen  {kind} in {other.where}: ={other.text}"
