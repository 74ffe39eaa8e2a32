"""Units that a range states beside its money: in its corner, or in columns of units and currencies."""

from __future__ import annotations

import pytest

from xl_aigc import evaluate


@pytest.mark.parametrize(
    ("table", "unit", "shown"),
    [
        # 250 million dollars are 0.25 billion; the staff, and the column with a unit of its own, keep theirs.
        (
            '{"US$ m","Revenue","Staff",2024;"A",250,7,100}',
            "USD bn",
            [["USD bn", "Revenue (USD bn)", "Staff", "2024年（USD bn）"], ["A", 0.25, 7, 0.1]],
        ),
        (
            '{"Company, USD m","Revenue (USD k)";"A",250}',
            "USD m",
            [["Company (USD m)", "Revenue (USD m)"], ["A", 0.25]],
        ),
        (
            '{"公司","币种","营业收入(亿)";"甲","美元",10}',
            "USD m",
            [["公司", "币种", "营业收入（USD m）"], ["甲", "美元", 1000]],
        ),
        # Organisations are no units.
        ('{"单位","营业收入";"甲公司",5e8}', "亿", [["单位", "营业收入（亿）"], ["甲公司", 5]]),
    ],
)
def test_the_unit_of_the_corner_is_that_of_the_money_beside_it(table, unit, shown):
    assert evaluate(f'=AIGC_UNIT({table},"{unit}")') == shown


@pytest.mark.parametrize(
    ("formula", "words"),
    [
        (
            'AIGC_COHORT({"公司","币种","研发费用";"甲","USD",10;"乙","JPY",2000},"rd_scale")',
            "'币种' states 'USD' and 'JPY'",
        ),
        (
            'AIGC_TOP({"公司","Unit","营业收入";"甲","亿元",10;"乙","台",20},"营业收入")',
            "'Unit' states '亿元' and '台'",
        ),
        ('AIGC_UNIT({"公司","单位","营业收入";"甲","亿元",10},"万")', "states the unit of each row"),
        ('AIGC_UNIT({"项目（亿元）","2024H1";"营业收入",100;"毛利率",0.3},"万元")', "some are no money"),
    ],
)
def test_what_holds_for_some_rows_alone_is_refused_in_words(formula, words):
    assert words in str(evaluate(f"=AIGC_WHY({formula})"))
