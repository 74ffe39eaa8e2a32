"""Whatever stands in a data folder: it arrives as text, missing stays missing, and the workbook builds and recalculates."""

from __future__ import annotations

import re
from dataclasses import replace

import pandas as pd
import pytest
from support import baskets
from support.openpyxl_reading import load_workbook
from support.sheet_reader import read, table_texts

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
    return built("en", facts=baskets.facts_in(tmp_path_factory.mktemp("folder"), named()))


@pytest.fixture(scope="module")
def hostile_recalculated(hostile, recalculated):
    return recalculated(hostile)


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
        rows = read(file)["Value chain"].table("Largest segments").rows
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
