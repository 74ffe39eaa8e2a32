"""Findings are true of baskets of every kind: of losses, of giants, of equal figures, of claims that all hold."""

from __future__ import annotations

from dataclasses import replace

import pytest
from openpyxl.utils import range_boundaries
from support import baskets
from support.openpyxl_reading import load_workbook
from support.sheet_reader import read
from support.told_findings import HEAD_ROW, findings, texts_of

from xl_aigc.data.folder import load_facts
from xl_aigc.report.builder import BuildOptions, make_report
from xl_aigc.report.findings import Teller


def firms(*rows):
    """Companies of a basket, from (this period, the period compared with) of each item."""
    return [
        replace(
            baskets.plain(),
            ticker=baskets.ticker(n),
            figures=baskets.figures(**row),
        )
        for n, row in enumerate(rows)
    ]


def told(built, folder, rows, language="en", **more):
    return findings(built(language, facts=load_facts(baskets.write(folder / "data", firms(*rows), **more))))


def losses(*pairs):
    return [{"revenue": (110e6, 100e6), "net_profit": pair} for pair in pairs]


@pytest.mark.parametrize(
    ("pairs", "due"),
    [
        (((-9e6, -2e6), (1e6, 1e6), (-1e6, -1e6)), "the loss widened"),
        (((-9e6, 2e6), (1e6, 1e6), (1e6, 1e6)), "profit turned to a loss"),
        (((-1e6, -9e6), (1e6, 1e6), (-1e6, -1e6)), "the loss narrowed"),
        (((9e6, -9e6), (1e6, 1e6), (-1e6, -1e6)), "the loss turned to a profit"),
    ],
)
def test_profit_of_a_basket_is_said_by_its_status(built, tmp_path, pairs, due):
    """The sums: −9 after −2, −7 after 4, −1 after −9, 9 after −9."""
    overview = told(built, tmp_path, losses(*pairs))["Overview"]
    assert overview[0].startswith(f"Revenue rose 10%, {due}; ")


def spends(*shares):
    """Companies whose revenue rose 10%, with R&D of both years."""
    return [{"revenue": (110e6, 100e6), "net_profit": (1e6, 1e6), "rd_expense": share} for share in shares]


@pytest.mark.parametrize(
    ("language", "due"),
    [
        ("en", "R&D outgrew revenue at none of 3 companies"),
        ("zh", "3家研发费用增速均未超过营收增速"),
        ("ko", "3개사 모두 연구개발비 증가율이 매출 증가율 이하"),
    ],
)
def test_where_no_rd_outgrew_revenue_none_is_named(built, tmp_path, language, due):
    """R&D rose 5%, fell 10% and rose 10%, revenue 10%; of the fourth company no R&D is known."""
    rows = spends((2.1e6, 2e6), (1.8e6, 2e6), (1.1e6, 1e6), (None, None))
    sheets = list(told(built, tmp_path, rows, language).values())
    assert due in [text for sheet in sheets for text in sheet.values()]


def test_growth_of_rd_and_revenue_is_of_the_same_companies(built, tmp_path):
    """R&D of three: 5.5 after 5; their revenue 330 after 300. The fourth has no R&D, and its revenue halved."""
    rows = [*spends(*[(1.5e6, 1e6)] * 2, (2.5e6, 3e6)), {"revenue": (50e6, 100e6), "net_profit": (1e6, 1e6)}]
    found = told(built, tmp_path, rows)
    assert (
        found["Outlook"][0]
        == "R&D rose 10%, revenue rose 10%, at the 3 companies with R&D and revenue of both years"
    )
    assert found["R&D"][0] == "None of 3 companies puts more than 10% of revenue into R&D"


def test_equal_numbers_are_no_ranks(built, tmp_path):
    """Two companies of one name, which their tickers tell apart."""
    rows = spends((300e6, 2e6), (300e6, 2e6), (1e6, 1e6))
    said = "甲公司 600000.SH与甲公司 600001.SH并列最多，均为3.00亿元"
    assert told(built, tmp_path, rows, "zh")["研发投入"][2] == said


def test_giants_are_said_to_hold_a_share_only_where_both_figures_are_known(built, tmp_path):
    """Giants 0 and 1 of three hold 200 of 300 revenue and 4 of 5 profit; without the profit of one nothing is said."""
    rows = [{"revenue": (100e6, 100e6), "net_profit": (profit, 1e6)} for profit in (2e6, 2e6, 1e6)]
    giants = [baskets.ticker(0), baskets.ticker(1)]
    full = told(built, tmp_path / "full", rows, giants=giants)["Overview"]
    assert full[3] == "The giants earn 80% of the profit on 67% of the revenue"
    rows[0]["net_profit"] = (None, 1e6)
    assert told(built, tmp_path / "gap", rows, giants=giants)["Overview"][3] == "Share of the giants"


