"""Charts of the workbook: what each shows, of which companies, and that it follows its cells."""

from __future__ import annotations

import math
import re
import zipfile

import pytest
from support import pandas_companies
from support.chart_sheet import (
    CHARTS,
    MARKS,
    charts,
    dots_of,
    line_cell,
    line_of,
    series_of,
    shown,
)
from support.office import recalculate
from support.openpyxl_reading import load_workbook
from support.sheet_reader import read

from xl_aigc.report.builder import BuildOptions, build

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
TITLES = [block["title"] for block in CHARTS if "title" in block]


@pytest.fixture(scope="module")
def companies():
    """Every measure of the bundled basket, computed by pandas."""
    return pandas_companies.companies()


def complete(companies, *keys):
    """The companies that have a number in each of these columns."""
    numbers = companies[list(keys)].replace([math.inf, -math.inf], math.nan)
    return companies[numbers.notna().all(axis=1)]


def test_every_chart_of_the_layout_is_there(chart_book):
    assert sorted(charts(chart_book)) == sorted([*TITLES, "Prices 2"])


@pytest.mark.parametrize("title", TITLES)
def test_a_chart_has_its_title_above_it_and_as_much_plot_as_it_can(chart_book, title):
    """Only scatters need words on their axes: the categories of bars name themselves, and their values stand at them."""
    chart = charts(chart_book)[title]
    assert chart.title is None
    assert chart.legend is None
    assert chart.layout.manualLayout.h >= 0.6
    assert chart.layout.manualLayout.layoutTarget == "inner"
    for part in chart._charts:
        for axis in (part.x_axis, part.y_axis) if part.tagname in {"scatterChart", "bubbleChart"} else ():
            if axis.numFmt.formatCode != ";;;":
                assert "".join(run.t for p in axis.title.tx.rich.p for run in p.r).strip()


@pytest.mark.parametrize("title", TITLES)
def test_a_chart_draws_numbers_only_and_its_caches_are_its_cells(chart_book, title):
    for one in series_of(chart_book, charts(chart_book)[title]):
        none = one.name in MARKS and not any(one.cells["y"])  # no point is marked, and nothing drawn
        assert none or all(isinstance(value, float) and math.isfinite(value) for value in one.cells["y"])
        blank = {key: [None] for key, values in one.cells.items() if values == [""]}
        assert one.cached == (one.cells | blank | {"y": [None] * len(one.cells["y"])} if none else one.cells)
        assert len(one.cells["x"]) == len(one.cells["y"])
        assert "" not in one.cells["x"]


@pytest.mark.parametrize(
    ("title", "x", "y", "n"),
    [
        ("Price and profit", "price_change", "net_profit_yoy", 50),
        ("Intensity and growth", "rd_intensity", "revenue_yoy", 40),
        ("Pairs", "rd_expense_yoy", "revenue_yoy", 15),
    ],
)
def test_a_scatter_draws_every_company_that_has_both_numbers_and_no_other(
    chart_book, companies, title, x, y, n
):
    due = complete(companies, x, y)
    found = [one for one in dots_of(chart_book, charts(chart_book)[title]) if one.name != "Equal growth"]
    drawn = [pair for one in found for pair in zip(one.cells["x"], one.cells["y"], strict=True)]
    clip = lambda value, limit: max(-limit, min(limit, value))  # noqa: E731
    wanted = [
        (
            clip(a, 0.6) if title == "Intensity and growth" else a,
            clip(b, 3) if title == "Price and profit" else b,
        )
        for a, b in zip(due[x], due[y], strict=True)
    ]
    assert len(drawn) == n
    for own, due_pair in zip(sorted(drawn), sorted(wanted), strict=True):
        assert own == pytest.approx(due_pair)


def test_the_rows_around_a_feed_hold_no_number_that_a_chart_leaves_out(chart_book):
    """Each series ends where its companies end, and the spare rows below it show nothing."""
    found, drawn = dots_of(chart_book, charts(chart_book)["Price and profit"]), 0
    for one in found:
        first, last = one.ranges["y"].split(":")
        column = first.rpartition("$")[0]
        top, bottom = int(first.rpartition("$")[2]), int(last.rpartition("$")[2])
        drawn += bottom - top + 1
        above = shown(chart_book, f"{column}${top - 1}:{column.rpartition('!')[2]}${top - 1}")
        below = shown(chart_book, f"{column}${bottom + 1}:{column.rpartition('!')[2]}${bottom + 5}")
        assert not isinstance(above[0], float)
        assert below == [""] * 5
    assert drawn == 50
    layers = [(int(one.ranges["y"].split(":")[0].rpartition("$")[2]), one.name) for one in found]
    assert [name for _, name in sorted(layers)] == ["upstream", "midstream", "downstream"]


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Price and profit", "Price and profit; n = 50, Spearman 0.50: significant"),
        ("Intensity and growth", "Intensity and growth; n = 40, Spearman 0.02: not significant"),
        ("Pairs", "Pairs; n = 15"),
        ("Prices", "Prices; n = 55"),
        ("Cohorts", "Cohorts; n = 50"),
        ("Strip", "Strip; n = 40"),
    ],
)
def test_the_line_above_says_of_how_many_companies_and_how_they_correlate(chart_book, title, words):
    assert line_of(chart_book, charts(chart_book)[title]) == words


