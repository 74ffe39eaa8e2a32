"""A basket of any shape builds to what LibreOffice computes; what is missing is missing everywhere, and is never 0."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import pytest
from support import baskets
from support.sheet_reader import read, table_texts

from xl_aigc.data.folder import load_facts

ERROR = re.compile(r"#(REF|NAME|VALUE|DIV/0|NUM|N/A|NULL)[!?]?|Err:\d+")


def shapes():
    plain, ticker = baskets.plain(), baskets.ticker
    nothing = [
        replace(plain, ticker=ticker(n), figures=baskets.figures(revenue=(1, None)), price=None)
        for n in range(3)
    ]
    twins = [plain, replace(plain, ticker=ticker(1))]
    no_profit = [
        replace(firm, figures={k: v for k, v in firm.figures.items() if k[0] != "net_profit"})
        for firm in baskets.market(12)
    ]
    return {
        "one company": ([plain], {}),
        "one company that is a giant": ([plain], {"giants": (plain.ticker,)}),
        "no price changes": (twins, {"prices": False}),
        "no sources": (twins, {"sources": False}),
        "no index": (twins, {"indices": False}),
        "two companies of one name": (twins, {}),
        "no profit at all": (no_profit, {}),
        "hardly a figure": (nothing, {"prices": False, "sources": False, "indices": False}),
        "nasty": (baskets.nasty(), {"giants": (ticker(3), ticker(8))}),
        "huge": (baskets.huge(), {}),
        "two hundred companies": (baskets.market(200), {"giants": (ticker(1),)}),
    }


SHAPES = shapes()


@pytest.fixture(scope="module")
def books(tmp_path_factory, built, recalculated):
    """A basket by its name, built in one of the languages; and recalculated."""

    @cache
    def make(shape):
        firms, options = SHAPES[shape]
        language = ("en", "zh", "ko")[list(SHAPES).index(shape) % 3]
        file = built(language, facts=baskets.facts_in(tmp_path_factory.mktemp("folder"), firms, **options))
        return file, recalculated(file)

    return make


@pytest.mark.parametrize("shape", SHAPES)
def test_a_basket_of_any_shape_recalculates_to_what_is_stored_without_an_error(books, shape):
    before, after = (read(file) for file in books(shape))
    apart = []
    for name, sheet in before.items():
        for row in range(1, len(sheet.grid) + 1):
            for column in range(1, len(sheet.grid[0]) + 1):
                one, other = sheet.at(row, column), after[name].at(row, column)
                if not alike(one, other, 1e13 if shape == "huge" else 0) or ERROR.match(str(other)):
                    apart.append((name, sheet.cell(row, column).address, one, other))
    assert not apart[:10]


def alike(one, other, size):
    """Equal, or within 1e-9; sums of huge numbers of both signs are as good as the largest of them."""
    if isinstance(one, str) or isinstance(other, str):
        return one == other
    return abs(one - other) <= 1e-9 * max(abs(one), abs(other), size) + 1e-15


PROFIT = (
    "Net profit (CNY m)",
    "Net profit YoY",
    "Profit status",
    "Net profit, change (CNY m)",
    "Growth cohort",
    "Net margin",
)


@pytest.fixture(scope="module")
def without_profit(tmp_path_factory, built):
    """A basket whose profits are those of the year before alone: with none at all its columns give way."""
    firms = [
        replace(firm, figures={k: v for k, v in firm.figures.items() if k != ("net_profit", baskets.NOW)})
        for firm in baskets.market(12)
    ]
    return built("en", facts=baskets.facts_in(tmp_path_factory.mktemp("folder"), firms))


@pytest.mark.parametrize("heading", PROFIT)
def test_a_missing_profit_is_missing_in_every_column_that_needs_it(without_profit, heading):
    shown = table_texts(read(without_profit)["Companies"].grid, heading)
    assert set(shown.values()) == {"n.a."}


def test_a_missing_profit_is_missing_in_sums_and_shares(without_profit):
    sheets = read(without_profit)
    whole = sheets["Overview"].table("Basket totals").row("All companies")
    assert whole["Net profit"].value == whole["Profit growth"].value == "n.a."
    cards = sheets["Profitability"].cards()
    middle, known = cards["Median net profit YoY"]
    assert (middle.value, known.value) == ("n.a.", "0 of 12")
    fell, known = cards["Profit down"]
    assert (fell.value, known.value) == ("n.a.", "0 of 12; range 0–12"), "of none is it known; all could have"


def test_a_zero_of_the_data_is_a_zero_and_a_missing_figure_is_none(tmp_path, built):
    firm = replace(baskets.plain(), figures=baskets.figures(revenue=(0, None), net_profit=(None, 0)))
    row = read(built("en", facts=load_facts(baskets.write(tmp_path / "data", [firm]))))["Companies"].grid
    shown = {
        heading: next(iter(table_texts(row, heading).values()))
        for heading in ("Revenue (CNY m)", "Net profit (CNY m)")
    }
    assert shown == {"Revenue (CNY m)": 0, "Net profit (CNY m)": "n.a."}
    priors = [
        next(iter(table_texts(row, f"Year-ago {h.lower()} (CNY m)").values()))
        for h in ("Revenue", "Net profit")
    ]
    assert priors == ["n.a.", 0]
