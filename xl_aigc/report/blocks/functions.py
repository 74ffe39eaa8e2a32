"""The blocks of the sheet Functions: what each AIGC function gives, what its arguments accept, and a worked example."""

from __future__ import annotations

import re
from typing import Annotated, ClassVar, Final

from pydantic import Field as Option

from xl_aigc.cell_errors import CellError
from xl_aigc.functions import CATALOGUE, Example, Function, Grid, Result
from xl_aigc.labels import with_unit
from xl_aigc.report.block_spec import BlockSpec, InBasket, register
from xl_aigc.report.blocks.draw import block, columns_of, draw_kind
from xl_aigc.report.live import Live, Shown
from xl_aigc.report.page import Cell, Field, Page

_FORMULA: Final = re.compile("^=")
ABOUT: Final = {"CLAIM": "claims", "PRICE_CHANGE": "prices", "SCREEN": "prices", "RD_INTENSITY": "rd_expense"}
"""The subject of a function: its row is left out where the basket has nothing of it."""
OF_FIGURES: Final = frozenset(
    {"FIGURE", "SOURCE", "BASKET", "NAME", "COVERAGE", "CLAIM", "AS_OF", "SERIES", "PERIODS", "BASKETS"}
)
"""Functions that read figures: their examples are of one basket."""
NO_EXAMPLE: Final = Example("", "")
INPUTS: Final = ("example_cumulative", "example_before")
"""Defined names of the two cells of the worked example that a reader may change."""
LONGEST: Final = 30
"""Signs of a text that a single cell shows."""


@register("function_list")
class FunctionListSpec(BlockSpec):
    """Every function with its arguments, an example and the example's result."""

    examples_of_figures: bool = Option(
        False,  # noqa: FBT003
        description="also examples that read figures; they are those of the bundled basket",
    )


@draw_kind.register(FunctionListSpec)
def _function_list(spec: FunctionListSpec, page: Page) -> None:
    report, text = page.report, page.report.text
    spans = {"syntax": 5, "what": 5, "example": 5, "result": 3}
    fields = columns_of(lambda key: text(f"functions.column.{key}"), spans, wrap=spans)
    page.headings(fields)
    for function in (one for one in CATALOGUE.values() if ABOUT.get(one.key) not in report.absent):
        shown = spec.examples_of_figures or function.key not in OF_FIGURES
        example = _plainest(function) if shown else NO_EXAMPLE
        what = text(f"functions.what.{function.key.lower()}")
        page.line(fields, [function.syntax, what, example.formula, _result(example)])


def _plainest(function: Function) -> Example:
    """Return the shortest example of a single value that is no error; else the first."""
    single = [each for each in function.examples if not isinstance(each.result, list | CellError)]
    return min(single, key=lambda each: len(each.formula), default=function.examples[0])


def _result(example: Example) -> Live:
    """Return the result of an example; live where the report calls the functions and one cell can show it."""
    if isinstance(example.result, list):
        return Live(_grid(example.result))
    if len(str(example.result)) > LONGEST:
        return Live(_cell(example.result))
    return Live(_cell(example.result), udf=_FORMULA.sub("", example.formula) or None)


def _grid(rows: Grid) -> str:
    """Return the rows of cells as one text.

    Example:
        >>> _grid([["name", 2], ["B", 0.5]])
        'name, 2; B, 0.5'
    """
    return "; ".join(", ".join(str(_cell(value)) for value in row) for row in rows)


def _cell(value: Result) -> Shown:
    return value.value if isinstance(value, CellError) else value


@block("accepted_words")
def _accepted_words(page: Page) -> None:
    """The words that arguments accept, and the functions that take them."""
    text = page.report.text
    spans = {"argument": 2, "accepted": 8, "taken_by": 8}
    fields = columns_of(lambda key: text(f"functions.column.{key}"), spans, wrap=("accepted", "taken_by"))
    page.headings(fields)
    between = text("claim_words.list_separator")
    for (argument, accepts), names in _accepted().items():
        page.line(fields, [argument, between.join(accepts), between.join(names)])


def _accepted() -> dict[tuple[str, tuple[str, ...]], list[str]]:
    """Functions by argument and the words that it accepts."""
    found: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for function in CATALOGUE.values():
        for argument in function.arguments:
            if argument.accepts:
                found.setdefault((argument.name, argument.accepts), []).append(function.name())
    return found


@register("single_quarter")
class SingleQuarterSpec(BlockSpec):
    """A worked example: the quarter that two cumulative figures differ by."""

    rests_on: ClassVar[tuple[str, ...]] = ("ticker",)

    ticker: Annotated[str, InBasket] = Option(
        "", description="the company; none for that of the basket's texts.yaml"
    )
    cumulative: float = Option(
        0.0, description="cumulative figure to the end of the quarter, in units of the currency"
    )
    before: float = Option(
        0.0, description="cumulative figure to the end of the quarter before, in units of the currency"
    )


@draw_kind.register(SingleQuarterSpec)
def _single_quarter(spec: SingleQuarterSpec, page: Page) -> None:
    report, text = page.report, page.report.text
    if spec.ticker not in report.facts.tickers:
        page.paragraph(text("notes.none_in_basket"))
        return
    company = report.company_name(spec.ticker)
    keys = ("cumulative", "before", "quarter")
    fields = [
        Field("company", text("functions.column.company"), span=6),
        *(Field(key, text(f"functions.column.{key}"), "whole", span=4) for key in keys),
    ]
    page.headings(fields)
    cells = [page.address(page.row, page.left + 6 + 4 * place) for place in range(2)]
    given = report.frame.limits
    cumulative, before = given.get(INPUTS[0], spec.cumulative), given.get(INPUTS[1], spec.before)
    report.defined |= {
        name: page.address(page.row, page.left + 6 + 4 * n, sheet=True) for n, name in enumerate(INPUTS)
    }
    quarter = Live(cumulative - before, f"{cells[0]}-{cells[1]}", f"AIGC_QUARTER({cells[0]},{cells[1]})")
    inputs = [Cell(Live(value), "input", "whole", span=4) for value in (cumulative, before)]
    page.line(fields, [with_unit(report.word("net_profit"), company, report.language), *inputs, quarter])
    page.paragraph(text(f"blocks.{page.key}.{spec.id}.example", company=company))
