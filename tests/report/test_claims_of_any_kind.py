"""Claims in any order and on any measure: the verdict that a build writes is the one that its formula gives."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import cache

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from support.recalculated import changed_cells

from xl_aigc.data.claims_file import read_article
from xl_aigc.data.folder import load_facts
from xl_aigc.data.period import Period
from xl_aigc.files.yaml_file import parse_yaml
from xl_aigc.measures.claims.evaluate import evaluate
from xl_aigc.measures.frame import build_frame
from xl_aigc.measures.own import program_table
from xl_aigc.report.builder import BuildOptions, build
from xl_aigc.report.layout import templates_folder

FACTS = load_facts()
NOW = Period("2024H1")
RELATIONS = ("above", "below", "equal", "at_least", "about", "nearly")


def with_claims(claims):
    article = replace(FACTS.article, claims=tuple(claims))
    return replace(FACTS, article=article)


@cache
def usual():
    return {
        result.claim.id: (result.verdict, result.evidence) for result in evaluate(build_frame(FACTS, NOW))
    }


@settings(max_examples=10, deadline=None)
@given(st.permutations(FACTS.claims))
def test_the_order_of_claims_changes_no_result(claims):
    results = evaluate(build_frame(with_claims(claims), NOW))
    assert {result.claim.id: (result.verdict, result.evidence) for result in results} == usual()
    assert [result.claim for result in results] == list(claims)


@pytest.fixture(scope="module")
def layouts(tmp_path_factory):
    """The sheets with claims, and those that formulas rest on."""
    folder = tmp_path_factory.mktemp("layouts")
    for name in ("02_overview", "05_swimmers", "08_claims", "20_companies", "21_data"):
        source = templates_folder() / "report" / f"{name}.yaml"
        (folder / f"{name}.yaml").write_text(source.read_text("utf-8"), "utf-8")
    return folder


@pytest.mark.slow
def test_shuffled_claims_recalculate_to_what_the_file_holds(tmp_path, layouts, recalculated):
    claims = list(FACTS.claims)
    random.Random(8).shuffle(claims)  # parts of the article no longer stand together
    path = tmp_path / "shuffled.xlsx"
    build(path, with_claims(claims), BuildOptions(layouts=layouts))
    assert not changed_cells(path, recalculated(path))


STATED = {"percent": 0.5, "count": 30, "money": 1e12}
"""A number that some measures shown so lie above and others below."""


def claims_on_every_measure():
    """A claim on each measure of the basket, the relations in turn; the parts of the article alternate."""
    entries = [
        {
            "id": f"on_{key}",
            "section": ("rd", "profitability")[place % 2],
            "key": key,
            "stated": STATED[measure.shows],
            "relation": RELATIONS[place % len(RELATIONS)],
            "tolerance": 0.1,
        }
        for place, (key, measure) in enumerate(program_table().basket.items())
    ]
    head = {"published": "2024-09", "prices_as_of": FACTS.as_of, "basket": "x"}
    files = (("article.yaml", head), ("claims.yaml", {"claims": entries}))
    article, claims = (parse_yaml(yaml.safe_dump(one), name) for name, one in files)
    return read_article(article, claims, FACTS.tickers)


@pytest.mark.slow
def test_a_claim_on_any_measure_of_the_basket_recalculates_to_its_verdict(tmp_path, layouts, recalculated):
    facts = replace(FACTS, article=claims_on_every_measure())
    verdicts = {result.verdict for result in evaluate(build_frame(facts, NOW))}
    assert verdicts == {"reproduced", "differs", "undecided"}
    path = tmp_path / "every.xlsx"
    build(path, facts, BuildOptions(layouts=layouts))
    assert not changed_cells(path, recalculated(path))


def test_a_claim_on_a_sum_of_money_is_in_yuan_in_every_unit():
    """Revenue of the 54 companies of the bundled basket that have it: the sum of the column of figures.csv."""
    total = sum(value for value in FACTS.column("revenue", NOW) if value is not None)
    facts = replace(FACTS, article=claims_on_every_measure())
    for unit in ("one", "million", "yi"):
        results = {result.claim.id: result for result in evaluate(build_frame(facts, NOW, unit=unit))}
        assert results["on_revenue"].evidence.measured == pytest.approx(total)


def left(facts):
    return replace(facts, companies=tuple(replace(one, membership="left") for one in facts.companies))


def bare(facts):
    return replace(facts, figures=(), price_changes=(), article=None, indices=(), giants=())


@pytest.mark.slow
@pytest.mark.parametrize(
    "facts",
    [left(FACTS), replace(FACTS, figures=()), bare(FACTS), bare(left(FACTS))],
    ids=["everyone_left", "no_figures", "companies_alone", "left_and_bare"],
)
def test_a_basket_without_members_or_figures_builds_and_recalculates(facts, tmp_path, recalculated):
    path = tmp_path / "empty.xlsx"
    build(path, facts)
    assert not changed_cells(path, recalculated(path))
