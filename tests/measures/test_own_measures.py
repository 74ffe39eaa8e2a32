"""Measures that a basket or a folder of layouts adds to those of the program."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.pandas_companies import companies

from xl_aigc.data.folder import load_facts
from xl_aigc.data.period import Period
from xl_aigc.errors import DataError
from xl_aigc.files.yaml_file import parse_yaml
from xl_aigc.measures.basket import has, value
from xl_aigc.measures.claims.basket import bounds
from xl_aigc.measures.frame import build_frame
from xl_aigc.measures.mask import everyone
from xl_aigc.measures.own import program_table, table_with

NOW = Period("2024H1")
FACTS = load_facts()
MARGIN = "measures:\n  own: {is: net_profit / revenue, shows: percent}\n"
LOSSES = "measures:\n  own: {is: net_profit < 0}\nbasket:\n  own_losers: {is: count(own)}\n"


def frame_with(text):
    return build_frame(replace(FACTS, measures=parse_yaml(text, "measures.yaml")), NOW)


def test_two_baskets_with_other_measures_of_one_name_never_mix():
    first, second = frame_with(MARGIN), frame_with(LOSSES)
    for frame in (first, second, first):  # asked in turn, each keeps its own
        ratios = [
            now / whole if isinstance(now, float) and isinstance(whole, float) else None
            for now, whole in zip(frame["net_profit"], frame["revenue"], strict=True)
        ]
        expected = (
            ratios if frame is first else [None if r is None else "yes" if r < 0 else "no" for r in ratios]
        )
        shown = frame["own"] if frame is first else [None if v == "unknown" else v for v in frame["own"]]
        assert [v for v in shown if v is not None] == pytest.approx([v for v in expected if v is not None])
    assert "own_losers" not in first.table.basket
    losers = sum(value == "yes" for value in second["own"])
    assert value(second.table.basket["own_losers"], everyone(second)) == losers


def test_a_basket_with_measures_of_its_own_leaves_the_program_as_it_was():
    frame_with(MARGIN)
    frame_with(LOSSES)
    assert "own" not in program_table().measures
    assert "own" not in build_frame(FACTS, NOW).columns


def test_measures_of_layouts_build_on_those_of_the_basket():
    further = parse_yaml("measures:\n  twice: {is: own * 2, shows: percent}\n", "layouts/measures.yaml")
    table = table_with(parse_yaml(MARGIN, "measures.yaml"), further)
    frame = build_frame(FACTS, NOW, table=table)
    pairs = [(a, b) for a, b in zip(frame["own"], frame["twice"], strict=True) if isinstance(a, float)]
    assert [b for _, b in pairs] == pytest.approx([2 * a for a, _ in pairs])
    assert len(pairs) > 40


def test_a_name_that_the_program_has_is_refused_with_its_line():
    with pytest.raises(DataError, match=r"measures\.yaml, line 2.*net_margin"):
        frame_with("measures:\n  net_margin: {is: net_profit / revenue}\n")


EITHER = "net_profit < 0 or rd_investment > 0"


def one_number(text):
    """A number over the basket, the companies that it rests on, and the least and the most that it can be."""
    frame = frame_with(f"basket:\n  own: {{is: '{text}'}}\n")
    measure, here = frame.table.basket["own"], everyone(frame)
    return value(measure, here), len(here & has(frame, measure)), bounds(frame, measure)


def test_a_share_and_its_coverage_are_over_the_companies_that_have_every_figure_of_the_test():
    figures = companies()
    both = figures.dropna(subset=["net_profit", "rd_investment"])
    holds = (both["net_profit"] < 0) | (both["rd_investment"] > 0)
    assert one_number(f"share({EITHER})")[:2] == (holds.mean(), len(both))
    spent = figures.dropna(subset=["net_profit", "rd_expense", "revenue"])
    holds = (spent["net_profit"] < 0) | (spent["rd_expense"] / spent["revenue"] > 0.2)
    found, known, _ = one_number("share(loss_flag or rd_expense / revenue > 0.2)")
    assert (found, known) == (pytest.approx(holds.mean()), len(spent))
    assert one_number("share(not (loss_flag and rd_investment > 0))")[:2] == (
        (~((both["net_profit"] < 0) & (both["rd_investment"] > 0))).mean(),
        len(both),
    )


def test_a_count_rests_on_the_companies_whose_test_is_settled_and_never_exceeds_them_all():
    figures = companies()  # a comparison with NaN is false, so that what is true is known to be true
    true = (figures["net_profit"] < 0) | (figures["rd_investment"] > 0)
    false = (figures["net_profit"] >= 0) & (figures["rd_investment"] <= 0)
    settled = int((true | false).sum())
    assert one_number(f"count({EITHER})") == (
        int(true.sum()),
        settled,
        (int(true.sum()), int(true.sum()) + len(figures) - settled),
    )


@pytest.mark.parametrize(
    "text",
    ["number_of(loss_flag, rd_investment > 0) >= 1", "sure(loss_flag) or sure(rd_investment > 0)"],
)
def test_a_test_that_is_never_unknown_rests_on_every_company(text):
    figures = companies()
    true = ((figures["net_profit"] < 0) | (figures["rd_investment"] > 0)).mean()
    assert one_number(f"share({text})") == (pytest.approx(true), len(figures), (true, true))


def test_a_sum_rests_on_the_companies_that_have_its_measure_and_are_known_to_belong_to_it():
    figures = companies()
    true = (figures["net_profit"] < 0) | (figures["rd_investment"] > 0)
    false = (figures["net_profit"] >= 0) & (figures["rd_investment"] <= 0)
    found, known, _ = one_number(f"sum(revenue, {EITHER})")
    assert found * 100 == pytest.approx(figures["revenue"][true].sum())  # CNY 100 million against CNY million
    assert known == int(((true | false) & figures["revenue"].notna()).sum())
    assert one_number("sum(revenue, known(rd_expense))")[1] == len(
        figures.dropna(subset=["revenue", "rd_expense"])
    )


MONEY = """\
measures:
  big: {is: revenue > 1000000000}
  within: {is: -50000000 < net_profit <= 20000000}
  plus: {is: net_profit + 2000000}
  floor: {is: "max(net_profit, -10000000)"}
  base: {is: revenue if loss_flag else 3000000}
  by_layer: {is: "match(layer, upstream=revenue, midstream=5000000)"}
  of_all: {is: revenue * 2 / 1000}
