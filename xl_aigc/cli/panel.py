"""`panel`: measures of all companies over many periods, into a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from xl_aigc.cli.known import known_store
from xl_aigc.cli.options import AsOf, Basket, Data, Store
from xl_aigc.cli.say import say
from xl_aigc.counts import with_noun

Measures = Annotated[
    str,
    typer.Option(
        metavar="KEYS",
        help="Measures with commas between them: of a company, or with --by of many companies.",
    ),
]
Periods = Annotated[
    str | None,
    typer.Option(
        metavar="PERIODS",
        help="A range such as 2015H1..2024H1, or periods with commas between them.",
        show_default="all that have figures",
    ),
]
By = Annotated[
    str,
    typer.Option(
        metavar="company|basket|KEY",
        help="A row for each company, for the basket, or for each cohort of a measure that is a word.",
    ),
]
Output = Annotated[
    Path, typer.Option("--output", "-o", metavar="FILE", help="The file to write, .parquet or .csv.")
]
Engine = Annotated[
    str | None,
    typer.Option(
        metavar="URL",
        help="The engine that computes, as ibis names it.",
        show_default="the store's PostgreSQL, else DuckDB",
    ),
]
FiguresTable = Annotated[
    str | None,
    typer.Option(
        metavar="TABLE",
        help="A table of the engine with the columns ticker, item, period and value, in place of the figures here.",
    ),
]


def panel(
    *,
    measures: Measures,
    periods: Periods = None,
    by: By = "company",
    output: Output,
    data: Data = None,
    store: Store = None,
    basket: Basket = None,
    as_of: AsOf = None,
    engine: Engine = None,
    figures: FiguresTable = None,
) -> None:
    """Compute measures of all companies over many periods, where the figures are, and write them as a table."""
    from xl_aigc.api.choice import read_day
    from xl_aigc.api.panels import Request, check_installed, panel_of_facts, panel_of_store
    from xl_aigc.data.folder import load_facts
    from xl_aigc.report.output import check_output

    check_output(output, output.suffix.lower())
    check_installed()
    from xl_aigc.panel.panel import check_file

    check_file(output)
    request = Request(measures.split(","), periods, by, engine, figures)
    opened = known_store(data, store, basket, as_of)
    if opened is None:
        making = panel_of_facts(load_facts(data), request)
    else:
        day = None if as_of is None else read_day(as_of, "--as-of")
        making = panel_of_store(opened, request, basket, day)
    with making as made:
        rows = made.write(output)
    say(f"Wrote {output.resolve()}: {with_noun(rows, '{:,} row', '{:,} rows')}")