def test_a_change_below_one_percent_is_no_zero(built, tmp_path):
    rows = spends((1e6, 1e6), (1e6, 1e6), (1e6, 1e6))
    some = [replace(one, price="-0.004") for one in firms(*rows)]
    path = built("en", facts=load_facts(baskets.write(tmp_path / "data", some)))
    assert findings(path)["Naked swimmers"][0].endswith("median change −0.4%")


def test_the_giants_have_no_share_of_a_loss_but_of_the_revenue(built, tmp_path):
    """The first of four is the giant: it lost 8 of 10 million on a quarter of the revenue, less than the 9 of the year before."""
    rows = losses((-8e6, -9e6), (-1e6, -1e6), (-1e6, -1e6), (0, 0))
    facts = load_facts(baskets.write(tmp_path / "data", firms(*rows), giants=(baskets.ticker(0),)))
    path = built("en", facts=facts)
    overview, shown = findings(path)["Overview"], texts_of(path, "Chart data", "Overview")
    assert {"Net profit (n.m.)", "75%"} <= shown, "a bar without length has no place for a number of its own"
    assert "n.m.: there is no share where the giants or the others make a loss." in shown
    assert "The giant makes 25% of the revenue" in overview.values()
    assert "Ex giants the loss stayed the same; with them a smaller loss" in overview.values()


def test_a_small_share_of_one_giant_has_the_same_decimal_in_title_and_bars(built, tmp_path):
    """It earns 0.3 of 100 million on 8 of 1,000 million."""
    rows = [
        {"revenue": (sales, 1e6), "net_profit": (profit, 1e6)}
        for sales, profit in ((8e6, 3e5), (992e6, 997e5))
    ]
    facts = load_facts(baskets.write(tmp_path / "data", firms(*rows), giants=(baskets.ticker(0),)))
    path = built("en", facts=facts)
    assert findings(path)["Overview"][3] == "The giant earns 0.3% of the profit on 0.8% of the revenue"
    assert {"0.3% | 99.7%", "0.8% | 99.2%"} <= texts_of(path, "Chart data")


def test_a_total_is_that_of_the_tables_and_companies_that_raise_no_flag_are_not_counted(built, tmp_path):
    """Profits of 90, 5 and 5 million and 7 without a year before: 107 in all. All rose, none fell in price, R&D is alike."""
    grown = [(90e6, 80e6), (5e6, 4e6), (5e6, 4e6), (7e6, None)]
    made = [replace(one, price="0.1") for one in firms(*losses(*grown))]
    facts = load_facts(baskets.write(tmp_path / "data", made))
    path = built("en", facts=facts)
    assert "alone CNY 90m, all companies CNY 107m" in read(path)["Overview"].at(HEAD_ROW + 1, 2)
    assert "No company raises a flag" in findings(path)["Naked swimmers"].values()


def test_a_basket_without_rd_looks_ahead_on_the_sheet_of_profit(built, tmp_path):
    """It has no sheet Outlook; profit fell at one of three companies, and one loses money."""
    found = told(built, tmp_path, losses((-9e6, -2e6), (1e6, 1e6), (2e6, 1e6)))
    assert "Outlook" not in found
    ahead = "Ahead of 2024Q3: profit fell at 1 of 3 companies, 1 loses money"
    assert ahead in found["Profitability"].values()


def test_claims_of_which_none_is_settled_are_open(tmp_path):
    """Of two companies the profit of one year before is missing: none or one of them fell."""
    rows = [{"revenue": (2e6, 1e6), "net_profit": pair} for pair in ((1e6, None), (2e6, 1e6))]
    folder = baskets.write(tmp_path / "data", firms(*rows))
    (folder / "article.yaml").write_text(
        "published: 2024-09\nprices_as_of: 2024-09-12\nbasket: Two\n", encoding="utf-8"
    )
    claim = "- {{id: {0}, section: profitability, key: count_net_profit_fell, stated: 1, text: {0}.}}\n"
    (folder / "claims.yaml").write_text(
        "claims:\n" + "".join(map(claim.format, ("Fell", "One"))), encoding="utf-8"
    )
    report = make_report(load_facts(folder), BuildOptions())
    assert Teller(report).line("{statements}").value == "All 2 statements are open"


@pytest.mark.parametrize(
    ("language", "due"), [("en", "The only company grew revenue and profit"), ("zh", "唯一公司增收增利")]
)
def test_of_one_company_is_not_said_that_all_grew(tmp_path, language, due):
    folder = baskets.write(tmp_path / "data", firms({"revenue": (2e6, 1e6), "net_profit": (2e6, 1e6)}))
    report = make_report(load_facts(folder), BuildOptions(language))
    assert Teller(report).line("{grew_both_of}").value == due


