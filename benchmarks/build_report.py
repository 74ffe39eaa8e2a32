# ruff: noqa: PLC0415 - what a run imports is part of what it measures
"""How long a report takes to build, of the bundled basket and of a whole market, and how much memory.

    python benchmarks/build_report.py [--companies 5500] [--runs 5] [--slow 3]

1. The bundled basket: the import, a build in a running process, the whole command in a new process.
2. The market of market.py: the steps of a build, the whole command.
3. The market's tables as every writer of peers.py writes the same cells: Data alone, then Data and Companies, against
   the build of the whole report, which also computes them and holds all other sheets. Every run has a process of its
   own; writers get the cells ready made. `--slow`: rounds of the writers that take longest. Needs the extra `bench`.
"""

from __future__ import annotations

import argparse
import json
import os
import pickle
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import peers
import rounds
from market import write_market

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xl_aigc.report.report import Report
    from xl_aigc.report.tables import TableColumn

SLOW = ("openpyxl", "pandas.to_excel", "XlsxWriter")
STEPS = ("load", "frame", "draw", "render", "finish")
REPORT = "xl_aigc, whole report"
COMMAND_PEAK = 1024 * 1024 if sys.platform == "darwin" else 1024
"""Units of the system's figure in a megabyte."""


def one_basket(builds: int) -> rounds.Run:
    """Seconds of the import, of the first build and, as a median, of later ones, in a process that begins here."""
    start = time.perf_counter()
    from xl_aigc.report.builder import build

    found = {"import": time.perf_counter() - start}
    seconds = []
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(builds):
            start = time.perf_counter()
            build(Path(folder, "report.xlsx"))
            seconds.append(time.perf_counter() - start)
    later = [{"seconds": one} for one in seconds[1:]]
    return {**found, "first": seconds[0], "seconds": rounds.middle(later), "peak": peers.peak()}


def one_market(data: Path) -> rounds.Run:
    """Seconds of each step; `seconds` is the build from loaded facts to the file; memory as in `peers.one_run`."""
    from xl_aigc.data.folder import load_facts
    from xl_aigc.report.builder import build

    marks: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        begin = time.perf_counter()
        facts = load_facts(data)
        base, start = peers.peak(), time.perf_counter()
        target = Path(folder, "report.xlsx")
        build(target, facts, progress=lambda step: marks.update({step: time.perf_counter()}))
        end = time.perf_counter()
        size = target.stat().st_size / 1e6
    first_sheet = list(marks)[1]
    times = [begin, start, marks[first_sheet], marks["sheets"], marks["file"], end]
    steps = {name: after - before for name, before, after in zip(STEPS, times, times[1:], strict=False)}
    return {
        **steps,
        "seconds": end - start,
        "peak": peers.peak(),
        "added": peers.peak() - base,
        "size": size,
    }


def market_sheets(data: Path) -> list[peers.Sheet]:
    """The cells of the Data and the Companies table, as the report has them."""
    from xl_aigc.data.folder import load_facts
    from xl_aigc.report.builder import BuildOptions, make_report
    from xl_aigc.report.tables import company_columns, data_columns

    report = make_report(load_facts(data), BuildOptions())
    tables = {"Data": data_columns(report), "Companies": company_columns(report)}
    return [peers.Sheet(name, [_column(one, report) for one in columns]) for name, columns in tables.items()]


def _column(column: TableColumn, report: Report) -> peers.Column:
    formula = column.native and "=" + report.names.formula(column.native, in_row=True)
    number_format = report.theme.number_format(column.number_format or "general")
    return peers.Column(column.header, column.values, formula, number_format)


def command(arguments: Sequence[str], folder: Path, runs: int) -> list[rounds.Run]:
    """Seconds and peak memory of a command of Python, each time in a new process; the first one only writes bytecode."""
    found: list[rounds.Run] = []
    own = rounds.with_bytecode(folder)
    for _ in range(runs + 1):
        start = time.perf_counter()
        process = subprocess.Popen([sys.executable, *arguments], stdout=subprocess.DEVNULL, env=own)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            sys.exit(f"python {' '.join(arguments)} failed.")
        found.append({"seconds": time.perf_counter() - start, "peak": used.ru_maxrss / COMMAND_PEAK})
    return found[1:]


def own(*arguments: str) -> list[str]:
    """A command that runs one measurement of this file."""
    return [sys.executable, __file__, *arguments]


def print_runs(title: str, runs: Sequence[rounds.Run], figures: Sequence[str]) -> None:
    """Seconds as median, least and most; peak memory of the process."""
    print(title)
    for figure in figures:
        print(f"  {figure:<10}{rounds.spread(runs, figure):>24} s")
    print(f"  {'peak':<10}{rounds.middle(runs, 'peak'):8.0f} MB\n")


def measure_basket(folder: Path, runs: int) -> None:
    found = rounds.run_in_turn({"basket": own("--one-basket", "6")}, runs)["basket"]
    print_runs(
        "bundled basket, in a process (seconds: a build after the first)",
        found,
        ("import", "first", "seconds"),
    )
    build = ("-m", "xl_aigc", "build", "--output", str(folder / "basket.xlsx"), "--replace")
    print_runs("bundled basket, the whole command", command(build, folder, runs), ("seconds",))
    print_runs("python that does nothing", command(("-c", "pass"), folder, runs), ("seconds",))


def measure_market(folder: Path, data: Path, runs: int, slow: int) -> None:
    from xl_aigc import __version__

    build = (
        "-m",
        "xl_aigc",
        "build",
        "--data",
        str(data),
        "--output",
        str(folder / "market.xlsx"),
        "--replace",
    )
    print_runs("market, the whole command", command(build, folder, runs), ("seconds",))
    sheets = market_sheets(data)
    notes = {name: f"{one.leaves_out} ({peers.versions(name)})" for name, one in peers.WRITERS.items()}
    notes[REPORT] = f"nothing; computes the cells, all other sheets and charts (xl_aigc {__version__})"
    for title, chosen in (("Data alone", sheets[:1]), ("Data and Companies", sheets)):
        pickled = folder / "sheets.pickle"
        pickled.write_bytes(pickle.dumps(chosen))
        commands = {name: peers.command(name, pickled) for name in peers.WRITERS}
        if chosen is sheets:
            commands = {REPORT: own("--one-market", str(data)), **commands}
        found = rounds.run_in_turn(commands, runs, dict.fromkeys(SLOW, slow))
        formulas = sum(column.formula is not None for sheet in chosen for column in sheet.columns)
        columns = sum(len(sheet.columns) for sheet in chosen)
        print(f"market, {title}: {sheets[0].rows} rows, {columns} columns, {formulas} of them formulas")
        rounds.print_table(found, ("openpyxl", "XlsxWriter"), notes)
        if REPORT in found:
            print_runs("market, steps of the build", found[REPORT], (*STEPS, "seconds"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--companies", type=int, default=5500)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--slow", type=int, default=3)
    parser.add_argument("--one-basket", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--one-market", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one_basket:
        print(json.dumps(one_basket(options.one_basket)))
    elif options.one_market:
        print(json.dumps(one_market(options.one_market)))
    else:
        print(f"{rounds.machine()}; seconds are medians (least to most)\n")
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            write_market(folder / "market", options.companies)
            measure_basket(folder, options.runs)
            measure_market(folder, folder / "market", options.runs, options.slow)


if __name__ == "__main__":
    main()
