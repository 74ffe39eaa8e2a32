"""Labels and sentences that tell a limit: they follow its cell, in every language."""

from __future__ import annotations

import re
import shutil

import pytest
from support.office import recalculate
from support.openpyxl_reading import load_workbook
from support.pandas_companies import companies
from support.sheet_reader import read

from xl_aigc.data.folder import REFERENCE, load_facts
from xl_aigc.data.limits import LIMITS
from xl_aigc.labels import LANGUAGES
from xl_aigc.report.builder import BuildOptions, build

TYPED = {
    "limit_rd_100m": 70,
    "limit_rd_1bn": 1500.5,
    "limit_rd_10bn": 12000,
    "limit_intensity_low": 0.065,
    "limit_intensity_mid": 0.13,
    "limit_intensity_high": 0.33,
    "limit_price_up": 0.17,
    "limit_price_down": -0.11,
    "limit_price_crash": -0.27,
    "limit_fall_100": -0.6,
    "limit_fall_1000": -14,
    "limit_screen_price": -0.03,
    "limit_screen_layer": 9,
    "limit_screen_known": 4,
    "limit_clip_growth": 2.25,
    "limit_clip_intensity": 0.45,
    "limit_clip_price": 0.8,
    "limit_rd_growth": 8,
    "limit_of_revenue": 0.9,
    "limit_jump_warn": 13,
    "limit_jump_error": 130,
    "limit_near": 0.007,
    "limit_near_money": 0.02,
    "limit_rounding": 0.1,
}
"""Another number in each cell, money in millions."""
SAID = {
    "en": {
        "R&D above CNY 70m",
        "R&D above CNY 1,500.5m",
        "R&D above CNY 12bn",
        "R&D to revenue above 13%",
        "low: up to 6.5%",
        "high: above 13% to 33%",
        "moderate fall: 11% to <27%",
        "Down 27% or more",
        "strong rise: above +17%",
        "heavy fall: 27% or more",
        "Profit down 60% or more",
    },
    "zh": {
        "研发费用超70百万元家数",
        "研发费用率超13%家数",
        "较低：6.5%及以下",
        "中度下跌：11%（含）至27%",
        "深度下跌：跌幅27%及以上",
        "归母净利润降幅达60%及以上",
    },
    "ko": {
        "연구개발비 70백만 위안 초과",
        "연구개발비율 13% 초과 기업 수",
        "낮음: 6.5% 이하",
        "27% 이상 하락",
        "급락: 낙폭 27% 이상",
        "순이익 60% 이상 감소",
    },
}
OLD = re.compile(
    r"(?<![\w.,])(5|10|20|40|100|1,000|1000|300|60)%"
    r"|(?<![\w.,])(100|1,000|10,000)( ?m\b|百万|백만)|(?<![\w.,])(1|10) ?bn|(?<![\w.,])(1|10|100)(亿|억)"
)
"""The limits as the program gives them, in words."""


def texts(path):
    return {
        (name, row, column): value
        for name, sheet in read(path).items()
        for row, values in enumerate(sheet.grid)
        for column, value in enumerate(values)
        if isinstance(value, str)
    }


NO_LIMIT = re.compile(
    "two-sided|双侧|양측|R&D rose 10%|研发费用增长10%|연구개발비 10% 증가|^(?:Midea Group|美的集团)[:：]"
)
"""What tells the level of a test of chance, and growth: of R&D expense of 15 companies 10.2%, of Midea's revenue 10.3%."""
ARTICLE = ("article.yaml", "claims.yaml", "texts.yaml")
"""The article's own words, which keep the bounds that it names."""


@pytest.fixture(scope="module", params=LANGUAGES)
def typed(request, tmp_path_factory):
    """Return the language, and the texts of a workbook before and after each limit was typed over and recalculated."""
    folder = tmp_path_factory.mktemp("words")
    path, data = folder / "report.xlsx", folder / "data"
    shutil.copytree(REFERENCE, data, ignore=shutil.ignore_patterns(*ARTICLE))
    build(path, load_facts(data), BuildOptions(language=request.param, unit="million"))
    before, book = texts(path), load_workbook(path)
    for name, value in TYPED.items():
        sheet, _, cell = book.defined_names[name].attr_text.rpartition("!")
        book[sheet.strip("'")][cell.replace("$", "")].value = value
    book.save(folder / "typed.xlsx")
    return request.param, before, texts(recalculate(folder / "typed.xlsx", folder))


def test_every_limit_is_typed_over():
    assert TYPED.keys() == LIMITS.keys()


def test_labels_tell_the_limits_that_were_typed(typed):
    language, _, after = typed
    assert SAID[language] - set(after.values()) == set()


def test_no_text_tells_a_limit_that_is_no_more(typed):
    _, before, after = typed
    told = {text for at, text in after.items() if OLD.search(text) and before.get(at) == text}
    assert sorted(text for text in told if not NO_LIMIT.search(text)) == []


def test_the_flag_of_rd_says_whose_median_each_layer_is_compared_with(built):
    """Eight companies with R&D make a median of a layer; pandas counts them."""
    counts = companies().groupby("layer")["rd_intensity"].count()
    said = [
        f"{layer} {counts[layer]}: {'layer' if counts[layer] >= 8 else 'basket'}"
        for layer in ("upstream", "midstream", "downstream")
    ]
    texts = [str(value) for row in read(built("en"))["Naked swimmers"].grid for value in row]
    assert [one for one in texts if f"({', '.join(said)})." in one]
