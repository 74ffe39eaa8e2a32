"""The mapping tables: sound, alike with the headers that worksheet functions know, and open to a person's own rows."""

from __future__ import annotations

import pytest

from xl_aigc.data import ITEMS
from xl_aigc.errors import AigcError, DataError
from xl_aigc.functions.vocabulary import house_name, table, unit_in_yuan
from xl_aigc.sources.amounts import yuan_of
from xl_aigc.sources.mapping import IGNORED, MARKS, OF_A_ROW, VENDORS, bundled, load_fields, of_files

HEADER = "vendor,vendor_field,item,unit,mark,note\n"


def test_every_row_of_the_table_maps_to_something_known():
    wrong = [
        row
        for row in bundled()
        if row.item not in {*ITEMS, *OF_A_ROW, IGNORED}
        or (row.unit and yuan_of(row.unit) is None)
        or (row.mark and row.mark not in MARKS)
        or row.vendor not in {*VENDORS, "any", "house", "akshare_yjbb", "akshare_sina"}
    ]
    assert wrong == []


def test_every_item_has_its_house_name():
    assert {row.item for row in bundled() if row.vendor == "house"} >= set(ITEMS)


def test_no_name_is_mapped_twice_for_files():
    rows = [row for row in bundled() if row.vendor in of_files()]
    assert len(load_fields(of_files(), None).by_name) == len(rows)


def test_a_header_means_the_same_here_and_in_worksheet_functions():
    """Functions take loose headers (净利润, sales) that a source must not; where both know one, they agree."""
    fields = load_fields(of_files(), None)
    differ = []
    for row in table("headers.csv"):
        field = fields.find(row["header"])
        if field and field.item in ITEMS and house_name(row["header"])[0] != field.item:
            differ.append((row["header"], field.item))
    assert differ == []


def test_a_unit_means_the_same_here_and_in_worksheet_functions():
    checked = 0
    for row in table("units.csv"):
        if yuan_of(row["unit"]) is not None:
            assert yuan_of(row["unit"]) == unit_in_yuan(row["unit"])
            checked += 1
    assert checked > 10


def test_a_persons_own_rows_go_before_the_bundled(csv, read, values):
    own = csv(HEADER + "ours,营收合计,revenue,万元,,\nours,归母净利润,-,,,\n", name="mapping.csv")
    data = csv("代码,2024中报营收合计,2024中报归母净利润(元)\n300418,5,6\n", name="data.csv")
    assert values(read(data, mapping=own)) == {"300418.SZ 2024H1 revenue": 50000.0}


def test_every_mistake_of_a_mapping_file_is_told_at_once(csv, read):
    own = csv(
        HEADER + "o,甲,profit,,,\no,乙,revenue,万股,,\no,丙,revenue,,x,\no,丙,revenue,,,\no,,revenue,,,\n"
    )
    with pytest.raises(DataError) as caught:
        read(own, mapping=own)
    said = str(caught.value)
    for words in (
        "'profit' is no item",
        "'万股' is no unit",
        "'x' is no mark",
        "mapped twice",
        "names no field",
    ):
        assert words in said
    assert isinstance(caught.value, AigcError)
