"""Bars that would squeeze the others, counts of none, what is unchanged, and names that are cut to the same."""

from __future__ import annotations

import pytest
from support import baskets
from support.chart_sheet import charts, dots_of, series_of, shown, write_layouts
from support.office import recalculate
from support.openpyxl_reading import load_workbook
from support.sheet_reader import read

from xl_aigc.data.folder import load_facts
from xl_aigc.report.builder import BuildOptions, build

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")

FALLS = {
    "block": "ranking_bars",
    "title": "Falls",
    "by": "net_profit_change",
    "order": "lowest",
    "where": [{"measure": "net_profit_change", "is": "below", "than": 0}],
}
LARGE = [-300, -290, -280, -270, -260, -250]
"""Falls that are seen beside larger ones."""
BLOCKS = [
    FALLS,
    {"block": "status_shares", "title": "Statuses"},
    {"block": "cohort_bars", "title": "Cohorts"},
    {"block": "giant_shares", "title": "Giants", "measures": ["revenue", "net_profit"]},
]


def basket(folder, changes, **options):
    """A basket whose profits were 50bn yuan each, and changed by so many millions; revenue stayed."""
    firms = [
        baskets.Firm(
            baskets.ticker(number),
            name_en=f"Firm {number}",
            figures=baskets.figures(revenue=(9e9, 9e9), net_profit=(5e10 + change * 1e6, 5e10)),
        )
        for number, change in enumerate(changes, 1)
    ]
    facts = load_facts(baskets.write(folder / "data", firms, **options))
    file = folder / "book.xlsx"
    build(file, facts, BuildOptions(layouts=write_layouts(folder / "layouts", BLOCKS)))
    return file


def bars(file):
    """How far each bar is drawn, its label, and what is said below the chart."""
    (one,) = series_of(file, charts(file)["Falls"])
    labels = shown(file, one.ranges["y"].replace("$B$", "$C$"))
    notes = [v for row in read(file)["Charts"].grid for v in row if "bars drawn to" in str(v)]
    return one.cells["y"], labels, notes


def test_a_bar_that_squeezes_the_others_is_drawn_three_times_as_long_as_the_next_and_marked(tmp_path):
    """3 × 411 = 1,233: the fall of 40,000 is 97 times the next."""
    drawn, labels, notes = bars(basket(tmp_path, [-411, -40000, *LARGE]))
    assert drawn == [-1233, -411, *LARGE]
    assert labels[:3] == ["◄ −40,000", "−411", "−300"]
    assert notes == [
        "1 of 8 bars drawn to 1,233 only and marked ◄ or ►; the numbers at them are the true ones."
    ]


@pytest.mark.parametrize(
    ("changes", "drawn"),
    [
        ([-2663, -747, *LARGE], [-2663, -747, *LARGE]),  # not five times the next
        (
            [-40000, -38000, -400, *LARGE],
            [-1200, -1200, -400, *LARGE],
        ),  # two that squeeze the others: 3 × 400
        (
            [-6854, -4858, -2659, -499, *LARGE],
            [-6854, -4858, -2659, -499, *LARGE],
        ),  # the last is a 14th of the first, and seen
        ([-40000, -411, *LARGE[1:]], [-40000, -411, *LARGE[1:]]),  # of seven none is
    ],
)
def test_only_bars_that_leave_the_others_no_room_are_cut(tmp_path, changes, drawn):
    found, labels, notes = bars(basket(tmp_path, changes))
    assert found == drawn
    assert sum("◄" in text for text in labels) == sum(a != b for a, b in zip(changes, drawn, strict=True))
    assert bool(notes) == (changes != drawn)