@pytest.mark.parametrize(
    ("title", "x", "y"),
    [
        ("Price and profit", "price_change", "net_profit_yoy"),
        ("Intensity and growth", "rd_intensity", "revenue_yoy"),
    ],
)
def test_the_correlation_in_the_feed_is_that_of_pandas(chart_book, companies, title, x, y):
    due = complete(companies, x, y)
    rho = due[x].rank().corr(due[y].rank())
    assert f"Spearman {rho:.2f}: " in line_of(chart_book, charts(chart_book)[title])
    assert any(
        value == pytest.approx(rho, abs=1e-12) for value in read(chart_book)["Chart data"].numbers().values()
    )


def test_a_limit_keeps_the_largest_companies_and_the_title_says_so(chart_book, companies):
    due = complete(companies, "revenue_yoy", "net_profit_yoy").nlargest(10, "revenue")
    (found,) = dots_of(chart_book, charts(chart_book)["Ten"])
    assert sorted(found.cells["x"]) == pytest.approx(sorted(due["revenue_yoy"]))
    assert line_of(chart_book, charts(chart_book)["Ten"]).startswith(
        "Ten; the 10 largest of 50 by revenue, Spearman "
    )


def test_the_dots_of_a_strip_stand_beside_their_own_layer(chart_book):
    layers = dots_of(chart_book, charts(chart_book)["Strip"])[:-1]
    assert [one.name for one in layers] == ["upstream", "midstream", "downstream"]
    for centre, one in enumerate(layers, 1):
        assert all(abs(x - centre) < 0.5 for x in one.cells["x"])
        assert len(set(zip(one.cells["x"], one.cells["y"], strict=True))) == len(one.cells["x"])


def test_ranked_bars_fall_from_the_highest_with_the_indices_and_the_median_among_them(chart_book, companies):
    halves = [series_of(chart_book, charts(chart_book)[title]) for title in ("Prices", "Prices 2")]
    parts = [[y for half in halves for y in half[place].cells["y"]] for place in range(4)]
    # The two indices are the article's.
    lines = [-0.3070, -0.3034, companies["price_change"].median()]
    bars = [sum(one) for one in zip(*parts, strict=True)]
    assert bars == pytest.approx(sorted([*companies["price_change"], *lines], reverse=True))
    assert all(sum(value != 0 for value in one) <= 1 for one in zip(*parts, strict=True))
    rise, other, fall, line = parts
    assert sorted(value for value in line if value) == pytest.approx(sorted(lines))
    assert all(value >= 0 for value in rise)
    assert all(value <= 0 for value in fall)
    assert not any(other), "every fall is coloured where the layout names no limit"


def test_rises_are_teal_in_english_and_red_in_chinese(built, chart_folder):
    colours = {}
    for language in ("en", "zh", "ko"):
        path = built(language, layouts=chart_folder)
        found = series_of(path, charts(path)["Prices"])
        colours[language] = [found[place].series.spPr.solidFill.srgbClr for place in (0, 2)]
    assert colours == {"en": ["00767A", "C5352B"], "zh": ["C5352B", "00767A"], "ko": ["C5352B", "0B5FA5"]}


def test_names_beside_many_bars_are_as_small_as_notes(built):
    """Some thirty share prices stand below one another; a line of 9 points in a high font is higher than the place of a bar."""
    found = set()
    with zipfile.ZipFile(built("en")) as book:
        charts = [book.read(name).decode() for name in book.namelist() if "charts/chart" in name]
    for chart in (one for one in charts if re.search(r'barDir val="bar"', one)):
        size = int(re.search(r'catAx>.*?sz="(\d+)"', chart, re.DOTALL)[1])
        found.add((int(re.search(r'ptCount val="(\d+)"', chart)[1]) > 15, size))
    assert found == {(True, 800), (False, 900)}


