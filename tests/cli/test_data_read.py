"""`data read` shows what a source gives, and stores nothing."""

from __future__ import annotations

import json

import pytest
from support.tdx_file import archive, record

from xl_aigc.store.opening import open_store

EXPORT = """\
证券代码,证券简称,营业收入(万元) 2024中报,备注
300418.SZ,昆仑万维,260000.5,新
688111.SH,金山办公,--,
22305,科大讯飞,12,
"""


@pytest.fixture
def export(tmp_path):
    path = tmp_path / "export.csv"
    path.write_text(EXPORT, encoding="utf-8")
    return path


def test_figures_columns_and_rows_set_aside_are_told(xl_aigc, export):
    """260,000.5 times 10,000 yuan are 2,600,005,000 yuan; a dash is missing; 22305 is no code."""
    said = xl_aigc("data", "read", export)
    assert said.code == 0
    lines = said.out.splitlines()
    assert "  证券代码: ticker" in lines[2]
    assert "revenue 2024H1, in units of 10,000" in next(line for line in lines if "营业收入" in line)
    assert "left out: the column is not in the mapping" in next(line for line in lines if "备注:" in line)
    figures = lines.index("1 figure of 1 company, 0 price changes")
    assert lines[figures + 1].split() == ["300418.SZ", "2024H1", "revenue", "2,600,005,000.00", "stated"]
    assert "1 row set aside" in lines, "the column is told above"
    assert "line 4: 22305: the ticker is none" in said.out


def test_in_chinese_the_items_are_as_data_check_names_them(xl_aigc, tmp_path, monkeypatch):
    """The names of items take two places a sign, and the shorter ticker as many as the longer: all amounts end in one column."""
    monkeypatch.setenv("XL_AIGC_LANG", "zh")
    (tmp_path / "a.csv").write_text(
        "证券代码,营业收入(万元),归母净利润(万元)\n300418.SZ,100,5\n0700.HK,200,6\n", encoding="utf-8"
    )
    markets = ("--market", "a_share", "--market", "hk", "--currency", "CNY", "--period", "2024H1")
    lines = xl_aigc("data", "read", tmp_path / "a.csv", *markets).out.splitlines()
    figures = [line for line in lines if line.endswith(" 披露")]
    assert [line.split()[2] for line in figures] == ["营业收入", "归母净利润"] * 2
    places = {sum(2 if ord(sign) > 0x2E7F else 1 for sign in line) for line in figures}
    assert len(places) == 1


def test_a_table_of_another_market_says_how_to_read_it(xl_aigc, tmp_path):
    (tmp_path / "us.csv").write_text("Ticker,Period,Revenue (USD m)\nAMD,2024FY,25785\n", encoding="utf-8")
    told = xl_aigc("data", "read", "us.csv").out
    assert told.endswith("look like those of the market us. Add --market us --currency USD.\n")


def test_figures_are_checked_against_a_store_where_one_is_named(xl_aigc, export, tmp_path):
    """260,000.5 yuan are 10,000 times less than the revenue of two and a half billion that is known."""
    export.write_text(EXPORT.replace("万元", "元"), encoding="utf-8")
    place = tmp_path / "known.sqlite"
    open_store(place)
    before = place.read_bytes()
    assert "1 figure of 1 company" in xl_aigc("data", "read", export).out
    said = xl_aigc("data", "read", export, "--against", place).out
    assert "0 figures of 0 companies" in said
    assert "10,000 times off its neighbour" in said
    assert place.read_bytes() == before


def test_a_store_that_is_not_there_and_a_basket_without_one_are_refused(xl_aigc, export, tmp_path):
    missing = xl_aigc("data", "read", export, "--against", tmp_path / "none.sqlite")
    assert (missing.code, "There is no store here" in missing.err) == (1, True)
    alone = xl_aigc("data", "read", export, "--basket", "aigc")
    assert (alone.code, "Name it: --against FILE" in alone.err) == (1, True)


def test_json_holds_all_of_it(xl_aigc, export):
    found = json.loads(xl_aigc("data", "read", export, "--json").out)
    assert (found["source"], found["complete"], found["price_changes"]) == ("files", False, [])
    [figure] = found["figures"]
    assert (figure["ticker"], figure["period"], figure["item"]) == ("300418.SZ", "2024H1", "revenue")
    assert figure["value"] == 2_600_005_000.0
    assert [(each["heading"], each.get("item")) for each in found["columns"]] == [
        ("证券代码", "ticker"),
        ("证券简称", "name"),
        ("营业收入(万元) 2024中报", "revenue"),
        ("备注", None),
    ]
    assert {row["reason"] for row in found["set_aside"]} == {"unknown_field", "bad_ticker"}
    assert next(row for row in found["set_aside"] if row["reason"] == "bad_ticker")["place"]["line"] == 4


def test_nothing_is_stored(xl_aigc, export, tmp_path, monkeypatch):
    monkeypatch.setenv("XL_AIGC_STORE", str(tmp_path / "store.sqlite"))
    xl_aigc("data", "read", export)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["export.csv"]


def test_long_results_say_how_many_more_there_are(xl_aigc):
    """The bundled basket has 347 figures."""
    said = xl_aigc("data", "read", "--source", "reference").out
    assert "347 figures of 54 companies, 55 price changes" in said
    assert "  and 327 more: `xl-aigc data read --json` prints all" in said
    assert len(json.loads(xl_aigc("data", "read", "--source", "reference", "--json").out)["figures"]) == 347


def test_without_an_address_and_a_source_there_is_nothing_to_read(xl_aigc):
    said = xl_aigc("data", "read")
    assert said.code == 1
    assert "There is nothing to read." in said.err


def test_an_archive_is_known_by_the_name_that_its_publisher_gives(xl_aigc, tmp_path):
    """Field 74 of a TDX archive is revenue: of one company, 2,503,000,000 yuan."""
    (tmp_path / "gpcw20240630.dat").write_bytes(archive({"300418": record({74: 2.503e9})}))
    said = xl_aigc("data", "read", "gpcw20240630.dat").out
    assert said.startswith("tdx: gpcw20240630.dat")
    assert "  74: revenue 2024H1" in said
    assert "300418.SZ 2024H1  revenue                        2,503,000,000.00 stated" in said
