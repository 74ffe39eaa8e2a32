"""AIGC_WHY of a result of several cells tells of its first blank cell, and of what that one lacks."""

from __future__ import annotations

import pytest

from xl_aigc.hosts.headless import evaluate


@pytest.mark.parametrize(
    ("formula", "sentence"),
    [
        # The reference figures have first halves alone, so that no quarter is known.
        (
            'AIGC_SERIES("300418","revenue",,,"quarter")',
            "It needs 2023H1 and 2023Q1, of which 2023Q1 is not known. The nearest known figure is 2,425,000,000 for 2023H1",
        ),
        ('AIGC_SERIES("300418","revenue",,,"quarter")', "first of 2 errors, in row 2, column 2"),
        (
            'AIGC_BASKET(,"name,revenue","2019H1")',
            "AIGC_BASKET: Revenue of Midea Group (000333.SZ) for 2019H1",
        ),
        ('AIGC_BASKET(,"name,revenue","2019H1")', "first of 55 errors"),
        ("AIGC_COHORT_OF()", "(Eclicktech, 301171.SZ): Net profit (year ago) is missing."),
        (
            "AIGC_SCREEN()",
            "(Fanli Digital, 600228.SH): Revenue (year ago), Net profit (year ago), R&D expense,",
        ),
        # The first cell that is blank is that of the price; R&D intensity and selling expense have cells of their own.
        (
            'AIGC_SCREEN({"name","net_profit";"A",5;"Total",5},TRUE)',
            "Row 2 of the table (A): Price change is missing.",
        ),
        (
            'AIGC_SCREEN({"name","net_profit","price_change";"A",5,-0.1},TRUE)',
            "Row 2 of the table (A): Net profit (year ago) is missing.",
        ),
        # Revenue rose, so that the flag of selling expense is known without it; so are those of the price and of a loss.
        (
            'AIGC_SCREEN({"name","net_profit","price_change","revenue","revenue_prior";"A",5,-0.1,9,8},,{#N/A,#N/A,#N/A,4})',
            "Row 2 of the table (A): Net profit (year ago), R&D expense and Layer are missing.",
        ),
        (
            'AIGC_COHORT_OF({"name","layer";"A","upstream";"Total","x"},"layer")',
            "Row 3 of the table is blank, a total or a note, and no company.",
        ),
        # Row 2 holds 'nope' twice, row 3 a company without R&D expense.
        (
            'AIGC_FIGURE({"300418";"nope";"600941"},{"revenue","rd_expense"})',
            "no company 'nope'.",
        ),
        (
            'AIGC_FIGURE({"300418";"nope";"600941"},{"revenue","rd_expense"})',
            "first of 3 errors, in row 2, column 1",
        ),
        (
            'AIGC_FIGURE("300418","rd_intensity","LFY")',
            "The nearest known R&D to revenue is 0.144742 for 2023H1.",
        ),
        (
            'AIGC_FIGURE("603888.SH","net_margin","2024H1")',
            "Net margin is known for no period within 3 years.",
        ),
        # 2502 / 2425 - 1, in millions of CNY.
        (
            'AIGC_FIGURE("300418","revenue_yoy","2023H1")',
            "The nearest known Revenue YoY is 0.0317526 for 2024H1.",
        ),
    ],
)
def test_the_first_blank_cell_of_a_result_has_its_reason(formula, sentence):
    assert sentence in evaluate(f"=AIGC_WHY({formula})")
