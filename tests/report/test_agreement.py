"""Python and LibreOffice compute every measure alike: for the bundled basket, and for companies that break formulas.

Python's numbers come from the measures themselves; LibreOffice reads the inputs from Data and evaluates the formulas.
"""

from __future__ import annotations

import math
from functools import cache

import pytest
import yaml
from support import baskets
from support.sheet_reader import read

from xl_aigc.data.folder import load_facts
from xl_aigc.measures.frame import build_frame
from xl_aigc.measures.own import program_table
from xl_aigc.metrics import Undefined, cohort
from xl_aigc.report.builder import BuildOptions, build, make_report

ROWS = ("groups", "growth", "status", "layer", "archetype", "rd_scale", "rd_intensity", "price", "segment")
PER_TABLE = 14
"""Basket measures beside each other in one table."""
TESTED = [key for key in program_table().basket if key != "companies"]
"""Each table has a column of companies anyway."""
FOLDERS = {"nasty": baskets.nasty, "huge": baskets.huge}


def layouts(folder):
    """A small layout: the two tables, and a sheet for each rule with every basket measure."""
    folder.mkdir()
    sheets = {"companies": [{"block": "companies_table"}], "data": [{"block": "data_table"}]}
    keys = TESTED
    for rule in ROWS:
        sheets[f"by_{rule}"] = [
            {
                "block": "summary",
                "id": f"part{start}",
                "title": f"Part {start}",
                "rows": rule,
                "measures": keys[start : start + PER_TABLE],
            }
            for start in range(0, len(keys), PER_TABLE)
        ]
    for number, (name, blocks) in enumerate(sheets.items(), 1):
        layout = {"sheet": name, "kind": "data", "title": name, "blocks": blocks}
        (folder / f"{number:02d}_{name}.yaml").write_text(
            yaml.safe_dump(layout, sort_keys=False), encoding="utf-8"
        )
    return folder


@pytest.fixture(scope="module")
def books(tmp_path_factory, recalculated):
    """For each basket: its report, the file as built, and the file after LibreOffice recalculated it."""
    folder = tmp_path_factory.mktemp("agreement")
    options = BuildOptions(layouts=layouts(folder / "layouts"))

    @cache
    def make(name):
        facts = load_facts(baskets.write(folder / name, FOLDERS[name]()) if name in FOLDERS else None)
        target = folder / f"{name}.xlsx"
        build(target, facts, options)
        return make_report(facts, options), target, recalculated(target)

    return make


def difference(seen, due, size=0.0):
    """How far apart two cells are, relative to the larger, or to the largest number that entered them."""
    if isinstance(seen, str) or isinstance(due, str):
        return 0.0 if seen == due else math.inf
    return abs(seen - due) / max(abs(seen), abs(due), size, 1e-300)


@pytest.mark.parametrize("key", program_table().measures)
@pytest.mark.parametrize("basket", ["reference", *FOLDERS])
def test_a_measure_is_the_same_in_python_and_as_a_formula(books, basket, key):
    report, _, file = books(basket)
    sheet = read(file)["companies"]
    top = sheet.find(report.label("ticker"))[0]
    shown = {sheet.at(top, column) for column in sheet.filled(top)}
    if key in report.absent:  # the basket has none of its figures
        assert report.label(key) not in shown
        return
    column = next(c for c in sheet.filled(top) if sheet.at(top, c) == report.label(key))
    seen = [sheet.at(top + 1 + place, column) for place in range(len(report.frame))]
    due = report.column(key)
    apart = {
        report.frame["ticker"][place]: pair
        for place, pair in enumerate(zip(seen, due, strict=True))
        if difference(*pair) > 1e-9
    }
    assert not apart


@pytest.mark.parametrize("rule", ROWS)
@pytest.mark.parametrize("basket", ["reference", *FOLDERS])
def test_basket_measures_of_a_group_are_the_same_in_python_and_as_formulas(books, basket, rule):
    report, built, file = books(basket)
    if rule in report.absent:
        assert f"by_{rule}" not in read(built)
        return
    before, after = read(built)[f"by_{rule}"], read(file)[f"by_{rule}"]
    largest = max(
        abs(n) for key in ("revenue", "net_profit") for n in report.frame.numbers(key) if n is not None
    )
    apart, compared = [], 0
    for start in range(0, len(TESTED), PER_TABLE):
        due, seen = before.table(f"Part {start}"), after.table(f"Part {start}")
        assert due.headings == seen.headings
        assert len(due.rows) == len(seen.rows) > 0
        for one, other in zip(due.rows, seen.rows, strict=True):
            for heading in due.headings[1:]:
                compared += 1
                # A difference can't be better than what it was taken of: the largest sum, or 1 for a growth.
                size = (largest if basket == "huge" else 0.0) if "CNY" in heading else 1e-3
                if difference(other[heading].value, one[heading].value, size) > 1e-9:
                    apart.append(
                        (heading, one[due.headings[0]].value, one[heading].value, other[heading].value)
                    )
    assert compared >= len(TESTED)
    assert not apart


@pytest.mark.parametrize(
    "key",
    ["revenue_yoy", "net_profit_yoy", "rd_intensity", "selling_ratio", "rd_to_selling", "capitalised_share"],
)
def test_each_ratio_meets_missing_undefined_and_known_inputs(tmp_path, key):
    facts = load_facts(baskets.write(tmp_path / "nasty", baskets.nasty()))
    values = build_frame(facts, facts.period)[key]
    assert any(value is None for value in values)
    assert any(isinstance(value, Undefined) for value in values)
    assert sum(isinstance(value, float) for value in values) >= 5


@pytest.mark.parametrize(
    "key", ["net_profit_status", "growth_cohort", "price_cohort", "rd_scale", "rd_intensity_cohort"]
)
def test_each_cohort_occurs_in_the_nasty_basket(tmp_path, key):
    rules = {
        "net_profit_status": cohort.STATUS,
        "growth_cohort": cohort.GROWTH,
        "price_cohort": cohort.PRICE,
        "rd_scale": ("up_to_100m", "from_100m_to_1bn", "from_1bn_to_10bn"),
        "rd_intensity_cohort": ("up_to_5pct", "above_20pct"),
    }
    facts = load_facts(baskets.write(tmp_path / "nasty", baskets.nasty()))
    assert {*rules[key], None} <= set(build_frame(facts, facts.period)[key])
