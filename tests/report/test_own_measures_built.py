"""Measures of a basket's own from YAML to cells: live columns, rankings, charts, claims; after a refresh and a roll too."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest
from support import gnumeric
from support.next_basket import RESTATED, incoming
from support.next_periods import NOW as ROLL_DAY
from support.openpyxl_reading import load_workbook
from support.own_measures import MEASURES, write_basket, write_layouts
from support.pandas_companies import companies
from support.recalculated import changed_cells
from support.sheet_reader import read

from xl_aigc.data.folder import load_facts
from xl_aigc.data.folder_batch import folder_batch
from xl_aigc.data.model import Figure
from xl_aigc.data.period import Period
from xl_aigc.errors import DataError, LayoutError
from xl_aigc.files.yaml_file import parse_yaml
from xl_aigc.measures.claims.evaluate import evaluate
from xl_aigc.measures.frame import build_frame
from xl_aigc.ooxml.book import Book
from xl_aigc.refreshing.carry import carry_into
from xl_aigc.refreshing.roll import roll
from xl_aigc.report.builder import BuildOptions, build
from xl_aigc.report.check_file import check_file
from xl_aigc.report.ledger_reading import read_record
from xl_aigc.report.own_values import own_values
from xl_aigc.store.opening import open_store

HEADINGS = {
    "en": ("Profit per yuan of R&D", "R&D and selling expense (CNY m)", "Cost ratio", "Thin margin"),
    "zh": ("每元研发对应利润", "R&D and selling expense（亿元）", "研发与销售费用率", "Thin margin"),
    "ko": ("연구개발비 1원당 순이익", "R&D and selling expense(억 위안)", "Cost ratio", "Thin margin"),
}
"""A label in the language, or the first that is given; money with its unit."""


@pytest.fixture(scope="module")
def basket(tmp_path_factory):
    return write_basket(tmp_path_factory.mktemp("basket") / "aigc")


@pytest.fixture(scope="module")
def layouts(tmp_path_factory):
    return write_layouts(tmp_path_factory.mktemp("layouts") / "own")


@pytest.fixture(scope="module")
def workbook(basket, layouts, tmp_path_factory):
    """The basket with its measures, once for equal choices."""
    done = {}

    def make(**options):
        key = tuple(sorted(options.items()))
        if key not in done:
            done[key] = tmp_path_factory.mktemp("own") / "own.xlsx"
            build(done[key], load_facts(basket), BuildOptions(layouts=layouts, **options))
        return done[key]

    return make


def column_of(path, heading):
    """A column of the Companies table by ticker."""
    grid = read(path)["Companies"].grid
    top = next(place for place, row in enumerate(grid) if row[0] == "Ticker")
    place = grid[top].index(heading)
    return {row[0]: row[place] for row in grid[top + 1 :] if re.fullmatch(r"\d{6}\.\w\w", str(row[0]))}


def due():
    """The measures in plain pandas."""
    frame = companies()
    costs = frame["rd_expense"] + frame["selling_expense"]
    return frame["net_profit"] / frame["rd_expense"], costs, costs / frame["revenue"]


@pytest.mark.parametrize("formulas", ["native", "udf"])
def test_own_measures_are_live_columns_with_the_values_of_pandas(workbook, formulas):
    path = workbook(formulas=formulas, names="officejs" if formulas == "udf" else "vba")
    for heading, series in zip(HEADINGS["en"], due(), strict=False):
        shown = column_of(path, heading)
        assert len(shown) == 55
        assert shown == pytest.approx(series.astype(object).where(series.notna(), "n.a.").to_dict()), heading
    sheet = load_workbook(path)["Companies"]
    head = next(row for row in sheet.iter_rows() if row[0].value == "Ticker")
    for heading in HEADINGS["en"]:
        cell = next(cell for cell in head if cell.value == heading)
        content = sheet.cell(cell.row + 1, cell.column).value
        assert str(getattr(content, "text", content)).startswith("="), heading


@pytest.mark.parametrize("language", HEADINGS)
def test_headings_are_in_the_language_or_as_given(workbook, language):
    book = load_workbook(workbook(language=language), read_only=True)
    shown = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row}
    assert set(HEADINGS[language]) <= shown


@pytest.mark.slow
def test_libreoffice_and_gnumeric_compute_what_the_file_holds(workbook, recalculated, tmp_path):
    path = workbook()
    assert not changed_cells(path, recalculated(path))
    compared, apart = gnumeric.judged(path, tmp_path)
    assert (compared > 3000, apart) == (True, [])


def test_rankings_charts_cards_and_claims_take_them(workbook, basket):
    path = workbook()
    ratio, costs, share = due()
    leaders = ratio[share > 0.1].dropna().sort_values(ascending=False)
    rows = read(path)["Own"].table("Leaders").rows
    assert [row["Company"].value for row in rows] == list(companies()["name_en"][leaders.index[:10]])
    assert rows[0]["R&D and selling expense"].value == pytest.approx(costs[leaders.index[0]])
    charts = load_workbook(path)["Own"]._charts
    assert len(charts) == 4, "the ranked bars of all companies are two charts side by side"
    results = {
        result.claim.id: result for result in evaluate(build_frame(load_facts(basket), Period("2024H1")))
    }
    kunlun = "300418.SZ"
    assert results["own_of_company"].evidence.measured == pytest.approx(share[kunlun])
    assert results["own_money"].evidence.measured == pytest.approx(costs[kunlun] * 1e6)
    thin = (companies()["net_margin"] < 0.05) & (share > 0.2)
    assert results["own_count"].evidence.measured == int(thin.sum())


def test_a_check_without_an_office_computes_them_from_the_data_table(workbook):
    with Book(workbook()) as book:
        found = own_values(book)
    assert found is not None
    assert not set(HEADINGS["en"]) & set(found.left_out)
    assert check_file(workbook()).problems == ()


@pytest.mark.slow
def test_a_refresh_keeps_them_and_brings_new_figures_into_them(
    workbook, basket, layouts, tmp_path, recalculated
):
    path, fresh = tmp_path / "report.xlsx", tmp_path / "fresh.xlsx"
    path.write_bytes(workbook().read_bytes())
    facts = load_facts(basket)
    figures = tuple(
        replace(one, value=RESTATED.get((one.ticker, one.item), one.value))
        if one.period == facts.period
        else one
        for one in facts.figures
    )
    told_nothing_of_measures = replace(facts, figures=figures, measures=None)
    carry_into(path, incoming(told_nothing_of_measures))
    build(fresh, replace(facts, figures=figures), BuildOptions(layouts=layouts))
    for heading in HEADINGS["en"]:
        assert column_of(path, heading) == column_of(fresh, heading)
    with Book(path) as book:
        assert read_record(book)[0].facts.measures.text == MEASURES
    assert not changed_cells(path, recalculated(path))


@pytest.mark.slow
def test_a_roll_keeps_them(workbook, basket, tmp_path, recalculated):
    path, store = tmp_path / "report.xlsx", open_store(tmp_path / "store.sqlite")
    path.write_bytes(workbook().read_bytes())
    batch = folder_batch(basket, "files")
    later = tuple(
        Figure(one.ticker, Period(period), one.item, one.value * times, "stated", one.sources)
        for one in batch.figures
        for period, times in (("2024FY", 2.5), ("2023FY", 2 + len(one.item) / 50))  # no two growths alike
        if one.period == Period("2024H1")
    )
    store.record(replace(batch, figures=(*batch.figures, *later)), dt.datetime(2025, 4, 30, tzinfo=dt.UTC))
    roll(store, path, (Period("2024FY"), Period("2023FY")), ROLL_DAY)
    ratio, costs, _ = due()
    shown = column_of(path, "R&D and selling expense (CNY m)")
    assert {t: v for t, v in shown.items() if v != "n.a."} == pytest.approx((costs * 2.5).dropna().to_dict())
    due_ratio = ratio.astype(object).where(ratio.notna(), "n.a.")
    assert column_of(path, "Profit per yuan of R&D") == pytest.approx(due_ratio.to_dict())
    assert not changed_cells(path, recalculated(path))


def test_the_store_keeps_them(basket, tmp_path):
    store = open_store(tmp_path / "store.sqlite")
    store.record(folder_batch(basket, "files"), dt.datetime(2024, 11, 1, tzinfo=dt.UTC))
    facts = open_store(tmp_path / "store.sqlite").facts(load_facts(basket).key)
    assert facts.measures.text == MEASURES
    exported = tmp_path / "exported"
    store.export(exported, facts.key)
    assert (exported / "measures.yaml").read_text("utf-8") == MEASURES


def test_a_folder_of_layouts_may_hold_them(layouts, tmp_path):
    folder = tmp_path / "layouts"
    folder.mkdir()
    for file in layouts.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    (folder / "measures.yaml").write_text(MEASURES, "utf-8")
    path = tmp_path / "report.xlsx"
    build(path, None, BuildOptions(layouts=folder))
    before = column_of(path, "Cost ratio")
    carry_into(path, incoming(load_facts()))
    assert column_of(path, "Cost ratio") == before


def test_a_wrong_measure_is_told_by_file_line_and_key(basket, tmp_path):
    folder = write_basket(tmp_path / "wrong")
    wrong = MEASURES.replace("net_profit / rd_expense", "net_profit / rd_expenses")
    (folder / "measures.yaml").write_text(wrong, "utf-8")
    with pytest.raises(DataError, match="rd_expense") as caught:
        build(tmp_path / "never.xlsx", load_facts(folder))
    assert caught.value.place.file == folder / "measures.yaml"
    assert caught.value.place.line == 3
    assert not (tmp_path / "never.xlsx").exists()


CELLS = """\
cells:
  top_revenue: {is: highest(revenue), shows: money, label: {en: Largest revenue, zh: 最高营收}}
  middle_margin: {is: median(net_margin), shows: percent}
