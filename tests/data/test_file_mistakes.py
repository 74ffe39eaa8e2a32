"""A file that can't be read as the table it should be is told by file and line."""

from __future__ import annotations

import os

import pytest

from xl_aigc.data.folder import load_facts
from xl_aigc.errors import DataError
from xl_aigc.files.text import read_text


@pytest.mark.parametrize("name", ["companies.csv", "figures.csv"])
def test_a_missing_file_is_named(folder, name, failure):
    (folder / name).unlink()
    error = failure(folder)
    assert error.place.file == folder / name
    assert "The file is missing" in str(error)


def test_a_folder_in_place_of_a_file_is_told(folder, failure):
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
def test_a_wrong_header_names_the_missing_and_the_unexpected_columns(folder, header, said, failure):
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
def test_another_encoding_is_refused_by_byte_and_line(folder, encoding, failure):
    text = (folder / "companies.csv").read_text(encoding="utf-8")
    raw = text.encode(encoding)
    (folder / "companies.csv").write_bytes(raw)
    error = failure(folder)
    # GBK: the first byte of 甲 (0xBC) stands behind the 66 letters of the header and "000001.SZ,".
    line, said = {"gbk": (2, "(0xBC) is not UTF-8"), "utf-16": (1, "Byte 1 (0xFF) is not UTF-8")}[encoding]
    assert (error.place.file, error.place.line) == (folder / "companies.csv", line)
    assert said in str(error)
    assert "CSV UTF-8" in str(error)


@pytest.mark.parametrize("line_break", ["\r\n", "\r", "\n"])
def test_a_byte_order_mark_and_any_line_break_are_taken(folder, line_break, append, failure):
    for path in folder.glob("*.csv"):
        text = path.read_text(encoding="utf-8").replace("\n", line_break)
        path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert len(load_facts(folder).figures) == 3
    append(folder, "figures.csv", f"600002.SH,2024H1,sales,1,stated,S1{line_break}")
    assert failure(folder).place.line == 5


def test_the_line_is_that_of_the_row_also_below_a_field_of_several_lines(folder, append, failure):
    append(folder, "companies.csv", '300418.SZ,x,"two\nlines",,x,,x\n300419.SZ,x,x,top,x,,x\n')
    assert failure(folder).place.line == 7


def test_a_row_of_several_lines_is_told_by_its_first(folder, append, failure):
    append(folder, "companies.csv", '300418.SZ,x,"two\nlines",top,x,,x\n')
    assert failure(folder).place.line == 5


def test_a_file_of_just_the_largest_size_is_read(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("四", encoding="utf-8")
    assert read_text(path, max_bytes=3) == "四"
    with pytest.raises(DataError, match="too large: 3 bytes"):
        read_text(path, max_bytes=2)


def test_a_quotation_mark_that_is_not_closed_is_told(folder, append, failure):
    append(folder, "companies.csv", '300418.SZ,"x,x,,x,,x\n')
    error = failure(folder)
    assert (error.place.file, error.place.line) == (folder / "companies.csv", 5)
    assert "Close the quotation mark" in str(error)


def test_a_table_without_companies_is_refused(folder, failure):
    header = (folder / "companies.csv").read_text(encoding="utf-8").splitlines()[0]
    (folder / "companies.csv").write_text(header + "\n", encoding="utf-8")
    assert "holds no company" in str(failure(folder))


def test_a_file_that_is_too_large_is_refused_unread(folder, failure):
    with (folder / "figures.csv").open("r+b") as file:
        file.truncate(512 * 1024 * 1024 + 1)  # a sparse file: nothing is written
    assert "The file is too large: 536,870,913 bytes. Expected at most 536,870,912 bytes" in str(
        failure(folder)
    )


@pytest.mark.parametrize(
    "name", ["companies.csv", "figures.csv", "claims.yaml", "basket.yaml", "sources.csv"]
)
def test_no_file_of_a_data_folder_may_be_a_pipe(folder, name):
    (folder / name).unlink(missing_ok=True)
    os.mkfifo(folder / name)
    with pytest.raises(DataError, match="it is a pipe"):
        load_facts(folder)
