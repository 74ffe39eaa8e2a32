"""Whatever stands in a data folder: it arrives as text, missing stays missing, and the workbook builds and recalculates."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import pandas as pd
import pytest
from support import baskets
from support.openpyxl_reading import load_workbook
from support.sheet_reader import read

from xl_aigc.data.folder import load_facts
from xl_aigc.errors import AigcError, DataError
from xl_aigc.report.builder import build

NAMES = (
    '=HYPERLINK("http://x","y")',
    "=1+1",
    "+1",
    "@SUM(A1)",
    "-2",
    "tab\tinside",
    "\ttab before",
    "😀 emoji 🀄",
    "long " + "n" * 295,
    "上海寒武纪科技股份有限公司",
    "{both_up}",
    "[revenue]",
    "[data.revenue]",
    '"quoted"',
    "]",
    "'",
    "'leading",
    "#REF!",
    "#N/A",
    "n.a.",
    "&<>&amp;",
    "<b>bold</b>",
    "_x000D_",
    "_x0041_BC",
    "1e5",
    "001",
    "2024-01-02",
    "TRUE",
    "%s %d {0} {name}",
    " blanks around ",
)
SEGMENTS = (
    'seg "quoted"',
    "seg {brace}",
    "seg [bracket]",
    "seg & <angle>",
    "=1+2",
    "it's",
    "{revenue}",
    "#REF!",
)
ERROR = re.compile(r"#(REF|NAME|VALUE|DIV/0|NUM|N/A|NULL)[!?]?|Err:\d+")


def from_folder(tmp_path_factory, firms, **options):
    folder = tmp_path_factory.mktemp("folder")
    return load_facts(baskets.write(folder / "data", firms, **options))


def named():
    """Companies with hostile names; names too short to differ in case are kept apart by their tickers."""
    firms = [
        replace(firm, segment=SEGMENTS[n % len(SEGMENTS)]) for n, firm in enumerate(baskets.renamed(NAMES))
    ]
    # Each leads some ranking: profits and prices differ.
    return [
        replace(
            firm,
            figures=baskets.figures(
                revenue=(2e9 + n, 1e9),
                net_profit=(-1e6 * (n + 1), 1e6),
                rd_expense=(1e8 + n, 1e8),
                selling_expense=(3e8, 2e8),
            ),
            price=f"-0.{n + 10}",
        )
        for n, firm in enumerate(firms)
    ]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory, built):
    return built("en", facts=from_folder(tmp_path_factory, named()))


@pytest.fixture(scope="module")
def hostile_recalculated(hostile, recalculated):
    return recalculated(hostile)


def table_texts(grid, heading):
    """The texts below a heading of a wide table, by the ticker of their row."""
    top = next(r for r, row in enumerate(grid) if row and row[0] == "Ticker")
    column = grid[top].index(heading)
    rows = (row for row in grid[top + 1 :] if re.fullmatch(r"\d{6}\.\w\w", str(row[0] or "")))
    return {row[0]: row[column] for row in rows}


def grids(file, reader):
    """The cells of every sheet, as one of the readers gives them."""
    if reader == "calamine":
        return {name: sheet.grid for name, sheet in read(file).items()}
    if reader == "openpyxl":
        book = load_workbook(file, data_only=True)
        return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}
    frames = pd.read_excel(
        file, sheet_name=None, header=None, engine="openpyxl", keep_default_na=False, dtype=object
    )
    return {name: frame.to_numpy().tolist() for name, frame in frames.items()}


@pytest.mark.parametrize("sheet", ["Data", "Companies"])
@pytest.mark.parametrize("reader", ["calamine", "openpyxl", "pandas"])
def test_names_and_segments_arrive_as_they_were_in_every_reader(hostile, reader, sheet):
    grid = grids(hostile, reader)[sheet]
    for heading in ("Name (Chinese)", "Name (English)"):
        seen = list(table_texts(grid, heading).values())
        if reader != "calamine" and sheet == "Companies":
            # openpyxl 3.1.5 does not undo the escape of `_x000D_` in the value of a formula.
            seen = [text.replace("_x005F_", "_") for text in seen]
        assert seen == list(NAMES), heading
    assert list(table_texts(grid, "Segment").values()) == [
        SEGMENTS[n % len(SEGMENTS)] for n in range(len(NAMES))
    ]


@pytest.mark.parametrize("sheet", ["Data", "Companies"])
def test_names_and_segments_arrive_as_they_were_in_libreoffice(hostile_recalculated, sheet):
    grid = grids(hostile_recalculated, "calamine")[sheet]
    for heading in ("Name (Chinese)", "Name (English)"):
        assert list(table_texts(grid, heading).values()) == list(NAMES), heading
    assert list(table_texts(grid, "Segment").values()) == [
        SEGMENTS[n % len(SEGMENTS)] for n in range(len(NAMES))
    ]


def test_no_text_of_the_data_is_a_formula(hostile):
    book = load_workbook(hostile)
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    assert not cell.value.startswith(("=HYPERLINK", "=1+1", "=1+2")), (
                        sheet.title,
                        cell.coordinate,
                    )
                elif isinstance(cell.value, str) and cell.value.startswith(("=", "+", "-2", "@")):
                    assert cell.data_type == "s"
                    assert cell.quotePrefix, (sheet.title, cell.coordinate, "an edit would make it a formula")


def test_only_what_would_be_a_formula_is_quoted(tmp_path, built):
    """A quoted cell takes a formula that a person types for a text; columns of texts are quoted as a whole."""
    names = ("=1+1", "Second", "Third")
    firms = [
        replace(baskets.plain(), ticker=baskets.ticker(n), name_en=name) for n, name in enumerate(names, 1)
    ]
    book = load_workbook(built("en", facts=load_facts(baskets.write(tmp_path, firms)), formulas="values"))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    quoted = {cell.value for cell in cells if cell.quotePrefix and cell.number_format != "@"}
    assert "=1+1" in quoted
    assert [value for value in quoted if not str(value).startswith(("=", "+", "-", "@"))] == []


def test_rankings_show_the_names_as_they_are(hostile, hostile_recalculated):
    for file in (hostile, hostile_recalculated):
        rows = read(file)["Profitability"].table("Largest losses").rows
        assert [row["Company"].value for row in rows] == list(reversed(NAMES))[:10]


def test_each_segment_is_a_group_of_its_own(hostile, hostile_recalculated):
    for file in (hostile, hostile_recalculated):
        rows = read(file)["Value chain"].table("Segments with three or more companies").rows
        counts = {row["Segment"].value: row["Companies"].value for row in rows}
        due = {segment: len(NAMES[n :: len(SEGMENTS)]) for n, segment in enumerate(SEGMENTS)}
        assert counts == {segment: count for segment, count in due.items() if count >= 3}


def test_a_link_of_the_data_leads_only_to_the_web(tmp_path, built):
    folder = baskets.write(tmp_path / "data", [baskets.plain()])
    (folder / "sources.csv").write_text(
        "id,address\nS1,javascript:alert(1)\nS2,file:///etc/passwd\n", encoding="utf-8"
    )
    book = load_workbook(built("en", facts=load_facts(folder)))
    targets = [c.hyperlink.target for s in book for row in s.iter_rows() for c in row if c.hyperlink]
    assert not [target for target in targets if target and not target.startswith("http")]


# ---- what can't be taken is refused, with its row


@pytest.mark.parametrize(
    ("firm", "told"),
    [
        (replace(baskets.plain(), name_en="nul\x00inside"), "line 2"),
        (replace(baskets.plain(), figures={("revenue", "2024H1"): "inf"}), "line 2"),
        (replace(baskets.plain(), figures={("revenue", "2024H1"): "NaN"}), "line 2"),
        (replace(baskets.plain(), figures={("revenue", "2024H1"): "1e999"}), "line 2"),
        (replace(baskets.plain(), figures={("rd_expense", "2024H1"): "-1"}), "line 2"),
        (replace(baskets.plain(), price="inf"), "line 2"),
    ],
    ids=["NUL", "infinite", "not a number", "too large", "negative expense", "infinite price"],
)
def test_what_no_cell_can_hold_is_refused_with_its_row(tmp_path, firm, told):
    with pytest.raises(DataError, match=told) as caught:
        load_facts(baskets.write(tmp_path / "data", [firm]))
    assert re.search(r"(companies|figures|price_changes)\.csv", str(caught.value))


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_a_number_that_is_none_is_refused_and_no_file_is_left(tmp_path, value):
    """Facts made by other code than the reader of folders may hold one."""
    facts = load_facts(
        baskets.write(
            tmp_path / "data", [baskets.plain(), replace(baskets.plain(), ticker=baskets.ticker(1))]
        )
    )
    broken = replace(facts, figures=(replace(facts.figures[0], value=value), *facts.figures[1:]))
    target = tmp_path / "out.xlsx"
    with pytest.raises(AigcError):
        build(target, broken)
    assert not target.exists()


# ---- baskets of every shape


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
        file = built(language, facts=from_folder(tmp_path_factory, firms, **options))
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
    firms, _ = SHAPES["no profit at all"]
    return built("en", facts=from_folder(tmp_path_factory, firms))


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
    assert (fell.value, known.value) == (0, "0 of 12; range 0–12"), (
        "none is known to have fallen; all could have"
    )


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
