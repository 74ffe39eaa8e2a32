"""The files that `build` writes to."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from xl_aigc.errors import Place, WorkbookError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xl_aigc.data.model import Facts
    from xl_aigc.report.builder import BuildOptions

FOLDER: Final = Path("workbooks")
"""Folder for workbooks without a given path, in the folder that the command runs in."""


def targets_of(plans: Sequence[tuple[Facts, BuildOptions]], output: Path | None, suffix: str) -> list[Path]:
    """Return the file of each workbook, before time is spent on any of them.

    Args:
        plans: the basket and the options of each.
        output: a file for one workbook, or a folder, which is made if it is not there; None for the usual one.
        suffix: how the files end.

    Raises:
        WorkbookError: a file can't be written, several workbooks would go to one, or the folder can't be made.
    """
    from xl_aigc.report.output import check_output

    if output is not None and len(plans) == 1 and output.suffix and not output.is_dir():
        check_output(output, suffix)
        return [output]
    folder = FOLDER if output is None else output
    if folder.suffix.lower() in {".xlsx", ".xlsm"} and not folder.is_dir():
        raise WorkbookError(
            f"{len(plans)} workbooks can't go to one file.",
            Place(folder),
            expected="a folder for all of them.",
        )
    targets = [folder / _file_name(facts, options, suffix) for facts, options in plans]
    for place, target in enumerate(targets):
        if target in targets[:place]:
            raise WorkbookError(
                "Two workbooks would be written to one file.",
                Place(target),
                expected="baskets whose keys differ.",
                remedy="Change the key in one basket.yaml, or build the baskets to two folders.",
            )
    _make(folder)
    for target in targets:
        check_output(target, suffix)
    return targets


def _file_name(facts: Facts, options: BuildOptions, suffix: str) -> str:
    language = "" if options.language == "en" else f"_{options.language}"
    return f"{facts.key}_{options.period or facts.period}{language}{suffix}"


def _make(folder: Path) -> None:
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise WorkbookError(
            f"The folder can't be made: {error.strerror or error}.",
            Place(folder.resolve()),
            remedy="Name another file or folder with --output.",
        ) from error


def in_folder(output: Path, name: str) -> Path:
    """Return the file to write: the one that is named, or one of a usual name in the folder that is."""
    return output / name if output.is_dir() and output.suffix != Path(name).suffix else output
