"""Measures that a basket or a folder of layouts adds to those of the program."""

from __future__ import annotations

from dataclasses import replace

import pytest

from xl_aigc.data.folder import load_facts
from xl_aigc.data.period import Period
from xl_aigc.errors import DataError
from xl_aigc.files.yaml_file import parse_yaml
from xl_aigc.measures.basket import value
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
