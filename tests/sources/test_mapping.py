"""The mapping tables: sound, alike with the headers that worksheet functions know, and open to a person's own rows."""

from __future__ import annotations

import pytest

from xl_aigc.data.fields import ON_SHEETS, VENDORS, bundled_fields, house_name
from xl_aigc.data.item import ITEMS
from xl_aigc.data.kinds import ROLES
from xl_aigc.data.reasons import REASONS
from xl_aigc.data.spelling import normalised
from xl_aigc.data.units import factor_of
from xl_aigc.errors import AigcError, DataError
from xl_aigc.labels import LANGUAGES, words
from xl_aigc.sources.mapping import IGNORED, MARKS, OF_A_ROW, TAG, load_fields, of_files

HEADER = "vendor,vendor_field,item,unit,mark,note\n"


def test_every_row_of_the_table_maps_to_something_known():
    wrong = [
        row
        for row in bundled_fields()
        if row.vendor != ON_SHEETS
        and (
            row.item not in {*ITEMS, *OF_A_ROW, *ROLES, IGNORED}
            or (row.unit and factor_of(row.unit) is None)
            or (
                row.mark
                and row.mark
                not in (REASONS if row.item == IGNORED else {TAG} if row.item == "item" else MARKS)
            )
            or row.vendor not in {*VENDORS, "any", "house", "akshare_yjbb", "akshare_sina", "tdx", "file"}
        )
    ]
    assert wrong == []


def test_every_item_has_its_house_name():
    assert {row.item for row in bundled_fields() if row.vendor == "house"} >= set(ITEMS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_label_of_every_item_is_a_name_of_it(language):
    fields = load_fields(of_files(), None)
    assert [item for item in ITEMS if fields.by_name[normalised(words(language)[item])].item != item] == []


def test_no_name_is_mapped_twice_for_files():
    rows = [row for row in bundled_fields() if row.vendor in of_files()]
    fields = load_fields(of_files(), None)
    assert {row.vendor_field for row in rows} <= fields.exact.keys()
    assert len({row.vendor_field for row in rows}) == len(rows)
    assert {row.vendor_field for row in rows if fields.by_name[normalised(row.vendor_field)] != row} == {
        "NETPROFIT"
    }


def test_loose_headers_of_worksheet_functions_are_not_taken_from_a_source():
    """A person who points at 净利润 or 营收 sees the result at once; a source is read unseen."""
    fields = load_fields(of_files(), None)
    assert house_name("净利润") == ("net_profit", 2)
    assert house_name("营收") == ("revenue", 1)
    assert fields.find("净利润").item == IGNORED
    assert fields.find("营收") is None


SALES = "证券代码,报告期,{}\n300418.SZ,2024H1,2502\n"


@pytest.mark.parametrize(
    "heading",
    ["Sales (CNY m)", '"Sales, CNY m"', "Turnover (CNY m)", "营业额(百万元)", "Sales revenue (CNY m)"],
)
def test_sales_and_turnover_in_money_are_revenue(csv, read, values, heading):
    assert values(read(csv(SALES.format(heading)))) == {"300418.SZ 2024H1 revenue": 2.502e9}


@pytest.mark.parametrize(
    "heading",
    ["Sales", "Turnover", "Sales (units)", "Sales (%)", "Sales volume (m)", "Sales growth", "Sales per share (CNY)", "Unit sales",
     "Turnover ratio", "Turnover (x)", "Turnover (m shares)", "Sales (HKD m)"],
)  # fmt: skip
def test_sales_and_turnover_in_anything_else_are_not(csv, read, heading):
    try:
        taken = read(csv(SALES.format(heading))).figures
    except DataError:  # there is nothing else in the table
        taken = ()
    assert taken == ()


def test_sales_stand_in_for_revenue_only_where_there_is_none(csv, read, values):
    """The turnover of a share on the exchange may stand beside the revenue of its company."""
    batch = read(csv("证券代码,报告期,Turnover (CNY m),Revenue (CNY m)\n300418.SZ,2024H1,90,2502\n"))
    assert values(batch) == {"300418.SZ 2024H1 revenue": 2.502e9}


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
    for word in (
        "'profit' is no item",
        "'万股' is no unit",
        "'x' is no mark",
        "mapped twice",
        "names no field",
    ):
        assert word in said
    assert isinstance(caught.value, AigcError)
