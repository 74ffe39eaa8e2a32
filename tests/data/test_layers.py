"""Layers and archetypes are what `basket.yaml` declares: read, kept, and refused by file and line."""

from __future__ import annotations

import datetime as dt

import pytest
from support import baskets

from xl_aigc.data.batch import Batch
from xl_aigc.data.completeness import coverage
from xl_aigc.data.folder import load_facts
from xl_aigc.data.folder_batch import folder_batch
from xl_aigc.data.layers import USUAL_SORTS, keys_of
from xl_aigc.data.new_basket import NewBasket, basket_files
from xl_aigc.data.written import facts_files
from xl_aigc.errors import DataError, Place
from xl_aigc.sources import Request, fetch
from xl_aigc.store.opening import open_store

KEYS = ("software", "hardware", "services", "other_x")


def test_layers_have_keys_names_and_what_they_are_about(tmp_path):
    first, second, third, last = load_facts(baskets.with_own_layers(tmp_path / "own")).sorts.layers
    assert keys_of((first, second, third, last)) == KEYS
    assert dict(first.name) == {"en": "Software", "zh": "软件", "ko": "소프트웨어"}
    # A language left out takes the first of the others.
    assert (third.name["ko"], last.name["zh"]) == ('=People & "more" *?~', "Other X")
    assert (first.about["ko"], dict(second.about)) == ("Programs {and} services", {})


def test_a_basket_that_declares_none_may_have_the_usual_ones(tmp_path):
    assert load_facts(baskets.write(tmp_path / "usual", baskets.market(3))).sorts == USUAL_SORTS
    assert keys_of(load_facts().sorts.layers) == ("upstream", "midstream", "downstream")


def test_files_and_stores_keep_layers(tmp_path):
    facts = load_facts(baskets.with_own_layers(tmp_path / "own"))
    (tmp_path / "again").mkdir()
    for name, text in facts_files(facts).items():
        (tmp_path / "again" / name).write_text(text, encoding="utf-8", newline="")
    assert load_facts(tmp_path / "again").sorts == facts.sorts
    store = open_store(tmp_path / "store.sqlite")
    store.record(folder_batch(tmp_path / "own", "files"), dt.datetime(2024, 11, 1, tzinfo=dt.UTC))
    assert store.facts("synthetic").sorts == facts.sorts
    assert store.facts("aigc").sorts == USUAL_SORTS


def test_figures_are_counted_by_layer(tmp_path):
    facts = load_facts(baskets.with_own_layers(tmp_path / "own"))
    rows = coverage(facts, [facts.period], ["revenue"])
    # Of 30 companies every ninth is in no layer: 0, 9, 18 and 27, which would be in each of the four layers in turn.
    assert [(row.layer, row.due) for row in rows] == [(None, 30), *zip(KEYS, (7, 7, 6, 6), strict=True)]


def test_an_unknown_layer_is_told_by_file_line_and_what_is_declared(tmp_path):
    folder = baskets.with_own_layers(tmp_path / "own")
    companies = folder / "companies.csv"
    companies.write_text(companies.read_text("utf-8").replace("hardware", "hardwear", 1), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load_facts(folder)
    assert (caught.value.place.file, caught.value.place.line, caught.value.place.key) == (
        companies,
        3,
        "layer",
    )
    assert "'hardwear' is no layer of this basket" in caught.value.problem
    assert caught.value.expected == "one of software, hardware, services, other_x, or an empty cell."
    assert "under layers in basket.yaml" in caught.value.remedy


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("{key: total, name: A}", "total is a word of the program"),
        ("{key: class, name: A}", "class is a word of the program"),
        ("{key: Big, name: A}", "'Big' is not accepted"),
        ("{key: a, name: N.A.}", "stands in cells for what is not known"),
        ("{key: a, name: 未知}", "stands in cells for what is not known"),
        ('{key: a, name: "x\\ny"}', "a line break"),
        (f"{{key: a, name: {'x' * 41}}}", "at most 40 characters"),
        ("{key: a, name: B, holds: c}", "has no key 'holds'"),
        ("{key: a, name: A}\n- {key: a, name: B}", "Two layers are called 'a'"),
        ("{key: a, name: Same}\n- {key: b, name: {en: B, zh: same}}", "Two layers are called 'same'"),
        ("\n- ".join(f"{{key: k{n}, name: N{n}}}" for n in range(13)), "at most 12"),
    ],
)
def test_a_layer_that_cannot_be_is_refused_by_line(tmp_path, entry, said):
    folder = baskets.write(tmp_path / "own", [])
    (folder / "basket.yaml").write_text(f"key: own\nlayers:\n- {entry}\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"basket\.yaml, line [234]") as caught:
        load_facts(folder)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("{key: other, name: A}", "other is a word of the program"),
        ("{key: a, name: {en: A, zh: 其他}}", "Two archetypes are called '其他'"),
        ("{key: a, name: A}\n- {key: b, name: a}", "Two archetypes are called 'a'"),
        ("{key: a, name: Software}", "A layer is called 'software' too"),
    ],
)
def test_an_archetype_that_cannot_be_is_refused_by_line(tmp_path, entry, said):
    folder = baskets.write(tmp_path / "own", [])
    (folder / "basket.yaml").write_text(
        f"key: own\nlayers: [{{key: software, name: Software}}]\narchetypes:\n- {entry}\n", encoding="utf-8"
    )
    with pytest.raises(DataError, match=r"basket\.yaml, line [345]") as caught:
        load_facts(folder)
    assert said in str(caught.value)


