"""Claims keep the article's own bounds and its own basket: no threshold moves a verdict, and no other basket gets one."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import openpyxl
import pytest
from support.changed_limits import CHANGED
from support.claims_sheet import copy_layouts, read_claims
from support.gnumeric import judged
from support.office import recalculate
from support.recalculated import changed_cells

from xl_aigc.data.folder import load_facts
from xl_aigc.data.limits import LIMITS
from xl_aigc.labels import LANGUAGES, load_labels, word
from xl_aigc.measures.claims.conclusions import conclude
from xl_aigc.measures.claims.evaluate import evaluate
from xl_aigc.measures.frame import build_frame
from xl_aigc.report.builder import BuildOptions, build

FACTS = load_facts()
OTHER = replace(FACTS, key="mine")
LIMITS_CHANGED = {key: value for key, value in CHANGED.items() if key in LIMITS}


@pytest.fixture(scope="module")
def layouts(tmp_path_factory):
    return copy_layouts(tmp_path_factory.mktemp("layouts"))


@pytest.fixture(scope="module")
def bundled(tmp_path_factory, layouts):
    path = tmp_path_factory.mktemp("own") / "bundled.xlsx"
    build(path, options=BuildOptions(layouts=layouts))
    return path


def verdicts(facts, **limits):
    return {
        one.claim.id: (one.verdict, one.evidence.measured)
        for one in evaluate(build_frame(facts, facts.period, unit="million", limits=limits))
    }


def test_no_limit_moves_a_claim_in_python():
    assert verdicts(FACTS, **LIMITS_CHANGED) == verdicts(FACTS)
    assert [one.verdict for one in conclude(build_frame(FACTS, FACTS.period, limits=LIMITS_CHANGED))] == [
        one.verdict for one in conclude(build_frame(FACTS, FACTS.period))
    ]


@pytest.mark.parametrize("limit", sorted(LIMITS))
def test_no_single_limit_moves_a_claim(limit):
    assert verdicts(FACTS, **{limit: LIMITS_CHANGED[limit]}) == verdicts(FACTS)


def test_a_workbook_built_with_other_limits_shows_the_same_claims(tmp_path, layouts, bundled):
    path = tmp_path / "changed.xlsx"
    build(path, options=BuildOptions(layouts=layouts, limits=CHANGED))
    assert read_claims(path) == read_claims(bundled)
    assert not changed_cells(path, recalculate(path, tmp_path / "office"))


@pytest.mark.slow
def test_gnumeric_agrees_on_claims_beside_other_limits(tmp_path, layouts):
    path = tmp_path / "changed.xlsx"
    build(path, options=BuildOptions(layouts=layouts, limits=CHANGED))
    count, different = judged(path, tmp_path)
    assert (different, count > 1000) == ([], True)


def test_cells_of_limits_that_a_person_changes_move_no_claim(tmp_path, bundled):
    """Every limit is typed over in the finished file; LibreOffice recalculates it."""
    book = openpyxl.load_workbook(bundled)
    for name, value in LIMITS_CHANGED.items():
        sheet, address = book.defined_names[name].attr_text.replace("'", "").replace("$", "").split("!")
        book[sheet][address] = value
    path = tmp_path / "typed.xlsx"
    book.save(path)
    after = recalculate(path, tmp_path / "office")
    names = {"verdict", "measured", "low", "high", "named", "bound"}
    ours, theirs = (
        {id_: {key: value for key, value in row.items() if key in names} for id_, row in claims.items()}
        for claims in (read_claims(bundled), read_claims(after))
    )
    assert {id_: row["verdict"] for id_, row in theirs.items()} == {
        id_: row["verdict"] for id_, row in ours.items()
    }
    for id_, row in ours.items():
        for key, value in row.items():
            assert (theirs[id_][key] or "") == (
                pytest.approx(value) if isinstance(value, float) and value else value or ""
            ), (id_, key)


def test_the_bounds_are_those_that_the_article_names(bundled):
    """In millions of yuan: 100 m, 1 bn, 10 bn; a rise above 20%; falls of 100% and 1,000%."""
    found = {id_: row["bound"] for id_, row in read_claims(bundled).items() if row["bound"] not in ("", None)}
    assert found == {
        "rd_above_100m": 100,
        "rd_above_1bn": 1000,
        "rd_above_10bn": 10000,
        "rd_above_10bn_who": 10000,
        "only_one_up_20": 0.2,
        "falls_over_100pct": -1,
        "falls_over_1000pct": -10,
    }


def without(ticker):
    return FACTS.subset([one for one in FACTS.tickers if one != ticker])


def departed(ticker):
    companies = [replace(one, membership="left") if one.ticker == ticker else one for one in FACTS.companies]
    return replace(FACTS, companies=tuple(companies))


@pytest.mark.parametrize(
    ("facts", "other"),
    [
        (FACTS, False),
        (OTHER, True),
        (without("600941.SH"), True),  # the article names it
        (departed("600941.SH"), True),
        (without("688327.SH"), False),  # one of the others
    ],
)
def test_a_basket_is_the_articles_own_by_its_key_and_the_companies_that_the_article_names(facts, other):
    results = evaluate(build_frame(facts, facts.period))
    wide = {one.verdict for one in results if one.claim.key is not None and one.verdict != "not_testable"}
    assert ("other_basket" in wide, len(wide) == 1) == (other, other)


def test_a_claim_on_a_company_holds_on_any_basket():
    ours, theirs = verdicts(FACTS), verdicts(OTHER)
    of_company = {claim.id for claim in FACTS.claims if claim.ticker}
    assert {id_: ours[id_] for id_ in of_company} == {id_: theirs[id_] for id_ in of_company}
    assert {id_: one[1] for id_, one in ours.items()} == {id_: one[1] for id_, one in theirs.items()}


def test_a_conclusion_on_another_basket_has_no_verdict():
    assert {one.verdict for one in conclude(build_frame(OTHER, OTHER.period))} == {"other_basket"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheet_measures_another_basket_and_counts_it_apart(tmp_path, layouts, language):
    path = tmp_path / "other.xlsx"
    build(path, OTHER, BuildOptions(language=language, layouts=layouts))
    expected = Counter(one.verdict for one in evaluate(build_frame(OTHER, OTHER.period)))
    rows = read_claims(path, language)
    shown = Counter(row["verdict"] for row in rows.values())
    assert shown == {word(key, language): count for key, count in expected.items()}
    assert rows["rd_above_100m"]["measured"] == 20
    # 20 measured, 16 stated.
    distance = {"en": "Measured less stated: 4.", "zh": "实测减原文：4。", "ko": "실측과 기사의 차이: 4."}
    assert rows["rd_above_100m"]["note"].startswith(distance[language])
    # 36 of 50 measured, 70% stated.
    points = {
        "en": "Measured less stated: 2.0 points.",
        "zh": "实测减原文：2.0个百分点。",
        "ko": "실측과 기사의 차이: 2.0퍼센트포인트.",
    }
    assert rows["profit_decline_share"]["note"].startswith(points[language])
    labels, apart = load_labels(language), expected["other_basket"]
    assert apart > 0
    said = list(texts_of(path, labels.text("sheets.claims.title")))
    assert labels.text("claim_words.other_basket", n=apart) in said
    counted: dict[str, int] = {}
    for key in ("of_section", "undecided"):
        before, _, after = labels.texts[f"claim_words.{key}"].partition("{n}")
        found = [re.fullmatch(rf"{as_pattern(before)}(?P<n>\d+){as_pattern(after)}", text) for text in said]
        counted[key] = sum(int(one["n"]) for one in found if one)
    assert sum(counted.values()) == sum(expected.values()) - apart
    # The part Outlook of the article has three claims that only later periods can tell.
    assert counted["undecided"] == 3
    assert not changed_cells(path, recalculate(path, tmp_path / "office"))


def texts_of(path, title):
    """The texts of a sheet."""
    sheet = openpyxl.load_workbook(path, data_only=True)[title]
    return (value for row in sheet.iter_rows(values_only=True) for value in row if isinstance(value, str))


def as_pattern(words):
    """Words of a label whose names in braces stand for numbers."""
    return re.sub(r"\\{\w+\\}", r"\\d+", re.escape(words))
