"""`preview`: pictures of a workbook's pages, as they print."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from xl_aigc.cli.opening import open_file
from xl_aigc.cli.options import OpenIt
from xl_aigc.cli.say import say
from xl_aigc.counts import with_noun
from xl_aigc.errors import Place, WorkbookError

DPI: Final = 100
_PICTURE: Final = "page-*.png"
_ZIP: Final = b"PK"
_KIND: Final = "mimetype"
"""The part by which a file of LibreOffice says what it is."""


def preview(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The workbook. It is only read.")],
    *,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FOLDER",
            help="Folder for the pictures.",
            show_default="NAME_pages beside it",
        ),
    ] = None,
    dpi: Annotated[int, typer.Option(metavar="NUMBER", min=30, max=600, help="Dots of an inch.")] = DPI,
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace the pictures of an earlier preview.")
    ] = False,
    open_: OpenIt = False,
) -> None:
    """Draw every printed page of a workbook as a PNG picture, through LibreOffice."""
    from xl_aigc.cli.console import counted
    from xl_aigc.hosts.libreoffice.printing import pictures
    from xl_aigc.report.output import check_place

    _refuse_no_workbook(file)
    folder = output or file.with_name(f"{file.stem}_pages")
    check_place(folder)
    _refuse_what_is_there(folder, replace=replace)
    with counted() as progress:
        progress("printing", 0, None)
        drawn = []
        for picture in pictures(file, dpi):
            drawn.append(picture)
            progress("pages", len(drawn), None)
    _write(folder, {f"page-{page:02}_{_in_a_name(sheet)}.png": png for page, sheet, png in drawn})
    say(f"Wrote {with_noun(len(drawn), '{:,} picture', '{:,} pictures')} to {folder.resolve()}")
    if open_:
        open_file(folder)


def _in_a_name(sheet: str) -> str:
    """Return the name of a sheet as part of a file's; Excel takes signs that Windows does not."""
    return "".join("_" if sign in '<>|"' else sign for sign in sheet)


def _refuse_no_workbook(file: Path) -> None:
    """Refuse a file that holds no sheets, which LibreOffice would print as a text or not at all.

    Raises:
        WorkbookError: it is missing, no workbook, or cut off.
    """
    from xl_aigc.files.archive import Archive
    from xl_aigc.files.compound_file import MAGIC, is_encrypted, with_password
    from xl_aigc.files.regular import read_bytes, regular_file

    with regular_file(file, None, WorkbookError).open("rb") as opened:
        start = opened.read(len(MAGIC))
    found = start == MAGIC
    if found and is_encrypted(read_bytes(file)):
        raise with_password(Place(file), WorkbookError)
    if start.startswith(_ZIP):
        with Archive(file) as archive:
            kind = archive.read(_KIND) if _KIND in archive.names else b""
            found = b"spreadsheet" in kind or any(name.startswith("xl/") for name in archive.names)
    if not found:
        raise WorkbookError(
            "The file is no workbook.", Place(file), expected="an .xlsx, .xlsm, .xlsb, .ods or .xls file."
        )


def _refuse_what_is_there(folder: Path, *, replace: bool) -> None:
    """Refuse a folder that holds anything but pictures that may go.

    Raises:
        WorkbookError: it is a file, holds other files, or pictures that `replace` does not give up.
    """
    if folder.exists() and not folder.is_dir():
        raise WorkbookError("The output is a file.", Place(folder), expected="a folder for the pictures.")
    there = list(folder.iterdir()) if folder.exists() else []
    if any(not path.match(_PICTURE) for path in there):
        raise WorkbookError(
            "The folder holds other files.", Place(folder), remedy="Name an empty or a new one with --output."
        )
    if there and not replace:
        raise WorkbookError(
            f"The folder holds pictures already ({len(there)}).",
            Place(folder),
            remedy="Add --replace, or name another folder with --output.",
        )


def _write(folder: Path, files: dict[str, bytes]) -> None:
    from xl_aigc.ooxml.replace import refusing

    with refusing(folder):
        folder.mkdir(exist_ok=True)
        for earlier in folder.glob(_PICTURE):
            earlier.unlink()
        for name, content in files.items():
            (folder / name).write_bytes(content)
