"""Every number of the section sheets, recomputed from the bundled CSV files by plain pandas.

Cells are found in the built file by sheet and words. Each expectation is (cell, what pandas says); whatever number no
expectation claims is a failure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest
from support.company_labels import COMPANY_LABELS
from support.expected_sections import (
    CARDS,
    CASES,
    LIMITS,
    RANKINGS,
    SECTIONS,
    SUMMARIES,
    UNIT,
    agrees,
    cards,
    cases,
    correlations,
    expectations,
    limits,
    next_period,
    ranking,
    summary,
)
from support.expected_tables import companies_sheet, data_sheet, feeds, table_rows
from support.pandas_companies import REFERENCE
from support.sheet_reader import read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.expected_sections import Expected


@pytest.fixture(scope="module", params=["as built", "recalculated"])
def sheets(request, english, english_recalculated):
    """The sheets as the file stores them, and as LibreOffice recalculates them."""
    return read(english if request.param == "as built" else english_recalculated)


def wrong(expected: Iterator[Expected]) -> list[str]:
    return [
        f"{cell.sheet}!{cell.address} shows {cell.value!r}, expected {value!r}"
        for cell, value in expected
        if not agrees(cell.value, value)
    ]


@pytest.mark.parametrize(
    ("sheet", "title", "rows", "classified"), SUMMARIES, ids=lambda v: v if isinstance(v, str) else ""
)
def test_a_table_of_groups_shows_what_pandas_computes(sheets, sheet, title, rows, classified):
    assert not wrong(summary(sheets[sheet], title, rows(), classified))


@pytest.mark.parametrize("sheet", CARDS)
def test_cards_show_what_pandas_computes_and_what_it_rests_on(sheets, sheet):
    assert len(sheets[sheet].cards()) == 6
    assert not wrong(cards(sheets[sheet]))


@pytest.mark.parametrize(
    ("sheet", "title", "by", "lowest", "who", "most"), RANKINGS, ids=lambda v: v if isinstance(v, str) else ""
)
def test_a_ranking_has_the_companies_in_order_with_all_their_columns(
    sheets, sheet, title, by, lowest, who, most
):
    assert not wrong(ranking(sheets[sheet], title, by, lowest, who, most))


@pytest.mark.parametrize(("sheet", "title", "count"), CASES)
def test_cases_show_the_numbers_of_their_companies(sheets, sheet, title, count):
    assert not wrong(cases(sheets[sheet], title, count))


@pytest.mark.parametrize(("sheet", "title"), LIMITS)
def test_limits_are_those_that_the_article_and_the_rules_name(sheets, sheet, title):
    assert not wrong(limits(sheets[sheet], title))


def test_companies_shows_every_measure_of_every_company(sheets):
    expected = list(companies_sheet(sheets))
    assert len(expected) > 55 * 52
    assert not wrong(iter(expected))


def test_companies_has_every_column(sheets):
    _, row = next(table_rows(sheets["Companies"]))
    headings = [heading.removesuffix(UNIT) for heading in row]
    assert sorted(headings) == sorted(set(COMPANY_LABELS) - {"Company"})


def test_data_shows_every_figure_of_the_files_and_no_other(sheets):
    expected = list(data_sheet(sheets))
    # Money is in yuan; price changes and counts of models are small.
    figures = [one for one in expected if isinstance(one.value, float) and abs(one.value) > 1000]
    assert len(figures) == len(pd.read_csv(REFERENCE / "figures.csv"))
    assert not wrong(iter(expected))


def test_charts_are_drawn_from_the_numbers_of_pandas(sheets):
    expected = list(feeds(sheets["Chart data"]))
    assert len(expected) > 500
    assert not wrong(iter(expected))


def test_the_free_cells_of_the_next_period_stand_beside_the_figures_of_this(sheets):
    assert not wrong(next_period(sheets["Outlook"]))


def test_rank_correlations_are_those_of_pandas_beside_what_chance_gives(sheets):
    assert not wrong(correlations(sheets["Outlook"]))


def test_every_number_is_claimed_by_an_expectation(english):
    sheets = read(english)
    claimed = {(one.cell.sheet, one.cell.address) for one in expectations(sheets)}
    claimed |= {(one.cell.sheet, one.cell.address) for one in (*companies_sheet(sheets), *data_sheet(sheets))}
    free = [
        f"{name}!{address} = {value}"
        for name in (*SECTIONS, "Companies", "Data")
        for address, value in sheets[name].numbers().items()
        if (name, address) not in claimed
    ]
    assert not free
