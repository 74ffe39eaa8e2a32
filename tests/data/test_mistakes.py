"""Every mistake in a data folder is told by file, line and column, with what was expected."""

from __future__ import annotations

import pytest

from xl_aigc.data import FolderError, load_facts
from xl_aigc.errors import AigcError, DataError


def failure(folder):
    with pytest.raises(DataError) as caught:
        load_facts(folder)
    return caught.value


def append(folder, name, text):
    with (folder / name).open("a", encoding="utf-8", newline="") as file:
        file.write(text)


# file, a row added as its last line, line, column, and a part of the message
ROWS = [
    ("companies.csv", "000001.SZ,x,x,,x,,x", 5, "ticker", "'000001.SZ' is listed twice"),
    ("companies.csv", "300418,x,x,,x,,x", 5, "ticker", "Add the exchange: .SH"),
    ("companies.csv", "1.SZ,x,x,,x,,x", 5, "ticker", "six digits and .SH, .SZ or .BJ"),
    ("companies.csv", "418,x,x,,x,,x", 5, "ticker", "dropped leading zeros"),
    ("companies.csv", "300418.HK,x,x,,x,,x", 5, "ticker", "'300418.HK' is no ticker"),
    ("companies.csv", "300418.sz,x,x,,x,,x", 5, "ticker", "'300418.sz' is no ticker"),
    ("companies.csv", "３００418.SZ,x,x,,x,,x", 5, "ticker", "is no ticker"),
    ("companies.csv", "300418.SZ ,x,x,,x,,x", 5, "ticker", "is no ticker"),
    (
        "companies.csv",
        "300418.SZ,x,x,top,x,,x",
        5,
        "layer",
        "'top' is no layer. Expected one of upstream, midstream",
    ),
    (
        "companies.csv",
        "300418.SZ,x,x,,x,rich,x",
        5,
        "archetype",
        "'rich' is no archetype. Expected one of deep_pockets",
    ),
    ("companies.csv", "300418.SZ, ,,,x,,x", 5, "name_zh", "300418.SZ has no name"),
    ("companies.csv", "300418.SZ,x,x", 5, None, "the row has 3 fields. Expected 7: ticker, name_zh"),
    ("companies.csv", "300418.SZ,x,x,,x,,x,y", 5, None, "the row has 8 fields"),
    ("companies.csv", "300418.SZ,x\0,x,,x,,x", 5, None, "the character U+0000"),
    ("companies.csv", "300418.SZ,x\x0b,x,,x,,x", 5, None, "the character U+000B"),
    ("figures.csv", "300418.SZ,2024H1,revenue,1,stated,S1", 5, "ticker", "300418.SZ is not in companies.csv"),
    ("figures.csv", "1,2024H1,revenue,1,stated,S1", 5, "ticker", "'1' is no ticker"),
    ("figures.csv", "600002.SH,2024Q2,revenue,1,stated,S1", 5, "period", "'2024Q2' is no cumulative period"),
    ("figures.csv", "600002.SH,2024,revenue,1,stated,S1", 5, "period", "'2024' is no period"),
    (
        "figures.csv",
        "600002.SH,2024H1,sales,1,stated,S1",
        5,
        "item",
        "'sales' is no item. Expected one of revenue, op",
    ),
    ("figures.csv", "600002.SH,2024H1,revenue,abc,stated,S1", 5, "value", "'abc' is not a number"),
    ("figures.csv", "600002.SH,2024H1,revenue,nan,stated,S1", 5, "value", "'nan' is not a number"),
    ("figures.csv", "600002.SH,2024H1,revenue,-inf,stated,S1", 5, "value", "'-inf' is not a number"),
    (
        "figures.csv",
        "600002.SH,2024H1,revenue,1e999,stated,S1",
        5,
        "value",
        "'1e999' is larger than any number",
    ),
    ("figures.csv", "600002.SH,2024H1,revenue,1_000,stated,S1", 5, "value", "'1_000' is not a number"),
    ("figures.csv", "600002.SH,2024H1,revenue,１２,stated,S1", 5, "value", "is not a number"),
    ("figures.csv", "600002.SH,2024H1,revenue, 12,stated,S1", 5, "value", "is not a number"),
    (
        "figures.csv",
        '600002.SH,2024H1,revenue,"-1,234.5",stated,S1',
        5,
        "value",
        "Write -1234.5, without separators",
    ),
    (
        "figures.csv",
        "600002.SH,2024H1,revenue,n.a.,stated,S1",
        5,
        "value",
        "leave it empty where the number is missing",
    ),
    (
        "figures.csv",
        "600002.SH,2024H1,rd_expense,-1,stated,S1",
        5,
        "value",
        "rd_expense is -1. Expected a value that is",
    ),
    (
        "figures.csv",
        "600002.SH,2024H1,revenue,1,guessed,S1",
        5,
        "kind",
        "'guessed' is no kind. Expected one of stated, d",
    ),
    ("figures.csv", "600002.SH,2024H1,revenue,1,stated,S1 S9", 5, "sources", "no source S9 in sources.csv"),
    (
        "figures.csv",
        "000001.SZ,2024H1,revenue,9,stated,S1",
        5,
        "ticker, period, item",
        "000001.SZ 2024H1 revenue is given twice, first on line 2",
    ),
    ("figures.csv", "600002.SH,2024H1,revenue,1", 5, None, "the row has 4 fields. Expected 6"),
    (
        "price_changes.csv",
        "830003.BJ,2023-12-29,12.9.2024,0,x",
        4,
        "date",
        "'12.9.2024' is no date. Expected a date as",
    ),
    ("price_changes.csv", "830003.BJ,20231229,2024-09-12,0,x", 4, "base_date", "'20231229' is no date"),
    (
        "price_changes.csv",
        "830003.BJ,2023-02-30,2024-09-12,0,x",
        4,
        "base_date",
        "'2023-02-30' is no day of the",
    ),
    ("price_changes.csv", "830003.BJ,2024-09-12,2024-09-12,0,x", 4, "date", "covers no day"),
    (
        "price_changes.csv",
        "830003.BJ,2023-12-29,2024-09-12,-27.6,x",
        4,
        "change",
        "Divide percentages by 100",
    ),
    ("price_changes.csv", "830003.BJ,2023-12-29,2024-09-12,fell,x", 4, "change", "'fell' is not a number"),
    ("price_changes.csv", "300418.SZ,2023-12-29,2024-09-12,0,x", 4, "ticker", "not in companies.csv"),
    ("price_changes.csv", "600002.SH,2023-12-29,2024-09-12,0,x", 4, "ticker", "'600002.SH' is listed twice"),
    ("sources.csv", "S1,again", 4, "id", "'S1' is listed twice"),
    ("sources.csv", "S 1,x", 4, "id", "'S 1' is no source id"),
    ("sources.csv", ",x", 4, "id", "'' is no source id"),
]


