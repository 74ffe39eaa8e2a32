"""A cell of an export that is not accepted is set aside with its reason; the rest of its row and table is taken."""

from __future__ import annotations

import datetime as dt

import openpyxl
import pytest

from xl_aigc.data.batch_checks import check_batch
from xl_aigc.data.figure_rules import BatchLimits
from xl_aigc.sources import Request, fetch
from xl_aigc.store.opening import open_store

HEAD = ("证券代码", "证券简称", "报告期", "营业收入(元)", "归母净利润(元)")
GOOD = ("300418.SZ", "昆仑万维", "2024-06-30", "2500000000", "-389000000")
PLACES = {name: place for place, name in enumerate(("ticker", "name", "period", "revenue", "net_profit"))}
BAD = {
    "ESC": ("{}\x1b[31m", "refused_character"),
    "CSI": ("{}\x9b31m", "refused_character"),
    "BEL": ("\x07{}", "refused_character"),
    "DEL": ("{}\x7f", "refused_character"),
    "override": ("\u202e{}", "refused_character"),
    "long": ("{}" + "x" * 1_001, "too_long"),
    "digits": ("1" * 100_000 + "x", "too_long"),
    "blanks": ("2024" + " " * 32_000 + "x", "too_long"),
}
LEFT = {"ticker": 10, "name": 12, "period": 10, "revenue": 11, "net_profit": 11}
"""Figures that are taken of six rows with two figures each, where a cell of one row is not."""


def rows_with(column: str, text: str) -> list[tuple[str, ...]]:
    bad = list(GOOD)
    bad[PLACES[column]] = text.replace("{}", bad[PLACES[column]])
    return [HEAD, tuple(bad), *((f"60320{n}.SH", *GOOD[1:]) for n in range(5))]


def write_csv(path, rows):
    path.write_text("\n".join(map(",".join, rows)), encoding="utf-8")


def write_xlsx(path, rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(
            [
                "".join(
                    f"_x{ord(one):04X}_" if one < "\xa0" and not one.isprintable() else one for one in cell
                )
                for cell in row
            ]
        )
    book.save(path)


WRITERS = {"csv": write_csv, "xlsx": write_xlsx}


@pytest.mark.parametrize("ending", WRITERS)
@pytest.mark.parametrize("column", PLACES)
@pytest.mark.parametrize("bad", BAD)
def test_one_cell_is_set_aside_and_shown_without_its_controls(tmp_path, ending, column, bad):
    text, reason = BAD[bad]
    if ending == "xlsx" and len(text) > 32_000:
        pytest.skip("no cell of a workbook holds that much")
    path = tmp_path / f"export.{ending}"
    WRITERS[ending](path, rows_with(column, text))
    batch = fetch(Request("files", path, as_of=dt.date(2024, 9, 12)))
    (row,) = batch.set_aside
    assert (row.reason, row.place.line) == (reason, 2)
    assert len(batch.figures) == LEFT[column]
    shown = f"{row.value}{row.ticker}{row.message}{row.place}"
    assert shown.isprintable()
    assert len(row.value) <= 320  # 80 characters, each spelled out at most


def test_what_is_set_aside_can_be_stored_and_read_again(tmp_path, store_kind):
    path = tmp_path / "export.csv"
    write_csv(path, rows_with("ticker", "300418.SZ\x1b[31m\x00"))
    store = open_store(store_kind)
    lenient = BatchLimits(bad_share=0.2)  # one row of six is bad
    batch = check_batch(fetch(Request("files", path, as_of=dt.date(2024, 9, 12))), limits=lenient)
    made = store.record(batch, dt.datetime(2024, 9, 13, tzinfo=dt.UTC))
    (row,) = store.set_aside(made.vintage.id)
    assert row.ticker == "300418.SZ\\x1b[31m\\x00"


@pytest.fixture(params=["sqlite", "postgresql"])
def store_kind(request, tmp_path):
    if request.param == "sqlite":
        return tmp_path / "own.sqlite"
    return request.getfixturevalue("postgres").database()


@pytest.mark.parametrize("heading", ["营业收入\x1b[31m(元)", "\x9b", "营" * 33_000, "\u202e营业收入(元)"])
def test_a_column_whose_heading_is_not_accepted_is_left_out(tmp_path, heading):
    path = tmp_path / "export.csv"
    write_csv(path, [(*HEAD, heading), (*GOOD, "7")])
    batch = fetch(Request("files", path, as_of=dt.date(2024, 9, 12)))
    assert [figure.value for figure in batch.figures] == [2.5e9, -389e6]
    (row,) = batch.set_aside
    assert row.reason == "unknown_field"
    assert f"{row.item}{row.place}".isprintable()


def test_a_footer_of_any_length_is_no_row(tmp_path):
    path = tmp_path / "export.csv"
    write_csv(path, [HEAD, GOOD, ("数据来源：Wind" + "说" * 2_000, "", "", "", "")])
    batch = fetch(Request("files", path, as_of=dt.date(2024, 9, 12)))
    assert (len(batch.figures), batch.set_aside) == (2, ())
