"""Every documented example gives the documented result, under each name a host uses."""

from __future__ import annotations

from pathlib import Path

import pytest

from xl_aigc.functions import CATALOGUE
from xl_aigc.functions.reference import markdown
from xl_aigc.hosts.headless import evaluate

EXAMPLES = [(key, example) for key, each in CATALOGUE.items() for example in each.examples]
REFERENCE = Path(__file__).parents[2] / "docs" / "functions.md"


@pytest.mark.parametrize(("key", "example"), EXAMPLES, ids=lambda value: getattr(value, "formula", value))
def test_an_example_gives_its_documented_result(key, example, agree):
    assert f"AIGC_{key}(" in example.formula
    for prefix in ("AIGC_", "AIGC.", "_xldudf_AIGC_"):
        got = evaluate(example.formula.replace("=AIGC_", f"={prefix}").replace("(AIGC_", f"({prefix}"))
        assert agree(got, example.result), f"{example.formula} gave {got!r}"


def test_the_printed_reference_is_up_to_date():
    remedy = "run: python -m xl_aigc.functions.reference > docs/functions.md"
    assert REFERENCE.read_text(encoding="utf-8") == markdown(), remedy
