# ruff: noqa: PLC0415 - what a run imports is part of what it measures
"""The whole command `xl-aigc build` against XlsxWriter and openpyxl that write the same cells, each in a new process.

    python benchmarks/whole_command.py [--runs 7]

All sheets of the bundled workbook: every value, formula with its value, font, fill, border, alignment and number format, widths and
heights; no charts, links, tables and rules, which only the command writes. The writers get the cells ready made; their imports count, as
those of the command do. Bytecode is there for all of them, as in an installed package. Seconds are those of the processor. Needs the
extra `bench`.
"""

from __future__ import annotations

import json
import pickle
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rounds

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell

Look = tuple[tuple[str, object], ...]
"""A format as XlsxWriter names its parts."""
Sheet = tuple[list[tuple[int, int, object, object, int]], dict[str, float], dict[int, float]]
"""Cells as row, column, content, value and the number of their format; widths by column; heights by row."""


def look(cell: Cell) -> Look:
    """The format of a cell."""
    font, fill, side = cell.font, cell.fill, cell.border
    colour, ground = getattr(font.color, "rgb", None), getattr(fill.fgColor, "rgb", None)
    found: dict[str, object] = {
        "font_name": font.name,
        "font_size": font.sz,
        "bold": bool(font.b),
        "italic": bool(font.i),
        "num_format": cell.number_format,
        "text_wrap": bool(cell.alignment.wrap_text),
        "align": cell.alignment.horizontal or "",
        "valign": cell.alignment.vertical or "",
        "top": int(bool(side.top and side.top.style)),
        "bottom": int(bool(side.bottom and side.bottom.style)),
    }
    if isinstance(colour, str):
        found["font_color"] = f"#{colour[-6:]}"
    if fill.patternType == "solid" and isinstance(ground, str):
        found["bg_color"] = f"#{ground[-6:]}"
    return tuple(found.items())


def cells_of(report: Path) -> tuple[dict[str, Sheet], list[Look]]:
    """The sheets of a workbook, and the formats of their cells."""
    from openpyxl import load_workbook

    written, shown = load_workbook(report), load_workbook(report, data_only=True)
    looks: dict[Look, int] = {}
    sheets: dict[str, Sheet] = {}
    for sheet in written.worksheets:
        values = shown[sheet.title]
        cells = [
            (
                cell.row - 1,
                cell.column - 1,
                getattr(cell.value, "text", cell.value),
                values.cell(cell.row, cell.column).value,
                looks.setdefault(look(cell), len(looks)),
            )
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None or cell.has_style
        ]
        widths = {name: one.width for name, one in sheet.column_dimensions.items()}
        heights = {row - 1: one.height for row, one in sheet.row_dimensions.items() if one.height}
        sheets[sheet.title] = (cells, widths, heights)
    return sheets, list(looks)


def by_xlsxwriter(sheets: dict[str, Sheet], looks: list[Look], path: Path) -> None:
    """Write the sheets as XlsxWriter's documentation shows."""
    import xlsxwriter

    book = xlsxwriter.Workbook(path)
    formats = [book.add_format(dict(one)) for one in looks]
    for title, (cells, widths, heights) in sheets.items():
        sheet = book.add_worksheet(title)
        for name, width in widths.items():
            sheet.set_column(f"{name}:{name}", width)
        for row, height in heights.items():
            sheet.set_row(row, height)
        for row, column, content, value, number in cells:
            if isinstance(content, str) and content.startswith("="):
                sheet.write_formula(row, column, content, formats[number], value)
            else:
                sheet.write(row, column, content, formats[number])
    book.close()


def by_openpyxl(sheets: dict[str, Sheet], looks: list[Look], path: Path) -> None:
    """Write the sheets as openpyxl's documentation shows; values beside formulas it can't write."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    def styles(one: Look) -> dict[str, Any]:
        part: dict[str, Any] = dict(one)
        sides: dict[str, Any] = {side: Side("thin") for side in ("top", "bottom") if part[side]}
        ground = part.get("bg_color")
        return {
            "font": Font(part["font_name"], part["font_size"], part["bold"], part["italic"]),
            "number_format": part["num_format"],
            "alignment": Alignment(
                part["align"] or None, part["valign"] or None, wrap_text=part["text_wrap"]
            ),
            "border": Border(**sides),
            "fill": PatternFill("solid", ground[1:]) if ground else PatternFill(),
        }

    book = Workbook()
    made = [styles(one) for one in looks]
    for title, (cells, widths, heights) in sheets.items():
        sheet = book.create_sheet(title)
        for name, width in widths.items():
            sheet.column_dimensions[name].width = width
        for row, height in heights.items():
            sheet.row_dimensions[row + 1].height = height
        for row, column, content, _, number in cells:
            cell = sheet.cell(row + 1, column + 1, content)
            for key, style in made[number].items():
                setattr(cell, key, style)
    book.save(path)


WRITERS = {"XlsxWriter": by_xlsxwriter, "openpyxl": by_openpyxl}


def one_run(name: str, ready: Path) -> rounds.Run:
    """Seconds of the processor of this process so far, but for making the cells ready."""
    start = time.process_time()
    sheets, looks = pickle.loads(ready.read_bytes())
    making = time.process_time() - start
    WRITERS[name](sheets, looks, ready.with_suffix(f".{name}.xlsx"))
    return {"seconds": time.process_time() - making}


def command(report: Path) -> rounds.Run:
    """Seconds of the processor of the whole command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    arguments = [sys.executable, "-m", "xl_aigc", "build", "--output", str(report), "--replace"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run(arguments, check=True, env=rounds.with_bytecode(report.parent), **quiet)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {"seconds": after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime}


def main() -> None:
    """Run and print."""
    if sys.argv[1:2] and sys.argv[1] in WRITERS:
        print(json.dumps(one_run(sys.argv[1], Path(sys.argv[2]))))
        return
    options = rounds.options(__doc__ or "", runs=7)
    with tempfile.TemporaryDirectory() as folder:
        report, ready = Path(folder, "report.xlsx"), Path(folder, "cells.pickle")
        command(report)
        found = cells_of(report)
        ready.write_bytes(pickle.dumps(found))
        print(f"{rounds.machine()}; {sum(len(cells) for cells, _, _ in found[0].values()):,} cells")
        results: dict[str, list[rounds.Run]] = {"xl-aigc build": []}
        for _ in range(options.runs):
            results["xl-aigc build"].append(command(report))
            for name in WRITERS:
                arguments = [sys.executable, __file__, name, str(ready)]
                results.setdefault(name, []).extend(rounds.run_in_turn({name: arguments}, 1)[name])
    for name, runs in results.items():
        ratio = rounds.ratio(results["xl-aigc build"], runs)
        print(f"{name:<16}{rounds.spread(runs):>24} s; the command takes {ratio:.2f} times as long")


if __name__ == "__main__":
    main()