@pytest.mark.parametrize(("name", "row", "line", "column", "said"), ROWS)
def test_a_row_that_cannot_be_taken_is_told_by_file_line_and_column(folder, name, row, line, column, said):
    append(folder, name, f"{row}\n")
    error = failure(folder)
    assert (error.place.file, error.place.line, error.place.key) == (folder / name, line, column)
    assert said in str(error)


def test_what_is_next_to_each_refusal_is_taken(folder):
    """The bounds themselves are good: a price may fall by all of it, an expense be 0, a revenue negative."""
    append(folder, "price_changes.csv", "830003.BJ,2023-12-29,2024-09-12,-1,x\n")
    append(
        folder,
        "figures.csv",
        "600002.SH,2024H1,rd_expense,0,derived,\n830003.BJ,2024H1,revenue,-.5,stated,S1\n",
    )
    facts = load_facts(folder)
    assert facts.price_change("830003.BJ").change == -1
    assert facts.column("revenue", facts.period) == [1200.0, None, -0.5]
    assert facts.value("600002.SH", "rd_expense", facts.period) == 0


def test_an_empty_value_is_missing_and_not_0(folder):
    append(folder, "figures.csv", "600002.SH,2024H1,revenue,,stated,S1\n,,,,,\n\n")
    append(folder, "price_changes.csv", "830003.BJ,2023-12-29,2024-09-12,,x\n")
    facts = load_facts(folder)
    assert facts.figure("600002.SH", "revenue", facts.period) is None
    assert facts.price_change("830003.BJ") is None
    assert len(facts.figures) == 3


@pytest.mark.parametrize("name", ["companies.csv", "figures.csv"])
def test_a_missing_file_is_named(folder, name):
    (folder / name).unlink()
    error = failure(folder)
    assert error.place.file == folder / name
    assert "the file is missing" in str(error)


def test_a_folder_in_place_of_a_file_is_told(folder):
    (folder / "figures.csv").unlink()
    (folder / "figures.csv").mkdir()
    assert "can't be read" in str(failure(folder))


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("ticker,period,item,amount,kind,sources", "missing: 'value'; unexpected: 'amount'"),
        ("ticker,period,item,value,kind", "missing: 'sources'"),
        ("ticker,period,item,value,kind,sources,value", "given twice: 'value'"),
        ("ticker;period;item;value;kind;sources", "Separate the fields by commas, not by ';'"),
        ("ticker\tperiod\titem\tvalue\tkind\tsources", "not by '\\t'"),
        ("", "missing: 'ticker', 'period', 'item', 'value', 'kind', 'sources'"),
    ],
)
def test_a_wrong_header_names_the_missing_and_the_unexpected_columns(folder, header, said):
    (folder / "figures.csv").write_text(f"{header}\n000001.SZ,2024H1,revenue,1,stated,S1\n", encoding="utf-8")
    error = failure(folder)
    assert (error.place.file, error.place.line) == (folder / "figures.csv", 1)
    assert said in str(error)
    assert "the columns ticker, period, item, value, kind, sources" in str(error)


