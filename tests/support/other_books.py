"""Edits one cell of each workbook of public collections: every other part stays byte for byte, and other readers see the rest unchanged.

    python -m support.other_books FOLDER [FOLDER ...] [--seconds 60]

Collections of other programs' test files are the workbooks that nobody thought of. None is kept here: name folders with their
`.xlsx` and `.xlsm` files. Prints how many were edited, and each refusal, traceback, hang and difference, to be judged by a person.
"""

from __future__ import annotations

import argparse
import datetime as dt
import multiprocessing
import sys
import tempfile
import traceback
import zipfile
from collections import Counter
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from python_calamine import CalamineError, CalamineWorkbook

from xl_aigc.errors import AigcError
from xl_aigc.ooxml.book import Book
from xl_aigc.ooxml.edits.apply import apply_edits
from xl_aigc.ooxml.edits.plan import Content, EditPlan, SheetEdit
from xl_aigc.ooxml.references import Area, split_cell

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.connection import Connection

NEW = 45_678.5
DAY = dt.datetime.fromisoformat("2025-01-21T12:00:00")
SHOWN = (NEW, DAY, DAY + dt.timedelta(1_462), dt.timedelta(NEW))
"""The new number, and what a reader takes it for below the format of a day: 45,678 days after 1899-12-30, or after 1904-01-01; of a time."""


def parts(path: Path) -> dict[str, bytes]:
    """The bytes of each part that can be read."""
    found = {}
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            with suppress(zipfile.BadZipFile):
                found[name] = archive.read(name)
    return found


def chosen(path: Path) -> tuple[str, str, str]:
    """A sheet of a workbook, its part, and its first cell that no formula fills; a new one where there is none."""
    with Book(path) as book:
        for sheet, part in book.sheets.items():
            cells = book.cells(sheet)
            areas = [Area.parse(cell.fills) for cell in cells.values() if cell.fills]
            for name, cell in cells.items():
                row, column = split_cell(name)
                filled = any(area.top <= row <= area.bottom and column in area.columns for area in areas)
                if cell.formula is None and cell.kind in {"number", "text"} and not filled:
                    return sheet, part, name
        sheet, part = next(iter(book.sheets.items()))
    return sheet, part, "ZZ9999"


def values(path: Path, sheet: str) -> dict[tuple[int, int], object] | None:
    """The values of a sheet as calamine reads them, a number below the format of a day as a day; None where it does not open it."""
    try:
        found = CalamineWorkbook.from_path(str(path)).get_sheet_by_name(sheet)
    except CalamineError:
        return None
    top, left = found.start or (0, 0)
    rows = found.to_python(skip_empty_area=True)  # one cell in the last corner would else take gigabytes
    return {
        (row, at): cell
        for row, line in enumerate(rows, top)
        for at, cell in enumerate(line, left)
        if cell != ""
    }


def edited(path: Path, target: Path) -> str:
    """What became of the edit of a workbook: `edited`, with how another reader saw it, or what differs."""
    sheet, part, name = chosen(path)
    done = apply_edits(path, target, EditPlan({sheet: SheetEdit(contents={name: Content(NEW)})}))
    old, new = parts(path), parts(target)
    named = {*done.changed, *done.removed}
    if {each for each in old if old[each] != new.get(each)} - named:
        return "DIFFERS: a part that was not named"
    if set(done.changed) != {part} or done.removed or done.added:
        return f"DIFFERS: changed {done.changed}, removed {done.removed}, added {done.added}"
    before, after = values(path, sheet), values(target, sheet)
    if before is None or after is None:
        return (
            "edited, calamine opens neither" if before is after else "DIFFERS: calamine opens one of the two"
        )
    others = {at for at in before.keys() | after.keys() if before.get(at) != after.get(at)}
    if len(others) != 1 or after[others.pop()] not in SHOWN:
        return f"DIFFERS: other cells than {name} of {sheet}"
    return "edited, calamine sees that cell alone changed"


def work(there: Connection) -> None:
    """Edit one workbook after the other, as they are asked for."""
    with tempfile.TemporaryDirectory() as folder:
        while path := there.recv():
            target = Path(folder, f"edited{path.suffix.lower()}")
            try:
                there.send(edited(path, target))
            except AigcError as error:
                there.send(f"refused: {error}".replace(str(path), path.name))
            except Exception:  # noqa: BLE001  a traceback is what is looked for
                there.send(f"TRACEBACK: {traceback.format_exc()}")
            target.unlink(missing_ok=True)


def outcomes(paths: list[Path], seconds: float) -> Iterator[tuple[Path, str]]:
    """Each workbook with what became of it; a process that does not answer in time is ended, and another one goes on."""
    start = multiprocessing.get_context("forkserver")
    process = None
    for path in paths:
        if process is None:
            here, there = start.Pipe()
            process = start.Process(target=work, args=(there,), daemon=True)
            process.start()
        here.send(path)
        if here.poll(seconds):
            yield path, here.recv()
            continue
        process.kill()
        process = None
        yield path, f"HANGS: no answer within {seconds:g} seconds"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--seconds", type=float, default=60)
    options = parser.parse_args()
    files = chain.from_iterable(sorted(folder.rglob("*")) for folder in options.folders)
    paths = [path for path in files if path.suffix.lower() in {".xlsx", ".xlsm"} and path.is_file()]
    counts = Counter[str]()
    for path, outcome in outcomes(paths, options.seconds):
        counts[outcome.partition(":")[0]] += 1
        if not outcome.startswith("edited, calamine sees"):
            sys.stdout.write(f"{path.parent.name}/{path.name}\n    {outcome}\n")
    sys.stdout.write(f"{len(paths)} workbooks: {dict(counts)}\n")


if __name__ == "__main__":
    main()
