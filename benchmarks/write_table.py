"""How long a table of the whole market takes to write, and how much memory, against other writers.

    python benchmarks/write_table.py [--rows 5500] [--runs 5]

Every writer of peers.py writes the same cells: 40 columns of numbers with a number format, first alone, then with 20
columns of formulas. Both, since a writer's cost of a formula may be far from its cost of a number. Needs the extra `bench`.
"""

from __future__ import annotations

import pickle
import random
import tempfile
from pathlib import Path

import peers
import rounds
from peers import Column, Sheet

NUMBERS, FORMULAS = 40, 20
NUMBER_FORMAT, RATIO_FORMAT = "#,##0.0;(#,##0.0);-", "0.0%"


def formula(column: int) -> str:
    """Change of one number column against another, of the same row."""
    a, b = (f"tData[[#This Row],[n{2 * column + side}]]" for side in (0, 1))
    return f'=IF({b}=0,"n.m.",({a}-{b})/ABS({b}))'


def make_sheet(rows: int, formulas: int) -> Sheet:
    rng = random.Random(20240630)
    numbers = [[round(rng.uniform(-1e9, 1e10), 2) for _ in range(rows)] for _ in range(NUMBERS)]
    columns = [Column(f"n{place}", values, None, NUMBER_FORMAT) for place, values in enumerate(numbers)]
    for place in range(formulas):
        pairs = zip(numbers[2 * place], numbers[2 * place + 1], strict=True)
        values = [(a - b) / abs(b) for a, b in pairs]
        columns.append(Column(f"f{place}", values, formula(place), RATIO_FORMAT))
    return Sheet("tData", columns)


def main() -> None:
    options = rounds.options(__doc__, rows=5500, runs=5, formulas=FORMULAS)
    print(f"{rounds.machine()}\n")
    notes = {name: f"{writer.leaves_out} ({peers.versions(name)})" for name, writer in peers.WRITERS.items()}
    with tempfile.TemporaryDirectory() as folder:
        for formulas in (0, options.formulas):
            pickled = Path(folder, f"{formulas}.pickle")
            pickled.write_bytes(pickle.dumps([make_sheet(options.rows, formulas)]))
            commands = {name: peers.command(name, pickled) for name in peers.WRITERS}
            print(f"{options.rows} rows, {NUMBERS} number columns, {formulas} formula columns")
            rounds.print_table(rounds.run_in_turn(commands, options.runs), ["openpyxl"], notes)


if __name__ == "__main__":
    main()
