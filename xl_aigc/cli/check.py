"""`check`: is a workbook's file what it shows?"""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, Annotated, Final

import typer

from xl_aigc.cli.as_json import as_json as json_of
from xl_aigc.cli.options import AsJson, ReadWorkbook
from xl_aigc.cli.say import say
from xl_aigc.counts import with_noun

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from xl_aigc.report.check_file import FileCheck

LISTED: Final = 20
"""Problems of one kind that are told one by one."""

TITLES: Final = {
    "input": "Inputs that are not as a refresh wrote them",
    "error": "Cells that show an error",
    "stale": "Values that are out of date",
    "reference": "Broken references",
    "limit": "Beyond the limits of Excel",
    "check": "Failed checks",
}


def check(
    file: ReadWorkbook,
    *,
    office: Annotated[
        bool, typer.Option(help="Recalculate with LibreOffice where it is installed.", show_default="yes")
    ] = True,
    as_json: AsJson = False,
) -> None:
    """Recalculate a workbook and list errors, stale values, broken references, what exceeds the limits of Excel, and failed checks."""
    from xl_aigc.api.workbooks import check as check_workbook
    from xl_aigc.cli.console import steps

    with steps() as progress:
        progress(f"recalculating {file.name}")
        found = check_workbook(file, office=None if office else False)
    say(json_of(found) if as_json else "\n".join(lines(file, found)))
    if found.problems:
        raise typer.Exit(1)


def lines(file: Path, found: FileCheck) -> Iterator[str]:
    """Return the findings of a check as lines."""
    yield f"{file}: {with_noun(found.formulas, '{:,} formula', '{:,} formulas')}"
    if not found.ours:
        yield "  This is no workbook of xl-aigc, or its tables Data and Companies are gone."
    yield f"  {_how(found)}"
    if found.unknown:
        cells = with_noun(found.unknown, "{:,} cell", "{:,} cells")
        yield f"  Not compared, for want of a function that is not at hand here: {cells}."
    if found.left_out:
        yield f"  Not compared, for want of an input: {', '.join(found.left_out)}."
    if found.checks is not None:
        yield f"  {found.checks[0]} of {found.checks[1]} checks of the report passed."
    for kind, group in groupby(found.problems, key=lambda problem: problem.kind):
        problems = list(group)
        yield f"{TITLES[kind]} ({len(problems)}):"
        for problem in problems[:LISTED]:
            where = ", ".join(filter(None, (problem.sheet, problem.cell)))
            yield f"  {where}: {problem.says}"
        if len(problems) > LISTED:
            counts = Counter(problem.sheet for problem in problems[LISTED:])
            sheets = ", ".join(f"{sheet} {count}" for sheet, count in counts.items())
            yield f"  and {len(problems) - LISTED} more: {sheets}"
    if not found.problems:
        yield "Nothing wrong was found."


def _how(found: FileCheck) -> str:
    if found.by is None:
        return (
            "Looked at: errors in cells, broken references, the limits of Excel. Not looked at: values that are out of date, "
            f"since {'LibreOffice was not used' if found.formulas else 'no cell has a formula'}."
        )
    if found.by.startswith("LibreOffice"):
        return (
            f"Recomputed by {found.by}: the values of {with_noun(found.compared, '{:,} cell', '{:,} cells')}."
        )
    return f"Recomputed by {found.by}: the Companies table alone, {with_noun(found.compared, '{:,} cell', '{:,} cells')}."
