# ruff: noqa: PLC0415 - what a run imports is part of what it measures
"""What a call of the worksheet functions costs, against the bare metric, xlwings' own conversion, and pandas.

    python benchmarks/functions.py [--runs 15] [--starts 15]

1. A cell: the catalogue's call, the bare Python function of `xl_aigc.metrics` with the same numbers, and xlwings' own
   conversion: its readers for as many arguments and its writer for a result, around no function at all.
2. A column of 5,500: the same three, over rows of one cell; growth also by a list comprehension, every seventh cell blank or none.
3. `AIGC_COHORT` over 55 and 5,500 rows, against pandas: `groupby` alone on a finished frame with the cohorts as a column and
   the matched pairs at hand, doing the same sums and medians; and all of it, from the same rows to the summary.
4. The start: what importing the UDF module adds to `import xlwings`, in new processes.

Ratios are medians of ratios of the same round. xlwings is the one for Windows, with the stand-ins for Windows' modules that
tests use: no COM call is in its time. LibreOffice is measured by calc_addin.py.
"""

from __future__ import annotations

import gc
import math
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import rounds
from cohort_pandas import COHORTS, HEADERS, SUMS, frame_of, grouped

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence


TESTS = Path(__file__).parents[1] / "tests"
ROWS = 5_500
SHORTEST = 0.02
"""Seconds that a function is called over and over for one measurement."""
SCALARS: Mapping[str, tuple[str, tuple[float, ...]]] = {
    "YOY": ("yoy", (120.0, 100.0)),
    "STATUS": ("growth_status", (120.0, 100.0)),
    "RD_INTENSITY": ("rd_intensity", (12.0, 100.0)),
    "PRICE_CHANGE": ("price_change", (8.5, 10.0)),
    "TTM": ("trailing_twelve_months", (120.0, 230.0, 100.0)),
}
"""Functions of the catalogue: the metric behind each, and arguments."""


def seconds(call: Callable[[], object]) -> float:
    """Seconds of one call, from as many as fill the shortest measurement.

    Without the garbage collector: a collection of the whole heap falls on whichever call it likes.
    """
    gc.collect()
    gc.disable()
    try:
        return _seconds(call)
    finally:
        gc.enable()


def _seconds(call: Callable[[], object]) -> float:
    count = 1
    while True:
        start = time.perf_counter()
        for _ in range(count):
            call()
        taken = time.perf_counter() - start
        if taken >= SHORTEST:
            return taken / count
        count = max(2 * count, int(1.2 * count * SHORTEST / max(taken, 1e-9)))


def in_turn(calls: Mapping[str, Callable[[], object]], runs: int) -> dict[str, list[rounds.Run]]:
    """Each call once, then each once more: a slow moment of the machine falls on all of them."""
    found: dict[str, list[rounds.Run]] = {name: [] for name in calls}
    for _ in range(runs):
        for name, call in calls.items():
            found[name].append({"seconds": seconds(call)})
    return found


# ---- xlwings


def conversion(*arguments: object, ndim: int | None = None) -> object:
    """What xlwings does around a call, on values as COM hands them over: arguments read, a result written."""
    from xlwings import conversion as xlwings

    options = {} if ndim is None else {"ndim": ndim}
    values = [xlwings.read(None, each, options) for each in arguments]
    return xlwings.write(values[0], None, {})


# ---- cells and columns


def scalar_rounds(runs: int) -> dict[str, dict[str, list[rounds.Run]]]:
    """Rounds of a cell, by function."""
    from xl_aigc import metrics
    from xl_aigc.functions import CATALOGUE

    found = {}
    for key, (metric, given) in SCALARS.items():
        call, bare = CATALOGUE[key].call, getattr(metrics, metric)
        calls = {
            "bare": lambda bare=bare, given=given: bare(*given),
            "ours": lambda call=call, given=given: call(*given),
            "xlwings": lambda given=given: conversion(*given),
        }
        found[key] = in_turn(calls, runs)
    return found


def column_rounds(runs: int) -> dict[str, dict[str, list[rounds.Run]]]:
    """Rounds of a column, by function."""
    from xl_aigc import metrics
    from xl_aigc.functions import CATALOGUE

    found = {}
    for key, (metric, given) in SCALARS.items():
        plain = [[value + row % 37 for row in range(ROWS)] for value in given]
        columns = [[[value] for value in each] for each in plain]
        from_com = [tuple((value,) for value in each) for each in plain]
        call, bare = CATALOGUE[key].call, getattr(metrics, metric)
        calls = {
            "bare": lambda bare=bare, plain=plain: bare(*plain),
            "ours": lambda call=call, columns=columns: call(*columns),
            "xlwings": lambda from_com=from_com: conversion(*from_com, ndim=2),
        }
        assert call(*columns) == [[each] for each in map(call, *plain)]
        found[key] = in_turn(calls, runs)
    return found


def comprehended(now: Sequence[Sequence[object]], then: Sequence[Sequence[object]]) -> list[list[object]]:
    """Growth of rows of one cell by a list comprehension that asks each cell for its type."""
    numbers = {int, float}
    return [
        [(a - b) / abs(b) if type(a) in numbers and type(b) in numbers and b else None]  # type: ignore[arg-type, operator]  # numbers
        for (a,), (b,) in zip(now, then, strict=True)
    ]


def comprehension_rounds(runs: int, *, blanks: bool) -> dict[str, list[rounds.Run]]:
    """Rounds of a column of growth, by the function and by a list comprehension; the numbers are equal."""
    from xl_aigc.functions import CATALOGUE

    given = [
        [[None if blanks and row % 7 == 0 else value + row % 37] for row in range(ROWS)]
        for value in SCALARS["YOY"][1]
    ]
    call = CATALOGUE["YOY"].call
    found = [one if isinstance(one, float) else None for (one,) in call(*given)]
    assert found == [one for (one,) in comprehended(*given)]
    return in_turn({"AIGC_YOY": lambda: call(*given), "a comprehension": lambda: comprehended(*given)}, runs)