measures:
  of_largest: {is: revenue / top_revenue, shows: percent, label: Of the largest}
  above_middle: {is: net_margin > middle_margin, label: Above the middle}
"""


@pytest.mark.parametrize(
    ("language", "label"), [("en", "Largest revenue (CNY m)"), ("zh", "最高营收（亿元）")]
)
def test_cells_of_ones_own_are_built_with_their_label_or_key(tmp_path, language, label):
    facts = replace(load_facts(), measures=parse_yaml(CELLS, "measures.yaml"))
    path = tmp_path / "cells.xlsx"
    build(path, facts, BuildOptions(language=language))
    workbook, figures = load_workbook(path), companies()
    shown = {}
    for name in ("top_revenue", "middle_margin"):
        sheet, _, cell = workbook.defined_names[name].attr_text.replace("$", "").rpartition("!")
        at = workbook[sheet.strip("'")][cell]
        shown[name] = at.offset(0, -6).value
    assert shown == {"top_revenue": label, "middle_margin": "middle_margin"}
    if language == "en":
        revenue, margin = figures["revenue"], figures["net_margin"]
        of_largest = column_of(path, "Of the largest")
        assert of_largest == pytest.approx(
            (revenue / revenue.max()).astype(object).where(revenue.notna(), "n.a.").to_dict()
        )
        above = column_of(path, "Above the middle")
        assert sum(one == "yes" for one in above.values()) == int((margin > margin.median()).sum())


AMOUNTS = """\
measures:
  big: {is: revenue > 1000000000, label: Big}
  plus: {is: net_profit + 2000000, shows: money, label: Plus}
