"""Baskets of every kind: both judges agree with each workbook, and no text speaks of what is not in the basket.

One LibreOffice computes all of them. Each program judges them in one language, the two in different ones; the words are looked at in all three.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import pytest
from support import baskets, market_baskets, quarters
from support.gnumeric import judged
from support.recalculation import in_one_office
from support.shown_texts import shown_texts

from xl_aigc.data.batch_checks import check_batch
from xl_aigc.data.folder import load_facts
from xl_aigc.data.new_basket import NewBasket, basket_files
from xl_aigc.data.period import Period
from xl_aigc.files.new_folder import write_new_folder
from xl_aigc.labels import LANGUAGES
from xl_aigc.report.builder import BuildOptions, build
from xl_aigc.report.check_file import check_file
from xl_aigc.sources import Request, fetch

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

YUAN = re.compile(r"yuan|\bCNY\b|(?<![美港日韩欧加澳坡单多])元|A-share|a_share|A股|위안", re.IGNORECASE)
"""Currency and market of the bundled basket; 元 is part of other words, such as 美元 and 单元格."""
CHINA = re.compile(r"Chin(?:a|ese)|中国|중국|2024H1|2023H1")
"""The country and the periods of the bundled basket."""
ARTICLE = re.compile(r"[Aa]rticle|原文|文章|기사|AIGC")
COMPANIES = re.compile(
    "|".join(
        sorted(
            re.escape(name)
            for one in load_facts().companies
            for name in (one.ticker, one.name_zh, one.name_en)
            if name
        )
    )
    + "|China Mobile|China Telecom|Midea|Haier|Hongbo|Kunlun|Wondershare|iFLYTEK|鸿博"
)
"""Companies of the bundled basket, by every name."""
FUNCTIONS = re.compile(r"=.*|AIGC[._]\w+|AIGC functions?|AIGC(?:系列)?函数|AIGC_? 함수", re.DOTALL)
"""Names and examples of functions, of which every workbook may speak."""


def write_quarters(folder: Path) -> Path:
    """Thirty companies of the United States in single quarters, from a CSV."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    table = folder.with_suffix(".csv")
    table.write_text(quarters.table(), encoding="utf-8")
    request = Request("files", table, markets=("us",), currency="USD", single_quarters=True)
    write_new_folder(folder, basket_files(NewBasket("us30", ("us",), "USD"), check_batch(fetch(request))))
    return folder


@dataclass(frozen=True)
class Kind:
    """A kind of basket: what writes it, its period, whether it is of A-shares."""

    write: Callable[[Path], Path]
    period: str | None = None
    of_a_shares: bool = False


def _lacking(what: str) -> Callable[[Path], Path]:
    return lambda folder: baskets.lacking(folder, what)


def _two_layers(folder: Path) -> Path:
    return baskets.with_own_layers(
        folder, "layers: [{key: makers, name: Makers}, {key: shops, name: Shops}]\n"
    )


KINDS = {
    "us_year": Kind(write_quarters, "2024FY"),
    "us_quarter": Kind(write_quarters, "2024Q4"),
    "us": Kind(market_baskets.write_us),
    "hong_kong": Kind(market_baskets.write_hong_kong),
    "four_markets": Kind(market_baskets.write_four),
    "four_layers": Kind(baskets.with_own_layers, of_a_shares=True),
    "two_layers": Kind(_two_layers, of_a_shares=True),
    "nothing": Kind(_lacking("nothing"), of_a_shares=True),
    "without_prices": Kind(_lacking("prices"), of_a_shares=True),
    **{f"without_{what}": Kind(_lacking(what), of_a_shares=True) for what in baskets.OF},
    "one_period": Kind(_lacking("prior"), of_a_shares=True),
    "three_companies": Kind(_lacking("companies"), of_a_shares=True),
    "next_to_nothing": Kind(_lacking("everything"), of_a_shares=True),
}
LIBREOFFICE, GNUMERIC = (
    {kind: LANGUAGES[(place + judge) % 3] for place, kind in enumerate(KINDS)} for judge in (0, 1)
)
"""Language in which each program judges a kind of basket: each kind in two languages, each language in eight or nine kinds."""


@pytest.fixture(scope="module")
def workbook(tmp_path_factory):
    """Build the workbook of a kind of basket, once for each language."""
    folder = tmp_path_factory.mktemp("baskets")

    @cache
    def facts(kind):
        return load_facts(KINDS[kind].write(folder / kind))

    @cache
    def make(kind, language):
        held, period = facts(kind), KINDS[kind].period
        target = folder / f"{kind}_{language}.xlsx"
        chosen = Period.stored(period) if period else held.period
        build(target, held, BuildOptions(language, period=chosen, compare=chosen.year_before))
        return target

    return make


@pytest.fixture(scope="module")
def office(workbook, tmp_path_factory):
    files = [workbook(name, language) for name, language in LIBREOFFICE.items()]
    return in_one_office(files, tmp_path_factory.mktemp("office"))


@pytest.mark.parametrize("kind", KINDS)
def test_libreoffice_confirms_every_value(workbook, office, kind):
    outcome = check_file(workbook(kind, LIBREOFFICE[kind]), office)
    # The made-up profits of the A-shares jump more than the checks accept.
    accepted = {"check"} if KINDS[kind].of_a_shares else set()
    assert [one for one in outcome.problems if one.kind not in accepted] == []
    assert outcome.compared == outcome.formulas


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_gnumeric_confirms_every_value(workbook, tmp_path, kind):
    count, different = judged(workbook(kind, GNUMERIC[kind]), tmp_path)
    assert different == []
    assert count > 100


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_no_text_is_about_another_basket(workbook, kind, language):
    others = (ARTICLE, COMPANIES, *(() if KINDS[kind].of_a_shares else (YUAN, CHINA)))
    for text in shown_texts(workbook(kind, language)):
        left = FUNCTIONS.sub("", text)
        assert [other.pattern[:20] for other in others if other.search(left)] == [], text[:200]
