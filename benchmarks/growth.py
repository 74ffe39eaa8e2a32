# ruff: noqa: PLC0415 - what a run imports is part of what it measures
"""How build and refresh of a workbook grow with its companies: seconds of the processor, most memory, exponents.

    python benchmarks/growth.py [--most 20000] [--runs 1] [--output FILE.svg]

Markets of 55, 550, 5,500 and 20,000 companies, 20 items, two periods (market.py); the refresh is that of refresh.py. Every
build and every refresh has a process of its own, which has imported everything and built the bundled basket before. The curves of all
sizes are drawn into benchmarks/growth.svg, those of some only into a file that is named.
"""

from __future__ import annotations

import json
import math
import sys
import tempfile
import time
from pathlib import Path

import growth_plot
import market
import peers
import refresh
import rounds

SIZES = (55, 550, 5500, 20_000)


def prepared(folder: Path, companies: int) -> None:
    """Write a market and its next state."""
    from xl_aigc.data.folder import load_facts
    from xl_aigc.data.written import facts_files

    market.write_market(folder / "market", companies)
    (folder / "next").mkdir()
    for name, text in facts_files(refresh.moved_on(load_facts(folder / "market"))).items():
        (folder / "next" / name).write_text(text, encoding="utf-8", newline="")


def one_run(job: str, folder: Path) -> dict[str, float]:
    """Seconds of the processor of a build or a refresh, and the most memory of its process in MB."""
    from xl_aigc.data.folder import load_facts
    from xl_aigc.refreshing.carry import carry_into, inspect
    from xl_aigc.refreshing.plan import Incoming
    from xl_aigc.report.builder import build

    warm, report = folder / f"{job}.xlsx", folder / "report.xlsx"
    build(warm, load_facts())
    shown = inspect(warm).ledger
    facts = load_facts(folder / ("market" if job == "build" else "next"))
    start = time.process_time()
    if job == "build":
        build(report, facts)
    else:
        carry_into(report, Incoming(facts, 2, "files: next", "2024-10-31", shown.period, shown.compare))
    return {"seconds": time.process_time() - start, "peak": peers.peak()}


def of_size(companies: int, runs: int) -> dict[str, tuple[float, float]]:
    """Median seconds and memory of both jobs at one size."""
    found: dict[str, list[rounds.Run]] = {"build": [], "refresh": []}
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as name:
            prepared(Path(name), companies)
            for job in found:
                found[job] += rounds.run_in_turn({job: [sys.executable, __file__, job, name]}, 1)[job]
    return {job: (rounds.middle(done), rounds.middle(done, "peak")) for job, done in found.items()}


def main() -> None:
    """Run and print."""
    if sys.argv[1:2] in (["build"], ["refresh"]):
        print(json.dumps(one_run(sys.argv[1], Path(sys.argv[2]))))
        return
    reader = rounds.reader(__doc__ or "", most=SIZES[-1], runs=1)
    reader.add_argument("--output", type=Path, help="the file of the plot")
    options = reader.parse_args()
    sizes = [one for one in SIZES if one <= options.most]
    plot = options.output or (Path(__file__).with_name("growth.svg") if len(sizes) == len(SIZES) else None)
    print(
        f"{rounds.machine()}\n\n| companies | build, s | MB | refresh, s | MB | refresh to build | exponents |"
    )
    print("|---|---|---|---|---|---|---|")
    last: dict[str, tuple[float, float]] = {}
    curves: dict[str, growth_plot.Points] = {"build": {}, "refresh": {}}
    before = 0
    for size in sizes:
        now = of_size(size, options.runs)
        (build, held), (again, most) = now["build"], now["refresh"]
        grown = (
            [math.log(now[job][0] / last[job][0]) / math.log(size / before) for job in now] if last else []
        )
        shown = ", ".join(f"{one:.2f}" for one in grown)
        print(
            f"| {size:,} | {build:.2f} | {held:.0f} | {again:.2f} | {most:.0f} | {again / build:.2f} | {shown} |"
        )
        sys.stdout.flush()
        last, before = now, size
        for job, points in curves.items():
            points[size] = now[job][0]
    if plot is not None:
        growth_plot.plot(plot, "Seconds of the processor, by companies", curves)


if __name__ == "__main__":
    main()
