"""`layout`: check, new, schema."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from support.openpyxl_reading import load_workbook

from xl_aigc.measures.own import program_table
from xl_aigc.report.layout import BLOCK_SPECS, templates_folder

COMMITTED = Path(__file__).parents[2] / "templates" / "layout.schema.json"


def test_the_bundled_layouts_have_nothing_wrong(xl_aigc):
    result = xl_aigc("layout", "check")
    assert (result.code, result.err) == (0, "")
    assert (
        f"{len(list((templates_folder() / 'report').glob('*.yaml')))} layouts, nothing wrong." in result.out
    )


def test_a_copy_holds_the_bundled_layouts_and_a_new_sheet_fits_in(xl_aigc, tmp_path):
    bundled = {path.name for path in (templates_folder() / "report").glob("*.yaml")}
    assert xl_aigc("layout", "copy", "mine").code == 0
    folder = tmp_path / "mine"
    schemas = {"theme.yaml", "layout.schema.json", "measures.schema.json"}
    assert {path.name for path in folder.iterdir()} == bundled | schemas
    assert xl_aigc("layout", "new", "cash_flow", "--folder", folder).code == 0
    assert f"{len(bundled) + 1} layouts, nothing wrong." in xl_aigc("layout", "check", folder).out
    assert "not empty" in xl_aigc("layout", "copy", "mine").err


def test_a_new_sheet_shows_companies_and_one_without_blocks_is_not_printed(xl_aigc, tmp_path):
    """The largest revenue of the basket is China Mobile's 546,744 million; the printed area of a sheet without blocks is one blank row that is hidden, for which no program has a page."""
    shutil.copytree(templates_folder() / "report", tmp_path / "mine")
    xl_aigc("layout", "new", "cash_flow", "--folder", tmp_path / "mine")
    (tmp_path / "mine" / "11_begun.yaml").write_text("sheet: begun\ntitle: Begun\n", encoding="utf-8")
    assert xl_aigc("build", "--layout", tmp_path / "mine", "--formulas", "values", "-o", "x.xlsx").code == 0
    book = load_workbook(tmp_path / "x.xlsx")
    rows = [[value for value in row if value is not None] for row in book["Cash flow"].values]
    largest = next(row for row in rows if row[:1] == ["China Mobile"])
    assert round(largest[1]) == 546744
    assert book["Begun"].print_area == "'Begun'!$A$5"
    assert book["Begun"].row_dimensions[5].hidden


def test_what_a_build_would_stumble_over_is_told_with_its_file(xl_aigc, tmp_path):
    xl_aigc("layout", "copy", "mine")
    path = tmp_path / "mine" / "04_profitability.yaml"
    text = path.read_text(encoding="utf-8")
    for old, new, said in (
        ("rows: status", "rows: statuz", "statuz"),
        ("by: net_profit_change", "by: net_profit_changez", "net_profit_changez"),
    ):
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
        result = xl_aigc("layout", "check", "mine")
        assert result.code == 1
        assert "04_profitability.yaml" in result.err
        assert said in result.err


def test_the_example_of_the_docs_has_nothing_wrong(xl_aigc, tmp_path):
    page = (Path(__file__).parents[2] / "docs" / "layouts.md").read_text(encoding="utf-8")
    example = page.partition("## A file")[2].partition("```yaml\n")[2].partition("```")[0]
    (tmp_path / "04_profitability.yaml").write_text(example, encoding="utf-8")
    with_tables(tmp_path)
    assert "3 layouts, nothing wrong." in xl_aigc("layout", "check", tmp_path).out


def test_every_mistake_is_told_at_once(xl_aigc, tmp_path):
    (tmp_path / "01_a.yaml").write_text("sheet: a\nkind: sideways\nblocks: []\n", encoding="utf-8")
    (tmp_path / "02_b.yaml").write_text("sheet: b\nblocks:\n  - block: nothing\n", encoding="utf-8")
    (tmp_path / "theme.yaml").write_text("colours: {title: red}\n", encoding="utf-8")
    result = xl_aigc("layout", "check", tmp_path)
    assert result.code == 1
    for place in ("01_a.yaml, line 2", "02_b.yaml, line 3", "theme.yaml, line 1"):
        assert place in result.err


def with_tables(folder):
    """Put the layouts of the sheets that every workbook has into a folder."""
    for name in ("20_companies.yaml", "21_data.yaml"):
        shutil.copy(templates_folder() / "report" / name, folder)


ABSENT = """\
sheet: mine
blocks:
  - block: summary
    rows: layer
    measures: [companies]
    moved: [600941.SH, 688256.SH]
  - block: beside
    blocks:
      - block: scatter
        id: dots
        x: revenue_yoy
        y: net_profit_yoy
        label_tickers: [002555.SZ]
  - block: cases
    tickers:
      - 300418.SZ
      - 603019.SH
      - 603444.SH
    measures: [revenue]
  - block: single_quarter
    ticker: 688207.SH
    cumulative: 2
    before: 1
"""
"""Six companies that the bundled basket does not hold, beside two that it holds."""


