"""Companies are found by every spelling of their ticker, by name, and by a name with its code."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.support.market_baskets import write_hong_kong, write_japan
from tests.support.read_store import functions_read
from xl_aigc import evaluate
from xl_aigc.cell_errors import CellError
from xl_aigc.data.folder_batch import folder_batch
from xl_aigc.data.spelling import normalised, simplified
from xl_aigc.functions import CATALOGUE
from xl_aigc.functions.company_names import tickers_by_name
from xl_aigc.store.opening import open_store

KUNLUN = ["300418", "300418.SZ", "SHE:300418", "300418 CH Equity", "３００４１８", "昆仑万维", "Kunlun Tech"]
TRADITIONAL = ["昆侖萬維", "崑崙萬維", "昆侖萬維(300418)", "300418 崑崙萬維"]
WITH_NAME = [
    *("昆仑万维(300418)", "昆仑万维（300418.SZ）", "Kunlun Tech (300418.SZ)", "昆仑万维[300418]"),
    *("昆仑万维 300418", "300418.SZ 昆仑万维", "300418 Kunlun Tech", "昆仑万维（SHE: 300418）"),
    "Kunlun (300418.SZ)",  # a shortened name beside a full code
]


@pytest.mark.parametrize("text", [*KUNLUN, *TRADITIONAL, *WITH_NAME])
def test_a_company_is_found(text):
    assert evaluate("=AIGC_NAME(A1)", {"A1": text}) == "Kunlun Tech"


def test_a_name_of_several_words_stands_before_its_code_or_after_it():
    for text in ("Haier Smart Home 600690", "600690 Haier Smart Home"):
        assert evaluate("=AIGC_NAME(A1)", {"A1": text}) == "Haier Smart Home"


@pytest.mark.parametrize(
    "text", ["昆仑万维(000333)", "美的集团 300418", "Kunlun 300418", "300418 and more", "昆仑万维(999999)"]
)
def test_a_name_and_a_code_that_do_not_belong_together_are_no_company(text):
    assert evaluate("=AIGC_NAME(A1)", {"A1": text}) is CellError.NA


def test_the_reason_finds_a_part_of_a_name_in_traditional_characters():
    assert "科大讯飞 (002230.SZ) has this in the name" in str(
        evaluate("=AIGC_WHY(AIGC_NAME(A1))", {"A1": "訊飛"})
    )


# As the companies of Hong Kong, Shanghai, Shenzhen and Taiwan write themselves in both.
NAMES = [
    "比亞迪/比亚迪",
    "寧德時代/宁德时代",
    "騰訊控股/腾讯控股",
    "藥明康德/药明康德",
    "聯想集團/联想集团",
    "滙豐控股/汇丰控股",
    "中國電信/中国电信",
    "濰柴動力/潍柴动力",
    "萬科企業/万科企业",
    "圓通速遞/圆通速递",
    "青島啤酒/青岛啤酒",
    "贛鋒鋰業/赣锋锂业",
    "復星醫藥/复星医药",
    "長飛光纖光纜/长飞光纤光缆",
    "臺灣積體電路/台湾积体电路",
    "鴻海精密/鸿海精密",
    "週大福/周大福",
    "衞龍/卫龙",
    "乾照光電/乾照光电",
    "鉅泉科技/钜泉科技",
    "東鵬飲料/东鹏饮料",
    "遊族網絡/游族网络",
    "湧峯科技/涌峰科技",
    "餘仁生/余仁生",
    "薈聚軟體/荟聚软体",
    "華潤啤酒/华润啤酒",
    "里程碑/里程碑",
    "三六〇/三六零",
]


@pytest.mark.parametrize("pair", NAMES)
def test_a_name_is_alike_in_traditional_and_simplified_characters(pair):
    old, new = pair.split("/")
    assert normalised(old) == normalised(new)
    assert simplified(simplified(old)) == simplified(old)


@pytest.fixture
def alike(tmp_path):
    """A store with names that differ in variants of a character alone."""
    (tmp_path / "companies.csv").write_text(
        "ticker,name_zh,name_en,layer,segment,archetype,membership\n"
        "600001.SH,圆通科技,,,,,\n600002.SH,元通科技,Yuantong,,,,\n600003.SH,鍾山,,,,,\n600004.SH,鐘山,,,,,\n",
        encoding="utf-8",
    )
    (tmp_path / "figures.csv").write_text("ticker,period,item,value,kind,sources\n", encoding="utf-8")
    (tmp_path / "basket.yaml").write_text(
        "key: alike\nname: {en: Alike}\nas_of: 2024-10-31\nperiod: 2024H1\n", encoding="utf-8"
    )
    store = open_store(str(tmp_path / "store.sqlite"))
    store.record(folder_batch(tmp_path, "alike"), dt.datetime(2024, 11, 1, tzinfo=dt.UTC))
    with functions_read(tmp_path / "store.sqlite"):
        yield


@pytest.mark.usefixtures("alike")
def test_a_name_of_two_companies_is_refused_with_both_named_unless_one_is_spelled_so():
    reason = evaluate("=AIGC_WHY(AIGC_NAME(A1))", {"A1": "钟山"})
    assert reason == "AIGC_NAME: '钟山' may be 鍾山 (600003.SH) or 鐘山 (600004.SH). Expected one of them."
    assert evaluate("=AIGC_NAME(A1)", {"A1": "圓通科技"}) is CellError.NA
    found = {text: evaluate("=AIGC_NAME(A1)", {"A1": text}) for text in ("圆通科技", "元通科技", "鐘山")}
    assert found == {"圆通科技": "圆通科技", "元通科技": "Yuantong", "鐘山": "鐘山"}


def test_a_name_that_is_not_known_is_the_name_of_no_company():
    companies = {"300418.SZ": {"name_zh": "昆仑万维", "name_en": ""}, "600941.SH": {"name_zh": "中国移动"}}
    assert tickers_by_name(companies) == {"昆仑万维": ("300418.SZ",), "中国移动": ("600941.SH",)}


def test_a_name_and_a_ticker_of_two_companies_are_told_as_such():
    reason = evaluate('=AIGC_WHY(AIGC_NAME("昆仑万维(601360)"))')
    assert "昆仑万维 (300418.SZ) and 三六零 (601360.SH)" in reason


@pytest.fixture(scope="module")
def markets_store(tmp_path_factory):
    """Companies of Japan in one basket and of Hong Kong in another."""
    place = tmp_path_factory.mktemp("markets")
    store = open_store(str(place / "store.sqlite"))
    for key, write in (("jp5", write_japan), ("hk5", write_hong_kong)):
        (place / key).mkdir()
        store.record(folder_batch(write(place / key), key), dt.datetime(2025, 3, 1, tzinfo=dt.UTC))
    return place / "store.sqlite"


@pytest.fixture
def several_markets(markets_store):
    """The functions read them."""
    with functions_read(markets_store):
        yield


@pytest.mark.parametrize(
    ("toyota", "sony"), [("7203", "6758"), ("7203.T", "6758.T"), (7203, 6758), ("TYO:7203", "6758 JP")]
)
def test_a_code_in_a_table_is_of_its_company_as_in_a_lookup(several_markets, toyota, sony):
    """The bounds are those of yen, 100 to a yuan: 10bn yuan are 1,000bn yen, so that 742bn are large and 1,202bn very large."""
    table = [["ticker", "R&D expense (¥ bn)"], [toyota, 1202], [sony, 742]]
    assert CATALOGUE["COHORT_OF"].call(table, "rd_scale") == [["very large"], ["large"]]


@pytest.mark.parametrize("again", ["7203.T", "7203 JP", 7203])
def test_a_company_stands_once_in_a_table_however_its_ticker_is_written(several_markets, again):
    table = [["ticker", "revenue"], ["7203", 5], ["6758.T", 7], [again, 6]]
    assert CATALOGUE["TOP"].call(table, "revenue") is CellError.VALUE