basket:
  big_companies: {is: count(revenue > 1000000000), label: Big companies}
"""


@pytest.mark.parametrize(("unit", "million", "words"), [("million", 1, "CNY m"), ("yi", 100, "CNY 100m")])
def test_a_constant_beside_money_is_the_same_amount_in_every_unit(
    tmp_path, recalculated, unit, million, words
):
    facts = replace(load_facts(), measures=parse_yaml(AMOUNTS, "measures.yaml"))
    path = tmp_path / f"{unit}.xlsx"
    build(path, facts, BuildOptions(unit=unit))
    figures = companies()
    big = column_of(path, "Big")
    assert sum(one == "yes" for one in big.values()) == int((figures["revenue"] > 1000).sum())
    profit = figures["net_profit"]
    plus = ((profit + 2) / million).astype(object).where(profit.notna(), "n.a.").to_dict()
    assert column_of(path, f"Plus ({words})") == pytest.approx(plus)
    assert not changed_cells(path, recalculated(path))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("REVENUE (CNY m)", "is that of 'revenue' too"),
        ("  ", "is blank, or too long"),
        ("x" * 256, "is blank, or too long"),
    ],
)
def test_texts_of_a_basket_make_no_heading_that_excel_refuses(tmp_path, text, message):
    facts = load_facts()
    words = {**facts.texts.by_language, "en": {"measures.net_margin": text}}
    facts = replace(facts, texts=replace(facts.texts, by_language=words))
    with pytest.raises(LayoutError, match=message) as caught:
        build(tmp_path / "texts.xlsx", facts, BuildOptions())
    assert "measures.net_margin" in str(caught.value)