def test_cohorts_are_counted_and_the_articles_13_stands_on_the_first_bar(chart_book):
    counts, flat, article = series_of(chart_book, charts(chart_book)["Cohorts"])
    assert flat.cells["y"] == [0, 0, 0, 0]
    assert counts.cells["y"] == [11, 12, 3, 24]
    assert article.name == "Article: 13"
    assert article.cells["y"] == [13]
    assert article.cells["x"] == counts.cells["x"][:1]


def test_changes_of_profit_are_counted_by_layer(chart_book, companies):
    found = series_of(chart_book, charts(chart_book)["Statuses"])
    totals = [sum(one.cells["y"][layer] for one in found) for layer in range(3)]
    assert totals == [sum(companies["layer"] == name) for name in found[0].cells["x"]]
    change = companies["net_profit_change"]
    assert [sum(one.cells["y"]) for one in found] == [
        sum(change > 0),
        sum(change == 0),
        sum(change < 0),
        sum(change.isna()),
    ]


def test_a_table_of_counts_is_drawn_from_its_own_cells(chart_book):
    (bars,) = series_of(chart_book, charts(chart_book)["Cohort bars"])
    top, left = read(chart_book)["Charts"].find("Growth cohort")
    assert read(chart_book)["Charts"].at(top + 1, left) == bars.cells["x"][0]
    assert bars.ranges["y"].split("$")[2] == f"{top + 1}:"


def test_a_table_that_may_come_to_have_gaps_is_drawn_from_a_feed(chart_book):
    bars, dots = series_of(chart_book, charts(chart_book)["Top 10"])
    grid = read(chart_book)["Chart data"]
    assert bars.ranges["y"].startswith("'Chart data'!")
    assert bars.cells["x"] == [grid.at(grid.find(name)[0], grid.find(name)[1]) for name in bars.cells["x"]]
    assert len(bars.cells["y"]) == len(dots.cells["y"]) == 10
    assert bars.chart.y_axis.scaling.logBase == 10
    assert dots.chart.y_axis.axId != bars.chart.y_axis.axId


def test_rows_without_a_number_are_left_out_of_a_chart(chart_book):
    (bars,) = series_of(chart_book, charts(chart_book)["Top 10 grew"])
    rows = [value for row in read(chart_book)["Charts"].grid for value in row]
    assert "n.a." in rows
    assert 0 < len(bars.cells["y"]) < 10


def test_dots_have_a_fill_of_their_own_and_no_curve_is_smoothed(chart_book):
    for title in TITLES:
        for one in series_of(chart_book, charts(chart_book)[title]):
            if one.chart.tagname == "scatterChart" and one.series.marker.symbol is not None:
                assert one.series.marker.spPr.solidFill is not None
                assert not one.series.smooth


@pytest.mark.slow
def test_libreoffice_computes_what_the_charts_were_given(chart_book, recalculated):
    before, after = (
        [row for name in ("Charts", "Chart data") for row in read(file)[name].grid]
        for file in (chart_book, recalculated(chart_book))
    )
    for row, (own, theirs) in enumerate(zip(before, after, strict=True), 1):
        for mine, other in zip(own, theirs, strict=False):
            same = (
                mine == pytest.approx(other, rel=1e-9, abs=1e-12)
                if isinstance(mine, float)
                else mine == other
            )
            assert same, (row, mine, other)


@pytest.mark.slow
def test_a_chart_follows_a_limit_and_a_figure_that_are_changed_by_hand(chart_book, tmp_path):
    changed = load_workbook(chart_book)
    limit = next(row for row in changed["Front"].iter_rows() if "growth clipped at" in str(row[1].value))
    next(cell for cell in limit if cell.value == 3).value = 1
    rows = {row[0].value: row for row in changed["Data"].iter_rows()}
    heads = [cell.value for cell in rows["Ticker"]]
    rows["600941.SH"][heads.index("Price change")].value = "n.a."
    changed.save(tmp_path / "changed.xlsx")
    after = recalculate(tmp_path / "changed.xlsx", tmp_path / "after")
    chart = charts(chart_book)["Price and profit"]
    assert shown(after, line_cell(chart))[0].startswith("Price and profit; n = 49, Spearman 0.")
    drawn = [value for one in dots_of(chart_book, chart) for value in shown(after, one.ranges["y"])]
    numbers = [value for value in drawn if isinstance(value, float)]
    assert len(numbers) == 49
    assert (min(numbers), max(numbers)) == (-1, 1)


def test_equal_builds_give_equal_bytes(tmp_path, chart_book, chart_folder):
    build(tmp_path / "again.xlsx", options=BuildOptions(layouts=chart_folder))
    assert (tmp_path / "again.xlsx").read_bytes() == chart_book.read_bytes()