def test_a_price_that_went_up_six_times_squeezes_neither_bars_nor_points(tmp_path):
    """3 × 0.6 = 1.8: the rise of 520% is nine times the fall of 60%; points are drawn to the limit of 100%."""
    firms = [
        baskets.Firm(
            baskets.ticker(number),
            name_en=f"Firm {number}",
            figures=baskets.figures(net_profit=((5 + number) * 1e9, 5e9)),
            price=price,
        )
        for number, price in enumerate(("-0.1", "5.2", "-0.6", "0.2", "0.1", "-0.2", "-0.3", "-0.4"), 1)
    ]
    facts = load_facts(baskets.write(tmp_path / "data", firms))
    file, points = (
        tmp_path / "book.xlsx",
        {"block": "scatter", "title": "Points", "clip_y": "limit_clip_price"},
    )
    blocks = [
        {"block": "ranked_bars", "title": "Prices", "by": "price_change"},
        {**points, "x": "net_profit_yoy", "y": "price_change"},
    ]
    build(file, facts, BuildOptions(layouts=write_layouts(tmp_path / "layouts", blocks)))
    halves = [{one.name: one for one in series_of(file, charts(file)[t])} for t in ("Prices", "Prices 2")]
    assert [one["Label"].cells["y"] for one in halves] == [
        pytest.approx([1.8, 0.2, 0.1, -0.1]),
        [-0.2, -0.3, -0.4, -0.6],
    ]
    words = [shown(file, next_column(one["Label"].ranges["y"])) for one in halves]
    assert [one[::3] for one in words] == [["+520.0% ►", "−10.0%"], ["−20.0%", "−60.0%"]]
    assert halves[0]["Rise"].cells["y"] == pytest.approx([1.8, 0.2, 0.1, 0])
    cells = [value for row in read(file)["Charts"].grid for value in row]
    assert (
        "1 of 8 bars drawn to 180.0% only and marked ◄ or ►; the numbers at them are the true ones." in cells
    )
    assert "■ Price change clipped at −100% and 100%: Firm 2 520%." in cells
    drawn = [y for one in dots_of(file, charts(file)["Points"]) for y in one.cells["y"]]
    assert max(y for y in drawn if y is not None) == 1


def next_column(area):
    """The range at the right of one of a single column."""
    letter = area.partition("!$")[2][0]
    return area.replace(f"${letter}$", f"${chr(ord(letter) + 1)}$")


@pytest.mark.slow
def test_a_cut_bar_is_whole_when_the_figure_is_corrected(tmp_path):
    """A fall of 1,000 is less than five times 411, so that nothing is cut and nothing said."""
    file = basket(tmp_path, [-411, -40000, *LARGE])
    book = load_workbook(file)
    rows = {row[0].value: row for row in book["Data"].iter_rows()}
    (profit,) = (cell for cell in rows["600002.SH"] if cell.value == 1e10)
    profit.value = 4.9e10
    book.save(tmp_path / "changed.xlsx")
    after = recalculate(tmp_path / "changed.xlsx", tmp_path / "after")
    (one,) = series_of(file, charts(file)["Falls"])
    assert shown(after, one.ranges["y"]) == [-1000, -411, *LARGE]
    assert shown(after, one.ranges["y"].replace("$B$", "$C$"))[:2] == ["−1,000", "−411"]
    assert not [v for row in read(after)["Charts"].grid for v in row if "bars drawn to" in str(v)]


def test_what_is_unchanged_is_grey_and_no_fall(tmp_path):
    """Of four companies two stayed, one fell and one rose; revenue stayed at all."""
    file = basket(tmp_path, [0, 0, -5, 7])
    parts = {one.name: one for one in series_of(file, charts(file)["Statuses"])}
    counts = {name: sum(one.cells["y"]) for name, one in parts.items()}
    assert counts == {"Profit grew": 1, "Profit unchanged": 2, "Profit fell": 1, "Unknown": 0}
    colours = {name: one.series.spPr.solidFill.srgbClr for name, one in parts.items()}
    assert [colours[name] for name in ("Profit fell", "Profit unchanged")] == ["C5352B", "AEB6BF"]
    cohorts, flat = series_of(file, charts(file)["Cohorts"])
    assert cohorts.cells["y"] == [0, 0, 1, 3]  # the last grew neither: two that stayed, and the one that fell
    assert flat.cells["y"] == [0, 0, 0, 2]
    assert flat.series.spPr.solidFill.srgbClr == "AEB6BF"
    assert cohorts.series.dLbls.numFmt == "#,##0", "a count of none is written"


