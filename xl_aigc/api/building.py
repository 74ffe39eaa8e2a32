"""Build the workbook of a basket, with the functions inside where its formulas call them in Excel."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from xl_aigc.data.units import UNITS
from xl_aigc.errors import DataError, Place
from xl_aigc.labels import LANGUAGES
from xl_aigc.ooxml.replace import replacing
from xl_aigc.report.builder import BuildOptions, Built
from xl_aigc.report.builder import build as build_workbook
from xl_aigc.report.output import check_output, output_place

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from xl_aigc.data.model import Facts

CHOICES: Final = {
    "language": LANGUAGES,
    "formulas": ("native", "udf", "values"),
    "unit": tuple(UNITS),
    "names": ("vba", "officejs", "calc"),
}
"""Accepted values of each option, by its name."""


def build(
    target: Path,
    facts: Facts,
    options: BuildOptions,
    progress: Callable[[str], None] = lambda _: None,
    *,
    replace: bool = False,
) -> Built:
    """Build a workbook.

    Args:
        target: the file to write; an earlier output that nobody changed since is replaced in one step.
        facts: the basket.
        options: language, unit, formulas, periods, layouts.
        progress: called with the name of each step.
        replace: replace any other file too, and keep it as a numbered copy.

    Returns:
        What was built.

    Raises:
        AigcError: an option can't be used, the report can't be built, or the target can't be written or is somebody's.
    """
    for name, accepted in CHOICES.items():
        given = getattr(options, name)
        if given not in accepted and (given is not None or name != "unit"):
            raise DataError(
                f"There is no such choice: {given!r}.", Place(name), expected=f"one of {', '.join(accepted)}."
            )
    check_output(target, ending(options))
    write = with_functions if carries_functions(options) else build_workbook
    with output_place(target, replace=replace) as place:
        built = write(place, facts, options, progress)
    return dataclasses.replace(built, target=target)


def print_sheets(workbook: Path, sheets: Collection[str], *, replace: bool = False) -> Path:
    """Print sheets of a workbook to a PDF beside it, with a bookmark for each, through LibreOffice.

    Args:
        workbook: the file.
        sheets: their titles, such as `Built.sections`.
        replace: replace a PDF that somebody changed or that was not printed so, and keep it as a numbered copy.

    Returns:
        The file written.

    Raises:
        HostError: LibreOffice or pypdf is missing, or the workbook can't be printed.
        WorkbookError: the file can't be written, or is somebody's.
    """
    from xl_aigc.hosts.libreoffice.printing import is_as_written, sheets_as_pdf  # noqa: PLC0415  needs an extra

    target = workbook.with_suffix(".pdf")
    check_output(target, ".pdf")
    content = sheets_as_pdf(workbook, sheets)
    with output_place(target, is_as_written, replace=replace) as place, replacing(place) as file:
        file.write(content)
    return target


def carries_functions(options: BuildOptions) -> bool:
    """Tell whether the workbook carries the functions that its formulas call."""
    return (options.formulas, options.names) == ("udf", "vba")


def ending(options: BuildOptions) -> str:
    """Return the ending of the workbook's name: Excel runs macros from .xlsm only."""
    return ".xlsm" if carries_functions(options) else ".xlsx"


def with_functions(
    target: Path, facts: Facts, options: BuildOptions, progress: Callable[[str], None]
) -> Built:
    """Build a macro workbook that carries the functions which its formulas call, their help and xlwings' settings.

    Raises:
        AigcError: the report can't be built, xlwings is missing, or the target can't be written.
    """
    from xl_aigc.hosts.excel.hidden_sheets import hidden_sheets  # noqa: PLC0415  only this kind needs a host
    from xl_aigc.hosts.excel.workbook import write_macro_workbook  # noqa: PLC0415

    options = dataclasses.replace(options, hidden=hidden_sheets("zh" if options.language == "zh" else "en"))
    with TemporaryDirectory() as folder:
        plain = Path(folder) / "report.xlsx"
        built = build_workbook(plain, facts, options, progress)
        write_macro_workbook(plain.read_bytes(), target, refresh_in=options.language)
    return dataclasses.replace(built, target=target)
