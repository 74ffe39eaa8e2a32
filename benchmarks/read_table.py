# ruff: noqa: PLC0415 - each run imports the one reader that it measures
"""Seconds and memory of reading a sheet of the market, 5,500 rows of 40 numbers, by several readers of .xlsx.

    python benchmarks/read_table.py [--rows 5500] [--runs 5]

Every run has a process of its own; imports are not timed. Needs the extra `bench`.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import peers
import rounds
import write_table

if TYPE_CHECKING:
    from collections.abc import Callable


def ours(file: Path) -> int:
    from xl_aigc.ooxml.book import Book

    return sum(1 for _ in Book(file).cells("tData").values())


def openpyxl(file: Path) -> int:
    from openpyxl import load_workbook

    return sum(len(row) for row in load_workbook(file)["tData"].iter_rows(values_only=True))


def openpyxl_streaming(file: Path) -> int:
    from openpyxl import load_workbook

    return sum(len(row) for row in load_workbook(file, read_only=True)["tData"].iter_rows(values_only=True))


def calamine(file: Path) -> int:
    from python_calamine import CalamineWorkbook

    return sum(map(len, CalamineWorkbook.from_path(file).get_sheet_by_name("tData").to_python()))


def fastexcel(file: Path) -> int:
    import fastexcel as reader

    frame = reader.read_excel(file).load_sheet("tData").to_arrow()
    return int(frame.num_rows * frame.num_columns)


def polars(file: Path) -> int:
    import polars as pl

    frame = pl.read_excel(file, sheet_name="tData")
    return frame.height * frame.width


READERS: dict[str, Callable[[Path], int]] = {
    "openpyxl": openpyxl,
    "openpyxl read_only": openpyxl_streaming,
    "xl_aigc.ooxml": ours,
    "calamine": calamine,
    "fastexcel": fastexcel,
    "polars": polars,
}


def one_run(name: str, small: Path, file: Path) -> rounds.Run:
    """Seconds, most memory and the size of the file in MB."""
    READERS[name](small)
    base, begun = peers.peak(), time.perf_counter()
    assert READERS[name](file) >= 1
    taken = time.perf_counter() - begun
    return {
        "seconds": taken,
        "peak": peers.peak(),
        "added": peers.peak() - base,
        "size": file.stat().st_size / 1e6,
    }


def main() -> None:
    if sys.argv[1:2] and sys.argv[1] in READERS:
        print(json.dumps(one_run(sys.argv[1], *map(Path, sys.argv[2:4]))))
        return
    options = rounds.options(__doc__ or "", rows=5500, runs=5)
    print(f"{rounds.machine()}\n")
    with tempfile.TemporaryDirectory() as folder:
        small, file = Path(folder, "small.xlsx"), Path(folder, "file.xlsx")
        for rows, target in ((2, small), (options.rows, file)):
            peers.ours([write_table.make_sheet(rows, 0)], target)
        commands = {name: [sys.executable, __file__, name, str(small), str(file)] for name in READERS}
        notes = dict.fromkeys(READERS, "")
        rounds.print_table(rounds.run_in_turn(commands, options.runs), ["openpyxl"], notes)


if __name__ == "__main__":
    main()
