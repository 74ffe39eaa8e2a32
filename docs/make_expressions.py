"""Writes docs/expressions.md: the language, what each place accepts, and every measure. Run: python docs/make_expressions.py."""

from __future__ import annotations

from pathlib import Path
from typing import Final, get_args

from xl_aigc.expressions import native
from xl_aigc.expressions import tree as t
from xl_aigc.expressions.lower import cells_of_their_own
from xl_aigc.expressions.mistakes import Mistake
from xl_aigc.expressions.parse import DEEPEST, LONGEST, parse
from xl_aigc.expressions.support import NOT_ON, REFUSED, Engine
from xl_aigc.measures.own import program_table

TABLE = program_table()

PAGE: Final = Path(__file__).parent / "expressions.md"
INTRODUCTION: Final = f"""\
# Expressions

<!-- Written by docs/make_expressions.py; change that. -->

Every number of a report is declared once, as an expression in `measures.yaml`. The program compiles the expression to Python
values and to the formulas of the workbook, so that both always agree.

## Language

The grammar is a part of Python's. Nothing is evaluated as Python. An expression has at most {LONGEST:,} characters and
{DEEPEST} levels.

| form | example |
|---|---|
| number, word | `0.05`, `"upstream"` |
| measure, limit, cell | `revenue`, `limit_rd_1bn`, `median_price` |
| input of the table Data; units of the currency in the unit of the report | `data.revenue / unit` |
| arithmetic | `(revenue - revenue_prior) / abs(revenue_prior)` |
| comparison | `0 < rd_intensity <= 0.1`, `layer == "upstream"`, `layer in ("upstream", "midstream")` |
| test | `loss_flag and not price_flag`, `known(revenue)`, `sure(net_profit < 0)` |
| choice | `1 if revenue > 0 else missing`, `match(layer, upstream=1, midstream=2)` |
| functions of numbers | `abs(x)`, `min(x, y)`, `max(x, y)`, `sqrt(x)` |
| counts within a company | `number_of(loss_flag, price_flag)`, `number_known(revenue, net_profit)` |
| numbers over companies, under `basket:` and `cells:` | `count(test)`, `share(test)`, `sum(x, test)`, `median(x, test)`, `lowest(x, test)`, `highest(x, test)` |

`missing` (shown as n.a.) and `undefined` (n.m.) are branches of a choice, and nothing else.

## Missing and undefined

| case | result |
|---|---|
| a number, something that every way through the expression reads is missing | n.a., also where something else is undefined |
| a division by zero, the root of a negative number, `undefined`, an undefined operand | n.m. |
| a word from a missing or undefined number | n.a. |
| a comparison with something missing or undefined | unknown |
| `and`, `or` | three-valued: `and` is false as soon as one test is known to be false |
| a choice by a comparison that is unknown | n.a. or n.m., as above |
| a choice by `and`, `or` or a flag that is unknown | n.a. |
| a test chosen by an unknown test | what both branches agree on, else unknown |
| `count(test)` | the companies of which the test is known to be true |
| `share(test)` | over the companies that have every measure of the test; an undefined one counts, an unknown flag does not. A company for which one half of an `or` is known to be true and the other is missing is in neither part of the share |
| measures inside `sure`, `known`, `number_of`, `number_known` | always settled, so that no company need have them |
| `n of m` below a count | the companies whose test is settled: every measure is there, or those that are there say true or false. The others widen the range |
| `n of m` below a share | its denominator |
| `n of m` below a sum, a median, a lowest, a highest | the companies that have its measures, and of which its test says whether they belong; `sum(x, known(y))` is about those that have both |
| several sums in one expression | each over the companies that have all of the columns |
| the sum or median of nobody | n.a. |

## Money

A measure that is money is in the unit that the report shows: CNY million in one report, CNY 100 million in another, yuan in Python. A
constant that is added to money, subtracted from it, compared with it, or chosen in its place is money in units of the currency, so that
`revenue > 1000000000` finds the same companies everywhere; a formula divides the constant by the unit. A constant that multiplies or
divides money is a plain number. Limits of the program that are money are in the unit already.

Money is not added to or compared with a number that is no money: `revenue > net_margin` is refused. What `data.` reads is in units of the
currency; `data.revenue / unit` is money.

## Equality

Numbers that are computed are not compared with `==`: programs round them differently. The program warns of it.
"""
ENGINES: Final = """
## Database engines

A panel (`xl-aigc panel`) computes expressions in a database engine, by [ibis](https://ibis-project.org). A missing number is NULL there and an
undefined one NaN; a test is a boolean, unknown where it is NULL. An engine may compute a number beyond 1.8e308 as infinity before it is
shown as undefined; PostgreSQL refuses such a number. See [panel.md](panel.md).
"""
SAMPLES: Final = (
    "revenue", "data.revenue", "limit_near", "0.05", '"upstream"', "revenue / net_profit", "max(revenue, net_profit)",
    "1 if revenue > 0 else missing", "number_of(loss_flag, revenue > 0)", "number_known(revenue, net_profit)", "revenue > 0",
    'layer in ("upstream", "midstream")', "loss_flag and revenue > 0", "loss_flag or revenue > 0", "not loss_flag",
    "sure(loss_flag)", "known(revenue)",
)  # fmt: skip
AGGREGATES: Final = (
    "count(loss_flag)",
    "share(loss_flag)",
    "sum(revenue)",
    "median(revenue)",
    "highest(revenue)",
)

