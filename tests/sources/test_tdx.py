"""Archives of TDX: figures of filings read back, what is missing stays so, and nothing of a damaged file is believed.

The values of `tdx_figures.csv` are of the archive gpcw20240630.zip (github.com/bernardhu/tdx2db at 3efcc487); the filings of
these companies agree with them.
"""

from __future__ import annotations

import csv
import math
import struct
from pathlib import Path

import numpy as np
import pytest
from support.tdx_file import NUMBERS, archive, record, zipped

from xl_aigc.errors import DataError
from xl_aigc.files.regular import regular_file
from xl_aigc.sources import Request, fetch
from xl_aigc.sources.tdx_archive import MAX_BYTES, open_archive

TABLE = Path(__file__).with_name("tdx_figures.csv")


@pytest.fixture
def read(tmp_path):
    """The batch of bytes that are saved under a name."""

    def saved(raw, name="gpcw20240630.dat", **more):
        (tmp_path / name).write_bytes(raw)
        return fetch(Request("tdx", tmp_path / name, **more))

    return saved


def disclosed():
    """Values by code and item."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {(row["code"], row["item"]): float(row["value"]) for row in csv.DictReader(file)}


def companies(values):
    records: dict[str, dict[int, float]] = {}
    for (code, item), value in values.items():
        records.setdefault(code, {})[NUMBERS[item]] = value
    return {code: record(fields) for code, fields in records.items()}


def test_the_figures_of_filings_are_read_back_to_seven_digits(read, values):
    known = disclosed()
    batch = read(zipped(gpcw20240630=archive(companies(known))), "gpcw20240630.zip")
    assert values(batch) == {f"{code}.SZ 2024H1 {item}": value for (code, item), value in known.items()}
    assert (batch.source, len(known), batch.set_aside, batch.complete) == ("tdx", 30, (), False)


def test_every_figure_says_that_it_is_rounded_and_where_it_is_from(read):
    batch = read(archive(companies(disclosed())))
    (source,) = batch.sources
    assert source.address == "TDX, gpcw20240630.dat, rounded to 7 significant digits (float32)"
    assert {figure.sources for figure in batch.figures} == {(source.id,)}


def test_zero_and_the_mark_are_missing_and_never_zero(read, values):
    mark = struct.unpack("<f", b"\xf8" * 4)[0]
    batch = read(archive({"000333": record({74: 1.5e9, 77: 0.0, 96: -0.0, 304: mark})}))
    assert values(batch) == {"000333.SZ 2024H1 revenue": 1.5e9}
    assert batch.set_aside == ()


def test_what_is_not_finite_is_set_aside(read, values, reasons):
    batch = read(archive({"000333": record({74: math.nan, 77: math.inf, 96: -math.inf, 304: 2.5e6})}))
    assert values(batch) == {"000333.SZ 2024H1 rd_expense": 2.5e6}
    assert reasons(batch) == ["not_finite"] * 3
    assert str(batch.set_aside[0].place).endswith("gpcw20240630.dat, key 74")


def test_codes_are_tickers_by_the_table_of_markets_and_the_rest_is_passed_over(read, values, reasons):
    one = record({74: 1e9})
    codes = ("000333", "688111", "920982", "900901", "\x1b[31mX", "00")
    batch = read(archive(dict.fromkeys(codes, one)))
    assert [figure.ticker for figure in batch.figures] == ["000333.SZ", "688111.SH", "920982.BJ"]
    assert reasons(batch) == ["not_a_share", "bad_ticker", "bad_ticker"]
    assert batch.set_aside[1].ticker == "\\x1b[31mX"


def test_a_folder_of_two_quarters_gives_both_and_leaves_other_files(tmp_path, values):
    for date, name, revenue in ((20240331, "gpcw20240331.zip", 1e9), (20240630, "gpcw20240630.zip", 3e9)):
        (tmp_path / name).write_bytes(zipped(a=archive({"000333": record({74: revenue})}, date=date)))
    (tmp_path / "readme.txt").write_text("not an archive", encoding="utf-8")
    batch = fetch(Request("tdx", tmp_path))
    assert values(batch) == {"000333.SZ 2024Q1 revenue": 1e9, "000333.SZ 2024H1 revenue": 3e9}


def test_only_the_companies_and_periods_that_were_asked_for_come(read, values):
    raw = archive({"000333": record({74: 1e9}), "000560": record({74: 2e9})})
    assert values(read(raw, tickers=("000560.SZ",))) == {"000560.SZ 2024H1 revenue": 2e9}


def test_a_field_that_the_records_do_not_have_is_reported_once(read, values, reasons):
    batch = read(archive({"000333": record({74: 1e9}, fields=210), "000560": record({74: 2e9}, fields=210)}))
    assert len(values(batch)) == 2
    assert [(row.reason, row.item) for row in batch.set_aside] == [("no_such_field", "rd_expense")]


def test_a_mapping_of_ones_own_adds_fields_by_number(read, values, tmp_path):
    own = tmp_path / "own.csv"
    own.write_text(
        "vendor,vendor_field,item,unit,mark,note\nours,8,cash,万元,,\nours,74,-,,,\n", encoding="utf-8"
    )
    assert values(read(archive({"000333": record({8: 12.5, 74: 1e9})}), mapping=own)) == {
        "000333.SZ 2024H1 cash": 125_000
    }
    own.write_text("vendor,vendor_field,item,unit,mark,note\nours,cash,cash,元,,\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"own\.csv, key vendor_field: 'cash' is no field of an archive"):
        read(archive({"000333": record({8: 1.0})}), mapping=own)


def test_an_archive_that_is_cut_off_is_refused_with_place_and_company(read):
    raw = archive({"000333": record({74: 1e9}), "000560": record({74: 2e9})})
    # Header 20, two entries of 11, records of 584 x 4 = 2,336: the second from 42 + 2,336 = 2,378 to 4,714.
    with pytest.raises(DataError) as refused:
        read(raw[:3000])
    assert (
        "gpcw20240630.dat: The archive is cut off: the record of 000560 begins at byte 2,378 and ends at byte 4,714, "
        "and the file has 3,000 bytes. Expected at least 4,714 bytes. Download it again. Or read the companies that are "
        "whole in it, 1 in all: --option partial=yes" in str(refused.value)
    )


def test_whole_companies_of_an_archive_that_is_cut_off_come_only_if_asked(read, values, reasons):
    raw = archive({"000333": record({74: 1e9}), "000560": record({74: 2e9})})[:3000]
    batch = read(raw, options={"partial": "yes"})
    assert (values(batch), reasons(batch)) == ({"000333.SZ 2024H1 revenue": 1e9}, ["cut_off"])
    with pytest.raises(DataError, match="'partial' can't be 'perhaps'"):
        read(raw, options={"partial": "perhaps"})


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "the header begins at byte 0 and ends at byte 20, and the file has 0 bytes"),
        (b"\x01\x00" * 9, "the header begins at byte 0"),
        (archive({}, size=2336), "counts 0 companies with records of 2,336 bytes"),
        (archive({"000333": record({})}, size=0), "counts 1 companies with records of 0 bytes"),
        (archive({"000333": record({})}, size=2335), "records of 2,335 bytes"),
        (archive({"000333": record({})}, count=65535), "the index of 65,535 companies begins at byte 20 and ends at byte 720,905"),
        (archive({"000333": record({})}, size=0xFFFF_FFFC), "ends at byte 4,294,967,323"),
        (archive({"000333": record({})}, date=20240531), "states the report date 20240531"),
        (archive({"000333": record({})}, date=0), "states the report date 0"),
        (archive({"000333": record({})}, date=20240331), "report date 20240331. Expected 20240630, as the file is named"),
        (b"\x00" * 4096, "counts 0 companies"),
    ],
)  # fmt: skip
def test_what_contradicts_itself_or_its_length_is_refused(read, raw, says):
    with pytest.raises(DataError) as refused:
        read(raw)
    assert says in str(refused.value)


@pytest.mark.parametrize("place", [0, 25, 0xFFFF_FFFF])
def test_a_record_outside_the_records_is_refused(read, place):
    raw = bytearray(archive({"000333": record({74: 1e9})}))
    raw[27:31] = struct.pack("<I", place)
    with pytest.raises(DataError, match="record of 000333 begins at byte"):
        read(bytes(raw))


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"no archive", "is no zip archive, or is cut off. Download it again."),
        (zipped(a=archive({"000333": record({74: 1e9})}))[:100], "is no zip archive, or is cut off"),
        (zipped(), "holds 0 .dat files"),
        (zipped(a=b"", b=b""), "holds 2 .dat files"),
    ],
    ids=["text", "cut", "empty", "two"],
)
def test_a_zip_that_holds_no_archive_is_refused(read, raw, says):
    with pytest.raises(DataError) as refused:
        read(raw, "gpcw20240630.zip")
    assert says in str(refused.value)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(read):
    bomb = zipped(a=bytes(MAX_BYTES + 1))
    assert len(bomb) < 300_000
    with pytest.raises(DataError, match="would unpack to 256 MB"):
        read(bomb, "gpcw20240630.zip")


def test_a_folder_without_archives_and_no_address_are_refused(tmp_path):
    with pytest.raises(DataError, match="The folder holds 0 files that can be read"):
        fetch(Request("tdx", tmp_path))
    with pytest.raises(DataError, match="No archive is named"):
        fetch(Request("tdx"))
    with pytest.raises(DataError, match="The file is missing"):
        fetch(Request("tdx", tmp_path / "gpcw20240630.zip"))


def test_a_whole_market_is_read(tmp_path):
    """5,500 companies with 580 fields: the values of NumPy's own writer come back, each in its field."""
    numbers = np.arange(1, 5500 * 580 + 1, dtype="<f4").reshape(5500, 580)
    records = {f"{600000 + row:06}": numbers[row].tobytes() for row in range(5500)}
    file = tmp_path / "gpcw20240630.dat"
    file.write_bytes(archive(records))
    assert regular_file(file).stat().st_size == 20 + 5500 * (11 + 580 * 4)
    opened = open_archive(file)
    assert [opened.values(at, [1, 580]) for _, at in (opened.index[0], opened.index[5499])] == [
        [1.0, 580.0],
        [5499 * 580 + 1.0, 5500 * 580.0],
    ]
    batch = fetch(Request("tdx", file))
    # 600000 to 605499 all begin with 60, the codes of Shanghai; field 74 of row 5,499 is 5,499 x 580 + 74.
    assert (len(batch.figures), batch.figures[-5].ticker, batch.figures[-5].value) == (
        27_500,
        "605499.SH",
        3_189_494,
    )