def test_a_count_of_none_says_so_with_those_that_could_be_added(tmp_path):
    """Of two companies one spends 50m, and nothing is known of the other: it could be above either amount."""
    firms = [
        baskets.Firm(baskets.ticker(1), figures=baskets.figures(rd_expense=(5e7, 5e7))),
        baskets.Firm(baskets.ticker(2), figures=baskets.figures(revenue=(9e9, 9e9))),
    ]
    facts = load_facts(baskets.write(tmp_path / "data", firms))
    file = tmp_path / "book.xlsx"
    reach = {"block": "known_counts", "title": "Reach", "measures": ["count_rd_above_100m"]}
    build(file, facts, BuildOptions(layouts=write_layouts(tmp_path / "layouts", [reach])))
    known, more = series_of(file, charts(file)["Reach"])
    assert (known.cells["y"], more.cells["y"]) == ([0], [1])
    assert shown(file, more.ranges["y"].replace("$F$", "$G$")) == ["0 + 1"]


@pytest.mark.parametrize("title", ["Falls", "Prices"])
def test_names_that_are_cut_to_the_same_are_told_apart_by_their_tickers(tmp_path, title):
    """Of three names two are alike in their first 40 signs."""
    long = "Shenzhen Qianhai International Artificial Intelligence Technology"
    firms = [
        baskets.Firm(
            baskets.ticker(number),
            name_en=name,
            figures=baskets.figures(net_profit=(5e9 - number * 1e8, 5e9)),
            price=f"-0.{number}",
        )
        for number, name in enumerate((f"{long} One", f"{long} Two", "Short"), 1)
    ]
    facts = load_facts(baskets.write(tmp_path / "data", firms))
    file = tmp_path / "book.xlsx"
    points = {"block": "scatter", "title": "Points", "x": "net_profit_yoy", "y": "price_change"}
    blocks = [FALLS, {"block": "ranked_bars", "title": "Prices", "by": "price_change"}, points]
    build(file, facts, BuildOptions(layouts=write_layouts(tmp_path / "layouts", blocks)))
    names = series_of(file, charts(file)[title])[0].cells["x"]
    if title == "Prices":
        names += series_of(file, charts(file)[f"{title} 2"])[0].cells["x"]
    head = "Shenzhen Qianhai Internationa"
    assert sorted(names) == sorted(["Short", f"{head}… 600001.SH", f"{head}… 600002.SH"])
    texts = [value for row in read(file)["Chart data"].grid for value in row]
    assert {"Shenzhen Qian… 600001.SH", "Shenzhen Qian… 600002.SH"} <= {*texts}, "of points, with less room"


@pytest.mark.parametrize(
    ("changes", "what"),
    [([0, -60000], "50 of a sum of 40 is no part"), ([-60000, -60000], "the sum is below 0")],
)
def test_no_share_is_drawn_of_a_sum_of_which_the_giants_have_no_part(tmp_path, changes, what):
    """The giant earns 50bn or loses 10bn, the other loses 10bn; each sells 9bn."""
    file = basket(tmp_path, changes, giants=[baskets.ticker(1)])
    giants, others = series_of(file, charts(file)["Giants"])
    assert (giants.cells["y"], others.cells["y"]) == ([0.5, "n.m."], [0.5, 0]), what
    assert "n.m." in {v for row in read(file)["Chart data"].grid for v in row}


def test_an_exhibit_of_ones_own_layout_has_a_line_that_says_what_and_in_which_unit(tmp_path):
    blocks = [
        {"block": "ranking", "title": "Largest", "by": "revenue", "measures": ["net_profit", "net_margin"]},
        {"block": "ranking_bars", "title": "Margins", "by": "net_margin"},
        {
            "block": "summary",
            "title": "Growth",
            "rows": "growth",
            "measures": ["revenue_yoy", "net_profit_yoy"],
        },
    ]
    facts = load_facts(baskets.write(tmp_path / "data", baskets.market(12)))
    build(tmp_path / "book.xlsx", facts, BuildOptions(layouts=write_layouts(tmp_path / "layouts", blocks)))
    texts = {value for row in read(tmp_path / "book.xlsx")["Charts"].grid for value in row}
    assert {"Largest; CNY m", "Margins; Net margin, %", "Growth; %"} <= texts