PLACES: Final = {
    "row": "a measure of one company",
    "mask": "inside an aggregate",
    "basket": "a number over companies",
}
"""Where an expression stands, in words."""


def row_formula(text: str) -> str:
    """The formula of a cell."""
    return native.row(cells_of_their_own(parse(text, TABLE.vocabulary).tree, sides=True))


def column_formula(text: str) -> str:
    """The formula of a whole column."""
    return native.whole(cells_of_their_own(parse(text, TABLE.vocabulary).tree, sides=True))


def mask_formula(text: str) -> str:
    """The factors of a test inside an aggregate, or the column of a number."""
    tree = parse(text, TABLE.vocabulary, "mask").tree
    if tree.kind == "test":
        return native.product(native.true(tree))
    if tree.kind == "word":
        return row_formula(text)
    formula = native.over(t.Middle(tree), native.true(t.Known(TABLE.leaf("revenue"))))
    return (
        formula.removeprefix("IFERROR(AGGREGATE(16,6,")
        .partition("/(ISNUMBER")[0]
        .removesuffix("/ISNUMBER([revenue]),0.5),")
    )


def code(text: str) -> str:
    """A formula as code in a table."""
    return f"`{text}`".replace("|", "\\|")


def support() -> list[str]:
    """The table of nodes by target, printed from the compilers."""
    lines = ["| expression | cell of a row | whole column | inside an aggregate |", "|---|---|---|---|"]
    for sample in SAMPLES:
        try:
            inside = code(mask_formula(sample))
        except Mistake:
            inside = "refused"
        lines.append(
            f"| {code(sample)} | {code(row_formula(sample))} | {code(column_formula(sample))} | {inside} |"
        )
    lines += ["", "| over companies | formula, over the companies of `[in_basket]=1` |", "|---|---|"]
    among = native.true(TABLE.test("in_basket == 1"))
    lines += [f"| {code(one)} | {code(native.over(TABLE.over(one), among))} |" for one in AGGREGATES]
    return lines


def refused() -> list[str]:
    """The combinations that are refused when a file is read."""
    lines = ["| node | place | reason |", "|---|---|---|"]
    aggregates = set(get_args(t.Aggregate))
    for place, shown in PLACES.items():
        reasons = [(node, reason) for (node, where), reason in REFUSED.items() if where == place]
        for node, reason in reasons:
            if node not in aggregates:
                lines.append(f"| {node.__name__} | {shown} | {reason} |")
        inner = next((reason for node, reason in reasons if node in aggregates), None)
        if inner:
            lines.append(f"| count, share, sum, median, lowest, highest | {shown} | {inner} |")
    return lines


def engines() -> list[str]:
    """The nodes by database engine; those that every engine computes share a line."""
    names = get_args(Engine)
    nodes = dict.fromkeys((*get_args(t.Node), *get_args(t.Aggregate), *get_args(t.Settled)))
    odd = [node for node in nodes if any((node, name) in NOT_ON for name in names)]
    even = ", ".join(f"`{node.__name__}`" for node in nodes if node not in odd)
    lines = [f"| node | {' | '.join(names)} |", "|---" * (len(names) + 1) + "|"]
    lines.append(f"| {even} | {' | '.join('computed' for _ in names)} |")
    for node in odd:
        cells = (NOT_ON.get((node, name), "computed") for name in names)
        lines.append(f"| `{node.__name__}` | {' | '.join(cells)} |")
    return lines


def measures() -> list[str]:
    """Every measure, with its expression, description and source."""
    titles = {
        "measures": "Measures of a company",
        "cells": "Cells that measures compare with",
        "basket": "Numbers over companies",
    }
    lines = []
    for section, title in titles.items():
        lines += ["", f"## {title}", "", "| key | expression | description | source |", "|---|---|---|---|"]
        for key, one in getattr(TABLE, section).items():
            texts = f"{one.description_in('en')} | {one.source_in('en')}"
            lines.append(f"| `{key}` | {code(one.written)} | {texts} |")
    return lines


def functions() -> list[str]:
    """The functions that the file of measures declares."""
    lines = ["| function | expression |", "|---|---|"]
    return [
        *lines,
        *(f"| `{one.key}({', '.join(one.takes)})` | {code(one.is_)} |" for one in TABLE.functions.values()),
    ]


def page() -> str:
    """The text of the page."""
    parts = [
        INTRODUCTION.rstrip(),
        "\n## Functions in the language\n\n`functions:` declares more functions, each with an expression of its parameters.\n",
        *functions(),
        "\n## Formulas\n\nWhat the compilers write, in the keys of the project: `[key]` is a column, `{word}` a word in the language of the report.\n",
        *support(),
        "\n## Refused\n\nA place that can't compute an expression refuses it when the file is read.\n",
        *refused(),
        ENGINES,
        *engines(),
        *measures(),
    ]
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