basket:
  big_share: {is: share(revenue > 1000000000)}
  more: {is: sum(revenue) - 7000000}
"""


@pytest.mark.parametrize(("unit", "yuan"), [("one", 1), ("wan", 1e4), ("million", 1e6), ("yi", 1e8)])
def test_a_constant_beside_money_is_in_units_of_the_currency_whatever_unit_is_shown(unit, yuan):
    facts = replace(FACTS, measures=parse_yaml(MONEY, "measures.yaml"))
    frame, million = build_frame(facts, NOW, unit=unit), companies()
    profit, revenue = million["net_profit"] * 1e6, million["revenue"] * 1e6

    def shown(key):
        found = [one if isinstance(one, (int, float)) else float("nan") for one in frame[key]]
        return pytest.approx([one * yuan for one in found], nan_ok=True)

    assert frame["big"].count("yes") == int((revenue > 1e9).sum())
    assert frame["within"].count("yes") == int(((profit > -5e7) & (profit <= 2e7)).sum())
    assert list(profit + 2e6) == shown("plus")
    assert list(profit.clip(lower=-1e7)) == shown("floor")
    assert list(revenue.where(profit < 0, 3e6).where(profit.notna())) == shown("base")
    layer = million["layer"]
    assert list(revenue.where(layer == "upstream").mask(layer == "midstream", 5e6)) == shown("by_layer")
    assert list(revenue * 2 / 1000) == shown("of_all")
    assert value(frame.table.basket["big_share"], everyone(frame)) == pytest.approx(
        (revenue.dropna() > 1e9).mean()
    )
    assert value(frame.table.basket["more"], everyone(frame)) * yuan == pytest.approx(revenue.sum() - 7e6)


def test_what_is_money_is_shown_as_money_unless_its_file_says_otherwise():
    shows = {key: one.shows for key, one in frame_with(MONEY).table.measures.items()}
    assert [shows[key] for key in ("big", "plus", "floor", "base", "of_all")] == ["word", *["money"] * 4]
