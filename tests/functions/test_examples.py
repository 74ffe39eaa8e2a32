"""Every documented example gives the documented result, under each name a host uses."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from xl_aigc.functions import CATALOGUE
from xl_aigc.functions.reference import markdown
from xl_aigc.hosts.headless import evaluate

_spec = importlib.util.spec_from_file_location("function_results", Path(__file__).parent / "results.py")
results = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(results)

EXAMPLES = [(key, example) for key, each in CATALOGUE.items() for example in each.examples]
REFERENCE = Path(__file__).parents[2] / "docs" / "functions.md"


@pytest.mark.parametrize(("key", "example"), EXAMPLES, ids=lambda value: getattr(value, "formula", value))
def test_an_example_gives_its_documented_result(key, example):
    assert f"AIGC_{key}(" in example.formula
    for prefix in ("AIGC_", "AIGC.", "_xldudf_AIGC_"):
        got = evaluate(example.formula.replace("=AIGC_", f"={prefix}").replace("(AIGC_", f"({prefix}"))
        assert results.agree(got, example.result), f"{example.formula} gave {got!r}"


def test_the_printed_reference_is_up_to_date():
    remedy = "run: python -m xl_aigc.functions.reference > docs/functions.md"
    assert REFERENCE.read_text(encoding="utf-8") == markdown(), remedy