# ---- cohorts


def table(rows: int) -> list[list[object]]:
    """Rows as a worksheet has them, header first: the bundled basket, over and over with figures that differ."""
    from xl_aigc.data.folder import load_facts

    facts = load_facts()
    columns: list[list[object]] = [list(facts.tickers)]
    for item in ("revenue", "net_profit", "rd_expense"):
        columns += [list(facts.column(item, period)) for period in (facts.period, facts.compare)]
    changes = map(facts.price_change, facts.tickers)
    columns.append([None if change is None else change.change for change in changes])
    basket = list(zip(*columns, strict=True))
    made = [list(HEADERS)]
    for row in range(rows):
        factor = 1 + row // len(basket) / 1000
        _, *figures, change = basket[row % len(basket)]
        made.append(
            [
                f"{300001 + row}.SZ",
                *(None if figure is None else figure * factor for figure in figures),
                change,
            ]
        )
    return made


def cohort_rounds(rows: int, runs: int) -> dict[str, list[rounds.Run]]:
    """Rounds of the summary of so many rows; both ways give the same sums and medians."""
    from xl_aigc.functions import CATALOGUE

    call, cells = CATALOGUE["COHORT"].call, table(rows)
    frame = frame_of(cells)
    found = call(cells)
    assert isinstance(found, list), CATALOGUE["WHY"].call(found)
    ours = found[1:]
    theirs = grouped(frame).reindex([*COHORTS, "total"])
    for row, (_, other) in zip(ours, theirs.iterrows(), strict=True):
        assert math.isclose(row[3], other.iloc[0], rel_tol=1e-12), (row[0], row[3], other.iloc[0])
        assert row[1] == other.iloc[len(SUMS)], row[0]
    return in_turn(
        {
            "AIGC_COHORT": lambda: call(cells),
            "groupby alone": lambda: grouped(frame),
            "pandas, all of it": lambda: grouped(frame_of(cells)),
        },
        runs,
    )


# ---- the start

START = """import json, time
start = time.perf_counter()
import xlwings
loaded = time.perf_counter()
import xl_aigc.hosts.xlwings_excel
end = time.perf_counter()
print(json.dumps({"seconds": loaded - start, "added": end - loaded}))"""


def start_rounds(starts: int) -> list[rounds.Run]:
    """Rounds of new processes; bytecode is there, as in an installed package."""
    with tempfile.TemporaryDirectory() as folder:
        commands = {"start": [sys.executable, "-X", f"pycache_prefix={folder}", "-c", START]}
        rounds.run_in_turn(commands, 1)  # writes the bytecode
        return rounds.run_in_turn(commands, starts)["start"]


def print_calls(title: str, found: Mapping[str, Mapping[str, Sequence[rounds.Run]]], unit: float) -> None:
    """A line a function: medians, our own work, ratios."""
    print(
        f"{title:<22}{'bare':>9}{'ours':>9}{'own work':>10}{'xlwings':>9}{'to bare':>9}{'own to xlwings':>16}{'to xlwings':>12}"
    )
    for name, runs in found.items():
        bare, ours, xlwings = (rounds.middle(runs[each]) / unit for each in ("bare", "ours", "xlwings"))
        own = statistics.median(
            (one["seconds"] - base["seconds"]) / other["seconds"]
            for one, base, other in zip(runs["ours"], runs["bare"], runs["xlwings"], strict=True)
        )
        ratios = rounds.ratio(runs["ours"], runs["bare"]), own, rounds.ratio(runs["ours"], runs["xlwings"])
        print(
            f"{'AIGC_' + name:<22}{bare:9.2f}{ours:9.2f}{ours - bare:10.2f}{xlwings:9.2f}"
            f"{ratios[0]:9.2f}{ratios[1]:16.2f}{ratios[2]:12.2f}"
        )
    print()


def main() -> None:
    options = rounds.options(__doc__, runs=15, starts=15)
    starts = start_rounds(options.starts)
    sys.path.insert(0, str(TESTS))
    from support import excel_server

    excel_server.loaded()
    print(f"{rounds.machine()}; {options.runs} rounds\n")
    print_calls("one cell, µs", scalar_rounds(options.runs), 1e-6)
    print_calls(f"column of {ROWS:,}, ms", column_rounds(options.runs), 1e-3)
    for blanks in (False, True):
        found = comprehension_rounds(options.runs, blanks=blanks)
        told = ", ".join(f"{name} {1000 * rounds.middle(runs):.2f} ms" for name, runs in found.items())
        ratio = rounds.ratio(*found.values())
        print(f"column{', every seventh blank' if blanks else ''}: {told}; ratio {ratio:.2f}")
    for rows in (55, ROWS):
        found = cohort_rounds(rows, options.runs)
        told = ", ".join(f"{name} {1000 * rounds.middle(runs):.2f} ms" for name, runs in found.items())
        alone, whole = (rounds.ratio(found["AIGC_COHORT"], found[name]) for name in list(found)[1:])
        print(f"{rows:,} rows: {told}; ratio {alone:.2f} to groupby alone, {whole:.2f} to all of it")
    ratio = statistics.median(run["added"] / run["seconds"] for run in starts)
    added = sorted(1000 * run["added"] for run in starts)
    print(
        f"import xlwings {rounds.spread(starts)} s; the UDF module adds {statistics.median(added):.0f} ms",
        end=" ",
    )
    print(f"({added[0]:.0f} to {added[-1]:.0f}), ratio {ratio:.2f}")


if __name__ == "__main__":
    main()