def test_names_of_layers_of_ones_own_stand_before_their_counts(tmp_path):
    """Profit fell at the first and third of three companies, one a layer."""
    pairs = ((1e6, 2e6), (2e6, 1e6), (1e6, 3e6))
    layers = ("upstream", "midstream", "downstream")
    made = firms(*({"revenue": (2e6, 1e6), "net_profit": pair} for pair in pairs))
    folder = baskets.write(
        tmp_path / "data", [replace(one, layer=layer) for one, layer in zip(made, layers, strict=True)]
    )
    plain = make_report(load_facts(folder), BuildOptions())
    assert Teller(plain).line("{fell_by_layer}").value == "Profit fell: 1 upstream, 0 midstream, 1 downstream"
    named = "".join(
        f"- {{key: {key}, name: {{en: {name}, zh: {name}, ko: {name}}}}}\n"
        for key, name in zip(layers, ("Platforms", "Hardware", "Software"), strict=True)
    )
    with (folder / "basket.yaml").open("a", encoding="utf-8") as file:
        file.write("layers:\n" + named)
    own = make_report(load_facts(folder), BuildOptions())
    assert Teller(own).line("{fell_by_layer}").value == "Profit fell: Platforms 1, Hardware 0, Software 1"


def test_claims_that_all_hold_are_not_said_to_differ_at_none(built, tmp_path):
    """Of three companies one's profit fell. The sheet Claims is one page of A4 at 86%, 621 points without margins, and at least 55% full."""
    rows = [{"revenue": (2e6, 1e6), "net_profit": pair} for pair in ((1e6, 2e6), (2e6, 1e6), (3e6, 1e6))]
    folder = baskets.write(tmp_path / "data", firms(*rows))
    claims = [
        f"- {{id: {id_}, section: profitability, key: count_net_profit_fell, stated: 1, text: {id_}.}}\n"
        for id_ in ("Fell", "One")
    ]
    (folder / "article.yaml").write_text(
        "published: 2024-09\nprices_as_of: 2024-09-12\nbasket: Three\n", encoding="utf-8"
    )
    (folder / "claims.yaml").write_text("claims:\n" + "".join(claims), encoding="utf-8")
    path = built("en", facts=load_facts(folder))
    found = findings(path)
    assert found["Claims"] == {0: "All 2 statements hold", 1: "No statement stays open for want of figures"}
    assert "All 2 statements hold" in found["Overview"].values()
    assert not texts_of(path, "Overview") & {"No claim differs.", "Figures that differ from the article"}
    sheet = load_workbook(path)["Claims"]
    rows = range_boundaries(sheet.print_area.rsplit("!", 1)[-1].replace("$", ""))
    tall = sum(sheet.row_dimensions[row].height or 15 for row in range(rows[1], rows[3] + 1))
    assert tall >= 0.55 * (595 - 0.85 * 72) / 0.86


def test_a_layer_of_giants_alone_has_no_row_without_them(built, tmp_path):
    """Of six companies 0 and 3 are upstream, and giants both; of 1 and 4, midstream, one is."""
    giants = [baskets.ticker(n) for n in (0, 1, 3)]
    facts = load_facts(baskets.write(tmp_path / "data", baskets.market(6), giants=giants))
    shown = texts_of(built("en", facts=facts), "Value chain")
    assert "midstream, ex giants" in shown
    assert "upstream, ex giants" not in shown


def test_a_basket_of_giants_alone_speaks_of_none(built, tmp_path):
    """There is nobody beside them, so that no row, bar or note parts the basket."""
    giants = [baskets.ticker(n) for n in range(6)]
    facts = load_facts(baskets.write(tmp_path / "data", baskets.market(6), giants=giants))
    path = built("en", facts=facts)
    shown = set().union(*(texts_of(path, name) for name in ("Overview", "Value chain", "Companies")))
    assert [text for text in shown if "giant" in text.casefold()] == []


def test_a_chinese_standfirst_of_two_lines_is_broken_between_sentences(built, tmp_path):
    """Programs break Chinese text before a comma where the line ends there; one company sells 99 of 100 and earns 9 of 10."""
    rows = [
        {"revenue": (sales, 1e6), "net_profit": (profit, 1e6)}
        for sales, profit in ((99e8, 9e8), (5e7, 5e7), (5e7, 5e7))
    ]
    long = [
        replace(one, name_zh="深圳前海国际人工智能科技控股集团股份有限公司"[: 20 - n])
        for n, one in enumerate(firms(*rows))
    ]
    path = built("zh", facts=load_facts(baskets.write(tmp_path / "data", long)))
    first, second = str(read(path)["总览"].at(HEAD_ROW + 1, 2)).split("\n")
    assert first.endswith("。")
    assert second.startswith("营业收入：")