def test_columns_may_stand_in_any_order(folder):
    (folder / "figures.csv").write_text(
        "sources,kind,value,item,period,ticker\nS1,stated,7,revenue,2024H1,830003.BJ\n", encoding="utf-8"
    )
    facts = load_facts(folder)
    assert facts.column("revenue", facts.period) == [None, None, 7.0]


@pytest.mark.parametrize("encoding", ["gbk", "utf-16"])
def test_another_encoding_is_refused_by_byte_and_line(folder, encoding):
    text = (folder / "companies.csv").read_text(encoding="utf-8")
    raw = text.encode(encoding)
    (folder / "companies.csv").write_bytes(raw)
    error = failure(folder)
    # GBK: the first byte of 甲 (0xBC) stands behind the 66 letters of the header and "000001.SZ,".
    line, said = {"gbk": (2, "(0xBC) is not UTF-8"), "utf-16": (1, "byte 1 (0xFF) is not UTF-8")}[encoding]
    assert (error.place.file, error.place.line) == (folder / "companies.csv", line)
    assert said in str(error)
    assert "CSV UTF-8" in str(error)


@pytest.mark.parametrize("line_break", ["\r\n", "\r", "\n"])
def test_a_byte_order_mark_and_any_line_break_are_taken(folder, line_break):
    for path in folder.glob("*.csv"):
        text = path.read_text(encoding="utf-8").replace("\n", line_break)
        path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert len(load_facts(folder).figures) == 3
    append(folder, "figures.csv", f"600002.SH,2024H1,sales,1,stated,S1{line_break}")
    assert failure(folder).place.line == 5


def test_the_line_is_that_of_the_row_also_below_a_field_of_several_lines(folder):
    append(folder, "companies.csv", '300418.SZ,x,"two\nlines",,x,,x\n300419.SZ,x,x,top,x,,x\n')
    assert failure(folder).place.line == 7


def test_a_quotation_mark_that_is_not_closed_is_told(folder):
    append(folder, "companies.csv", '300418.SZ,"x,x,,x,,x\n')
    error = failure(folder)
    assert (error.place.file, error.place.line) == (folder / "companies.csv", 5)
    assert "Close the quotation mark" in str(error)


def test_a_table_without_companies_is_refused(folder):
    header = (folder / "companies.csv").read_text(encoding="utf-8").splitlines()[0]
    (folder / "companies.csv").write_text(header + "\n", encoding="utf-8")
    assert "holds no company" in str(failure(folder))


def test_a_file_that_is_too_large_is_refused_unread(folder):
    with (folder / "figures.csv").open("r+b") as file:
        file.truncate(512 * 1024 * 1024 + 1)  # a sparse file: nothing is written
    assert "the file is too large: 536,870,913 bytes. Expected at most 536,870,912 bytes" in str(
        failure(folder)
    )


def test_all_rows_that_cannot_be_taken_are_told_at_once(folder):
    append(folder, "companies.csv", "300418.SZ,x,x,top,x,,x\n")
    append(
        folder, "figures.csv", "300418.SZ,2024H1,sales,1,stated,S1\n300418.SZ,2024H1,revenue,abc,stated,S1\n"
    )
    append(folder, "price_changes.csv", "830003.BJ,2023-12-29,2024-09-12,-2,x\n")
    error = failure(folder)
    assert isinstance(error, FolderError)
    assert isinstance(error, AigcError)
    assert error.count == 4
    places = [(failed.place.file.name, failed.place.line, failed.place.key) for failed in error.failures]
    assert places == [
        ("companies.csv", 5, "layer"),
        ("figures.csv", 5, "item"),
        ("figures.csv", 6, "value"),
        ("price_changes.csv", 4, "change"),
    ]
    assert "4 things can't be taken" in str(error)
    assert all(str(failed) in str(error) for failed in error.failures)


def test_of_many_mistakes_twenty_are_shown_and_the_others_counted(folder):
    append(folder, "figures.csv", "".join(f"600002.SH,2024H1,x{n},1,stated,S1\n" for n in range(1500)))
    error = failure(folder)
    assert (error.count, len(error.failures)) == (1500, 1000)
    assert str(error).count("is no item") == 20
    assert str(error).endswith("and 1480 more")


def test_source_ids_are_not_checked_where_no_sources_are_listed(folder):
    (folder / "sources.csv").unlink()
    append(folder, "figures.csv", "600002.SH,2024H1,revenue,1,stated,S9\n")
    assert load_facts(folder).figure("600002.SH", "revenue", load_facts(folder).period).sources == ("S9",)
