"""Runs of several programs in turn, and their comparison: medians, spreads, ratios pair by pair."""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

Run = dict[str, float]
"""What one run of a program printed: figures by name, `seconds` among them."""


def options(description: str, **numbers: int) -> argparse.Namespace:
    """Read the options of a benchmark; arguments as of `reader`."""
    return reader(description, **numbers).parse_args()


def reader(description: str, **numbers: int) -> argparse.ArgumentParser:
    """A reader of the options of a benchmark.

    Args:
        description: the docstring of its module; the first line is shown.
        numbers: each option, with the number that it is if nobody gives another.
    """
    parser = argparse.ArgumentParser(description=description.splitlines()[0])
    for name, usual in numbers.items():
        parser.add_argument(f"--{name}", type=int, default=usual, help="(usually %(default)s)")
    return parser


def run_in_turn(
    commands: Mapping[str, Sequence[str]], runs: int, fewer: Mapping[str, int] | None = None
) -> dict[str, list[Run]]:
    """Each program once, then each once more: a slow minute of the machine falls on all of them.

    Args:
        commands: each prints one line of JSON, a `Run`.
        runs: rounds.
        fewer: runs of programs that are too slow for all rounds.
    """
    found: dict[str, list[Run]] = {name: [] for name in commands}
    for number in range(runs):
        for name, command in commands.items():
            if number < (fewer or {}).get(name, runs):
                done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
                found[name].append(json.loads(done.stdout))
    return found


def with_bytecode(folder: Path) -> dict[str, str]:
    """The environment of a command of a checkout that finds its bytecode as an installed one does; its first run writes it."""
    own = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    return {**own, "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}


def middle(runs: Sequence[Run], figure: str = "seconds") -> float:
    """The median of a figure."""
    return statistics.median(run[figure] for run in runs)


def spread(runs: Sequence[Run], figure: str = "seconds") -> str:
    """Median, least and most of a figure."""
    values = [run[figure] for run in runs]
    return f"{statistics.median(values):.2f} ({min(values):.2f} to {max(values):.2f})"


def ratio(runs: Sequence[Run], base: Sequence[Run]) -> float:
    """The median of the ratios of seconds, each of two runs of the same round."""
    return statistics.median(
        run["seconds"] / other["seconds"] for run, other in zip(runs, base, strict=False)
    )


def print_table(results: Mapping[str, Sequence[Run]], bases: Sequence[str], notes: Mapping[str, str]) -> None:
    """A line a program: seconds, ratios to some of them, memory, size of the file."""
    heads = "".join(f"{f'to {base}':>16}" for base in bases)
    print(f"{'writer':<20}{'seconds':>22}{heads}{'peak MB':>9}{'added':>7}{'file MB':>9}  what it leaves out")
    for name, runs in results.items():
        ratios = "".join(f"{ratio(runs, results[base]):16.2f}" for base in bases)
        sizes = f"{middle(runs, 'peak'):9.0f}{middle(runs, 'added'):7.0f}{middle(runs, 'size'):9.1f}"
        print(f"{name:<20}{spread(runs):>22}{ratios}{sizes}  {notes[name]}")
    print()


def machine() -> str:
    """What runs were made on."""
    return f"{os.cpu_count()} cores, Python {platform.python_version()}"
