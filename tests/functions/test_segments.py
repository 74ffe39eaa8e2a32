"""Segments in the language that is asked for, as the sheets of the report show them."""

from __future__ import annotations

import datetime as dt

import pytest
from support.read_store import functions_read

from xl_aigc.data.folder_batch import bundled_batch, folder_batch
from xl_aigc.hosts.headless import evaluate
from xl_aigc.store.opening import open_store

WHEN = dt.datetime(2024, 11, 1, tzinfo=dt.UTC)
OWN = {
    "companies.csv": "ticker,name_zh,name_en,layer,segment,archetype,membership\n600519.SH,甲,Kiln,,kilns,,\n000858.SZ,乙,Loom,,looms,,\n",
    "figures.csv": "ticker,period,item,value,kind,sources\n600519.SH,2024Q3,revenue,73,stated,\n000858.SZ,2024Q3,revenue,50,stated,\n",
    "basket.yaml": "key: own\nname: {en: Own}\nas_of: 2024-10-31\n",
    "texts.yaml": "zh:\n  segments:\n    kilns: 窑炉\n    looms: ''\nko:\n  segments: none\n",
}


@pytest.fixture(scope="module", params=["bundled", "store"], autouse=True)
def read(request, tmp_path_factory):
    """The bundled facts, and a store of them and of a basket with a word for one of its two segments."""
    if request.param == "bundled":
        yield request.param
        return
    place = tmp_path_factory.mktemp("segments")
    store = open_store(str(place / "store.sqlite"))
    store.record(bundled_batch(), WHEN)
    (place / "own").mkdir()
    for name, text in OWN.items():
        (place / "own" / name).write_text(text, encoding="utf-8")
    store.record(folder_batch(place / "own", "own"), WHEN)
    with functions_read(place / "store.sqlite"):
        yield request.param


@pytest.mark.parametrize("word", ["游戏", "게임"])
def test_a_segment_is_found_by_its_word_in_any_language(word):
    # texts.yaml: games is 游戏, and six companies of companies.csv are in games.
    assert ["games", "segment: games, companies: 6", "细分行业：游戏，6家"] in map(
        list, evaluate(f'=AIGC_HELP("{word}")')
    )


def test_cohorts_and_columns_are_in_the_language():
    cohorts = evaluate('=AIGC_COHORT(,"segment",,"zh","cohort,companies")')
    assert cohorts[1:3] == [["游戏", 6], ["营销", 4]]
    assert cohorts[-1][0] == "合计"
    assert "游戏" in {row[0] for row in evaluate('=AIGC_BASKET("aigc","segment",,,"zh")')}
    assert "游戏" in {row[0] for row in evaluate('=AIGC_COHORT_OF(,"segment",,"zh")')}
    # The same over a table that is in English or in Chinese already.
    for language in ("en", "zh"):
        table = f'AIGC_BASKET("aigc","ticker,segment,revenue",,,"{language}")'
        assert evaluate(f'=AIGC_COHORT({table},"segment",,"zh","cohort,companies")') == cohorts


def test_members_of_a_segment_by_its_word_in_any_language():
    named = [evaluate(f'=AIGC_MEMBERS(,"segment","{word}","ticker")') for word in ("games", "游戏", "게임")]
    assert len(named[0]) == 1 + 6
    assert named[0] == named[1] == named[2]


def test_a_segment_without_a_word_stays_as_its_basket_has_it(read):
    if read == "store":
        assert evaluate('=AIGC_BASKET("own","segment",,,"zh")') == [["细分行业"], ["窑炉"], ["looms"]]
        assert evaluate('=AIGC_BASKET("own","segment")') == [["Segment"], ["kilns"], ["looms"]]
        assert evaluate('=INDEX(AIGC_HELP("窑炉"),2,1)') == "kilns"
