"""Statements that follow figures which a person types over or clears: verdicts on conclusions, claims that differ, leaders, edges of bands."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from support import baskets
from support.office import recalculate
from support.openpyxl_reading import load_workbook
from support.retyped import file_of, rewritten, texts
from support.sheet_reader import read

from xl_aigc.data.folder import load_facts
from xl_aigc.report.check_file import check_file

ERROR = re.compile(r"#(VALUE|REF|NAME|DIV/0|NUM|N/A)")


def verdicts(sheets):
    """Return the finding on the conclusions, and the verdict on each."""
    grid = sheets["Overview"].grid
    head = next(row for row in grid if "Conclusion" in row)
    place = head.index("Verdict")
    first = grid.index(head) + 1
    [told] = [text for text in texts(sheets, "Overview") if "conclusions" in text and "reproduced" in text]
    return told, [row[place] for row in grid[first : first + 3]]


@pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
def test_conclusions_and_the_list_of_claims_that_differ_follow_figures(built, tmp_path):
    """Every profit halves, so that all 54 known fell (the article: more than 70%), and R&D is nothing.

    No company grows profit: none grew both, so that "13 of 55" differs, while there are no growers of whom most could be of a kind.
    """

    def change(cells):
        for head, cell in cells.items():
            if head == "Net profit 2024H1":
                cell.value = -1_000_000
            elif head == "Net profit 2023H1":
                cell.value = 1_000_000
            elif head == "R&D expense 2024H1":
                cell.value = 1

    sheets = rewritten(built("en"), tmp_path, change)
    told, found = verdicts(sheets)
    assert found == ["reproduced", "open", "differs"]
    assert told.endswith("The article’s 3 conclusions: 1 reproduced, 0 partly, 1 differs, 1 open")
    listed = [text for text in texts(sheets, "Overview") if text.startswith("Article: ")]
    assert listed[0].startswith("Article: 13 of 55 companies grew both revenue and profit. Measured: 0 ")
    assert listed[1].startswith("Article: 16 of 55 companies spent more than CNY 100m on R&D. Measured: 0 ")
    assert len(listed) == 3


@pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
def test_a_cleared_figure_leaves_no_error_on_any_sheet(built, tmp_path):
    """Prices, R&D and revenue of every second company go; those near the edge of a band are among them.

    Kinds stay beside the figures that went, and count no more.
    """
    number, kinds = 0, []

    def change(cells):
        nonlocal number
        number += 1
        for head, cell in cells.items():
            if number % 2 and head in {"Price change", "R&D expense 2024H1", "Revenue 2023H1"}:
                cell.value = None
            if f"{head} kind" in cells and isinstance(cell.value, int | float):
                kinds.append(cells[f"{head} kind"].value)

    sheets = rewritten(built("en"), tmp_path, change)
    assert [
        (name, value)
        for name, sheet in sheets.items()
        for row in sheet.grid
        for value in row
        if ERROR.match(str(value))
    ] == []
    told = f"Figures derived from stated ones: {kinds.count('derived')} of {len(kinds)}"
    assert any(text.startswith(told) for text in texts(sheets, "Guide"))


def spender(spends):
    """Companies by number, with R&D of 100 m beside 200 m of selling, unless one spends otherwise."""
    usual = {"revenue": (2e9, 1e9), "net_profit": (10e6, 10e6), "selling_expense": (2e8, 2e8)}

    def company(n):
        spent = spends.get(n, 1e8)
        figures = baskets.figures(**usual, rd_expense=(spent, spent))
        return replace(baskets.plain(), ticker=baskets.ticker(n), name_en=f"Name {n}", figures=figures)

    return company


@pytest.mark.parametrize(
    ("count", "spends", "raises"),
    [
        (1, "Name 0 spends most, CNY 700m", "Name 0: R&D is 3.5 times selling"),
        (2, "Name 0 and Name 1 spend most, CNY 700m each", "Name 0 and Name 1: R&D is 3.5 times selling"),
        (4, "4 companies spend most, CNY 700m each", "R&D is 3.5 times selling at 4 companies"),
    ],
)
def test_companies_that_share_the_lead_are_all_counted(built, tmp_path, count, spends, raises):
    """R&D of 700 m beside selling of 200 m at the leaders, and 100 m beside 200 m at the others."""
    company = spender(dict.fromkeys(range(count), 7e8))
    facts = load_facts(baskets.write(tmp_path / "data", [company(n) for n in range(6)]))
    said = texts(read(built("en", facts=facts, unit="million")), "R&D")
    assert any(text.endswith(f": {spends}") for text in said)
    assert any(text.endswith(f": {raises}") for text in said)


def test_every_number_of_the_findings_is_a_formula(built):
    """A number as a value would stay what it was when figures or limits move."""
    sheet = load_workbook(built("en"))["Chart data"]
    labels = [cell.value for cell in sheet["B"]]
    rows = range(labels.index("Numbers of the findings") + 2, len(labels) + 1)
    assert len(rows) > 50
    assert [(row, found) for row in rows if not str(found := sheet.cell(row, 6).value).startswith("=")] == []


@pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
def test_a_tie_that_figures_make_after_the_build_is_counted(built, tmp_path):
    """Name 0 alone spends 700 m; then 700 m are typed in for Name 1 and Name 2 too."""
    company = spender({0: 7e8})
    facts = load_facts(baskets.write(tmp_path / "data", [company(n) for n in range(6)]))

    def change(cells):
        if cells["Ticker"].value in {baskets.ticker(1), baskets.ticker(2)}:
            cells["R&D expense 2024H1"].value = 7e8

    said = texts(rewritten(built("en", facts=facts, unit="million"), tmp_path, change), "R&D")
    assert any(text.endswith(": 3 companies spend most, CNY 700m each") for text in said)
    assert any(text.endswith(": R&D is 3.5 times selling at 3 companies") for text in said)


@pytest.mark.parametrize(
    ("rises", "told"),
    [
        ((0.3, 0.2, 0.1), "Name 0 rose most, +30.0%; Name 1 +20.0%"),
        ((0.3, 0.2, 0.2), "Name 0 rose most, +30.0%"),
        ((0.0003, 0.0002, 0.0001), "Name 0 rose most, under 0.1%; Name 1 under 0.1%"),
    ],
)
def test_a_second_that_is_tied_is_not_named_and_a_little_is_not_zero(built, tmp_path, rises, told):
    """Three prices rise, three fall."""
    company = spender({})
    several = [replace(company(n), price=str(change)) for n, change in enumerate((*rises, -0.1, -0.2, -0.3))]
    facts = load_facts(baskets.write(tmp_path / "data", several))
    said = texts(read(built("en", facts=facts)), "Naked swimmers")
    assert any(text.endswith(f": {told}") for text in said), [text for text in said if "rose" in text]


def test_a_sum_that_shows_as_unchanged_but_is_not_is_almost_flat(built, tmp_path):
    """Revenue and profit of each of six companies rise by 0.02%."""
    little = baskets.figures(revenue=(1.0002e9, 1e9), net_profit=(1.0002e8, 1e8))
    several = [replace(baskets.plain(), ticker=baskets.ticker(n), figures=little) for n in range(6)]
    facts = load_facts(baskets.write(tmp_path / "data", several))
    told = "Revenue was almost flat, profit was almost flat; profit rose at all 6 companies"
    assert told in texts(read(built("en", facts=facts)), "Overview")


@pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
def test_what_is_said_of_a_missing_figure_goes_when_the_figure_comes(built, tmp_path):
    """China Mobile's R&D is typed in: 12.5 bn, which the article puts at nearly 12 bn; 40 of 55 companies had a figure.

    It alone stays a giant: of 14,054 of revenue in units of 100 m it has 5,467.
    """
    lacks, missing = "hold no R&D expense for China Mobile", "first China Mobile"

    def change(cells):
        if cells["Ticker"].value == "600941.SH":
            cells["R&D expense 2024H1"].value = 12_500_000_000
        else:
            cells["Giant"].value = "no"

    file = file_of(built("en"), tmp_path, change)
    before, after = read(built("en")), read(file)
    for word, sheet in ((lacks, "R&D"), (missing, "Claims")):
        assert any(word in text for text in texts(before, sheet))
        assert not any(word in text for text in texts(after, sheet))
    assert {one.kind for one in check_file(file).problems} == {"check"}, "what is typed in has no source"
    assert {told for told in texts(before, "Chart data") if told in {"40 of 55", "41 of 55"}} == {"40 of 55"}
    assert {told for told in texts(after, "Chart data") if told in {"40 of 55", "41 of 55"}} == {"41 of 55"}
    assert any(text.endswith(" China Mobile: 38.9% of revenue.") for text in texts(after, "Overview"))
    assert sum("Figures changed since the build." in text for text in texts(after, "Claims")) >= 4


@pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
@pytest.mark.parametrize("ticker", [None, "999999.SH"])
def test_a_ticker_of_no_company_leaves_its_page_blank(built, tmp_path, ticker):
    """The cell is emptied, or holds the ticker of a company of no basket."""
    several = [spender({})(n) for n in range(6)]
    book = load_workbook(built("en", facts=load_facts(baskets.write(tmp_path / "data", several))))
    sheet, cell = book.defined_names["card_ticker"].attr_text.replace("$", "").split("!")
    book[sheet.strip("'")][cell].value = ticker
    book.save(tmp_path / "changed.xlsx")
    told = texts(read(recalculate(tmp_path / "changed.xlsx", tmp_path)), "One company")
    assert [text for text in told if ERROR.match(text) or text.startswith("Name 0")] == []
    assert "What do the figures say about the selected company?" in told


def test_a_count_of_companies_of_which_none_is_known_is_not_zero(built, tmp_path):
    """Five companies with revenue alone: nobody's profit is known, so that the loss-makers are not 0."""
    plain = replace(baskets.plain(), figures=baskets.figures(revenue=(2e9, 1e9)))
    facts = load_facts(
        baskets.write(tmp_path / "data", [replace(plain, ticker=baskets.ticker(n)) for n in range(5)])
    )
    for sheet in read(built("en", facts=facts)).values():
        for head in (row for row in sheet.grid if {"Loss-makers", "Companies"} <= set(row)):
            companies, losers = head.index("Companies"), head.index("Loss-makers")
            rows = sheet.grid[sheet.grid.index(head) + 1 :][:5]
            assert {row[losers] for row in rows if row[companies] == 5} == {"n.a."}, sheet.name


@pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
@pytest.mark.parametrize(
    ("language", "whole", "giant", "no", "sheet"),
    [
        ("en", "with them a smaller loss", "giant", "no", "Overview"),
        ("zh", "，全样本亏损收窄", "巨头", "否", "总览"),
    ],
)
def test_nothing_is_said_of_giants_where_none_is_left(built, tmp_path, language, whole, giant, no, sheet):
    """Five profits grow from 10 to 11 m, the giant's loss shrinks from 200 to 100 m; then it is none any more."""
    loss = baskets.figures(revenue=(9e9, 8e9), net_profit=(-1e8, -2e8))
    plain = baskets.figures(revenue=(2e9, 1e9), net_profit=(11e6, 10e6))
    several = [
        replace(baskets.plain(), ticker=baskets.ticker(n), name_en=f"Name {n}", figures=plain if n else loss)
        for n in range(6)
    ]
    facts = load_facts(baskets.write(tmp_path / "data", several, giants=[baskets.ticker(0)]))
    workbook = built(language, facts=facts)

    def change(cells):
        cells[giant.capitalize()].value = no

    before, after = read(workbook), rewritten(workbook, tmp_path, change)
    before, after = texts(before, sheet), texts(after, sheet)
    assert any(text.endswith(whole) for text in before)
    # The row of the table and the exhibit of their share stay, and tell no number of theirs.
    told = [text for text in after if giant in text.lower()]
    assert [text for text in told if re.search(r"[0-9]%|n\.a\.", text)] == []