def test_a_layout_that_names_companies_which_the_basket_does_not_hold_is_told_where(xl_aigc, tmp_path):
    (tmp_path / "01_mine.yaml").write_text(ABSENT, encoding="utf-8")
    result = xl_aigc("layout", "check", tmp_path)
    assert result.code == 1
    remedy = "Name companies of the basket, or leave these out."
    assert [line.partition("01_mine.yaml, ")[2] for line in result.err.splitlines()] == [
        f"line {line}, key {key}: The basket does not hold {tickers}. {remedy}"
        for line, key, tickers in (
            (6, "blocks[1].moved", "688256.SH"),
            (13, "blocks[2].blocks[1].label_tickers", "002555.SZ"),
            (15, "blocks[3].tickers", "603019.SH, 603444.SH"),
            (21, "blocks[4].ticker", "688207.SH"),
        )
    ]


def test_companies_are_looked_for_in_the_basket_of_a_folder(xl_aigc, data, tmp_path):
    (data / "companies.csv").write_text(
        "ticker,name_zh,name_en,layer,segment,archetype,membership\n"
        "688256.SH,寒武纪,Cambricon,upstream,AI chips,other,added\n",
        encoding="utf-8",
    )
    for name in ("figures.csv", "price_changes.csv", "rollout.csv", "article.yaml", "claims.yaml"):
        (data / name).unlink()
    (data / "figures.csv").write_text("ticker,period,item,value,kind,sources\n", encoding="utf-8")
    (data / "basket.yaml").write_text("period: 2024H1\nas_of: 2024-09-12\n", encoding="utf-8")
    layouts = tmp_path / "mine"
    layouts.mkdir()
    text = "sheet: a\nblocks:\n  - block: cases\n    tickers: [688256.SH]\n    measures: [revenue]\n"
    with_tables(layouts)
    (layouts / "01_a.yaml").write_text(text, encoding="utf-8")
    assert xl_aigc("layout", "check", layouts, "--data", data).code == 0
    assert "does not hold 688256.SH" in xl_aigc("layout", "check", layouts).err


def test_a_new_layout_is_sound_as_it_is(xl_aigc, tmp_path):
    made = xl_aigc("layout", "new", "cash_flow", "--folder", tmp_path / "mine")
    assert (made.code, made.err) == (0, "")
    written = tmp_path / "mine" / "01_cash_flow.yaml"
    assert all(f"#   {kind}: " in written.read_text("utf-8") for kind in BLOCK_SPECS)
    with_tables(tmp_path / "mine")
    assert xl_aigc("layout", "check", tmp_path / "mine").code == 0


def test_check_refuses_a_folder_without_a_sheet_that_a_build_needs(xl_aigc, tmp_path):
    (tmp_path / "01_mine.yaml").write_text("sheet: mine\nblocks: []\n", encoding="utf-8")
    told = ("No layout has the sheet 'data'", "No layout has the sheet 'companies'")
    for command in (("layout", "check", tmp_path), ("build", "--layout", tmp_path)):
        result = xl_aigc(*command)
        assert result.code == 1
        assert [one for one in told if one not in result.err] == []


def test_check_and_build_tell_a_block_below_a_growing_table_by_file_and_line(xl_aigc, tmp_path):
    with_tables(tmp_path)
    with (tmp_path / "21_data.yaml").open("a", encoding="utf-8") as file:
        file.write("  - block: text\n    id: below\n    text: Below\n")
    line = (tmp_path / "21_data.yaml").read_text("utf-8").splitlines().index("  - block: text", 6) + 1
    for command in (("layout", "check", tmp_path), ("build", "--layout", tmp_path)):
        result = xl_aigc(*command)
        assert (result.code, f"21_data.yaml, line {line}" in result.err) == (1, True), result.err


def test_a_new_layout_overwrites_nothing(xl_aigc, tmp_path):
    xl_aigc("layout", "new", "cash_flow")
    (tmp_path / "01_cash_flow.yaml").write_text("sheet: mine\n", encoding="utf-8")
    result = xl_aigc("layout", "new", "cash_flow")
    assert result.code == 1
    assert "01_cash_flow.yaml" in result.err
    assert (tmp_path / "01_cash_flow.yaml").read_text("utf-8") == "sheet: mine\n"


def test_a_new_layout_in_place_of_a_file(xl_aigc, tmp_path):
    (tmp_path / "mine").write_text("a file", encoding="utf-8")
    result = xl_aigc("layout", "new", "cash_flow", "--folder", tmp_path / "mine")
    assert result.code == 1
    assert "mine" in result.err


def test_the_schema_knows_blocks_and_measures(xl_aigc):
    schema = json.loads(xl_aigc("layout", "schema").out)
    assert set(schema["$defs"]["AnyBlock"]["properties"]["block"]["enum"]) == set(BLOCK_SPECS)
    assert any(set(program_table().measures) <= set(found) for found in enums(schema))


def enums(part: object):
    """Every list of accepted words in a schema."""
    if isinstance(part, dict):
        if isinstance(part.get("enum"), list):
            yield part["enum"]
        for child in part.values():
            yield from enums(child)
    elif isinstance(part, list):
        for child in part:
            yield from enums(child)


def test_the_committed_schema_is_current(xl_aigc):
    current = xl_aigc("layout", "schema").out
    assert COMMITTED.read_text("utf-8") == current, (
        "run: python -m xl_aigc layout schema --output templates/layout.schema.json"
    )


def test_the_schema_is_written_to_a_file(xl_aigc, tmp_path):
    assert xl_aigc("layout", "schema", "--output", tmp_path / "s.json").code == 0
    assert (tmp_path / "s.json").read_text("utf-8") == xl_aigc("layout", "schema").out
    assert xl_aigc("layout", "schema", "--output", tmp_path / "nowhere" / "s.json").code == 1