def test_an_unknown_archetype_is_told_with_what_is_declared(tmp_path):
    folder = baskets.with_own_layers(tmp_path / "own")
    companies = folder / "companies.csv"
    companies.write_text(
        companies.read_text("utf-8").replace("platform", "deep_pockets", 1), encoding="utf-8"
    )
    with pytest.raises(DataError, match="'deep_pockets' is no archetype of this basket") as caught:
        load_facts(folder)
    assert caught.value.expected == "one of platform, tools, other, or an empty cell."


TABLE = """Ticker,Name,Layer,Segment,Period,Revenue (USD m)
AAPL,Apple,Hardware,phones,2024FY,391035
MSFT,Microsoft,Cloud software,office,2024FY,245122
NVDA,NVIDIA,上游,chips,2024FY,60922
META,Meta,n.a.,adverts,2024FY,164501
ORCL,Oracle,云计算,databases,2024FY,52961
"""


def new_basket(folder, table):
    (folder / "tech.csv").write_text(table, encoding="utf-8")
    request = Request("files", folder / "tech.csv", markets=("us",), currency="USD", describing=True)
    return basket_files(NewBasket("tech", ("us",), "USD"), fetch(request))


def test_a_new_basket_declares_the_layers_of_its_table(tmp_path):
    files = new_basket(tmp_path, TABLE)
    (tmp_path / "tech").mkdir()
    for name, text in files.items():
        (tmp_path / "tech" / name).write_text(text, encoding="utf-8")
    facts = load_facts(tmp_path / "tech")
    assert [(one.key, one.name["zh"]) for one in facts.sorts.layers] == [
        ("hardware", "Hardware"),
        ("cloud_software", "Cloud software"),
        ("upstream", "上游"),
        ("layer_4", "云计算"),
    ]
    held = {one.ticker: (one.layer, one.segment) for one in facts.companies}
    assert held["MSFT"] == ("cloud_software", "office")
    assert (held["META"], held["ORCL"]) == ((None, "adverts"), ("layer_4", "databases"))
    assert "# Layers of the value chain" in files["basket.yaml"]


@pytest.mark.parametrize("heading", ["英文简称", "Name (English)", "name_en", "English name"])
def test_a_new_basket_takes_names_in_english(tmp_path, heading):
    table = f"""证券代码,公司,{heading},报告期,营业收入(元)
000651.SZ,格力电器,Gree,2024FY,4e11
600690.SH,海尔智家,,2024FY,3e11
"""
    (tmp_path / "t.csv").write_text(table, encoding="utf-8")
    request = Request("files", tmp_path / "t.csv", describing=True)
    files = basket_files(NewBasket("b", ("a_share",), "CNY"), fetch(request))
    rows = [line.split(",")[:3] for line in files["companies.csv"].splitlines()]
    assert rows[1:] == [["000651.SZ", "格力电器", "Gree"], ["600690.SH", "海尔智家", ""]]


def test_a_mapping_names_the_column_of_layers(tmp_path):
    (tmp_path / "own.csv").write_text(
        "vendor,vendor_field,item,unit,mark,note\nmine,所属行业,layer,,,\n", encoding="utf-8"
    )
    (tmp_path / "tech.csv").write_text(TABLE.replace("Layer", "所属行业"), encoding="utf-8")
    request = Request(
        "files",
        tmp_path / "tech.csv",
        markets=("us",),
        currency="USD",
        describing=True,
        mapping=tmp_path / "own.csv",
    )
    batch = fetch(request)
    assert batch.described["layer"]["AAPL"] == "Hardware"


def test_a_new_basket_without_layers_shows_how_to_declare_them(tmp_path):
    shown = new_basket(tmp_path, TABLE.replace("Layer", "-"))["basket.yaml"]
    assert "# layers:\n#   - {key: software" in shown


def test_a_column_of_sentences_makes_no_layers(tmp_path):
    with pytest.raises(DataError, match="at most 12 layers of at most 40 characters"):
        new_basket(
            tmp_path, TABLE.replace("Cloud software", "what it does told in more words than a name has")
        )


def test_only_a_new_basket_takes_layers_from_a_table(tmp_path):
    (tmp_path / "tech.csv").write_text(TABLE, encoding="utf-8")
    batch = fetch(Request("files", tmp_path / "tech.csv", markets=("us",), currency="USD"))
    assert isinstance(batch, Batch)
    assert [row.place for row in batch.set_aside] == [Place(tmp_path / "tech.csv", key="Layer")]
    assert batch.described == {}
    assert {one.layer for one in batch.companies} == {None}
